"""The price of fairness: how far needs are met against how much of the fairest share all keep.

The fairest share is settled once. Then every pupil is held to a part of it, from none to all, and
the most benefit that leaves is solved for, each time from the plan before.
"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from pydantic import Field

from planner.insight.answer import Answer, Asked, Row, Seconds
from planner.insight.measure import NOTHING, coverage_by_pupil, measures_of
from planner.insight.question import Asking
from planner.optimiser.resolve import GAP, Effort, Point, Resolver

# Long enough for any school on a slow machine; a point that takes longer has no plan.
_MOST_FOR_A_POINT = 120.0
_LEAST = 1.0
_DECIMALS = 4


class FairnessAsked(Asked):
    """How many steps there are from no fairness to all of it."""

    steps: int = Field(
        default=10,
        ge=1,
        le=50,
        title="Steps",
        description="From nobody held to the fairest share to everybody held to all of it.",
    )
    seconds: Seconds = Field(
        default=20.0,
        title="Time to better the plans (seconds)",
        description="Every step has a plan first; what is left of this time betters them.",
    )


class FairnessRow(Row):
    """The plan with the most benefit when everybody keeps so much of the fairest share.

    Attributes:
        fairness: How much of the fairest share every pupil keeps [share 0-1].
        is_policy: Whether it is what the school has chosen.
        share_kept: The share of what could be done for each pupil alone that all keep [share 0-1].
        needs_met: The benefit as a share of meeting every need in full [share 0-1].
        mean_coverage: Mean coverage, weighted by priority [share 0-1].
        lowest_coverage: Coverage of the pupil with the least [share 0-1].
        pupils_below_half: Pupils whose needs are less than half met [pupils].
    """

    fairness: float
    is_policy: bool
    share_kept: float
    needs_met: float
    needs_met_bound: float
    mean_coverage: float
    lowest_coverage: float
    pupils_below_half: int


class FairnessAnswer(Answer):
    """The curve, from no fairness to all of it.

    Attributes:
        fair_share: The fairest share that was reached [share 0-1].
        fair_share_bound: What it could be at most [share 0-1].
    """

    TABLES: ClassVar[tuple[str, ...]] = ("fairness",)

    asked: FairnessAsked
    fair_share: float
    fair_share_bound: float
    fairness: tuple[FairnessRow, ...]


def steps_of(steps: int, policy: float) -> tuple[float, ...]:
    """List the parts of the fairest share to look at, the school's own among them [share 0-1]."""
    even = {round(step / steps, _DECIMALS) for step in range(steps + 1)}
    return tuple(sorted(even | {round(policy, _DECIMALS)}))


def ask_fairness(asking: Asking, asked: FairnessAsked) -> FairnessAnswer:
    """Solve for the most benefit at every part of the fairest share that may be kept."""
    resolver = Resolver(asking.school)
    policy = round(asking.school.policies.fairness, _DECIMALS)
    levels = steps_of(asked.steps, policy)
    points: dict[float, Point] = {}
    start = _at_policy(asking, resolver)
    # From the most that is kept to the least: what keeps more can be kept where less is asked.
    for effort in (Effort.KEEP, Effort.MEND):
        for level in sorted(levels, reverse=True):
            if start is None or _is_over(asking, asked, effort):
                break
            above = [points[one] for one in levels if one > level and one in points]
            starts = [*above[:1], points.get(level, start)]
            left = asked.seconds - asking.seconds if effort > Effort.KEEP else _MOST_FOR_A_POINT
            found = _solve(resolver, level, starts, (effort, start, max(_LEAST, left)), asking)
            if found is not None and (found.is_bounded or level not in points):
                points[level] = found
                asking.tell(f"Solved with {level:.0%} of it kept", len(points), len(levels))
    rows = tuple(_row(resolver, level, points[level], policy) for level in sorted(points))
    best = points.get(policy, start)
    return FairnessAnswer(
        inputs_sha256=asking.school.inputs_sha256,
        seconds=asking.seconds,
        is_whole=len(points) == len(levels),
        asked=asked,
        fair_share=best.goal("fair_share").value if best else 0.0,
        fair_share_bound=best.goal("fair_share").bound if best else 1.0,
        fairness=rows,
    )


def _is_over(asking: Asking, asked: FairnessAsked, effort: Effort) -> bool:
    return asking.is_stopped() or (effort > Effort.KEEP and asking.seconds > asked.seconds)


def _at_policy(asking: Asking, resolver: Resolver) -> Point | None:
    """Find the fairest share, and a plan that keeps as much of it as the school has chosen."""
    starts = [] if asking.plan is None else [resolver.point_of(asking.plan)]
    resolver.set_money(Decimal(0))
    return resolver.solve(starts, effort=Effort.MEND, should_stop=asking.should_stop)


def _solve(
    resolver: Resolver,
    level: float,
    starts: list[Point],
    looking: tuple[Effort, Point, float],
    asking: Asking,
) -> Point | None:
    effort, given, seconds = looking
    if starts[-1].goal("benefit").gap <= GAP and effort > Effort.KEEP:
        return None
    resolver.set_fairness(level)
    return resolver.solve(
        starts,
        effort=effort,
        given=given,
        seconds=seconds,
        should_stop=asking.should_stop,
    )


def _row(resolver: Resolver, level: float, point: Point, policy: float) -> FairnessRow:
    measures = measures_of(resolver, point)
    reached = coverage_by_pupil(resolver, point)
    return FairnessRow(
        fairness=level,
        is_policy=level == policy,
        share_kept=level * point.goal("fair_share").value,
        needs_met=measures.needs_met[0],
        needs_met_bound=measures.needs_met[1],
        mean_coverage=measures.mean_coverage,
        lowest_coverage=measures.lowest_coverage,
        pupils_below_half=sum(coverage < 1 / 2 - NOTHING for coverage in reached.values()),
    )
