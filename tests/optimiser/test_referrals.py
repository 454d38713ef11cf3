"""Who pays the referrals of tiny schools, whose plans anybody can work out by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from planner.optimiser.plan import UNFUNDED
from planner.optimiser.progress import Options
from planner.optimiser.solve import make_plan
from planner.school.records import Policies
from tests.builders import (
    a_budget_line,
    a_need,
    a_pupil,
    a_referral,
    a_school,
    a_stream,
    a_support,
    a_teaching_assistant,
    an_effect,
    three_terms,
)

SURE = Options(gap=1e-6, time_limit=20)
AGENCY = a_teaching_assistant("AGY", engagement="agency", contract_hours=None, hourly_cost="20")
TOP_UP = a_stream("TU", amount="600", restricted_to="pupil:P1")


def a_tiny_school(**tables):
    """Two pupils of whom nobody needs anything, a term of 14 weeks and adults by the hour."""
    usual = {
        "terms": three_terms()[:1],
        "pupils": [a_pupil("P1"), a_pupil("P2", pupil_premium=True)],
        "needs": [],
        "staff": [AGENCY],
        "provisions": [a_support(max_hours=1.0)],
        "funding": [a_stream(amount="0"), TOP_UP],
    }
    return a_school(**usual | tables)


def paid(school):
    """Who pays how much of each referral."""
    plan = make_plan(school, SURE)
    return {(row.cost_item, row.stream): row.amount for row in plan.spending if row.is_referral}


def test_top_up_pays_the_referral_of_its_pupil_and_of_nobody_else():
    school = a_tiny_school(referrals=[a_referral("R1"), a_referral("R2", pupil="P2")])

    assert paid(school) == {("R1", "TU"): 500, ("R2", UNFUNDED): 500}


def test_a_referral_stands_in_spending_as_a_service_for_its_pupil():
    (row,) = make_plan(a_tiny_school(referrals=[a_referral()]), SURE).spending

    assert (row.kind.value, row.cost_item, row.pupil, row.provision, row.term) == (
        "service",
        "R1",
        "P1",
        None,
        "T1",
    )


def test_money_tied_to_what_a_pupil_is_pays_before_general_money():
    # £300 of pupil premium is tied to P2; the other £200 are general.
    school = a_tiny_school(
        funding=[
            a_stream(amount="1000"),
            a_stream("PP", amount="300", restricted_to="pupil_premium"),
        ],
        referrals=[a_referral(pupil="P2")],
    )

    assert paid(school) == {("R1", "PP"): 300, ("R1", "GENERAL"): 200}


def test_a_referral_that_names_a_stream_is_paid_by_no_other():
    # General money holds £450 of the £500, and TU, which may pay for P1, stands by.
    school = a_tiny_school(
        funding=[a_stream(amount="450"), TOP_UP], referrals=[a_referral(stream="GENERAL")]
    )

    assert paid(school) == {("R1", "GENERAL"): 450, ("R1", UNFUNDED): 50}


def test_committed_cost_is_salaries_lines_and_referrals():
    # £390 of the line, £500 and 5.5 h × £61.07 = £335.885, so £335.89; R3 was declined.
    service = a_teaching_assistant(
        "SLT", engagement="service", contract_hours=None, hourly_cost="61.07"
    )
    school = a_tiny_school(
        staff=[AGENCY, service],
        funding=[a_stream(amount="5000")],
        budget_lines=[a_budget_line()],
        referrals=[
            a_referral(),
            a_referral("R2", cost=None, staff="SLT", hours=5.5),
            a_referral("R3", status="declined"),
            a_referral("R4", cost=None),
        ],
    )

    summary = make_plan(school, SURE).summary

    assert summary.committed_cost == Decimal("1225.89")
    assert summary.planned_cost == 0
    assert summary.unfunded == 0


def test_general_money_buys_nothing_while_a_referral_is_owed():
    # An hour a week for P2 costs 14 × £20 = £280 beside £500 that is owed.
    school = a_tiny_school(
        needs=[a_need(pupil="P2", level=2)],
        effects=[an_effect()],
        funding=[a_stream(amount="780")],
        referrals=[a_referral()],
    )

    (row,) = make_plan(school, SURE).allocations
    assert row.hours_per_week == pytest.approx(1.0, abs=1e-3)
    poor = replace(school, funding=(a_stream(amount="499.99"),))
    assert make_plan(poor, SURE).allocations == ()


def test_top_up_that_the_referral_takes_buys_no_hours():
    # Of £600, £500 are the referral's: £100 buy 5 of the 14 hours that P1 needs.
    school = a_tiny_school(needs=[a_need(level=2)], effects=[an_effect()], referrals=[a_referral()])

    plan = make_plan(school, SURE)

    (row,) = plan.allocations
    assert row.hours_per_week * 14 == pytest.approx(5.0, abs=1e-3)
    assert {one.stream: one.spent for one in plan.funding} == {"GENERAL": 0, "TU": 600}


def test_statute_may_overspend_beside_a_referral_that_nobody_pays():
    school = a_tiny_school(
        policies=Policies(statutory_may_overspend=True),
        funding=[a_stream(amount="0")],
        referrals=[a_referral()],
    )

    assert paid(school) == {("R1", UNFUNDED): 500}


def test_a_service_gives_the_hours_that_its_referrals_leave():
    # Of 10 h a year a referral takes 6: in 14 weeks the plan buys 4 of the 14 that are needed.
    service = a_teaching_assistant(
        "EP", engagement="service", contract_hours=None, hourly_cost="20", hours_limit=10.0
    )
    school = a_tiny_school(
        staff=[service],
        needs=[a_need(level=2)],
        effects=[an_effect()],
        funding=[a_stream(amount="5000")],
        referrals=[a_referral(staff="EP", hours=6, cost=None)],
    )

    plan = make_plan(school, SURE)

    (hire,) = plan.hiring
    assert hire.hours_per_week * 14 == pytest.approx(4.0, abs=1e-3)
    # 6 h × £20 are owed, 4 h × £20 are chosen.
    assert (plan.summary.committed_cost, plan.summary.planned_cost) == (120, 80)


def test_a_stream_pays_a_referral_only_in_terms_that_start_inside_its_dates():
    late = a_stream("TU", amount="600", restricted_to="pupil:P1", starts=dt.date(2027, 1, 1))
    school = a_tiny_school(
        terms=three_terms(),
        funding=[a_stream(amount="0"), late],
        referrals=[a_referral("R1"), a_referral("R2", cost="70", due=dt.date(2027, 2, 1))],
    )

    assert paid(school) == {("R1", UNFUNDED): 500, ("R2", "TU"): 70}
