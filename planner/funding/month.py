"""Calendar months, and how dates fall into them."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from planner.periods import AcademicYear, days_from_to, overlap_days

MONTHS_IN_YEAR = 12


@dataclass(frozen=True, order=True)
class Month:
    """One calendar month.

    Attributes:
        year: The calendar year.
        number: 1 for January to 12 for December.
    """

    year: int
    number: int

    @property
    def starts(self) -> dt.date:
        """The first day."""
        return dt.date(self.year, self.number, 1)

    @property
    def ends(self) -> dt.date:
        """The last day."""
        return dt.date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def days(self) -> int:
        """Days from the first to the last [days]."""
        return days_from_to(self.starts, self.ends)

    def __str__(self) -> str:
        """Give it as people write it: ``September 2026``."""
        return f"{self.starts:%B} {self.year}"


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
