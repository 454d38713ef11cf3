"""What a stream brings in a plan year, from what is paid by the band, the hour or the day.

Each answer comes with its sum, written out so that it can be checked by hand: weeks and hours stand
in it as they were used, and only the result is rounded, half up to the penny.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from planner.costing.pence import to_the_penny
from planner.costing.staff import exact
from planner.errors import InputError, Problem
from planner.periods import AcademicYear, FinancialYear, days_from_to, overlap_days
from planner.school.records import Term

_HUNDREDTH = Decimal("0.01")


class ProRata(StrEnum):
    """How an amount for a full year is cut down to the part of the year that it is paid for."""

    DAYS = "days"
    TEACHING_WEEKS = "teaching_weeks"

    @property
    def rule(self) -> str:
        """The rule as a sentence."""
        return _PRO_RATA_RULES[self]


class PaidFor(StrEnum):
    """For which weeks an hourly rate is paid."""

    TEACHING_WEEKS = "teaching_weeks"
    PAID_WEEKS = "paid_weeks"

    @property
    def rule(self) -> str:
        """The rule as a sentence."""
        return _WEEKS_RULES[self]


_PRO_RATA_RULES = {
    ProRata.DAYS: "By days: the calendar days in force, both ends counted, of all the year’s.",
    ProRata.TEACHING_WEEKS: "By teaching weeks: the teaching weeks in force of all the year’s; a "
    "term that is partly in force counts by its days.",
}
_WEEKS_RULES = {
    PaidFor.TEACHING_WEEKS: "For teaching weeks: those of the terms in force; a term that is "
    "partly in force counts by its days.",
    PaidFor.PAID_WEEKS: "For paid weeks: those of a contract, holiday pay included; a year that is "
    "partly in force counts by its days.",
}


@dataclass(frozen=True)
class InForce:
    """When something is paid; an open side reaches to the end of the year.

    Attributes:
        starts: The first day, if not that of the year.
        ends: The last day, if not that of the year.
    """

    starts: dt.date | None = None
    ends: dt.date | None = None


@dataclass(frozen=True)
class YearAmount:
    """An amount that was worked out, with its sum.

    Attributes:
        amount: What comes in [GBP/year].
        sum: The arithmetic in words and figures, from what was entered to the amount.
    """

    amount: Decimal
    sum: str


_WHOLE_YEAR = InForce()


def hourly_in_teaching_weeks(
    hourly_rate: Decimal,
    hours_per_week: float,
    terms: Sequence[Term],
    in_force: InForce = _WHOLE_YEAR,
) -> YearAmount:
    """Work out an hourly rate paid for teaching weeks: rate × hours a week × weeks in force.

    Args:
        hourly_rate: What is paid for an hour [GBP/h].
        hours_per_week: Hours paid for [h/week].
        terms: The terms of the year.
        in_force: The dates between which it is paid.

    Raises:
        InputError: There are no terms, so no weeks.
    """
    weeks = weeks_in_force(terms, in_force)
    return _by_the_hour(hourly_rate, hours_per_week, weeks, "in force")


def hourly_in_paid_weeks(
    hourly_rate: Decimal,
    hours_per_week: float,
    paid_weeks: float,
    year: AcademicYear | FinancialYear,
    in_force: InForce = _WHOLE_YEAR,
) -> YearAmount:
    """Work out an hourly rate paid for the paid weeks of a contract.

    Args:
        hourly_rate: What is paid for an hour [GBP/h].
        hours_per_week: Hours paid for [h/week].
        paid_weeks: Paid weeks in a full year, such as 44.65 [weeks/year].
        year: The year in which it is paid.
        in_force: The dates between which it is paid; a part of the year counts by its days.
    """
    days, all_days = _days(year, in_force)
    weeks = _to_the_hundredth(exact(paid_weeks) * days / all_days)
    return _by_the_hour(hourly_rate, hours_per_week, weeks, "of pay")


def weekly_hours_by_days(
    rate: Decimal,
    hours_per_week: float,
    year: AcademicYear | FinancialYear,
    in_force: InForce = _WHOLE_YEAR,
) -> YearAmount:
    """Work out a rate that is paid in a full year for each weekly hour, cut down by calendar days.

    Args:
        rate: What one weekly hour brings in a full year [GBP/weekly hour/year].
        hours_per_week: Hours paid for [h/week].
        year: The year that the rate is for.
        in_force: The dates between which it is paid.
    """
    hours = exact(hours_per_week)
    days, all_days = _days(year, in_force)
    amount = to_the_penny(rate * hours * days / all_days)
    return YearAmount(
        amount,
        f"{_pounds(rate)} a year for each weekly hour × {_counted(hours, 'hour')} × "
        f"{days} of {all_days} days = {_pounds(amount)}",
    )


def band_by_days(
    annual_amount: Decimal, year: AcademicYear | FinancialYear, in_force: InForce = _WHOLE_YEAR
) -> YearAmount:
    """Cut the amount of a band for a full year down by calendar days.

    Args:
        annual_amount: What the band brings in a full year [GBP/year].
        year: The year that the amount is for.
        in_force: The dates between which it is paid.
    """
    days, all_days = _days(year, in_force)
    return _banded(annual_amount, Decimal(days), Decimal(all_days), "days")


def band_by_teaching_weeks(
    annual_amount: Decimal, terms: Sequence[Term], in_force: InForce = _WHOLE_YEAR
) -> YearAmount:
    """Cut the amount of a band for a full year down by teaching weeks.

    Args:
        annual_amount: What the band brings in a full year [GBP/year].
        terms: The terms of the year.
        in_force: The dates between which it is paid.

    Raises:
        InputError: There are no terms, so no weeks.
    """
    weeks, all_weeks = weeks_in_force(terms, in_force), weeks_in_force(terms, _WHOLE_YEAR)
    return _banded(annual_amount, weeks, all_weeks, "teaching weeks")


def daily_for_attendance(daily_rate: Decimal, days: float) -> YearAmount:
    """Work out a daily rate paid for each day on which a pupil attends.

    Days are counted as they were attended, so neither dates nor terms cut them down.

    Args:
        daily_rate: What is paid for a day [GBP/day].
        days: Days attended, or expected, in the year [days/year].
    """
    attended = exact(days)
    amount = to_the_penny(daily_rate * attended)
    return YearAmount(
        amount,
        f"{_pounds(daily_rate)} a day × {_counted(attended, 'day')} of attendance = "
        f"{_pounds(amount)}",
    )


def weeks_in_force(terms: Sequence[Term], in_force: InForce) -> Decimal:
    """Add up the teaching weeks in force, to two decimals so that a sum with them can be checked.

    A term that is partly in force counts its weeks by the share of its days, as everywhere.

    Returns: Teaching weeks [weeks].

    Raises:
        InputError: There are no terms.
    """
    if not terms:
        remedy = "add a row for each term of the year"
        raise InputError((Problem("terms.csv", 0, "", "has no terms", remedy),))
    weeks = Decimal(0)
    for term in terms:
        days = overlap_days(term.start, term.end, in_force.starts, in_force.ends)
        weeks += exact(term.weeks) * days / term.days
    return _to_the_hundredth(weeks)


def _by_the_hour(
    hourly_rate: Decimal, hours_per_week: float, weeks: Decimal, which: str
) -> YearAmount:
    hours = exact(hours_per_week)
    amount = to_the_penny(hourly_rate * hours * weeks)
    return YearAmount(
        amount,
        f"{_pounds(hourly_rate)} an hour × {_counted(hours, 'hour')} a week × "
        f"{_counted(weeks, 'week')} {which} = {_pounds(amount)}",
    )


def _banded(annual_amount: Decimal, part: Decimal, whole: Decimal, unit: str) -> YearAmount:
    amount = to_the_penny(annual_amount * part / whole)
    return YearAmount(
        amount,
        f"{_pounds(annual_amount)} a year × {_plain(part)} of {_plain(whole)} {unit} = "
        f"{_pounds(amount)}",
    )


def _days(year: AcademicYear | FinancialYear, in_force: InForce) -> tuple[int, int]:
    """Give the days of a year in force, and all of them [days]."""
    days = overlap_days(year.starts, year.ends, in_force.starts, in_force.ends)
    return days, days_from_to(year.starts, year.ends)


def _to_the_hundredth(weeks: Decimal) -> Decimal:
    return weeks.quantize(_HUNDREDTH, ROUND_HALF_UP)


def _pounds(amount: Decimal) -> str:
    """Pounds and pence, and more decimals where that is how they were written."""
    pence = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"£{pence:,}" if pence == amount else f"£{amount:,f}"


def _counted(number: Decimal, noun: str) -> str:
    shown = _plain(number)
    return f"{shown} {noun}" if shown == "1" else f"{shown} {noun}s"


def _plain(number: Decimal) -> str:
    """A number without idle zeros: ``24``, ``20.62``."""
    return f"{number.normalize() + 0:,f}"
