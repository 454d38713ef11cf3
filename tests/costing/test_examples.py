"""The worked cases of examples.toml, to the penny."""

from __future__ import annotations

import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from planner.costing.staff import annual_cost, annual_cost_lines, hourly_cost
from tests.builders import a_school, a_teaching_assistant, a_term, details

CASES = tomllib.loads(
    Path(__file__).with_name("examples.toml").read_text(encoding="utf-8"), parse_float=Decimal
)["case"]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])


def member_and_school(case):
    """The adult of a case, in a school whose year is one term of the case's weeks."""
    member = a_teaching_assistant(
        pay_point=case["pay_point"],
        contract_hours=case["contract_hours"],
        paid_weeks=case["paid_weeks"],
    )
    first_day = case["first_day"]
    last_day = first_day + dt.timedelta(days=320)
    school = a_school(
        details=details(pension_percent=case["pension_percent"], levy_percent=case["levy_percent"]),
        terms=[a_term(start=first_day, end=last_day, weeks=case["teaching_weeks"])],
    )
    return member, school


@each_case
def test_a_year_of_a_pay_point_costs_its_salary_and_on_costs(case):
    lines = annual_cost_lines(*member_and_school(case))
    assert [line.amount for line in lines] == [
        case["salary"],
        case["national_insurance"],
        case["pension"],
        case["levy"],
    ]
    assert annual_cost(*member_and_school(case)) == case["annual_cost"]


@each_case
def test_a_worked_case_agrees_with_its_source(case):
    cost = annual_cost(*member_and_school(case))
    an_hour = hourly_cost(*member_and_school(case)).quantize(Decimal("0.01"))
    assert abs(cost - case.get("published", cost)) < 1
    assert an_hour == case.get("published_hourly", an_hour)
