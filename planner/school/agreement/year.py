"""Dates: the terms of the year, and what lies inside them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planner.errors import Problem
from planner.school.agreement.tables import Tables, relies_on
from planner.school.calendar import days_in_force, is_available, on_roll_share
from planner.school.fields import write_cell

_PERIODS = {
    "pupils": ("starts", "leaves"),
    "staff": ("starts", "leaves"),
    "statutory": ("from", "to"),
    "funding": ("from", "to"),
    "budget_lines": ("from", "to"),
    "referrals": ("started", "ended"),
}
_FIELDS = {"from": "starts", "to": "ends"}


def there_are_terms(tables: Tables) -> Iterator[Problem]:
    """The year has at least one term."""
    terms = tables.registers.terms
    if terms.is_whole and not terms.rows:
        yield Problem("terms.csv", 0, "", "has no terms", "add a row for each term of the year")


@relies_on("terms")
def terms_are_in_time_order(tables: Tables) -> Iterator[Problem]:
    """Each term starts after the one in the row before has ended."""
    for (_, before), (number, term) in pairwise(tables.registers.terms):
        if term.start <= before.end:
            what = f"starts before {before.term} has ended ({before.end.isoformat()})"
            remedy = "put the terms in time order, with no day in two of them"
            yield Problem("terms.csv", number, "start", what, remedy)


@relies_on("school")
def terms_lie_in_the_academic_year(tables: Tables) -> Iterator[Problem]:
    """Every term lies from 1 September to 31 August of the year planned."""
    year = tables.school.details.academic_year
    for number, term in tables.registers.terms:
        for column, day in (("start", term.start), ("end", term.end)):
            if not year.starts <= day <= year.ends:
                what = f"is {day.isoformat()}, outside the academic year {year}"
                remedy = f"write a day from {year.starts.isoformat()} to {year.ends.isoformat()}"
                yield Problem("terms.csv", number, column, what, remedy)


def dates_run_forwards(tables: Tables) -> Iterator[Problem]:
    """Nothing ends before it starts."""
    for table, (first, last) in _PERIODS.items():
        for number, row in tables.register(table):
            starts = getattr(row, _FIELDS.get(first, first))
            ends = getattr(row, _FIELDS.get(last, last))
            if starts is not None and ends is not None and ends < starts:
                what = f"is {write_cell(ends)}, before {first} ({write_cell(starts)})"
                remedy = f"write a day from {write_cell(starts)} on, or correct {first}"
                yield Problem(f"{table}.csv", number, last, what, remedy)


def weeks_fit_between_the_dates(tables: Tables) -> Iterator[Problem]:
    """A term has no more teaching weeks than calendar weeks."""
    for number, term in tables.registers.terms:
        calendar_weeks = -(-term.days // 7)
        if term.weeks > calendar_weeks:
            what = f"is {term.weeks:g}, and the dates hold {calendar_weeks} weeks"
            yield Problem("terms.csv", number, "weeks", what, "check the weeks and the dates")


@relies_on("terms")
def pupils_are_on_roll_in_some_term(tables: Tables) -> Iterator[Problem]:
    """A pupil who is never on roll in the year gets nothing."""
    for number, pupil in tables.rows("pupils"):
        if not any(on_roll_share(pupil, term) for term in tables.school.terms):
            what = f"{pupil.pupil} is on roll in no term of the year"
            yield Problem("pupils.csv", number, "leaves", what, "check starts and leaves")


@relies_on("terms")
def adults_are_there_in_some_term(tables: Tables) -> Iterator[Problem]:
    """An adult who is there for no whole term can deliver nothing."""
    for number, member in tables.rows("staff"):
        if not any(is_available(member, term) for term in tables.school.terms):
            what = f"{member.staff} is not there for the whole of any term, so can deliver nothing"
            yield Problem("staff.csv", number, "starts", what, "check starts and leaves")


@relies_on("terms", "pupils")
def items_are_in_force_in_some_term(tables: Tables) -> Iterator[Problem]:
    """A statutory item that is never in force while its pupil is on roll asks for nothing."""
    for number, item in tables.rows("statutory"):
        pupil = tables.school.pupil_by_id[item.pupil]
        if not any(days_in_force(item, pupil, term) for term in tables.school.terms):
            what = f"{item.item} is in force on no day of the year on which its pupil is on roll"
            yield Problem("statutory.csv", number, "from", what, "check from and to")


@relies_on("terms")
def streams_pay_in_some_term(tables: Tables) -> Iterator[Problem]:
    """A stream inside whose dates no term starts pays for nothing."""
    for number, stream in tables.rows("funding"):
        if not any(stream.pays_in(term) for term in tables.school.terms):
            what = f"{stream.stream} can pay nothing, because no term starts inside its dates"
            yield Problem("funding.csv", number, "from", what, "check from and to")
