"""Years know whose year they are, and meet without a gap."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.periods import AcademicYear, FinancialYear, days_from_to, overlap_days

ONE_DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("text", ["2026/27", "2026-27", "2026/2027", " 2026 / 27 "])
def test_a_year_is_read_as_schools_write_it(text):
    assert AcademicYear.parse(text) == AcademicYear(2026)


@pytest.mark.parametrize("text", ["2026", "2026/28", "2026/1927", "26/27", "2027/26", "next year"])
def test_text_that_is_not_two_consecutive_years_is_refused(text):
    with pytest.raises(ValueError, match=text):
        AcademicYear.parse(text)


def test_a_year_is_written_as_it_is_read():
    assert str(AcademicYear(2026)) == "2026/27"


def test_the_year_at_the_turn_of_a_century_reads_back():
    assert AcademicYear.parse(str(AcademicYear(2099))) == AcademicYear(2099)


def test_an_academic_year_begins_on_1_september():
    assert AcademicYear(2026).starts == dt.date(2026, 9, 1)


def test_a_financial_year_begins_on_1_april():
    assert FinancialYear(2026).starts == dt.date(2026, 4, 1)


@pytest.mark.parametrize("kind", [AcademicYear, FinancialYear])
def test_the_day_after_a_year_is_the_first_of_the_next(kind):
    assert kind(2026).ends + ONE_DAY == kind(2027).starts


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (AcademicYear(2026), 365),
        (AcademicYear(2027), 366),  # holds 29 February 2028
        (FinancialYear(2026), 365),
        (FinancialYear(2027), 366),  # holds 29 February 2028
        (FinancialYear(2028), 365),  # begins on 1 April 2028, after the leap day
    ],
)
def test_a_year_that_holds_a_leap_day_has_366_days(year, days):
    assert days_from_to(year.starts, year.ends) == days


def test_years_of_two_kinds_are_never_equal():
    assert AcademicYear(2026) != FinancialYear(2026)


def test_years_of_one_kind_stand_in_time_order():
    assert AcademicYear(2025) < AcademicYear(2026)


@pytest.mark.parametrize(
    ("academic", "financial", "days"),
    [
        # September to March: 30 + 31 + 30 + 31 + 31 + 28 + 31
        (AcademicYear(2026), FinancialYear(2026), 212),
        # April to August: 30 + 31 + 30 + 31 + 31
        (AcademicYear(2026), FinancialYear(2027), 153),
        # September to March with 29 days in February 2028
        (AcademicYear(2027), FinancialYear(2027), 213),
        (AcademicYear(2026), FinancialYear(2028), 0),
    ],
)
def test_an_academic_year_lies_in_two_financial_years(academic, financial, days):
    shared = overlap_days(academic.starts, academic.ends, financial.starts, financial.ends)
    assert shared == days


def test_both_ends_of_a_period_count():
    assert days_from_to(dt.date(2026, 9, 1), dt.date(2026, 9, 2)) == 2


def test_one_day_is_one_day():
    assert days_from_to(dt.date(2028, 2, 29), dt.date(2028, 2, 29)) == 1


def test_a_period_that_ends_before_it_starts_has_no_days():
    assert days_from_to(dt.date(2026, 9, 2), dt.date(2026, 9, 1)) == 0


def test_an_open_side_reaches_as_far_as_it_needs_to():
    first, last = dt.date(2026, 9, 1), dt.date(2026, 9, 10)
    assert overlap_days(first, last, None, None) == 10
    assert overlap_days(first, last, dt.date(2026, 9, 4), None) == 7
    assert overlap_days(first, last, None, dt.date(2026, 9, 4)) == 4


def test_periods_that_do_not_meet_share_no_day():
    first, last = dt.date(2026, 9, 1), dt.date(2026, 9, 10)
    assert overlap_days(first, last, dt.date(2026, 9, 11), dt.date(2026, 9, 30)) == 0
