"""The months of a plan year, and how dates fall into them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from planner.periods import AcademicYear, Month, overlap_days

MONTHS_IN_YEAR = 12


def months_of(year: AcademicYear) -> tuple[Month, ...]:
    """Give the twelve months of an academic year, September first."""
    return tuple(
        Month(year.first + (number > MONTHS_IN_YEAR), (number - 1) % MONTHS_IN_YEAR + 1)
        for number in range(year.starts.month, year.starts.month + MONTHS_IN_YEAR)
    )


def days_in_each(
    months: tuple[Month, ...], starts: dt.date | None, ends: dt.date | None
) -> tuple[int, ...]:
    """Give the days of each month from one date to another; all of them where none is [days]."""
    days = tuple(overlap_days(month.starts, month.ends, starts, ends) for month in months)
    return days if any(days) else tuple(month.days for month in months)


def twelfths_in_each(
    months: tuple[Month, ...], starts: dt.date | None, ends: dt.date | None
) -> tuple[Decimal, ...]:
    """Give the share of each month from one date to another, every month alike [share 0-1].

    Salaries are paid in twelfths: a short month pays as much as a long one.
    """
    days = days_in_each(months, starts, ends)
    return tuple(Decimal(some) / month.days for some, month in zip(days, months, strict=True))
