"""Two plans of two school years, small enough to compare by hand.

The year has 14 + 12 + 13 = 39 weeks. As it is, P1 (EHCP, pupil premium) has a need in language of
1 hour a week, weight 2, and is owed 2 hours a week; P2 has one in literacy of 2.5 hours, weight 4.
An hour of S1 counts in full for language and half for literacy; TA1 costs £20 an hour and has 20
hours a week with pupils. P1 receives 1.5 hours a week all year, and P2 2 hours in the first term.

In the scenario P1 leaves on the last day of the second term, and P3 comes, like P2. P1 receives 1.5
hours a week in two terms, P2 3 hours in the first term, and P3 1 hour in the last.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from planner.optimiser.plan import Coverage, Deployment, Hire
from planner.scenarios.compare import Planned
from planner.scenarios.pupils import PupilLeaves
from planner.scenarios.scenario import Outcome
from planner.school.records import Allocation
from tests.builders import a_need, a_pupil
from tests.charts.small_plan import small_plan, small_school

PREMIUM = a_pupil(sen_status="E", pupil_premium=True)
LEAVES = PupilLeaves(pupil="P1", last_day=dt.date(2027, 3, 25))


def as_it_is() -> Planned:
    """The year as it is."""
    return Planned("The year as it is", small_school(pupils=[PREMIUM, a_pupil("P2")]), small_plan())


def with_changes() -> Planned:
    """The scenario."""
    school = small_school(
        pupils=[
            PREMIUM.model_copy(update={"leaves": LEAVES.last_day}),
            a_pupil("P2"),
            a_pupil("P3"),
        ],
        needs=[
            a_need(),
            a_need("N2", pupil="P2", strand="literacy", level=3),
            a_need("N3", pupil="P3", strand="literacy", level=3),
        ],
    )
    before = small_plan()
    plan = replace(
        before,
        allocations=(
            _received("P1", "T1", 1.5, 14),
            _received("P1", "T2", 1.5, 12),
            _received("P2", "T1", 3.0, 14),
            _received("P3", "T3", 1.0, 13),
        ),
        deployment=(_given("T1", 4.5), _given("T2", 1.5), _given("T3", 1.0)),
        hiring=(Hire(staff="TA1", engagement="extra", term="T1", hours_per_week=2.0, cost=560),),
        coverage=(
            # P1: 1.5 × 26 of 26. P2: 3 × 14 × 0.5 = 21 of 97.5. P3: 1 × 13 × 0.5 = 6.5 of 97.5.
            _reached("N1", "P1", "language", 26.0, 39.0, 1.0),
            _reached("N2", "P2", "literacy", 97.5, 21.0, 21 / 97.5),
            _reached("N3", "P3", "literacy", 97.5, 6.5, 6.5 / 97.5),
        ),
        statutory=before.statutory[:2],
        summary=replace(
            before.summary,
            planned_cost=Decimal(560),
            # Half an hour a week short for 26 weeks.
            statutory_shortfall_hours=13.0,
            mean_coverage=(2 + 4 * 21 / 97.5 + 4 * 6.5 / 97.5) / 10,
            worst_coverage=6.5 / 97.5,
        ),
    )
    outcomes = (Outcome(LEAVES, True, LEAVES.sentence(school)),)
    return Planned("P1 leaves", replace(school, inputs_sha256="b2"), plan, outcomes)


def _received(pupil: str, term: str, hours: float, weeks: float) -> Allocation:
    return Allocation(
        term=term,
        pupil=pupil,
        provision="S1",
        hours_per_week=hours,
        weeks=weeks,
        cost=Decimal(20) * Decimal(hours) * Decimal(weeks),
    )


def _given(term: str, hours: float) -> Deployment:
    return Deployment(term=term, staff="TA1", provision="S1", hours_per_week=hours)


def _reached(
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
