"""What is worked out from the registers of the open year, once for each state of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import streamlit as st

from planner.access import READ_ACTION, may
from planner.errors import Problem
from planner.school.agreement import find_disagreements
from planner.school.records import Policies
from planner.school.registers import Register, Registers
from planner.store.registry import REGISTERS
from planner.store.values import YearRegisters

Result = TypeVar("Result")


def seen_registers(year: YearRegisters) -> Registers:
    """The tables of a year as far as its reader may see them.

    A table that may not be seen counts as one that could not be read, so that nothing is said on
    the strength of what it holds or lacks.
    """
    tables: dict[str, Any] = {
        table: Register.of(row.record for row in year.rows[table])
        if table in year.rows
        else Register(is_whole=False)
        for table in REGISTERS
    }
    if not year.has_current_plan and "current_plan" in year.rows:
        tables["current_plan"] = Register(is_given=False)
    return Registers(
        details=None if year.details is None else year.details.record,
        policies=Policies() if year.policies is None else year.policies.record,
        **tables,
    )


@dataclass(frozen=True)
class YearViews:
    """A year as it is now, and what follows from it.

    Attributes:
        year: The year's tables.
    """

    year: YearRegisters

    @cached_property
    def registers(self) -> Registers:
        """The tables as far as they may be seen."""
        return seen_registers(self.year)

    @property
    def stamp(self) -> tuple[str, ...]:
        """What tells this state from every other, and from what other roles see of it."""
        seen = (name for name, action in READ_ACTION.items() if may(self.year.reader, action))
        return (self.year.digest, *seen)

    def work_out(self, name: str, asked: Any, work: Callable[[Registers], Result]) -> Result:
        """Give what follows from the tables, from memory where it has been worked out already.

        Args:
            name: What it is.
            asked: What it is asked for, such as a pupil; part of what it is remembered by.
            work: Works it out.
        """
        found: Result = _remembered(self.stamp, name, asked, work, self.registers)
        return found

    @property
    def disagreements(self) -> tuple[list[Problem], list[Problem]]:
        """What keeps the school from being planned, and what is worth a second look."""
        return self.work_out("disagreements", None, find_disagreements)


@st.cache_resource(max_entries=256, show_spinner=False)
def _remembered(
    stamp: tuple[str, ...],
    name: str,
    asked: Any,
    _work: Callable[[Registers], Any],
    _seen: Registers,
) -> Any:
    return _work(_seen)
