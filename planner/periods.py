"""Years that know whose year they are, months, and how long two periods overlap."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_YEAR_TEXT = re.compile(r"^\s*(\d{4})\s*[/-]\s*(\d{2}|\d{4})\s*$")
_SEPTEMBER = 9


@dataclass(frozen=True, order=True)
class Year:
    """Twelve months that are named after the two calendar years they touch.

    Attributes:
        first: The calendar year in which it begins [year].
    """

    first: int

    @classmethod
    def parse(cls, text: str) -> Year:
        """Read ``2026/27`` or ``2026/2027``.

        Raises:
            ValueError: The text is not two consecutive years.
        """
        match = _YEAR_TEXT.match(text)
        if not match:
            raise ValueError(text)
        first = int(match[1])
        if match[2] not in {f"{first + 1}", f"{(first + 1) % 100:02d}"}:
            raise ValueError(text)
        return cls(first)

    def __str__(self) -> str:
        """Give the year as schools write it, ``2026/27``."""
        return f"{self.first}/{(self.first + 1) % 100:02d}"


@dataclass(frozen=True, order=True)
class AcademicYear(Year):
    """1 September to 31 August."""

    @classmethod
    def of(cls, day: dt.date) -> AcademicYear:
        """Give the year that a day lies in."""
        return cls(day.year if day.month >= _SEPTEMBER else day.year - 1)

    @property
    def starts(self) -> dt.date:
        """The first day."""
        return dt.date(self.first, 9, 1)

    @property
    def ends(self) -> dt.date:
        """The last day."""
        return dt.date(self.first + 1, 8, 31)

    @property
    def months(self) -> tuple[Month, ...]:
        """September to August."""
        first = [Month(self.first, number) for number in range(_SEPTEMBER, 13)]
        return (*first, *(Month(self.first + 1, number) for number in range(1, _SEPTEMBER)))


@dataclass(frozen=True, order=True)
class FinancialYear(Year):
    """1 April to 31 March, the budget year of a maintained school."""

    @property
    def starts(self) -> dt.date:
        """The first day."""
        return dt.date(self.first, 4, 1)

    @property
    def ends(self) -> dt.date:
        """The last day."""
        return dt.date(self.first + 1, 3, 31)


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


def days_from_to(starts: dt.date, ends: dt.date) -> int:
    """Days from one date to another, both counted; 0 when the second comes first [days]."""
    return max(0, (ends - starts).days + 1)


def overlap_days(
    starts: dt.date, ends: dt.date, from_day: dt.date | None, to_day: dt.date | None
) -> int:
    """Days of ``starts`` to ``ends`` that lie inside ``from_day`` to ``to_day`` [days].

    An open side of the second period reaches as far as it needs to.
    """
    first = starts if from_day is None else max(starts, from_day)
    last = ends if to_day is None else min(ends, to_day)
    return days_from_to(first, last)


def years_on(day: dt.date, years: int) -> dt.date:
    """Give the same day some years on, or back; a leap day becomes the day before it."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 2, 28)
