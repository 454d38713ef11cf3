"""Referrals: what is due first, what all of them come to, and those of one pupil."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from planner.charts.register_words import day
from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import counted, listed, pounds, sentence_case
from planner.costing.owed import cost_of_referral, costs_of_referrals
from planner.school.codes import ReferralStatus
from planner.school.records import Referral
from planner.school.referral import (
    is_due_soon,
    is_open,
    is_overdue,
    waiting_days,
    what_is_due,
)
from planner.school.school import School

_STATUSES = {
    ReferralStatus.ASKED: "asked for",
    ReferralStatus.WAITING: "waiting",
    ReferralStatus.UNDER_WAY: "under way",
    ReferralStatus.DONE: "done",
    ReferralStatus.DECLINED: "declined",
}


def referrals_say(referrals: Sequence[Referral], today: dt.date) -> str:
    """Say how many referrals are overdue and due soon, and which has waited longest."""
    if not referrals:
        return "Nobody has been referred to a service yet."
    due = what_is_due(referrals, today)
    still_open = sum(map(is_open, referrals))
    said = f"{counted(len(referrals), 'referral')}, {still_open} of them open."
    if not still_open:
        return said
    overdue = f"{len(due.overdue)} overdue" if due.overdue else "none overdue"
    said = f"{said} On {day(today)}, {overdue} and {len(due.soon) or 'none'} due within four weeks."
    if due.waiting:
        longest, days = due.waiting[0]
        said += (
            f" {longest.pupil} has waited longest for {longest.service}: {counted(days, 'day')}."
        )
    return said


def costs_say(school: School) -> str:
    """Say what referrals commit the school to, and how many have no cost yet; blank if none do."""
    costs = costs_of_referrals(school.referrals, school.staff)
    known = [one.amount for one in costs if one.amount is not None]
    unknown = len(costs) - len(known)
    parts = []
    if any(known):
        total = pounds(sum(known, Decimal(0)))
        parts.append(f"{total} is committed for referrals this year, and a plan pays it first")
    if unknown:
        whose = "1 has" if unknown == 1 else f"{unknown} have"
        parts.append(f"{whose} no cost yet, so nothing is counted for that")
    return f"{'; '.join(parts)}." if parts else ""


def due_table(referrals: Sequence[Referral], today: dt.date) -> Table:
    """What is due: overdue, due within four weeks, and then whoever else waits, longest first."""
    return Table(
        name="referrals_due",
        says="Open referrals: overdue ones, those due within four weeks, and who waits longest.",
        columns=(
            Column("Referral", ColumnKind.CODE),
            Column("Pupil", ColumnKind.CODE),
            Column("To whom"),
            Column("What is due"),
            Column("Due"),
            Column("Waiting (days)", ColumnKind.COUNT, "From when it was made; the work not begun"),
            Column("Status"),
        ),
        rows=tuple(_due_row(row, today) for row in _in_order(referrals, today)),
    )


def _in_order(referrals: Sequence[Referral], today: dt.date) -> Iterator[Referral]:
    due = what_is_due(referrals, today)
    pressing = (*due.overdue, *due.soon)
    yield from pressing
    yield from (row for row, _ in due.waiting if row not in pressing)


def _due_row(row: Referral, today: dt.date) -> tuple[Cell, ...]:
    return (
        row.referral,
        row.pupil,
        row.service,
        _due(row, today),
        day(row.due),
        None if row.started else waiting_days(row, today),
        sentence_case(_STATUSES[row.status]),
    )


def _due(row: Referral, today: dt.date) -> str:
    """What is due of a referral, in words: ``Overdue by 12 days``."""
    if row.due is None:
        return "No day is set"
    days = abs((row.due - today).days)
    if is_overdue(row, today):
        return f"Overdue by {counted(days, 'day')}"
    if days == 0:
        return "Due today"
    return f"Due in {counted(days, 'day')}" if is_due_soon(row, today) else "Due later"


def pupil_referrals_say(referrals: Sequence[Referral], today: dt.date) -> str:
    """Say how many referrals a pupil has, and what of them is overdue."""
    if not referrals:
        return "Nothing has been asked of a service."
    overdue = [row.service for row in what_is_due(referrals, today).overdue]
    late = f"; {listed(overdue)} {'is' if len(overdue) == 1 else 'are'} overdue" if overdue else ""
    return f"{counted(len(referrals), 'referral')}{late}."


PUPIL_COLUMNS = (
    Column("To whom", ColumnKind.CODE),
    Column("Why"),
    Column("Status"),
    Column("Made"),
    Column("Due"),
    Column("Waited (days)", ColumnKind.COUNT, "From when it was made until the work began"),
    Column("Cost (£ this year)", ColumnKind.MONEY, "Blank where it is not known yet"),
    Column("What came of it"),
)


def pupil_row(row: Referral, school: School, today: dt.date) -> tuple[Cell, ...]:
    """A referral of a pupil, as their own page tells of it."""
    cost = cost_of_referral(row, school)
    return (
        row.service,
        row.reason,
        sentence_case(_STATUSES[row.status]),
        day(row.made),
        day(row.due),
        waiting_days(row, today),
        None if cost is None else float(cost),
        row.outcome,
    )
