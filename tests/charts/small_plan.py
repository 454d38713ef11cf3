"""A plan small enough to work out by hand, for a school of two pupils and one adult.

The year has 14 + 12 + 13 = 39 weeks. TA1 costs £19,500 a year, £20 an hour, and has 20 of 25 hours
with pupils. P1 has a need in language (1 hour a week, weight 2) and is owed 2 hours a week; P2 has
one in literacy (2.5 hours a week, weight 4). An hour of S1 is worth 1 for language and
0.5 for literacy.

In the plan P1 receives 1.5 hours a week all year and P2 2 hours a week in the first term; today P1
receives half an hour a week.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from planner.optimiser.plan import (
    Coverage,
    Deployment,
    Plan,
    Spending,
    Status,
    StatutoryResult,
    StreamUse,
    Summary,
)
from planner.school.records import Allocation, CurrentAllocation, Policies
from planner.school.school import School
from tests.builders import (
    a_need,
    a_pupil,
    a_school,
    a_statutory_item,
    a_support,
    a_teaching_assistant,
    an_effect,
)

REASON = "skill: Only TA1 signs and has 1.5 hours a week."


def small_school(**tables: Any) -> School:
    """The school described above; any table can be given instead."""
    usual = {
        "pupils": [a_pupil(sen_status="E"), a_pupil("P2")],
        "needs": [a_need(), a_need("N2", pupil="P2", strand="literacy", level=3)],
        "staff": [a_teaching_assistant(deployable_hours=20.0)],
        "provisions": [a_support()],
        "effects": [an_effect(), an_effect(strand="literacy", effect=0.5)],
        "statutory": [a_statutory_item(source="Section F 3.2")],
        "current_plan": [_today(term) for term in ("T1", "T2", "T3")],
    }
    return replace(a_school(**(usual | tables)), inputs_sha256="a1")


def small_plan(**facts: Any) -> Plan:
    """The plan described above; facts of the summary can be given instead."""
    return Plan(
        allocations=(
            *(_allocation("P1", term, 1.5, weeks) for term, weeks in _WEEKS.items()),
            _allocation("P2", "T1", 2.0, 14),
        ),
        groups=(),
        deployment=(_deployed("T1", 3.5), _deployed("T2", 1.5), _deployed("T3", 1.5)),
        hiring=(),
        coverage=(
            # 1.5 × 39 = 58.5 hours of the 39 that would meet it; 2 × 14 × 0.5 = 14 of 2.5 × 39.
            _coverage("N1", "P1", "language", 39.0, 58.5, 1.0),
            _coverage("N2", "P2", "literacy", 97.5, 14.0, 14 / 97.5),
        ),
        statutory=tuple(_statutory(term) for term in _WEEKS),
        funding=(StreamUse(stream="GENERAL", amount="25000", spent="19500", unspent="5500"),),
        # 19,500 × 14 / 39 = 7,000, × 12 / 39 = 6,000, × 13 / 39 = 6,500.
        spending=(_salary("T1", "7000"), _salary("T2", "6000"), _salary("T3", "6500")),
        summary=replace(_SUMMARY, **facts),
    )


_WEEKS = {"T1": 14, "T2": 12, "T3": 13}
_SUMMARY = Summary(
    status=Status.OPTIMAL,
    gap=0.004,
    solver="HiGHS",
    seconds=3.0,
    goals=(),
    income=Decimal(25000),
    committed_cost=Decimal(19500),
    planned_cost=Decimal(0),
    unfunded=Decimal(0),
    # Half an hour a week short for 39 weeks.
    statutory_shortfall_hours=19.5,
    statutory_gap_cost=Decimal(390),
    # (2 × 1 + 4 × 14 / 97.5) / 6
    mean_coverage=(2 + 4 * 14 / 97.5) / 6,
    worst_coverage=14 / 97.5,
    fair_share=0.3,
    inputs_sha256="a1",
    planner_version="0.1.0",
    policies=Policies(),
    most_alone={"P1": 1.0, "P2": 0.9},
    unserved_needs=(),
)


def _allocation(pupil: str, term: str, hours: float, weeks: float) -> Allocation:
    return Allocation(
        term=term,
        pupil=pupil,
        provision="S1",
        hours_per_week=hours,
        weeks=weeks,
        staff_hours_per_week=hours,
        cost=Decimal(20) * Decimal(hours) * Decimal(weeks),
    )


def _today(term: str) -> CurrentAllocation:
    return CurrentAllocation(term=term, pupil="P1", provision="S1", hours_per_week=0.5)


def _deployed(term: str, hours: float) -> Deployment:
    return Deployment(term=term, staff="TA1", provision="S1", hours_per_week=hours)


def _coverage(
    need: str, pupil: str, strand: str, target: float, effective: float, share: float
) -> Coverage:
    return Coverage(
        need=need,
        pupil=pupil,
        strand=strand,
        target_hours=target,
        effective_hours=effective,
        coverage=share,
    )


def _statutory(term: str) -> StatutoryResult:
    return StatutoryResult(
        item="F1",
        pupil="P1",
        per="week",
        term=term,
        required_hours=2.0,
        planned_hours=1.5,
        shortfall_hours=0.5,
        reason=REASON,
    )


def _salary(term: str, amount: str) -> Spending:
    return Spending(
        stream="GENERAL", cost_item="TA1", kind="employed", term=term, amount=Decimal(amount)
    )
