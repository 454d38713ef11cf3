from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from planner.errors import InputError
from planner.funding.year_amount import (
    InForce,
    PaidFor,
    ProRata,
    band_by_days,
    band_by_teaching_weeks,
    hourly_in_paid_weeks,
    hourly_in_teaching_weeks,
    weeks_in_force,
)
from planner.periods import AcademicYear, FinancialYear
from tests.builders import a_term, three_terms

YEAR = AcademicYear(2026)
FROM_JANUARY = InForce(dt.date(2027, 1, 1))
AUTUMN, SPRING, SUMMER = three_terms()
TERMS = (AUTUMN, SPRING.model_copy(update={"weeks": 11.0}), SUMMER)


def test_an_hourly_rate_is_paid_for_the_teaching_weeks_in_force():
    # 11 + 13 weeks; 5.20 × 15 × 24
    found = hourly_in_teaching_weeks(Decimal("5.2"), 15, TERMS, FROM_JANUARY)
    assert found.amount == Decimal("1872.00")
    assert found.sum == "£5.20 an hour × 15 hours a week × 24 weeks in force = £1,872.00"


def test_a_term_that_is_partly_in_force_counts_by_its_days():
    # From 15 February 39 of the 81 days of spring are left: 12 × 39/81 = 5.777…, and 13 of summer.
    in_force = InForce(dt.date(2027, 2, 15))
    assert weeks_in_force(three_terms(), in_force) == Decimal("18.78")
    # 5.20 × 15 × 18.78
    found = hourly_in_teaching_weeks(Decimal("5.20"), 15, three_terms(), in_force)
    assert found.sum == "£5.20 an hour × 15 hours a week × 18.78 weeks in force = £1,464.84"


def test_what_ends_counts_up_to_its_last_day():
    # Autumn alone: 14 weeks
    assert weeks_in_force(TERMS, InForce(ends=dt.date(2026, 12, 31))) == 14


def test_an_hourly_rate_can_be_paid_for_the_paid_weeks_of_a_contract():
    # 13.26 × 10 × 44.65
    whole = hourly_in_paid_weeks(Decimal("13.26"), 10, 44.65, YEAR)
    assert whole.sum == "£13.26 an hour × 10 hours a week × 44.65 weeks of pay = £5,920.59"
    # 44.65 × 243/365 = 29.725…; 13.26 × 10 × 29.73 = 3,942.198
    part = hourly_in_paid_weeks(Decimal("13.26"), 10, 44.65, YEAR, FROM_JANUARY)
    assert part.amount == Decimal("3942.20")


def test_a_band_is_cut_down_by_days():
    # January to August is 31+28+31+30+31+30+31+31 = 243 days; 4,179.40 × 243/365 = 2,782.449…
    found = band_by_days(Decimal("4179.40"), YEAR, FROM_JANUARY)
    assert found.amount == Decimal("2782.45")
    assert found.sum == "£4,179.40 a year × 243 of 365 days = £2,782.45"


def test_a_leap_year_has_a_day_more():
    # 244 of 366 days is two thirds.
    found = band_by_days(Decimal(3660), AcademicYear(2027), InForce(dt.date(2028, 1, 1)))
    assert found.amount == 2440


def test_a_band_of_a_financial_year_counts_the_days_of_that_year():
    # 1 September to 31 March is 212 of the 365 days from April: £10 a day.
    found = band_by_days(Decimal(3650), FinancialYear(2026), InForce(dt.date(2026, 9, 1)))
    assert found.amount == 2120


def test_a_band_is_cut_down_by_teaching_weeks():
    # 4,179.40 × 24/38 = 2,639.621…
    found = band_by_teaching_weeks(Decimal("4179.40"), TERMS, FROM_JANUARY)
    assert found.sum == "£4,179.40 a year × 24 of 38 teaching weeks = £2,639.62"


def test_a_band_for_the_whole_year_is_the_band():
    assert band_by_days(Decimal("4179.40"), YEAR).amount == Decimal("4179.40")
    assert band_by_teaching_weeks(Decimal("4179.40"), TERMS).amount == Decimal("4179.40")


def test_what_is_never_in_force_brings_nothing():
    after = InForce(dt.date(2027, 9, 1))
    assert (
        band_by_days(Decimal(6000), YEAR, after).sum == "£6,000.00 a year × 0 of 365 days = £0.00"
    )
    assert hourly_in_teaching_weeks(Decimal(5), 15, TERMS, after).amount == 0


def test_half_a_penny_is_rounded_up_and_a_rate_is_shown_as_written():
    # 12.345 × 1 × 1
    found = hourly_in_teaching_weeks(Decimal("12.345"), 1, [a_term(weeks=1.0)])
    assert found.sum == "£12.345 an hour × 1 hour a week × 1 week in force = £12.35"


def test_weeks_without_terms_are_asked_for():
    with pytest.raises(InputError, match="has no terms"):
        band_by_teaching_weeks(Decimal(6000), ())


@pytest.mark.parametrize("rule", [*ProRata, *PaidFor])
def test_every_rule_is_a_sentence(rule):
    assert rule.rule[0].isupper()
    assert rule.rule.endswith(".")
