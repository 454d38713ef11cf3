"""The budget through the year, worked out by hand for £25,000 and one adult at £19,500."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.funding.position import position_of
from planner.funding.stretch import budget_year_of, by_budget_year, by_month, by_term
from planner.periods import AcademicYear, FinancialYear
from planner.school.codes import BudgetYear
from tests.builders import (
    a_budget_line,
    a_referral,
    a_school,
    a_stream,
    a_teaching_assistant,
    details,
)

DAYS_OF_YEAR = st.dates(dt.date(2026, 9, 1), dt.date(2027, 8, 31))


def pounds(*amounts):
    return [Decimal(amount) for amount in amounts]


def months_of(**tables):
    return by_month(position_of(a_school(**tables)))


def test_terms_carry_salaries_and_income_by_their_teaching_weeks():
    terms = by_term(position_of(a_school()))
    # 19,500 × 14, 12 and 13 of 39 weeks
    assert [term.salaries for term in terms] == pounds(7000, 6000, 6500)
    # 25,000 / 39 is 641.0256…: × 14 = 8,974.358…, × 12 = 7,692.307…, × 13 = 8,333.333…; the two
    # pennies that rounding down leaves go to the first two.
    assert [term.income for term in terms] == pounds("8974.36", "7692.31", "8333.33")
    assert [term.balance for term in terms] == pounds("1974.36", "3666.67", "5500")


def test_terms_carry_lines_and_streams_only_where_their_dates_let_them():
    top_up = a_stream("TU", amount="2430", starts="2027-01-01", ends="2027-08-31")
    line = a_budget_line(starts="2026-09-01", ends="2026-12-18")
    terms = by_term(position_of(a_school(funding=[top_up], budget_lines=[line])))
    # 2,430 × 12 and 13 of 25 weeks
    assert [term.income for term in terms] == pounds(0, "1166.40", "1263.60")
    assert [term.lines for term in terms] == pounds(390, 0, 0)


def test_a_referral_falls_in_the_term_and_in_the_month_of_its_day():
    # Made on 14 September; R2 is due on 25 December, between the terms; R3 is of the year before.
    position = position_of(
        a_school(
            referrals=[
                a_referral(),
                a_referral("R2", cost="70", due=dt.date(2026, 12, 25)),
                a_referral("R3", cost="8", made=dt.date(2026, 5, 4)),
            ]
        )
    )
    assert [term.referrals for term in by_term(position)] == pounds(508, 70, 0)
    months = by_month(position)
    assert [month.referrals for month in months[:4]] == pounds(508, 0, 0, 70)
    # 25,000 − 19,500 − 578
    assert months[-1].balance == by_term(position)[-1].balance == 4922


def test_months_carry_income_by_their_days_and_salaries_by_twelfths():
    months = months_of()
    assert [month.name for month in months][::11] == ["September 2026", "August 2027"]
    # 25,000 / 365 is 68.4931…: 2,054.794… in 30 days, 2,123.287… in 31, 1,917.808… in 28. Rounded
    # down, 8 pennies are left: one for February and one for each of the seven months of 31 days.
    assert [month.income for month in months] == pounds(
        *("2054.79", "2123.29", "2054.79", "2123.29", "2123.29", "1917.81"),
        *("2123.29", "2054.79", "2123.29", "2054.79", "2123.29", "2123.29"),
    )
    assert {month.salaries for month in months} == {Decimal(1625)}
    assert months[0].balance == Decimal("429.79")  # 2,054.79 − 1,625
    assert months[-1].balance == 5500


def test_a_stream_with_dates_comes_in_on_the_days_between_them():
    # 2,430 over the 243 days from January to August is £10 a day.
    months = months_of(funding=[a_stream(amount="2430", starts="2027-01-01", ends="2027-08-31")])
    assert [month.income for month in months] == pounds(
        0, 0, 0, 0, 310, 280, 310, 300, 310, 300, 310, 310
    )


def test_a_stream_whose_dates_miss_the_year_is_spread_over_all_of_it():
    months = months_of(funding=[a_stream(amount="365", starts="2028-01-01")])
    assert months[0].income == 30


def test_an_adult_who_leaves_is_paid_by_the_twelfths_of_the_months_there():
    # Two terms, £13,000, in 6 whole months and 25/31 of March: 13,000 × 31/211 = 1,909.952… and
    # 13,000 × 25/211 = 1,540.284…; of the two pennies left March gets one, then September.
    months = months_of(staff=[a_teaching_assistant(leaves="2027-03-25")])
    assert [month.salaries for month in months] == pounds(
        "1909.96", *["1909.95"] * 5, "1540.29", *[0] * 5
    )


def test_a_plan_year_touches_two_financial_years_and_one_academic_year():
    months = months_of()
    first, second = by_budget_year(months, BudgetYear.FINANCIAL)
    assert (first.name, first.ends) == ("Financial year 2026/27", dt.date(2027, 3, 31))
    assert (second.name, second.starts) == ("Financial year 2027/28", dt.date(2027, 4, 1))
    # September to March: 7 × 1,625; 2 × 2,054.79 + 4 × 2,123.29 + 1,917.81.
    assert (first.salaries, first.income) == (11375, Decimal("14520.55"))
    assert first.balance == Decimal("3145.55")
    assert first.income + second.income == 25000
    (year,) = by_budget_year(months, BudgetYear.ACADEMIC)
    assert (year.name, year.income, year.committed) == ("Academic year 2026/27", 25000, 19500)
    assert second.balance == year.balance == 5500


def test_a_leap_day_is_a_day_of_february():
    # 366 days from September 2027: £1 a day
    months = months_of(details=details(academic_year="2027/28"), funding=[a_stream(amount="366")])
    assert months[5].income == 29


@pytest.mark.parametrize(
    ("day", "kind", "year"),
    [
        (dt.date(2027, 3, 31), BudgetYear.FINANCIAL, FinancialYear(2026)),
        (dt.date(2027, 4, 1), BudgetYear.FINANCIAL, FinancialYear(2027)),
        (dt.date(2027, 8, 31), BudgetYear.ACADEMIC, AcademicYear(2026)),
        (dt.date(2027, 9, 1), BudgetYear.ACADEMIC, AcademicYear(2027)),
    ],
)
def test_a_budget_year_turns_on_its_first_day(day, kind, year):
    assert budget_year_of(day, kind) == year


def test_without_terms_there_are_months_and_no_terms():
    position = position_of(a_school(terms=[]))
    assert by_term(position) == ()
    assert by_month(position)[-1].balance == 5500


@given(
    st.decimals(0, 10**6, places=2),
    st.tuples(DAYS_OF_YEAR, DAYS_OF_YEAR).map(sorted),
    st.tuples(DAYS_OF_YEAR, DAYS_OF_YEAR).map(sorted),
)
def test_months_and_terms_add_up_to_the_year_whatever_the_dates(amount, in_force, employed):
    starts, ends = in_force
    position = position_of(
        a_school(
            staff=[a_teaching_assistant(starts=employed[0], leaves=employed[1])],
            funding=[a_stream(amount=amount, starts=starts, ends=ends)],
            budget_lines=[a_budget_line(starts=starts, ends=ends)],
        )
    )
    for stretches in (by_month(position), by_term(position)):
        assert sum(one.income for one in stretches) == position.income == amount
        assert sum(one.salaries for one in stretches) == position.salaries
        assert sum(one.lines for one in stretches) == position.lines
        assert stretches[-1].balance == position.left
