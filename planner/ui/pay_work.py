"""A post's cost as it stands on the page: what was typed, the sum, and the adult who would get it.

What the page shows and what its button saves both come from here, so that they cannot differ.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from planner.costing.paid_weeks import WeeksRule
from planner.costing.pay import own_pension
from planner.costing.post import PostCost
from planner.costing.typed_post import MISSING, PayField, worked_out
from planner.costing.usual_post import usual_texts
from planner.errors import InputError, Problem
from planner.school.fields import write_cell
from planner.school.records import OwnFigure, StaffMember
from planner.school.typed.reading import Fault, read_typed
from planner.school.typed.table import Typed
from planner.store.values import RowChange, StoredRow, YearRegisters
from planner.ui.state import Key

NOBODY = ""
PAY_BY = (PayField.FULL_TIME_SALARY, PayField.PAY_POINT)
OF_RULE: Mapping[WeeksRule, tuple[PayField, ...]] = {
    WeeksRule.FROM_LEAVE: (PayField.LEAVE_WEEKS, PayField.DIVISOR),
    WeeksRule.TERM_TIME_PLUS: (PayField.PLUS_WEEKS, PayField.LEAVE_WEEKS, PayField.DIVISOR),
    WeeksRule.AS_GIVEN: (PayField.PAID_WEEKS, PayField.DIVISOR),
    WeeksRule.MULTIPLIER: (PayField.MULTIPLIER_PERCENT, PayField.DIVISOR),
}
_OF_POST = (
    PayField.HOURS,
    PayField.FULL_TIME_HOURS,
    PayField.WEEKS_WORKED,
    PayField.PENSION_PERCENT,
    PayField.LEVY_PERCENT,
    PayField.AWARD_PERCENT,
)
_DAYS = (PayField.AWARD_DATE, PayField.LAST_DAY)
_MONTHS = 12


@dataclass(frozen=True)
class Asked:
    """What is typed and chosen on the page.

    Attributes:
        texts: The text of each field that counts; a blank where the school says nothing either.
        adult: The code of the adult who gets the cost, or nobody.
    """

    texts: Mapping[PayField, str]
    adult: str


@dataclass(frozen=True)
class PayWork:
    """What becomes of it.

    Attributes:
        cost: The cost; ``None`` where it cannot be worked out.
        missing: What is still to be filled in.
        problems: What is typed and cannot be used.
        before: The adult who would get it, as they are stored.
        changes: What a save would do to the register of staff; empty where it would do nothing.
        faults: Why it cannot be saved.
        is_part_year: Whether it is the cost of a part of a year, which no register holds.
    """

    cost: PostCost | None = None
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    before: StaffMember | None = None
    changes: tuple[RowChange, ...] = ()
    faults: tuple[Fault, ...] = ()
    is_part_year: bool = False


def key_of(part: str) -> str:
    """The key of one of the widgets."""
    return f"{Key.PAY}_{part}"


def usual_of(year: YearRegisters) -> dict[PayField, str]:
    """What stands in the place of a field that is left blank: what the school says of itself."""
    return usual_texts(
        None if year.details is None else year.details.record,
        [row.record for row in year.rows["terms"]],
        own_of(year),
        year.year.academic_year.starts,
    )


def standing_of(year: YearRegisters) -> dict[PayField, str]:
    """What is read in a field that is left blank: also a dated pension contribution."""
    usual = usual_of(year)
    on = said(PayField.DATE.name, None) or dt.date.fromisoformat(usual[PayField.DATE])
    dated = own_pension(on, own_of(year))
    pension = (
        {} if dated is None else {PayField.PENSION_PERCENT: f"{dated.amount:f}, the school’s own"}
    )
    return usual | pension


def own_of(year: YearRegisters) -> tuple[OwnFigure, ...]:
    """The school's own figures, for whoever may see them."""
    return tuple(row.record for row in year.rows.get("figures", ()))


def asked_now(year: YearRegisters) -> Asked:
    """Read what is typed and chosen."""
    usual = usual_of(year)
    fields = (
        said("pay_by", PAY_BY[0]),
        *_OF_POST,
        *OF_RULE[said("rule", WeeksRule.FROM_LEAVE)],
    )
    texts = {field: said(field.name, "").strip() or usual.get(field, "") for field in fields}
    days = {field: write_cell(said(field.name, None)) for field in _DAYS}
    days[PayField.DATE] = write_cell(said(PayField.DATE.name, None)) or usual[PayField.DATE]
    return Asked({**texts, **days}, said("adult", NOBODY) or NOBODY)


def work_of(year: YearRegisters, asked: Asked) -> PayWork:
    """Work out the cost, and what it would do to the register.

    Args:
        year: The registers.
        asked: What is typed and chosen.
    """
    try:
        cost = worked_out(asked.texts, own_of(year))
    except InputError as error:
        return PayWork(
            missing=tuple(one.column for one in error.problems if one.what == MISSING),
            problems=tuple(one for one in error.problems if one.what != MISSING),
        )
    return _put(year, asked, cost)


def _put(year: YearRegisters, asked: Asked, cost: PostCost) -> PayWork:
    staff: Sequence[StoredRow[StaffMember]] = year.rows["staff"]
    stored = next((row for row in staff if row.record.staff == asked.adult), None)
    if stored is None or cost.months != _MONTHS:
        return PayWork(cost, is_part_year=cost.months != _MONTHS)
    cells = {
        "annual_cost": write_cell(cost.total),
        "contract_hours": write_cell(cost.post.hours),
        "hourly_cost": "",
        "pay_point": "",
        "paid_weeks": "",
    }
    reading = read_typed(StaffMember, staff, Typed().with_cells(stored, cells))
    changes = tuple(
        RowChange(change.table, change.row, change.version, change.record)
        for change in reading.changes
    )
    return PayWork(cost, before=stored.record, changes=changes, faults=reading.faults)


def said(part: str, otherwise: Any) -> Any:
    """What a widget says, or what it says before it is touched."""
    return st.session_state.get(key_of(part), otherwise)
