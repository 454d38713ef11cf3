"""The audit trail: steps, and in each step an entry for every column that changed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from planner.school.records import Record
from planner.store.kinds import shown, to_texts
from planner.store.registry import RECORDS, ROW_NAMES, SINGLES, row_key
from planner.store.rows import Signature, chunks
from planner.store.schema import AUDIT, STEPS
from planner.store.values import AuditEntry, Happening

Entry = dict[str, Any]


class Kind(StrEnum):
    """What a step is."""

    SAVE = "save"
    UNDO = "undo"
    REDO = "redo"
    CREATED = "created"
    COPIED = "copied forward"
    DELETED = "deleted"
    SCENARIO = "scenario"
    PLAN = "plan"
    APPROVAL = "approval"
    ANSWER = "answer"
    WORDING = "wording"
    BACKUP = "backup"
    RESTORED = "restored"
    NAMES = "names"
    RULES = "rules"
    ERASED = "deleted for good"


class State(StrEnum):
    """Whether what a save did is there; what is dropped cannot be redone."""

    DONE = "done"
    UNDONE = "undone"
    DROPPED = "dropped"


class Change(StrEnum):
    """What happened to a row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class Edit:
    """What happens to one row.

    Attributes:
        version: The version that it has afterwards, or that it would have.
    """

    table: str
    row: int
    version: int
    before: Record | None
    after: Record | None

    @property
    def change(self) -> Change:
        """What happens to it."""
        if self.before is None:
            return Change.ADDED
        return Change.CHANGED if self.after is not None else Change.REMOVED


def begin_step(
    connection: sa.Connection,
    year_id: int | None,
    signature: Signature,
    *,
    kind: Kind,
    what: str,
    of_step: int | None = None,
) -> int:
    """Note that something happens, and give its number."""
    step = connection.execute(
        sa.insert(STEPS)
        .values(
            year_id=year_id,
            kind=kind,
            state=State.DONE,
            who=signature.who,
            at=signature.at,
            why=signature.why,
            what=what,
            of_step_id=of_step,
        )
        .returning(STEPS.c.id)
    ).scalar_one()
    return int(step)


def write_entries(connection: sa.Connection, step: int, edits: Iterable[Edit]) -> None:
    """Note every column that changes."""
    add_entries(connection, [entry for edit in edits for entry in _entries(step, edit)])


def add_entries(connection: sa.Connection, entries: Sequence[Entry]) -> None:
    """Write entries as they are."""
    if entries:
        connection.execute(sa.insert(AUDIT), list(entries))


def happened(
    step: int, table: str, change: Change, *, row: int | None = None, key: str = "", to: str = ""
) -> Entry:
    """Make the entry of something that is not about one column."""
    return {
        "step_id": step,
        "table_name": table,
        "row_id": row,
        "row_key": key,
        "version": None,
        "change": change,
        "column_name": "",
        "before": None,
        "after": to or None,
    }


def in_words(edits: Iterable[Edit]) -> str:
    """Say what is done to how many rows, such as ``2 pupils changed, 1 need added``."""
    counts = Counter((edit.table, edit.change) for edit in edits)
    return ", ".join(
        f"{ROW_NAMES[table][0]} {change}"
        if table in SINGLES
        else f"{counted(table, number)} {change}"
        for (table, change), number in counts.items()
    )


def counted(table: str, number: int) -> str:
    """Say how many rows, such as ``2 pupils``."""
    one, several = ROW_NAMES[table]
    return f"{number:,} {one if number == 1 else several}"


def read_trail(
    connection: sa.Connection,
    year_id: int,
    tables: Collection[str],
    *,
    row: int | None = None,
    limit: int | None = None,
) -> tuple[AuditEntry, ...]:
    """Give what happened in a year to some tables, the last first."""
    query = (
        sa.select(AUDIT, STEPS.c.kind, STEPS.c.who, STEPS.c.at, STEPS.c.why)
        .join(STEPS, STEPS.c.id == AUDIT.c.step_id)
        .where(STEPS.c.year_id == year_id, AUDIT.c.table_name.in_(sorted(tables)))
        .order_by(AUDIT.c.step_id.desc(), AUDIT.c.id)
        .limit(limit)
    )
    if row is not None:
        query = query.where(AUDIT.c.row_id == row)
    return tuple(_read(found) for found in connection.execute(query))


def has_changed_since(
    connection: sa.Connection, year_id: int, at: dt.datetime, tables: Collection[str]
) -> bool:
    """Tell whether any of some tables of a year was changed after a moment."""
    query = (
        sa.select(AUDIT.c.id)
        .join(STEPS, STEPS.c.id == AUDIT.c.step_id)
        .where(STEPS.c.year_id == year_id, STEPS.c.at > at)
        .where(AUDIT.c.table_name.in_(sorted(tables)))
        .limit(1)
    )
    return connection.execute(query).first() is not None


def happenings(connection: sa.Connection, *, limit: int | None = None) -> tuple[Happening, ...]:
    """Give what happened to no one year, such as a backup, the last first."""
    query = (
        sa.select(STEPS.c.kind, STEPS.c.who, STEPS.c.at, STEPS.c.what)
        .where(STEPS.c.year_id.is_(None))
        .order_by(STEPS.c.id.desc())
        .limit(limit)
    )
    return tuple(Happening(**row) for row in connection.execute(query).mappings())


def entries_of(connection: sa.Connection, step: int) -> Sequence[sa.Row[Any]]:
    """Give the entries of one step as they stand."""
    query = sa.select(AUDIT).where(AUDIT.c.step_id == step).order_by(AUDIT.c.id)
    return connection.execute(query).all()


def last_versions(connection: sa.Connection, table: str, ids: Collection[int]) -> dict[int, int]:
    """Give the last version that each row is known to have had."""
    found: dict[int, int] = {}
    for some in chunks(sorted(ids)):
        query = (
            sa.select(AUDIT.c.row_id, sa.func.max(AUDIT.c.version).label("version"))
            .where(AUDIT.c.table_name == table, AUDIT.c.row_id.in_(some))
            .group_by(AUDIT.c.row_id)
        )
        found |= {row.row_id: row.version for row in connection.execute(query)}
    return found


def _entries(step: int, edit: Edit) -> Iterator[Entry]:
    before = to_texts(edit.before) if edit.before else {}
    after = to_texts(edit.after) if edit.after else {}
    known = edit.before or edit.after
    assert known is not None
    for column in dict.fromkeys([*before, *after]):
        if before.get(column) != after.get(column):
            yield {
                "step_id": step,
                "table_name": edit.table,
                "row_id": edit.row,
                "row_key": row_key(known),
                "version": edit.version,
                "change": edit.change,
                "column_name": column,
                "before": before.get(column),
                "after": after.get(column),
            }


def _read(found: sa.Row[Any]) -> AuditEntry:
    record = RECORDS.get(found.table_name)
    before, after = (
        shown(record, found.column_name, text) if record and found.column_name else text
        for text in (found.before, found.after)
    )
    return AuditEntry(
        step=found.step_id,
        kind=found.kind,
        who=found.who,
        at=found.at,
        why=found.why,
        table=found.table_name,
        row=found.row_id,
        key=found.row_key,
        change=found.change,
        column=found.column_name,
        before=before,
        after=after,
    )
