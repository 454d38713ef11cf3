"""A plan that the optimiser made passes, and spoilt in any table it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.optimiser.checks import violations
from planner.optimiser.plan import Plan
from planner.optimiser.solve import make_plan
from planner.school.records import Policies
from planner.school.school import School
from tests.optimiser.checks.small_plan import POLICIES, the_school
from tests.optimiser.checks.test_nothing_slips_by import TABLES


@pytest.fixture(scope="module")
def made() -> Plan:
    return make_plan(the_school())


def under(**policies: object) -> School:
    return replace(the_school(), policies=Policies(**(POLICIES.model_dump() | policies)))


@pytest.mark.parametrize(
    "school",
    [
        the_school(),
        replace(the_school(), pins=()),
        replace(the_school(), current_plan=None),
        under(statutory_may_overspend=True),
        under(reserve="600"),
        under(fairness=0.0, absence_percent=0.0),
    ],
    ids=["as it is", "without pins", "without a plan today", "overspent", "reserved", "unfair"],
)
def test_a_made_plan_passes(school: School):
    assert violations(school, make_plan(school)) == ()


@pytest.mark.parametrize("table", TABLES)
def test_a_made_plan_without_any_one_row_does_not_pass(made: Plan, table: str):
    rows = getattr(made, table)
    for place in range(len(rows)):
        fewer = replace(made, **{table: (*rows[:place], *rows[place + 1 :])})
        assert violations(the_school(), fewer), f"{table} without {rows[place]!r}"
