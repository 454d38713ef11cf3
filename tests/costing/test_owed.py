"""What budget lines and referrals cost, in which terms and for whom."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from planner.costing.owed import Owed, cost_of_referral, owed_besides_salaries
from tests.builders import a_budget_line, a_referral, a_school, a_teaching_assistant

SERVICE = a_teaching_assistant(
    "EP", role="psychologist", engagement="service", contract_hours=None, hourly_cost="84.50"
)


@pytest.mark.parametrize(
    ("facts", "cost"),
    [
        ({}, "500"),
        ({"cost": "0"}, "0"),
        # 6 h × £84.50; a cost of its own goes before the price of the hours.
        ({"cost": None, "staff": "EP", "hours": 6}, "507"),
        ({"cost": "450", "staff": "EP", "hours": 6}, "450"),
        ({"status": "declined", "staff": "EP", "hours": 6}, "0"),
        ({"cost": None}, None),
        ({"cost": None, "staff": "EP"}, None),
        ({"cost": None, "hours": 6}, None),
    ],
)
def test_a_referral_costs_what_is_entered_or_its_hours_of_the_service(facts, cost):
    school = a_school(staff=[a_teaching_assistant(), SERVICE])

    assert cost_of_referral(a_referral(**facts), school) == (
        None if cost is None else Decimal(cost)
    )


def test_what_is_owed_is_budget_lines_and_referrals_with_a_cost_by_code():
    # The year has 14, 12 and 13 weeks; the line is for spring and summer, 12 and 13 of 25.
    school = a_school(
        budget_lines=[a_budget_line(**{"from": dt.date(2027, 1, 1)})],
        referrals=[
            a_referral("R3", cost="0"),
            a_referral("R2", cost=None),
            a_referral("R1", stream="GENERAL", due=dt.date(2027, 2, 1)),
            a_referral("A1", status="declined"),
        ],
    )

    assert owed_besides_salaries(school) == (
        Owed("L1", Decimal(390), {"T2": 0.48, "T3": 0.52}, None),
        Owed("R1", Decimal(500), {"T2": 1.0}, "GENERAL", "P1"),
    )
