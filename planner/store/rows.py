"""Rows of registers, in and out, and the row of the year that they belong to."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from pydantic import ValidationError

from planner.errors import StoreError
from planner.periods import AcademicYear
from planner.school.records import Record
from planner.store.kinds import to_record, to_values
from planner.store.registry import record_of
from planner.store.schema import TABLES, YEARS
from planner.store.values import SchoolYear, StoredRow

T = TypeVar("T")

FIRST_VERSION = 1
_AT_ONCE = 500


@dataclass(frozen=True)
class Signature:
    """Who does something, when, and why."""

    who: str
    at: dt.datetime
    why: str = ""


def years(connection: sa.Connection, *where: sa.ColumnElement[bool]) -> tuple[SchoolYear, ...]:
    """Give school years, by school and then the newest first."""
    details = TABLES["details"].c
    found = connection.execute(
        sa.select(YEARS, details.name, details.academic_year)
        .join(TABLES["details"], details.year_id == YEARS.c.id)
        .where(*where)
        .order_by(details.name, details.academic_year.desc(), YEARS.c.id)
    )
    return tuple(
        SchoolYear(
            id=row.id,
            school_id=row.school_id,
            school=row.name,
            academic_year=AcademicYear(AcademicYear.parse(row.academic_year).first),
            created_at=row.created_at,
            changed_at=row.changed_at,
        )
        for row in found
    )


def the_year(connection: sa.Connection, year_id: int) -> SchoolYear:
    """Give one school year.

    Raises:
        StoreError: It is not there, or not there any more.
    """
    found = years(connection, YEARS.c.id == year_id)
    if not found:
        raise _no_such_year()
    return found[0]


def lock_year(connection: sa.Connection, year_id: int) -> None:
    """Let nobody else change a year until this transaction has ended.

    Raises:
        StoreError: It is not there, or not there any more.
    """
    query = sa.select(YEARS.c.id).where(YEARS.c.id == year_id).with_for_update()
    if connection.execute(query).first() is None:
        raise _no_such_year()


def touch_year(connection: sa.Connection, year_id: int, at: dt.datetime) -> None:
    """Give a year another stamp, by which everybody sees that it has changed."""
    stamp = secrets.token_hex(8)
    connection.execute(
        sa.update(YEARS).where(YEARS.c.id == year_id).values(stamp=stamp, changed_at=at)
    )


def read_table(connection: sa.Connection, year_id: int, table: str) -> tuple[StoredRow[Any], ...]:
    """Read a table of a year: terms in time order, anything else in the order it was added."""
    columns = TABLES[table].c
    order = (columns.start, columns.id) if table == "terms" else (columns.id,)
    query = sa.select(TABLES[table]).where(columns.year_id == year_id).order_by(*order)
    return tuple(_stored(table, row) for row in connection.execute(query).mappings())


def read_rows(
    connection: sa.Connection, year_id: int, table: str, ids: Collection[int]
) -> dict[int, StoredRow[Any]]:
    """Read some rows of a table; those that are not there are left out."""
    found: dict[int, StoredRow[Any]] = {}
    columns = TABLES[table].c
    for some in chunks(sorted(ids)):
        query = sa.select(TABLES[table]).where(columns.year_id == year_id, columns.id.in_(some))
        for row in connection.execute(query).mappings():
            found[row["id"]] = _stored(table, row)
    return found


def insert_rows(
    connection: sa.Connection, year_id: int, table: str, records: Sequence[Record]
) -> tuple[int, ...]:
    """Add records to a table, and give the row of each."""
    if not records:
        return ()
    own = {"year_id": year_id, "version": FIRST_VERSION}
    query = sa.insert(TABLES[table]).returning(TABLES[table].c.id, sort_by_parameter_order=True)
    rows = connection.execute(query, [own | to_values(record) for record in records])
    return tuple(rows.scalars())


def put_back(connection: sa.Connection, year_id: int, table: str, row: StoredRow[Any]) -> None:
    """Add a row that was removed, in its old place."""
    own = {"id": row.id, "year_id": year_id, "version": row.version}
    connection.execute(sa.insert(TABLES[table]).values(own | to_values(row.record)))


def update_row(connection: sa.Connection, table: str, row: StoredRow[Any]) -> None:
    """Write a row that is one version older."""
    columns = TABLES[table].c
    connection.execute(
        sa.update(TABLES[table])
        .where(columns.id == row.id, columns.version == row.version - 1)
        .values(to_values(row.record) | {"version": row.version})
    )


def delete_row(connection: sa.Connection, table: str, row_id: int) -> None:
    """Remove a row."""
    connection.execute(sa.delete(TABLES[table]).where(TABLES[table].c.id == row_id))


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """Give items a few hundred at a time, because a statement takes only so many."""
    some: list[T] = []
    for item in items:
        some.append(item)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _stored(table: str, row: sa.RowMapping) -> StoredRow[Any]:
    try:
        record = to_record(record_of(table), dict(row))
    except ValidationError:
        what = f"Row {row['id']} of {table} holds a value that this Evenhand does not accept."
        raise StoreError(
            what, "Nothing was changed. Open it with the version that wrote it."
        ) from None
    return StoredRow(row["id"], row["version"], record)


def _no_such_year() -> StoreError:
    what = "This school year is not there any more."
    return StoreError(what, "Somebody may have deleted it. Choose another on the Start page.")
