"""People who use the store, and what they do most often in tests of it."""

from __future__ import annotations

from planner.access import LOCAL, Actor, Role
from planner.school.records import Policies
from planner.school.registers import Registers
from planner.store.values import RowChange
from tests import builders

SENCO = LOCAL
ANNA = Actor("anna@school.example", Role.SENCO)
BEN = Actor("ben@school.example", Role.SENCO)
LEADER = Actor("head@school.example", Role.LEADER)
FINANCE = Actor("money@school.example", Role.FINANCE)
VIEWER = Actor("governor@school.example", Role.VIEWER)


def keep(store, school=None, actor=SENCO):
    """Keep a school as a new year, and give the year."""
    school = school or builders.a_school()
    registers = Registers.of(school)
    return store.create_year(actor, school.details, school.policies, registers)


def a_blank_year(store, **facts):
    return store.create_year(SENCO, builders.details(**facts), Policies())


def rows_of(store, year, table, actor=SENCO):
    return store.registers(actor, year.id).rows[table]


def records_of(store, year, table):
    return tuple(row.record for row in rows_of(store, year, table))


def add(store, year, *records, actor=SENCO):
    """Add records in one save."""
    changes = [RowChange(record.table, None, None, record) for record in records]
    return store.save(actor, year.id, changes)


def change_of(table, row, **facts):
    """Change some facts of a row, by the version that was read."""
    kind = type(row.record)
    names = {info.alias or name: name for name, info in kind.model_fields.items()}
    values = {name: getattr(row.record, name) for name in names.values()}
    return RowChange(table, row.id, row.version, kind(**(values | facts)))


def change(store, year, table, place=0, actor=SENCO, **facts):
    """Change some facts of the row at a place of a table, as somebody who has just read it."""
    row = rows_of(store, year, table)[place]
    return store.save(actor, year.id, [change_of(table, row, **facts)])


def remove(store, year, table, place=0, actor=SENCO):
    row = rows_of(store, year, table)[place]
    return store.save(actor, year.id, [RowChange(table, row.id, row.version, None)])
