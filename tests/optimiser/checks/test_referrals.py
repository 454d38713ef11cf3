"""A plan pays each referral once, from money that may pay it, and takes no hours of it again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from planner.optimiser.checks import violations
from planner.optimiser.plan import UNFUNDED, HireKind, SpendingKind
from planner.school.codes import Engagement, ReferralStatus
from tests.builders import a_referral
from tests.optimiser.checks.change import added, altered, reconciled, removed, summarised
from tests.optimiser.checks.small_plan import spent, the_plan, the_school

R1, R2 = {"cost_item": "R1"}, {"cost_item": "R2"}


def with_referrals():
    """The small school and its plan with £140 of referrals: TOPUP pays P1's, PREMIUM P2's."""
    school = replace(
        the_school(),
        referrals=(
            a_referral(cost="100"),
            a_referral("R2", pupil="P2", cost="40", stream="PREMIUM", due=dt.date(2027, 2, 1)),
            a_referral("R3", cost="900", status="declined"),
            a_referral("R4", pupil="P2", cost=None),
        ),
    )
    rows = (
        spent("TOPUP", "R1", "service", "T1", "100", pupil="P1"),
        spent("PREMIUM", "R2", "service", "T2", "40", pupil="P2"),
    )
    return reconciled(school, added(the_plan(), "spending", *rows))


def test_a_plan_that_pays_its_referrals_keeps_every_rule():
    school, plan = with_referrals()

    assert violations(school, plan) == ()
    # £2,260 of salary and lines, £100 and £40.
    assert plan.summary.committed_cost == Decimal(2400)
    assert plan.summary.planned_cost == Decimal(2246)


def _paid_by(stream):
    return lambda school, plan: reconciled(school, altered(plan, "spending", R1, stream=stream))


SPOILT = {
    "not paid": (
        lambda school, plan: reconciled(school, removed(plan, "spending", **R1)),
        {"spending_pays_what_things_cost"},
    ),
    "in another term": (
        lambda school, plan: (school, altered(plan, "spending", R1, term="T2")),
        {"spending_pays_what_things_cost"},
    ),
    "declined and paid": (
        lambda school, plan: (
            altered(school, "referrals", {"referral": "R1"}, status=ReferralStatus.DECLINED),
            plan,
        ),
        {"spending_pays_what_things_cost"},
    ),
    "for another pupil": (
        lambda school, plan: reconciled(school, altered(plan, "spending", R2, pupil="P1")),
        {"spending_pays_what_things_cost"},
    ),
    "with money for another pupil": (_paid_by("PREMIUM"), {"streams_pay_only_what_they_may"}),
    "not by the stream that it names": (
        lambda school, plan: reconciled(school, altered(plan, "spending", R2, stream="GENERAL")),
        {"streams_pay_only_what_they_may"},
    ),
    "of nobody's making": (
        lambda school, plan: (school, altered(plan, "spending", R1, cost_item="R9")),
        {"rows_name_what_the_school_has"},
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_referral_that_is_paid_wrongly_breaks_the_rule_about_it(name):
    change, rules = SPOILT[name]

    found = violations(*change(*with_referrals()))

    assert {violation.rule for violation in found} == rules, found


def test_a_referral_is_unfunded_only_where_money_for_its_pupil_is_spent():
    school, plan = with_referrals()
    school = replace(
        school, policies=school.policies.model_copy(update={"statutory_may_overspend": True})
    )
    plan = summarised(plan, policies=school.policies)
    found = violations(*reconciled(school, altered(plan, "spending", R1, stream=UNFUNDED)))

    assert {violation.rule for violation in found} == {"money_that_is_left_pays_what_is_owed"}
    # Of £3,000 of general money £2,466 is spent, of P1's £2,000 now £1,565; PREMIUM is not for P1.
    assert [violation.what.split(" has ")[0] for violation in found] == [
        "is unfunded while GENERAL",
        "is unfunded while TOPUP",
    ]


def test_nothing_is_bought_from_general_money_while_a_referral_is_owed():
    school, plan = with_referrals()
    for stream, spent_of_it in (("GENERAL", 2466), ("TOPUP", 1565)):
        school = altered(school, "funding", {"stream": stream}, amount=Decimal(spent_of_it))
    school = replace(school, policies=school.policies.model_copy(update={"reserve": Decimal(0)}))
    plan = summarised(plan, policies=school.policies)
    found = violations(*reconciled(school, altered(plan, "spending", R1, stream=UNFUNDED)))

    assert {one.rule for one in found} == {"plans_never_buy_with_the_salary_they_owe"}


def test_hours_of_a_referral_are_hours_that_a_plan_cannot_buy_again():
    # AG1 may be bought for 20 h, all of which the plan takes.
    school, plan = with_referrals()
    adult = {"staff": "AG1"}
    school = altered(school, "staff", adult, engagement=Engagement.SERVICE)
    for row in list(plan.hiring):
        if row.staff == "AG1":
            plan = altered(plan, "hiring", adult | {"term": row.term}, engagement=HireKind.SERVICE)
    for term in ("T1", "T2"):
        plan = altered(
            plan, "spending", {"cost_item": "AG1", "term": term}, kind=SpendingKind.SERVICE
        )
    assert violations(school, plan) == ()

    school = altered(school, "referrals", {"referral": "R1"}, staff="AG1", hours=4.0)

    assert [one.what for one in violations(school, plan)] == ["20 hours in the year, where 16 may"]
