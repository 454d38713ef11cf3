from __future__ import annotations

import datetime as dt

import pytest

from planner.periods import AcademicYear
from planner.school.usual_terms import usual_terms


def test_the_terms_of_2026_27():
    autumn, spring, summer = usual_terms(AcademicYear(2026))
    assert (autumn.start, autumn.end) == (dt.date(2026, 9, 1), dt.date(2026, 12, 18))
    # Easter Sunday is 28 March 2027: the term ends on the Thursday before it.
    assert (spring.start, spring.end) == (dt.date(2027, 1, 4), dt.date(2027, 3, 25))
    assert (summer.start, summer.end) == (dt.date(2027, 4, 12), dt.date(2027, 7, 21))
    # Tuesday 1 September begins 4 days, then 15 weeks of 5; a half-term of 5: 74 days = 14.8 weeks.
    assert autumn.weeks == 14.8
    # 11 weeks of 5 and 4 days, less 5: 54 days = 10.8 weeks.
    assert spring.weeks == 10.8
    # 14 weeks of 5 and 3 days, less 5 and May Day: 67 days = 13.4 weeks.
    assert summer.weeks == 13.4


@pytest.mark.parametrize(
    ("first", "spring_ends", "summer_starts"),
    [
        (2023, dt.date(2024, 3, 28), dt.date(2024, 4, 15)),  # Easter on 31 March
        (2024, dt.date(2025, 4, 4), dt.date(2025, 4, 22)),  # on 20 April
        (2029, dt.date(2030, 4, 5), dt.date(2030, 4, 23)),  # on 21 April
    ],
)
def test_the_holiday_lies_around_an_early_easter_and_before_a_late_one(
    first, spring_ends, summer_starts
):
    _, spring, summer = usual_terms(AcademicYear(first))
    assert (spring.end, summer.start) == (spring_ends, summer_starts)


@pytest.mark.parametrize("first", range(2015, 2060))
def test_every_year_has_three_terms_of_37_to_40_weeks_that_begin_and_end_on_school_days(first):
    year = AcademicYear(first)
    terms = usual_terms(year)
    days = [day for term in terms for day in (term.start, term.end)]
    assert days == sorted(days)
    assert all(day.weekday() < 5 for day in days)
    assert year.starts <= days[0]
    assert days[-1] <= year.ends
    assert 37 <= sum(term.weeks for term in terms) <= 40
