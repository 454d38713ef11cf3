"""The terms that an academic year usually has in England, to begin with until a school has its own.

Every local authority and trust sets its own dates. These follow the common pattern: a week's
half-term in each term, and two weeks' holiday at Christmas and around Easter.
"""

from __future__ import annotations

import datetime as dt

from planner.periods import AcademicYear
from planner.school.records import Term

_MONDAY, _TUESDAY, _WEDNESDAY, _FRIDAY = 0, 1, 2, 4
_DAYS_A_WEEK = 5
_HALF_TERM = 5
_MAY_DAY = 1
# Where Easter comes this early, the spring term ends just before it; else two weeks before.
_EARLY_EASTER = (4, 5)


def usual_terms(year: AcademicYear) -> tuple[Term, Term, Term]:
    """Give three terms with the dates and teaching weeks that are usual for a year."""
    summer = year.first + 1
    easter = _easter(summer)
    if (easter.month, easter.day) <= _EARLY_EASTER:
        spring_ends, summer_starts = easter - dt.timedelta(3), easter + dt.timedelta(15)
    else:
        spring_ends, summer_starts = easter - dt.timedelta(16), easter + dt.timedelta(2)
    return (
        _term(
            ("AUT", "Autumn"),
            _first_school_day(dt.date(year.first, 9, 1)),
            _on_or_before(dt.date(year.first, 12, 21), _FRIDAY),
            days_off=_HALF_TERM,
        ),
        _term(
            ("SPR", "Spring"),
            _on_or_after(dt.date(summer, 1, 3), _MONDAY),
            spring_ends,
            days_off=_HALF_TERM,
        ),
        _term(
            ("SUM", "Summer"),
            summer_starts,
            _on_or_after(dt.date(summer, 7, 19), _WEDNESDAY),
            days_off=_HALF_TERM + _MAY_DAY,
        ),
    )


def _term(names: tuple[str, str], start: dt.date, end: dt.date, *, days_off: int) -> Term:
    code, name = names
    days = (end - start).days + 1
    school_days = sum((start + dt.timedelta(day)).weekday() < _DAYS_A_WEEK for day in range(days))
    weeks = round((school_days - days_off) / _DAYS_A_WEEK, 1)
    return Term(term=code, name=name, start=start, end=end, weeks=weeks)


def _first_school_day(day: dt.date) -> dt.date:
    return day if day.weekday() < _DAYS_A_WEEK else _on_or_after(day, _MONDAY)


def _on_or_after(day: dt.date, weekday: int) -> dt.date:
    return day + dt.timedelta((weekday - day.weekday()) % 7)


def _on_or_before(day: dt.date, weekday: int) -> dt.date:
    return day - dt.timedelta((day.weekday() - weekday) % 7)


def _easter(year: int) -> dt.date:
    """Easter Sunday in the Gregorian calendar, by its usual reckoning of moon and weekday."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    moon_shift = (8 * century + 13) // 25
    moon = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    late = (golden + 11 * moon) // 319
    leaps, in_leap = divmod(in_century, 4)
    weekday = (2 * rest + 2 * leaps - in_leap - moon + late + 32) % 7
    month = (moon - late + weekday + 90) // 25
    return dt.date(year, month, (moon - late + weekday + month + 19) % 32)
