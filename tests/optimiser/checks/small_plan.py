"""A school of two pupils and a plan of it, both worked out by hand.

The year has two terms of 10 weeks. TA1 is employed: 5 h × 20 weeks at £2,000 is £20 an hour. Of 3
deployable hours absence leaves 2.7, and the plan buys 0.3 more at £22. TA2 is a post of up to 10
hours at £20 an hour, filled with 5 in the second term. AG1 is a therapist at £50 an hour.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from planner.optimiser.plan import (
    Coverage,
    Deployment,
    GoalResult,
    Group,
    Hire,
    Plan,
    Spending,
    Status,
    StatutoryResult,
    StreamUse,
    Summary,
)
from planner.school.records import Allocation, CurrentAllocation, Policies, StaffMember
from planner.school.school import School
from tests.builders import (
    a_budget_line,
    a_need,
    a_pin,
    a_programme,
    a_pupil,
    a_school,
    a_statutory_item,
    a_stream,
    a_support,
    a_teaching_assistant,
    a_term,
    an_effect,
    an_item,
)

POLICIES = Policies(absence_percent=10.0, reserve="100")
STAFF = (
    a_teaching_assistant(
        "TA1",
        contract_hours=5.0,
        deployable_hours=3.0,
        annual_cost="2000",
        extra_hours=2.0,
        extra_hour_cost="22",
    ),
    a_teaching_assistant(
        "TA2",
        engagement="vacancy",
        contract_hours=10.0,
        deployable_hours=8.0,
        min_hours=5.0,
        annual_cost="4000",
    ),
    StaffMember(
        staff="AG1",
        role="therapist",
        engagement="agency",
        skills="salt",
        hourly_cost="50",
        deployable_hours=4.0,
        hours_limit=20.0,
    ),
)
PROVISIONS = (
    # A session is 30 minutes with 15 of preparation: 1 h a week for a pupil, 1.5 for the adult.
    a_programme(
        "GROUP",
        sessions_per_week=2.0,
        session_minutes=30.0,
        preparation_minutes=15.0,
        terms=2,
        weeks=8.0,
        max_groups=1,
        cost_per_pupil="5",
        cost_per_group="40",
        set_up_cost="30",
    ),
    a_support("INCLASS", group_max=2, min_hours=1.0, max_hours=10.0),
    a_support("SALT", roles=("therapist",), skill="salt"),
    an_item("TABLET", cost_per_pupil="100", weekly_hours=0.5),
)


def the_school() -> School:
    """Two pupils, three adults, four provisions and four streams of money."""
    school = a_school(
        policies=POLICIES,
        terms=(
            a_term(term="T1", weeks=10.0),
            a_term(term="T2", start=dt.date(2027, 1, 4), end=dt.date(2027, 3, 25), weeks=10.0),
        ),
        pupils=(
            a_pupil("P1", year_group="4", sen_status="E"),
            a_pupil("P2", year_group="5", pupil_premium=True),
        ),
        needs=(
            a_need("N1", pupil="P1", strand="language", level=3),
            a_need("N2", pupil="P1", strand="access", level=2),
            a_need("N3", pupil="P2", strand="language", level=2),
            a_need("N4", pupil="P2", strand="access", level=1),
            a_need("N5", pupil="P2", strand="hearing", level=1),
        ),
        staff=STAFF,
        provisions=PROVISIONS,
        effects=(
            an_effect("GROUP", strand="language", effect=1.0),
            an_effect("INCLASS", strand="access", effect=0.5),
            an_effect("SALT", strand="language", effect=1.5),
            an_effect("TABLET", strand="access", effect=1.0),
        ),
        statutory=(
            a_statutory_item("F1", hours=1.0, skill="salt"),
            a_statutory_item("F2", hours=20.0, per="term", provisions="INCLASS"),
            a_statutory_item("F3", hours=30.0, per="year", provisions="INCLASS"),
        ),
        funding=(
            a_stream("GENERAL", amount="3000"),
            a_stream("TOPUP", amount="2000", restricted_to="pupil:P1"),
            a_stream("PREMIUM", amount="500", restricted_to="pupil_premium"),
            a_stream(
                "GRANT",
                amount="150",
                restricted_to="provision:GROUP",
                starts=dt.date(2027, 1, 1),
            ),
        ),
        budget_lines=(
            a_budget_line("L1", amount="200"),
            a_budget_line("L2", amount="60", stream="PREMIUM"),
        ),
        pins=(
            a_pin(pupil="P1", provision="SALT", rule="must", hours_per_week=1.0),
            a_pin(pupil="P1", provision="INCLASS", term="T1", rule="exactly", hours_per_week=1.5),
            a_pin(pupil="P1", provision="GROUP", term="T1", rule="must"),
            a_pin(pupil="P2", provision="TABLET", rule="must_not"),
        ),
        current_plan=(
            CurrentAllocation(term="T1", pupil="P1", provision="INCLASS", hours_per_week=1.0),
            CurrentAllocation(term="T2", pupil="P1", provision="INCLASS", hours_per_week=1.0),
        ),
    )
    return replace(school, inputs_sha256="digest of the school's files")


def _allocation(term: str, pupil: str, provision: str, **facts: Any) -> Allocation:
    return Allocation(term=term, pupil=pupil, provision=provision, **({"weeks": 10.0} | facts))


def _in_group(term: str, pupil: str, cost: str) -> Allocation:
    """A quarter of the group's 1.5 adult hours: 0.375 h × 10 weeks × £20 = £75."""
    return _allocation(
        term,
        pupil,
        "GROUP",
        group="G1",
        hours_per_week=1.0,
        weeks=8.0,
        staff_hours_per_week=0.375,
        cost=cost,
    )


ALLOCATIONS = (
    # In the first term £5 for each pupil and a quarter of the group's £40 come on top.
    _in_group("T1", "P1", "90"),
    _in_group("T1", "P2", "90"),
    # 1.5 h shared by two: 0.75 adult hours × 10 weeks × £20.
    _allocation("T1", "P1", "INCLASS", hours_per_week=1.5, staff_hours_per_week=0.75, cost="150"),
    _allocation("T1", "P1", "SALT", hours_per_week=1.0, staff_hours_per_week=1.0, cost="500"),
    _allocation("T1", "P1", "TABLET", hours_per_week=0.5, cost="100"),
    _in_group("T2", "P1", "75"),
    _in_group("T2", "P2", "75"),
    _allocation("T2", "P1", "INCLASS", hours_per_week=1.5, staff_hours_per_week=0.75, cost="150"),
    _allocation("T2", "P2", "INCLASS", hours_per_week=1.0, staff_hours_per_week=0.5, cost="100"),
    _allocation("T2", "P1", "SALT", hours_per_week=1.0, staff_hours_per_week=1.0, cost="500"),
    _allocation("T2", "P1", "TABLET", hours_per_week=0.5, cost="0"),
)
GROUPS = tuple(
    Group(
        group="G1",
        provision="GROUP",
        term=term,
        pupils="P1;P2",
        size=2,
        staff="TA1",
        staff_hours_per_week=1.5,
    )
    for term in ("T1", "T2")
)
DEPLOYMENT = (
    Deployment(term="T1", staff="TA1", provision="GROUP", group="G1", hours_per_week=1.5),
    Deployment(term="T1", staff="TA1", provision="INCLASS", hours_per_week=1.5),
    Deployment(term="T1", staff="AG1", provision="SALT", pupils="P1", hours_per_week=1.0),
    Deployment(term="T2", staff="TA1", provision="GROUP", group="G1", hours_per_week=1.5),
    # P1 and P2 have 2.5 h between them, shared by two, but P1 alone has 1.5.
    Deployment(term="T2", staff="TA2", provision="INCLASS", hours_per_week=1.5),
    Deployment(term="T2", staff="AG1", provision="SALT", pupils="P1", hours_per_week=1.0),
)
HIRING = (
    Hire(staff="TA1", engagement="extra", term="T1", hours_per_week=0.3, cost="66"),
    Hire(staff="AG1", engagement="agency", term="T1", hours_per_week=1.0, cost="500"),
    Hire(staff="AG1", engagement="agency", term="T2", hours_per_week=1.0, cost="500"),
    Hire(staff="TA2", engagement="vacancy", term="T2", hours_per_week=5.0, cost="1000"),
)


def _coverage(need: str, pupil: str, strand: str, target: float, effective: float) -> Coverage:
    return Coverage(
        need=need,
        pupil=pupil,
        strand=strand,
        target_hours=target,
        effective_hours=effective,
        coverage=min(1.0, effective / target),
    )


COVERAGE = (
    # 8 weeks of the group in each term and 20 h of therapy at 1.5, of 2.5 h × 20 weeks.
    _coverage("N1", "P1", "language", 50.0, 46.0),
    # 30 h in class at 0.5 and 10 h of the tablet.
    _coverage("N2", "P1", "access", 20.0, 25.0),
    _coverage("N3", "P2", "language", 20.0, 16.0),
    _coverage("N4", "P2", "access", 10.0, 5.0),
    _coverage("N5", "P2", "hearing", 10.0, 0.0),
)


def _item(
    item: str, per: str, term: str | None, required: float, planned: float, reason: str = ""
) -> StatutoryResult:
    return StatutoryResult(
        item=item,
        pupil="P1",
        per=per,
        term=term,
        required_hours=required,
        planned_hours=planned,
        shortfall_hours=max(0.0, required - planned),
        reason=reason,
    )


STATUTORY = (
    _item("F1", "week", "T1", 1.0, 1.0),
    _item("F1", "week", "T2", 1.0, 1.0),
    _item("F2", "term", "T1", 20.0, 15.0, "pin: The hours in class were fixed."),
    _item("F2", "term", "T2", 20.0, 15.0, "hours: No TA has more hours to give."),
    _item("F3", "year", None, 30.0, 30.0),
)


def spent(stream: str, cost_item: str, kind: str, term: str, amount: str, **whom: str) -> Spending:
    """A row of spending; ``whom`` is the pupil and the provision."""
    return Spending(stream=stream, cost_item=cost_item, kind=kind, term=term, amount=amount, **whom)


_P1_GROUP = {"pupil": "P1", "provision": "GROUP"}
_P2_GROUP = {"pupil": "P2", "provision": "GROUP"}
_P1_CLASS = {"pupil": "P1", "provision": "INCLASS"}
_P2_CLASS = {"pupil": "P2", "provision": "INCLASS"}
_P1_SALT = {"pupil": "P1", "provision": "SALT"}

SPENDING = (
    # £1,000 of TA1's salary in each term: what money for pupils does not pay is a general cost.
    spent("TOPUP", "TA1", "employed", "T1", "75", **_P1_GROUP),
    spent("TOPUP", "TA1", "employed", "T1", "150", **_P1_CLASS),
    spent("PREMIUM", "TA1", "employed", "T1", "75", **_P2_GROUP),
    spent("GENERAL", "TA1", "employed", "T1", "700"),
    spent("TOPUP", "TA1", "employed", "T2", "75", **_P1_GROUP),
    spent("PREMIUM", "TA1", "employed", "T2", "75", **_P2_GROUP),
    # The group's two empty places: 0.75 h × 10 weeks × £20.
    spent("GRANT", "TA1", "employed", "T2", "150", provision="GROUP"),
    spent("GENERAL", "TA1", "employed", "T2", "700"),
    spent("GENERAL", "TA1", "extra", "T1", "66"),
    spent("TOPUP", "TA2", "vacancy", "T2", "150", **_P1_CLASS),
    spent("PREMIUM", "TA2", "vacancy", "T2", "100", **_P2_CLASS),
    spent("GENERAL", "TA2", "vacancy", "T2", "750"),
    spent("TOPUP", "AG1", "agency", "T1", "500", **_P1_SALT),
    spent("TOPUP", "AG1", "agency", "T2", "500", **_P1_SALT),
    spent("GENERAL", "L1", "line", "T1", "100"),
    spent("GENERAL", "L1", "line", "T2", "100"),
    spent("PREMIUM", "L2", "line", "T1", "30"),
    spent("PREMIUM", "L2", "line", "T2", "30"),
    spent("TOPUP", "GROUP", "per_pupil", "T1", "5", **_P1_GROUP),
    spent("PREMIUM", "GROUP", "per_pupil", "T1", "5", **_P2_GROUP),
    spent("TOPUP", "GROUP", "per_group", "T1", "10", **_P1_GROUP),
    spent("PREMIUM", "GROUP", "per_group", "T1", "10", **_P2_GROUP),
    spent("GENERAL", "GROUP", "per_group", "T1", "20", provision="GROUP"),
    spent("GENERAL", "GROUP", "set_up", "T1", "30", provision="GROUP"),
    spent("TOPUP", "TABLET", "item", "T1", "100", pupil="P1", provision="TABLET"),
)


def _funding(stream: str, amount: str, used: str) -> StreamUse:
    left = Decimal(amount) - Decimal(used)
    return StreamUse(stream=stream, amount=amount, spent=used, unspent=left)


FUNDING = (
    _funding("GENERAL", "3000", "2466"),
    _funding("TOPUP", "2000", "1565"),
    _funding("PREMIUM", "500", "325"),
    _funding("GRANT", "150", "150"),
)
SUMMARY = Summary(
    status=Status.OPTIMAL,
    gap=0.005,
    solver="by hand",
    seconds=1.0,
    goals=(
        GoalResult("statutory_shortfall", 10.0, 10.0, "pupil hours"),
        GoalResult("unfunded", 0.0, 0.0, "GBP"),
        GoalResult("fair_share", 0.8, 0.8, "share"),
        # 4 × 0.944 + 2 × 1 + 2 × 0.86 + 1 × 0.6 = 8.096 is in the plan; 8.1 was settled.
        GoalResult("benefit", 8.1, 8.12, "weighted coverage", 0.0025),
        # 2 × 5 h in class, 10 h for P2, 2 × 16 h in the group, 20 h of therapy, 10 h of the tablet.
        GoalResult("changes", 82.0, 82.0, "pupil hours"),
        GoalResult("cost", 2246.0, 2246.0, "GBP"),
    ),
    income=Decimal("5650.00"),
    committed_cost=Decimal("2260.00"),
    planned_cost=Decimal("2246.00"),
    unfunded=Decimal("0.00"),
    statutory_shortfall_hours=10.0,
    statutory_gap_cost=Decimal("0.00"),
    # (4 × 0.92 + 2 × 1 + 2 × 0.8 + 1 × 0.5) / 9, and P2's (2 × 0.8 + 1 × 0.5) / 3.
    mean_coverage=7.78 / 9,
    worst_coverage=0.7,
    fair_share=0.8,
    inputs_sha256="digest of the school's files",
    planner_version="1.0",
    policies=POLICIES,
    most_alone={"P1": 1.0, "P2": 0.9},
    unserved_needs=("N5",),
)


def the_plan() -> Plan:
    """A plan of ``the_school`` in which every rule is kept."""
    return Plan(
        allocations=ALLOCATIONS,
        groups=GROUPS,
        deployment=DEPLOYMENT,
        hiring=HIRING,
        coverage=COVERAGE,
        statutory=STATUTORY,
        funding=FUNDING,
        spending=SPENDING,
        summary=SUMMARY,
    )
