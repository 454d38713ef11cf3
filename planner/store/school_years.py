"""School years as wholes: a new one, all of one, and the end of one."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from threading import Lock
from typing import Any

import sqlalchemy as sa

from planner.access import READ_ACTION, Actor, may
from planner.costing.owed import ReferralCost, costs_of_referrals
from planner.errors import StoreError
from planner.school.records import Policies, SchoolDetails
from planner.school.registers import Register, Registers
from planner.store import pairings, rows, trail
from planner.store.forward import carry_forward
from planner.store.registry import RECORDS, REGISTERS
from planner.store.schema import SCHOOLS, TABLES, YEARS
from planner.store.trail import Change, Kind
from planner.store.values import Carried, Outcome, SchoolYear, StoredRow, YearRegisters

_REMEMBERED = 16


def create(
    connection: sa.Connection,
    school: int,
    registers: Registers,
    signature: rows.Signature,
    *,
    carried: Iterable[Carried] | None = None,
) -> SchoolYear:
    """Keep a new year of a school, with every row of its registers."""
    assert registers.details is not None
    notes = None if carried is None else json.dumps([asdict(one) for one in carried])
    year_id = connection.execute(
        sa.insert(YEARS)
        .values(
            school_id=school,
            has_current_plan=registers.current_plan.is_given,
            stamp=secrets.token_hex(8),
            carried=notes,
            created_at=signature.at,
            changed_at=signature.at,
        )
        .returning(YEARS.c.id)
    ).scalar_one()
    rows.insert_rows(connection, year_id, "details", [registers.details])
    rows.insert_rows(connection, year_id, "policies", [registers.policies])
    for table in REGISTERS:
        rows.insert_rows(connection, year_id, table, getattr(registers, table).records)
    year = rows.the_year(connection, year_id)
    kind = Kind.CREATED if carried is None else Kind.COPIED
    step = trail.begin_step(connection, year_id, signature, kind=kind, what=f"{year} added")
    entries = [
        trail.happened(step, table, Change.ADDED, to=trail.counted(table, number))
        for table in REGISTERS
        if (number := len(getattr(registers, table).rows))
    ]
    details = trail.happened(step, "details", Change.ADDED, key=str(year), to=str(year))
    trail.add_entries(connection, [details, *entries])
    return year


def school_for(connection: sa.Connection, details: SchoolDetails, at: dt.datetime) -> int:
    """Find the school that details are about, by its number or its name, or add it."""
    same = TABLES["details"].c
    is_same = sa.func.lower(same.name) == details.name.lower()
    if details.urn:
        is_same = sa.or_(same.urn == details.urn, sa.and_(is_same, same.urn == ""))
    found = connection.execute(
        sa.select(YEARS.c.school_id)
        .join(TABLES["details"], same.year_id == YEARS.c.id)
        .where(is_same)
        .order_by(YEARS.c.school_id)
    ).scalar()
    if found is not None:
        return int(found)
    query = sa.insert(SCHOOLS).values(created_at=at).returning(SCHOOLS.c.id)
    return int(connection.execute(query).scalar_one())


def blank(details: SchoolDetails, policies: Policies) -> Registers:
    """Make the registers of a year in which nothing is filled in yet."""
    tables: dict[str, Any] = {table: Register() for table in REGISTERS}
    tables["current_plan"] = Register(is_given=False)
    return Registers(details=details, policies=policies, **tables)


@dataclass
class Memory:
    """The registers read last, because most pages are drawn again with nothing changed.

    What is remembered cannot be out of date: every save gives the year a stamp that no other has.
    """

    _known: OrderedDict[tuple[str, frozenset[str]], YearRegisters] = field(
        default_factory=OrderedDict
    )
    _turn: Lock = field(default_factory=Lock)

    def recall(self, stamp: str, tables: frozenset[str]) -> YearRegisters | None:
        """Give the registers of a stamp, as far as they are made of these tables."""
        with self._turn:
            return self._known.get((stamp, tables))

    def keep(self, tables: frozenset[str], registers: YearRegisters) -> None:
        """Remember registers in place of the oldest."""
        with self._turn:
            self._known[registers.digest, tables] = registers
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)

    def forget(self) -> None:
        """Remember nothing any more, where something of it was deleted for good."""
        with self._turn:
            self._known.clear()


def read(connection: sa.Connection, year_id: int, reader: Actor, memory: Memory) -> YearRegisters:
    """Read every table of a year that somebody may see."""
    tables = frozenset(table for table, action in READ_ACTION.items() if may(reader, action))
    query = sa.select(YEARS.c.stamp, YEARS.c.has_current_plan).where(YEARS.c.id == year_id)
    own = connection.execute(query).first()
    known = memory.recall(own.stamp, tables) if own else None
    if known is not None:
        return replace(known, rows=dict(known.rows), reader=reader)
    year = rows.the_year(connection, year_id)
    assert own is not None
    seen: dict[str, tuple[StoredRow[Any], ...]] = {
        table: rows.read_table(connection, year_id, table) for table in RECORDS if table in tables
    }
    details, policies = seen.pop("details", ()), seen.pop("policies", ())
    registers = YearRegisters(
        year=year,
        details=details[0] if details else None,
        policies=policies[0] if policies else None,
        rows=seen,
        digest=own.stamp,
        has_current_plan=own.has_current_plan or bool(seen.get("current_plan")),
        reader=reader,
        referral_costs=_referral_costs(connection, year_id, reader),
    )
    memory.keep(tables, registers)
    return replace(registers, rows=dict(seen))


def _referral_costs(
    connection: sa.Connection, year_id: int, reader: Actor
) -> tuple[ReferralCost, ...]:
    """Say what referrals cost, and neither whose they are nor why."""
    if not (may(reader, READ_ACTION["funding"]) and may(reader, READ_ACTION["staff"])):
        return ()
    referrals, staff = (
        [row.record for row in rows.read_table(connection, year_id, table)]
        for table in ("referrals", "staff")
    )
    return costs_of_referrals(referrals, staff)


def copy_forward(
    connection: sa.Connection, year_id: int, actor: Actor, signature: rows.Signature
) -> tuple[SchoolYear, tuple[Carried, ...]]:
    """Keep the next year of a school, made from one of its years.

    Raises:
        StoreError: The school has that year already.
    """
    rows.lock_year(connection, year_id)
    moved, notes = carry_forward(read(connection, year_id, actor, Memory()).to_registers())
    assert moved.details is not None
    year = rows.the_year(connection, year_id)
    there = rows.years(connection, YEARS.c.school_id == year.school_id)
    if moved.details.academic_year in {one.academic_year for one in there}:
        what = f"{year.school} already has the year {moved.details.academic_year}."
        raise StoreError(what, "Open that one, or delete it first.")
    new = create(connection, year.school_id, moved, signature, carried=notes)
    pairings.keep_pairing(connection, new.id, pairings.pairing(connection, year_id))
    return new, notes


def carried(connection: sa.Connection, year_id: int) -> tuple[Carried, ...]:
    """Tell what became of each row when the year was copied forward; nothing if it was not."""
    query = sa.select(YEARS.c.carried).where(YEARS.c.id == year_id)
    notes = connection.execute(query).scalar()
    return tuple(
        Carried(note["table"], note["key"], Outcome(note["outcome"]), note["why"])
        for note in json.loads(notes or "[]")
    )


def delete(connection: sa.Connection, year_id: int, signature: rows.Signature) -> None:
    """Delete a year with all that belongs to it; only that it happened is kept."""
    rows.lock_year(connection, year_id)
    year = rows.the_year(connection, year_id)
    connection.execute(sa.delete(YEARS).where(YEARS.c.id == year_id))
    is_left = sa.exists().where(YEARS.c.school_id == SCHOOLS.c.id)
    connection.execute(sa.delete(SCHOOLS).where(SCHOOLS.c.id == year.school_id, ~is_left))
    trail.begin_step(connection, None, signature, kind=Kind.DELETED, what=f"{year} deleted")
