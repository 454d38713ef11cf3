"""What a stream brings in a year, worked out from what somebody typed about it.

Everything is text here, as it was typed: ``£1,234.50`` is an amount, and what is not is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from planner.errors import InputError, Problem
from planner.funding.year_amount import (
    InForce,
    PaidFor,
    ProRata,
    YearAmount,
    band_by_days,
    band_by_teaching_weeks,
    daily_for_attendance,
    hourly_in_paid_weeks,
    hourly_in_teaching_weeks,
    weekly_hours_by_days,
)
from planner.periods import AcademicYear, overlap_days
from planner.school.fields import Amount, CellError, Hours, Money, Number, Weeks, between
from planner.school.records import Term


class Basis(StrEnum):
    """What the local authority pays by; the value is how it is told."""

    BAND_BY_DAYS = "An amount for a full year, by days"
    BAND_BY_WEEKS = "An amount for a full year, by teaching weeks"
    HOURLY_BY_TEACHING = "An hourly rate, for teaching weeks"
    HOURLY_BY_PAID = "An hourly rate, for paid weeks"
    WEEKLY_HOURS = "A rate a year for each weekly hour, by days"
    DAILY = "A daily rate, for days of attendance"

    @property
    def asks(self) -> tuple[Figure, ...]:
        """What has to be typed for it."""
        return _ASKS[self]

    @property
    def rule(self) -> str:
        """How the part of the year is counted, as a sentence."""
        rule = _RULES.get(self)
        return rule.rule if rule else "For days of attendance: those attended, whatever the dates."


class Figure(StrEnum):
    """Something that is typed; the value is its label."""

    ANNUAL = "Amount of the band (£ for a full year)"
    RATE = "Hourly rate (£ an hour)"
    WEEKLY_RATE = "Rate of a weekly hour (£ for a full year)"
    HOURS = "Hours paid for (hours a week)"
    PAID_WEEKS = "Paid weeks (weeks in a full year)"
    DAILY_RATE = "Daily rate (£ a day)"
    DAYS = "Days of attendance (days in the year)"


_ASKS = {
    Basis.BAND_BY_DAYS: (Figure.ANNUAL,),
    Basis.BAND_BY_WEEKS: (Figure.ANNUAL,),
    Basis.HOURLY_BY_TEACHING: (Figure.RATE, Figure.HOURS),
    Basis.HOURLY_BY_PAID: (Figure.RATE, Figure.HOURS, Figure.PAID_WEEKS),
    Basis.WEEKLY_HOURS: (Figure.WEEKLY_RATE, Figure.HOURS),
    Basis.DAILY: (Figure.DAILY_RATE, Figure.DAYS),
}
_RULES: Mapping[Basis, ProRata | PaidFor] = {
    Basis.BAND_BY_DAYS: ProRata.DAYS,
    Basis.BAND_BY_WEEKS: ProRata.TEACHING_WEEKS,
    Basis.HOURLY_BY_TEACHING: PaidFor.TEACHING_WEEKS,
    Basis.HOURLY_BY_PAID: PaidFor.PAID_WEEKS,
    Basis.WEEKLY_HOURS: ProRata.DAYS,
}
_READERS: Mapping[Figure, TypeAdapter[Any]] = {
    Figure.ANNUAL: TypeAdapter(Amount),
    Figure.RATE: TypeAdapter(Annotated[Money, between(0, 1000, "pounds an hour")]),
    Figure.WEEKLY_RATE: TypeAdapter(Annotated[Money, between(0, 50000, "pounds a year")]),
    Figure.HOURS: TypeAdapter(Hours),
    Figure.PAID_WEEKS: TypeAdapter(Weeks),
    Figure.DAILY_RATE: TypeAdapter(Annotated[Money, between(0, 5000, "pounds a day")]),
    Figure.DAYS: TypeAdapter(Annotated[Number, between(0, 366, "days", above=True)]),
}


@dataclass(frozen=True)
class Typed:
    """What was typed about an amount.

    Attributes:
        basis: What it is paid by.
        figures: The text of each figure.
        starts: The first day that it is paid for, if not that of the year.
        ends: The last day, if not that of the year.
    """

    basis: Basis
    figures: Mapping[Figure, str] = field(default_factory=dict)
    starts: dt.date | None = None
    ends: dt.date | None = None

    @property
    def is_blank(self) -> bool:
        """Whether something that is needed has not been typed yet."""
        return not all(self.figures.get(figure, "").strip() for figure in self.basis.asks)


def worked_out(typed: Typed, terms: Sequence[Term], year: AcademicYear) -> YearAmount:
    """Work out what comes in, with the sum.

    Args:
        typed: What was typed, all that is needed of it.
        terms: The terms of the year.
        year: The plan year.

    Raises:
        InputError: Something typed cannot be used, or there are no terms to count weeks in.
    """
    problems = [*_faults_of_figures(typed), *_faults_of_dates(typed, year)]
    if problems:
        raise InputError(problems)
    values = {
        figure: _READERS[figure].validate_python(typed.figures[figure])
        for figure in typed.basis.asks
    }
    in_force = InForce(typed.starts, typed.ends)
    work: Mapping[Basis, Callable[[], YearAmount]] = {
        Basis.BAND_BY_DAYS: lambda: band_by_days(values[Figure.ANNUAL], year, in_force),
        Basis.BAND_BY_WEEKS: lambda: band_by_teaching_weeks(values[Figure.ANNUAL], terms, in_force),
        Basis.HOURLY_BY_TEACHING: lambda: hourly_in_teaching_weeks(
            values[Figure.RATE], values[Figure.HOURS], terms, in_force
        ),
        Basis.HOURLY_BY_PAID: lambda: hourly_in_paid_weeks(
            values[Figure.RATE], values[Figure.HOURS], values[Figure.PAID_WEEKS], year, in_force
        ),
        Basis.WEEKLY_HOURS: lambda: weekly_hours_by_days(
            values[Figure.WEEKLY_RATE], values[Figure.HOURS], year, in_force
        ),
        Basis.DAILY: lambda: daily_for_attendance(values[Figure.DAILY_RATE], values[Figure.DAYS]),
    }
    return work[typed.basis]()


def _faults_of_figures(typed: Typed) -> list[Problem]:
    problems = []
    for figure in typed.basis.asks:
        try:
            _READERS[figure].validate_python(typed.figures.get(figure, ""))
        except ValidationError as error:
            problems += [_problem(figure, fault.get("ctx", {})) for fault in error.errors()]
    return problems


def _problem(figure: Figure, context: Mapping[str, Any]) -> Problem:
    cause = context.get("error")
    told = cause if isinstance(cause, CellError) else CellError("cannot be used", "write a number")
    return Problem("", 0, figure.value, told.what, told.remedy)


def _faults_of_dates(typed: Typed, year: AcademicYear) -> list[Problem]:
    if typed.starts is not None and typed.ends is not None and typed.ends < typed.starts:
        return [Problem("", 0, "Paid to", "is before the first day", "correct one of the dates")]
    if not overlap_days(year.starts, year.ends, typed.starts, typed.ends):
        what = f"are not in the year {year}"
        return [Problem("", 0, "The dates", what, "write dates in the year that is open")]
    return []
