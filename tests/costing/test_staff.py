"""What a person costs: a year, an hour, a term."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.costing.staff import (
    annual_cost,
    annual_cost_lines,
    extra_hour_cost,
    hourly_cost,
    salary_in_term,
    weeks_in_year,
)
from planner.errors import InputError, ParameterError
from tests.builders import (
    a_school,
    a_teaching_assistant,
    a_term,
    an_own_figure,
    details,
    three_terms,
)

AGENCY = a_teaching_assistant("AG1", engagement="agency", contract_hours=None, hourly_cost="24.50")
PAY_POINT_5 = {"pay_point": "5", "paid_weeks": 44.65}


def test_an_annual_cost_is_used_as_entered():
    assert annual_cost(a_teaching_assistant(annual_cost="19500.55"), a_school()) == Decimal(
        "19500.55"
    )


@pytest.mark.parametrize("engagement", ["employed", "vacancy"])
def test_an_hourly_cost_is_paid_for_contract_hours_in_teaching_weeks(engagement):
    # £19.98 × 25 hours × 39 weeks
    member = a_teaching_assistant(engagement=engagement, hourly_cost="19.98")
    assert annual_cost(member, a_school()) == Decimal("19480.50")
    assert hourly_cost(member, a_school()) == Decimal("19.98")


@pytest.mark.parametrize("engagement", ["employed", "vacancy"])
def test_an_hour_costs_the_year_over_its_contract_hours(engagement):
    # £19,500 / (25 hours × 39 weeks)
    member = a_teaching_assistant(engagement=engagement, annual_cost="19500")
    assert hourly_cost(member, a_school()) == 20


def test_hours_that_are_not_with_pupils_do_not_change_the_cost_of_an_hour():
    member = a_teaching_assistant(deployable_hours=20)
    assert hourly_cost(member, a_school()) == 20


def test_a_bought_hour_costs_its_price_and_has_no_annual_cost():
    assert hourly_cost(AGENCY, a_school()) == Decimal("24.50")
    with pytest.raises(ValueError, match="AG1 is hired by the hour"):
        annual_cost(AGENCY, a_school())


def test_an_extra_hour_costs_what_is_entered_or_else_the_usual_hour():
    assert extra_hour_cost(a_teaching_assistant(extra_hour_cost="17.25"), a_school()) == Decimal(
        "17.25"
    )
    assert extra_hour_cost(a_teaching_assistant(), a_school()) == 20


def test_an_extra_hour_at_no_cost_is_not_a_blank():
    assert extra_hour_cost(a_teaching_assistant(extra_hour_cost="0"), a_school()) == 0


def test_a_salary_of_fifty_pence_more_is_rounded_up():
    # Half of a full-time 25,583 paid for every week of the year: 12,791.50
    member = a_teaching_assistant(pay_point="5", contract_hours=18.5, paid_weeks=52.143)
    salary, *_ = annual_cost_lines(member, a_school(details=details(pension_percent=0)))
    assert salary.amount == 12792


def test_the_full_time_week_is_the_schools_own():
    # 25,583 × 18/36 × 52.143/52.143 = 12,791.50
    member = a_teaching_assistant(pay_point="5", contract_hours=18, paid_weeks=52.143)
    london = a_school(details=details(pension_percent=0, full_time_hours=36))
    assert annual_cost_lines(member, london)[0].amount == 12792


def test_figures_are_those_of_the_first_day_of_the_first_term():
    # The year that begins on 5 April 2025 pays national insurance by the old tax year:
    # point 5 is already £25,583; 0.138 × (25,583 − 9,100) = 2,274.654
    member = a_teaching_assistant(pay_point="5", contract_hours=37, paid_weeks=52.143)
    last = dt.date(2026, 3, 31)
    before = a_term(start=dt.date(2025, 4, 5), end=last)
    after = a_term(start=dt.date(2025, 4, 6), end=last)
    no_pension = details(pension_percent=0)
    old = annual_cost_lines(member, a_school(details=no_pension, terms=[before]))
    new = annual_cost_lines(member, a_school(details=no_pension, terms=[after]))
    assert old[1].amount == Decimal("2274.654")
    assert new[1].amount == Decimal("3087.45")  # 0.15 × (25,583 − 5,000)


def test_a_pay_award_of_the_schools_own_raises_the_salary_and_its_on_costs():
    # Point 5: 25,583 × 1.03 = 26,350.49, so 26,350 a full year. 26,350 × 25/37 × 44.65/52.143 =
    # 15,245.59, so 15,246; 0.15 × (15,246 − 5,000) = 1,536.90; 0.2 × 15,246 = 3,049.20.
    school = a_school(details=details(pension_percent=20), figures=[an_own_figure()])
    lines = annual_cost_lines(a_teaching_assistant(**PAY_POINT_5), school)
    amounts = [line.amount for line in lines]
    assert amounts == [15246, Decimal("1536.90"), Decimal("3049.20"), 0]


def test_lines_show_the_arithmetic_and_the_figures_behind_it():
    school = a_school(details=details(pension_percent=21.5, levy_percent=0.5))
    lines = annual_cost_lines(a_teaching_assistant(**PAY_POINT_5), school)
    assert [line.label for line in lines] == [
        "Salary: £25,583 × 25/37 hours × 44.65/52.143 weeks",
        "National insurance: 15.0% of salary above £5,000",
        "Pension: 21.5% of salary",
        "Apprenticeship levy: 0.5% of salary",
    ]
    assert [figure.name for line in lines for figure in line.figures] == [
        "njc_scp_05",
        "weeks_per_year",
        "employer_ni_rate",
        "employer_ni_secondary_threshold",
    ]


def test_a_cost_as_entered_is_one_line():
    (line,) = annual_cost_lines(a_teaching_assistant(), a_school())
    assert (line.label, line.amount) == ("Annual cost, as entered", 19500)
    (line,) = annual_cost_lines(a_teaching_assistant(hourly_cost="20.50"), a_school())
    assert line.label == "£20.50 an hour × 25 hours × 39 teaching weeks"


def test_a_pay_point_without_the_schools_pension_contribution_is_refused():
    with pytest.raises(InputError) as refusal:
        annual_cost(a_teaching_assistant(**PAY_POINT_5), a_school())
    (problem,) = refusal.value.problems
    assert (problem.file, problem.column) == ("school.csv", "pension_percent")


def test_a_pay_point_of_a_year_that_is_not_known_is_refused():
    year_2029 = a_term(start=dt.date(2029, 9, 3), end=dt.date(2030, 7, 19))
    school = a_school(details=details(pension_percent=20), terms=[year_2029])
    with pytest.raises(ParameterError, match="no value is known on 3 September 2029"):
        annual_cost(a_teaching_assistant(**PAY_POINT_5), school)


def test_a_term_carries_the_salary_of_its_weeks():
    # £19,500 × 14, 12 and 13 of 39 weeks: £500 a week
    school = a_school()
    carried = [salary_in_term(a_teaching_assistant(), school, term) for term in school.terms]
    assert carried == [7000, 6000, 6500]


def test_a_term_carries_the_days_employed():
    # The spring term has 81 days; from 1 March to 25 March are 25: £6,000 × 25/81
    starter = a_teaching_assistant(starts=dt.date(2027, 3, 1))
    school = a_school()
    autumn, spring, summer = (salary_in_term(starter, school, term) for term in school.terms)
    assert autumn == 0
    assert spring == pytest.approx(Decimal(6000) * 25 / 81)
    assert summer == 6500


def test_teaching_weeks_add_up_as_they_are_written():
    # In binary fractions 12.1 + 12.2 + 14.4 is 38.699999999999996
    terms = [
        term.model_copy(update={"weeks": weeks})
        for term, weeks in zip(three_terms(), (12.1, 12.2, 14.4), strict=True)
    ]
    assert weeks_in_year(a_school(terms=terms)) == Decimal("38.7")


@given(
    annual=st.decimals(min_value=1, max_value=60000, places=2),
    weeks=st.lists(st.integers(1, 28), min_size=3, max_size=3),
)
def test_the_terms_together_carry_the_whole_annual_cost(annual, weeks):
    terms = [
        term.model_copy(update={"weeks": halves / 2})
        for term, halves in zip(three_terms(), weeks, strict=True)
    ]
    school = a_school(terms=terms)
    member = a_teaching_assistant(annual_cost=annual)
    carried = sum(salary_in_term(member, school, term) for term in terms)
    assert abs(carried - annual) < Decimal("1e-15")
