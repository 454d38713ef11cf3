"""The school year that somebody has open: its registers, and the school that can be planned for.

A session keeps only which year it is. What is in the year is read from the store at every turn, so
that everybody sees what anybody has saved.
"""

from __future__ import annotations

import streamlit as st

from planner.access import READ_ACTION, Actor, may
from planner.errors import Problem, StoreError
from planner.exchange.school_folder import Checked, check
from planner.school.registers import Registers
from planner.school.school import School
from planner.store.values import SchoolYear, YearRegisters
from planner.ui import state
from planner.ui.storage import store

# What the store remembers about somebody, to open it again when they come back.
_PREFERENCE = "open_year"
_NOTHING = Checked(None)


def open_year(actor: Actor) -> SchoolYear | None:
    """Give the year that is open; somebody who comes back finds open what they had open."""
    years = store().years(actor)
    known = {year.id: year for year in years}
    if (number := state.year_id()) not in known:
        number = store().get_preference(actor, _PREFERENCE)
    if number not in known and len(years) == 1:
        number = years[0].id
    found = known.get(number)
    state.set_year_id(found.id if found else None)
    return found


def choose(actor: Actor, year_id: int) -> None:
    """Open a year, here and when this person comes back."""
    state.set_year_id(year_id)
    store().set_preference(actor, _PREFERENCE, year_id)


def registers(actor: Actor) -> YearRegisters:
    """Give the tables of the open year that somebody may see, each row with its version.

    Raises:
        StoreError: No year is open.
    """
    year = open_year(actor)
    if year is None:
        what = "No school is open."
        raise StoreError(what, "Open one on the Start page.")
    return store().registers(actor, year.id)


def read_registers(actor: Actor) -> Registers:
    """Give the tables of the open year, their rows numbered as in a file.

    Raises:
        AccessError: Somebody may not see all of them.
        StoreError: No year is open.
    """
    return registers(actor).to_registers()


def sees_all(actor: Actor) -> bool:
    """Tell whether somebody may see every table, as whoever plans has to."""
    return all(may(actor, action) for action in READ_ACTION.values())


def school(actor: Actor) -> School | None:
    """Give the school of the open year with the digest of its content.

    There is none while there are faults or nothing to plan, and none for somebody who may not see
    every table.
    """
    return _checked(actor).school


def school_of(actor: Actor, year_id: int) -> School | None:
    """Give the school of a year, whichever is open, as that of the open year is given."""
    return _checked_of(actor, year_id).school


def faults(actor: Actor) -> tuple[Problem, ...]:
    """Give what keeps the open year from being planned for, as far as somebody may see it."""
    return _checked(actor).faults


def warnings(actor: Actor) -> tuple[Problem, ...]:
    """Give what is worth a second look in the open year, as far as somebody may see it."""
    return _checked(actor).warnings


def forget() -> None:
    """Remember nothing of any year any more, where something of it was deleted for good."""
    _remembered.clear()


def _checked(actor: Actor) -> Checked:
    year = open_year(actor)
    return _NOTHING if year is None else _checked_of(actor, year.id)


def _checked_of(actor: Actor, year_id: int) -> Checked:
    if not sees_all(actor):
        return _NOTHING
    found = store().registers(actor, year_id)
    return _remembered(found.digest, found)


# Every save gives a year another stamp, so what is remembered by it is never out of date.
@st.cache_resource(show_spinner=False, max_entries=16)
def _remembered(stamp: str, _registers: YearRegisters) -> Checked:
    return check(_registers.to_registers())
