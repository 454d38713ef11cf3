"""What a plan that was solved for comes to, in the measures that leaders compare.

Every measure stands beside its bound: what no plan could better with the same money, given what
comes before it in the order of the goals.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.optimiser.checks.coverage import served_needs
from planner.optimiser.checks.goal import benefit
from planner.optimiser.resolve import Point, Resolver
from planner.optimiser.today import reading_of
from planner.school.records import Allocation, Need
from planner.school.school import School

# A difference smaller than this is the solver's rounding, not a plan's.
NOTHING = 1e-4


@dataclass(frozen=True)
class Measures:
    """What one plan comes to.

    Attributes:
        shortfall_hours: Statutory pupil hours of the year not met, and the least there could be.
        unfunded: Owed without money, and the least there could be [GBP a year].
        fair_share: The fairest share, and the most it could be [share 0-1].
        needs_met: The benefit, as a share of what meeting every need in full would give; the first
            third of a need counts for more than the last. And the most it could be [share 0-1].
        mean_coverage: Mean coverage of the needs, weighted by priority [share 0-1].
        lowest_coverage: The coverage of the pupil with the least [share 0-1].
    """

    shortfall_hours: tuple[float, float]
    unfunded: tuple[float, float]
    fair_share: tuple[float, float]
    needs_met: tuple[float, float]
    mean_coverage: float
    lowest_coverage: float


def measures_of(resolver: Resolver, point: Point) -> Measures:
    """Work out what a plan comes to, from the goals up to the benefit."""
    pairs = {name: (point.goal(name).value, point.goal(name).bound) for name in _GOALS}
    value, bound = pairs["benefit"]
    whole = whole_benefit(resolver.school, resolver.problem.served)
    by_pupil = coverage_by_pupil(resolver, point)
    return Measures(
        shortfall_hours=pairs["statutory_shortfall"],
        unfunded=pairs["unfunded"],
        fair_share=pairs["fair_share"],
        needs_met=(value / whole, min(1.0, bound / whole)) if whole else (0.0, 0.0),
        mean_coverage=_mean_coverage(resolver, point),
        lowest_coverage=min(by_pupil.values(), default=0.0),
    )


_GOALS = ("statutory_shortfall", "unfunded", "fair_share", "benefit")


def whole_benefit(school: School, served: Iterable[Need]) -> float:
    """Give the benefit of meeting some needs in full [weighted coverage]."""
    worths = school.policies.diminishing_returns
    return sum(need.weight for need in served) * sum(worths) / len(worths)


def needs_met_by(school: School, allocations: tuple[Allocation, ...]) -> float:
    """Give what some lines come to, as a share of meeting every need in full [share 0-1]."""
    reading = reading_of(school, allocations)
    whole = whole_benefit(school, served_needs(reading))
    return benefit(reading) / whole if whole else 0.0


def coverage_by_need(resolver: Resolver, point: Point) -> dict[str, float]:
    """Give how far the plan meets each need that can be served [share 0-1]."""
    reached: dict[str, float] = dict.fromkeys((n.need for n in resolver.problem.served), 0.0)
    for (need, _), third in resolver.model.parts.variables.third.items():
        reached[need] += resolver.solver.value_of(third, point.values)
    return {need: min(1.0, coverage) for need, coverage in reached.items()}


def coverage_by_pupil(resolver: Resolver, point: Point) -> dict[str, float]:
    """Give each pupil's coverage, weighted by the priority of their needs [share 0-1]."""
    reached = coverage_by_need(resolver, point)
    sums: dict[str, float] = {}
    weights: dict[str, float] = {}
    for need in resolver.problem.served:
        sums[need.pupil] = sums.get(need.pupil, 0.0) + need.weight * reached[need.need]
        weights[need.pupil] = weights.get(need.pupil, 0.0) + need.weight
    return {pupil: sums[pupil] / weights[pupil] for pupil in sums}


def _mean_coverage(resolver: Resolver, point: Point) -> float:
    reached = coverage_by_need(resolver, point)
    served = resolver.problem.served
    weights = sum(need.weight for need in served)
    total = sum(need.weight * reached[need.need] for need in served)
    return total / weights if weights else 0.0


def is_worse(one: Point, other: Point) -> bool:
    """Whether a plan is worse than another in the first goal in which they differ.

    The benefit counts last: where everybody keeps a larger share, it may be smaller.
    """
    for name in _GOALS:
        mine, theirs = one.goal(name).value, other.goal(name).value
        if abs(mine - theirs) > NOTHING * max(1.0, abs(theirs)):
            return (mine > theirs) == (name in {"statutory_shortfall", "unfunded"})
    return False


def distance(point: Point) -> float:
    """How far a plan may be from the best, in the goal in which it may be furthest [share]."""
    return max(point.goal(name).gap for name in _GOALS)
