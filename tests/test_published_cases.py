"""What others have published, reproduced as exactly as they give it; every case has a source."""

from __future__ import annotations

import tomllib
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from planner.costing.typed_post import PayField, worked_out
from planner.funding import typed_amount
from planner.funding.typed_amount import Basis
from planner.parameters.reader import figure, pay_point_salary
from planner.periods import AcademicYear
from tests.builders import details, three_terms

HERE = Path(__file__).parent


def cases_of(path):
    return tomllib.loads((HERE / path).read_text(encoding="utf-8"), parse_float=Decimal)


CASES = cases_of("published_cases.toml")


def each(kind):
    found = CASES[kind]
    return pytest.mark.parametrize("case", found, ids=[f"{it['source'][:60]}" for it in found])


def to_the_decimals_of(number, published):
    return number.quantize(Decimal(published), ROUND_HALF_UP)


@each("salary")
def test_a_spine_point_is_paid_what_adverts_and_pay_tables_say(case):
    assert pay_point_salary(case["point"], case["date"]).amount == case["published"]


@each("hour")
def test_an_hour_of_a_full_time_post_is_paid_what_each_rule_says(case):
    numerator, _, denominator = case["weeks"].partition("/")
    weeks = Decimal(numerator) / Decimal(denominator or 1)
    salary = figure(f"njc_scp_{int(case['point']):02d}", CASES["salary"][0]["date"]).amount
    assert to_the_decimals_of(salary / weeks / 37, case["published"]) == case["published"]
    assert (
        figure(f"njc_hourly_{int(case['point']):02d}", CASES["salary"][0]["date"]).amount
        == (case["published"])
    )


@each("threshold")
def test_the_threshold_buys_as_many_weekly_hours_as_is_said(case):
    bought = details().high_needs_threshold / Decimal(case["weekly_hour"])
    assert to_the_decimals_of(bought, case["published"]) == case["published"]


@each("amount")
def test_a_band_or_rate_brings_what_its_rule_says_to_the_penny(case):
    asked = Basis[case["basis"]]
    figures = {one: case[one.name.lower()] for one in asked.asks}
    what = typed_amount.Typed(asked, figures, case["starts"])
    found = typed_amount.worked_out(what, three_terms(), AcademicYear(2026))
    assert found.amount == case["published"]


def test_both_ends_of_an_advert_come_to_the_same_paid_weeks():
    # Medway: 15,652 × 37/27.5 × 52.143 / 25,185 = 43.6007 and 17,490 × … / 28,142 = 43.6013.
    for full_time, paid in ((25185, 15652), (28142, 17490)):
        weeks = Decimal(paid) * 37 / Decimal("27.5") * Decimal("52.143") / full_time
        assert round(weeks, 2) == Decimal("43.60")
        post = {
            PayField.FULL_TIME_SALARY: str(full_time),
            PayField.HOURS: "27.5",
            PayField.WEEKS_WORKED: "38",
            PayField.PAID_WEEKS: str(round(weeks, 4)),
            PayField.DATE: "2026-01-05",
            PayField.PENSION_PERCENT: "0",
        }
        assert worked_out(post).salary[0].amount == paid


@pytest.mark.parametrize(
    "path",
    ["published_cases.toml", "costing/posts.toml", "costing/examples.toml", "costing/ledgers.toml"],
)
def test_every_case_has_its_source(path):
    cases = [case for kind in cases_of(path).values() if isinstance(kind, list) for case in kind]
    assert cases
    assert all(case["source"].strip() for case in cases)
