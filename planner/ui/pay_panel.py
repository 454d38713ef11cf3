"""Work out what a post costs, with the sum line by line, and save it for an adult."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.words import listed, pounds
from planner.costing.account import account_of, how_long
from planner.costing.number import shown
from planner.costing.paid_weeks import WeeksRule
from planner.costing.typed_post import PayField
from planner.school.records import StaffMember
from planner.store.values import YearRegisters
from planner.ui import guard, messages, open_year
from planner.ui.messages import draw_failure
from planner.ui.pay_work import (
    NOBODY,
    OF_RULE,
    PAY_BY,
    PayWork,
    asked_now,
    key_of,
    said,
    standing_of,
    work_of,
)
from planner.ui.saved_step import SavedStep, draw_saved_step
from planner.ui.state import Failure, Key
from planner.ui.storage import store
from planner.ui.text import list_of, plain_label, say

_DATE = "DD/MM/YYYY"
_NOT_SAVED = "The cost was not saved."


def draw_pay(actor: Actor, year: YearRegisters) -> None:
    """Let somebody work out what a post costs, and save it for an adult if they may."""
    step: SavedStep | None = st.session_state.get(Key.PAY_SAVED)
    if step is not None and step.year_id == year.year.id:
        draw_saved_step(step, Key.PAY_UNDO)
    say(
        "What a post costs in a year, worked out from its pay. A field left blank counts as the "
        "figure that stands in it, which the school has given elsewhere. The school’s own figures, "
        "in Settings, come first: a pay award, a point of the spine, the rate of its pension fund. "
        "You see the sum before anything is saved."
    )
    _draw_fields(year)
    work = work_of(year, asked_now(year))
    _draw_sum(work)
    if may(actor, Action.EDIT_STAFF):
        _draw_adult(year)
        _draw_save(work_of(year, asked_now(year)))
    failure: Failure | None = st.session_state.pop(Key.PAY_FAILED, None)
    if failure is not None:
        draw_failure(failure, Key.PAY_FAILED)


def _draw_fields(year: YearRegisters) -> None:
    usual = standing_of(year)
    pay, weeks, on_costs = st.columns(3, gap="large")
    with pay:
        pay_by = st.radio(
            "What full-time pay is known",
            PAY_BY,
            format_func=lambda field: field.value.partition(" (")[0],
            key=key_of("pay_by"),
            persist_state="session",
        )
        for field in (pay_by, PayField.HOURS, PayField.FULL_TIME_HOURS):
            _text(field, usual)
    with weeks:
        st.radio(
            "How paid weeks come about",
            tuple(WeeksRule),
            format_func=lambda rule: rule.value,
            key=key_of("rule"),
            persist_state="session",
        )
        for field in (PayField.WEEKS_WORKED, *OF_RULE[said("rule", WeeksRule.FROM_LEAVE)]):
            _text(field, usual)
    with on_costs:
        for field in (PayField.PENSION_PERCENT, PayField.LEVY_PERCENT):
            _text(field, usual)
        _day(PayField.DATE, "Blank: the day on which the school’s year begins.")
        _day(PayField.LAST_DAY, _LAST_DAY)
        with st.expander("A pay award"):
            _text(PayField.AWARD_PERCENT, usual)
            _day(PayField.AWARD_DATE, _AWARD)


_AWARD = (
    "An award that the salary or the spine does not have yet. Where it begins in the year, each "
    "month from this day on has the higher pay."
)
_PART_YEAR = (
    "The cost of a part of a year is not saved: the register holds that of a full year, and counts "
    "the days between an adult’s first and last day by itself."
)
_LAST_DAY = (
    "For a part of a year, or a year in which pay or rates change: the cost from the day above to "
    "this one, month by month. Blank: a full year by the figures of the day above."
)
_EXAMPLES = {
    PayField.FULL_TIME_SALARY: "25,583",
    PayField.PAY_POINT: "5",
    PayField.HOURS: "32.5",
    PayField.WEEKS_WORKED: "39",
    PayField.PLUS_WEEKS: "2",
    PayField.LEAVE_WEEKS: "6.6",
    PayField.PAID_WEEKS: "44.65",
    PayField.MULTIPLIER_PERCENT: "86.39",
    PayField.DIVISOR: "52.143, 365/7 or 52",
    PayField.PENSION_PERCENT: "21.5",
    PayField.AWARD_PERCENT: "3",
}
_HELP = {
    PayField.FULL_TIME_SALARY: "For a spine that is not kept here, such as London’s, or a salary "
    "of the school’s own.",
    PayField.PAY_POINT: "A point of the national spine outside London.",
    PayField.LEAVE_WEEKS: "Those of somebody who works all year: 25 days of leave and 8 bank "
    "holidays are 33 days, which is 6.6 weeks.",
    PayField.DIVISOR: "What a full year’s pay is divided by: 52.143, 365/7 or 52. Blank: 52.143.",
    PayField.LEVY_PERCENT: "0.5 where the employer’s pay bill is above £3 million; otherwise 0.",
}


def _text(field: PayField, usual: dict[PayField, str]) -> None:
    st.text_input(
        field.value,
        key=key_of(field.name),
        placeholder=usual.get(field) or f"such as {_EXAMPLES[field]}",
        help=_HELP.get(field),
        persist_state="session",
    )


def _day(field: PayField, says: str) -> None:
    st.date_input(field.value, value=None, format=_DATE, key=key_of(field.name), help=says)


def _draw_sum(work: PayWork) -> None:
    for problem in work.problems:
        say(f"{problem.column}: {problem.what}; {problem.remedy}.", kind="error")
    if work.missing and not work.problems:
        say(f"Still to fill in: {listed(work.missing)}.", kind="small")
    if work.cost is not None:
        say(f"{pounds(work.cost.total)} {how_long(work.cost.months)}", kind="heading")
        list_of(account_of(work.cost))
        for note in work.cost.notes:
            say(note, kind="small")


def _draw_adult(year: YearRegisters) -> None:
    """Ask whose cost it is."""
    staff: dict[str, StaffMember] = {
        row.record.staff: row.record
        for row in year.rows["staff"]
        if not row.record.engagement.is_by_the_hour
    }

    def told(code: str) -> str:
        return f"{code}: {staff[code].role}" if code in staff else "Nobody yet"

    if said("adult", NOBODY) not in staff:
        st.session_state.pop(key_of("adult"), None)
    st.selectbox(
        "Whose cost is it",
        [NOBODY, *staff],
        format_func=told,
        key=key_of("adult"),
        persist_state="session",
        width=320,
    )


def _draw_save(work: PayWork) -> None:
    if work.is_part_year:
        say(_PART_YEAR, kind="small")
    if work.cost is None or work.before is None:
        return
    for fault in work.faults:
        say(f"{fault.column or 'The adult'} {fault.what}; {fault.remedy}.", kind="warning")
    if not work.changes:
        if not work.faults:
            say("The register says this already.", kind="info")
        return
    say(_what_changes(work.before, work), kind="small")
    st.button(
        plain_label(f"Save {pounds(work.cost.total)} a year for {work.before.staff}"),
        key=Key.PAY_SAVE,
        type="primary",
        on_click=_save,
        args=(work,),
    )


def _what_changes(before: StaffMember, work: PayWork) -> str:
    """What a save does besides writing the cost."""
    assert work.cost is not None
    told = [f"The cost of {before.staff} in a year becomes £{work.cost.total:,.2f}, as entered."]
    if before.pay_point:
        told.append(f"Spine point {before.pay_point} and its paid weeks are taken off.")
    if before.hourly_cost is not None:
        told.append(f"The hourly cost of £{before.hourly_cost:,.2f} is taken off.")
    hours = work.cost.post.hours
    if before.contract_hours is not None and before.contract_hours != float(hours):
        was = f"{before.contract_hours:g}"
        told.append(f"The contract changes from {was} to {shown(hours)} hours a week.")
    return " ".join(told)


def _save(seen: PayWork) -> None:
    """Save what the button said, if it still is what the page says."""
    actor = guard.actor_who_may(Action.EDIT_STAFF)
    if actor is None:
        return
    result = messages.attempt(lambda: _saved(actor, seen), _NOT_SAVED)
    key = Key.PAY_FAILED if isinstance(result, Failure) else Key.PAY_SAVED
    st.session_state[key] = result


def _saved(actor: Actor, seen: PayWork) -> SavedStep | Failure:
    year = open_year.registers(actor)
    now = work_of(year, asked_now(year))
    if now != seen or now.cost is None or now.before is None:
        what = "Something changed after the sum was shown. Look at it again, then save."
        return Failure(_NOT_SAVED, what)
    saved = store().save(actor, year.year.id, now.changes, why=" ".join(account_of(now.cost)))
    says = f"{now.before.staff} costs {pounds(now.cost.total)} a year now."
    return SavedStep(year.year.id, saved.step, says)
