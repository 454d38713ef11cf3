"""Plans that give nearly as much benefit as the best one, and what they have in common.

Statute, what is owed and every pupil's fair share stay as they were settled, and the benefit stays
above a floor. Within that a linear program tells the fewest hours that a line can have in any such
plan: where that is more than none, no such plan goes without the line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.optimiser.dive import Dive, Rounding
from planner.optimiser.goals import Goal
from planner.optimiser.highs import Array, Solver
from planner.optimiser.hold import decide_whether_it_buys, hold
from planner.optimiser.plan import GoalResult, Plan
from planner.optimiser.problem import Problem
from planner.optimiser.progress import ShouldStop
from planner.optimiser.repair import kept
from planner.optimiser.resolve import Point, Resolver
from planner.optimiser.rows import Parts, Sum, gathered, times, weekly_hours
from planner.optimiser.settle import result_of

Line = tuple[str, str]

_BEFORE = ("statutory_shortfall", "unfunded", "fair_share")
_SECONDS = 20.0
_ROUNDING = 1e-4
_NONE = 1e-3
_ROOM = 0.05


@dataclass(frozen=True)
class Least:
    """How few hours some lines can have.

    Attributes:
        hours: By line, the hours in the relaxed plan that was found [h/year].
        total: The fewest hours that they can have together; a bound [h/year].
    """

    hours: Mapping[Line, float]
    total: float


class NearBest:
    """The plans of one school whose benefit is at least so much. Not for two threads at once."""

    def __init__(
        self, resolver: Resolver, plan: Plan, floor: float, *, should_stop: ShouldStop | None = None
    ) -> None:
        """Hold what was settled, and the benefit above a floor.

        Args:
            resolver: The program of the school.
            plan: The plan that is asked about; its own benefit is at least the floor.
            floor: The least benefit [weighted coverage].
            should_stop: Asked often.
        """
        self.resolver = resolver
        self.plan = plan
        self._stop = should_stop or (lambda: False)
        self._parts = resolver.model.parts
        self._solver = Solver(resolver.model.program, self._parts.variables.columns)
        self._start = resolver.point_of(plan).values
        self._goals = {goal.name: goal for goal in resolver.model.goals}
        self._settled = {goal.name: goal for goal in plan.summary.goals}
        for name in _BEFORE:
            goal = self._goals[name]
            hold(resolver.model, self._solver, goal, _sum_for(goal, self._settled[name].value))
        decide_whether_it_buys(resolver.model, self._solver, _SECONDS)
        self._benefit = self._solver.sum_of(self._goals["benefit"].terms)
        self._solver.hold(self._benefit, _sum_for(self._goals["benefit"], floor) + _ROUNDING)
        self._hours: dict[Line, Array] = {}

    def hours_of(self, line: Line) -> Array:
        """The hours of a year that a line comes to, one number a column [h/year]."""
        if line not in self._hours:
            self._hours[line] = self._solver.sum_of(yearly_hours(self._parts, *line))
        return self._hours[line]

    def least(self, lines: Sequence[Line], seconds: float) -> Least | None:
        """Find how few hours some lines can have together; ``None`` where time ran out."""
        self._solver.aim(np.sum([self.hours_of(line) for line in lines], axis=0))
        found = self._solver.relax(seconds=seconds, should_stop=self._stop)
        if found.values is None or not found.is_proven:
            return None
        values = found.values
        return Least({line: float(self.hours_of(line) @ values) for line in lines}, found.objective)

    def different(self, plans: Sequence[Plan], seconds: float) -> Point | None:
        """Find a plan with as few hours as can be in what some plans give; ``None``: none found."""
        overlap = np.zeros(self._solver.column_count)
        for plan in plans:
            for place, hours in cells_of(plan, self._parts.problem).items():
                if hours > 0:
                    overlap += self._solver.sum_of(_hours_in(self._parts, *place))
        self._solver.aim(overlap)
        relaxed = self._solver.relax(seconds=seconds, should_stop=self._stop)
        if relaxed.values is None:
            return None
        rounding = Rounding.of(self._parts.variables, self._solver)
        found = Dive(self._solver, rounding, 0.0, seconds, self._stop).plan(relaxed)
        if found is None:
            return None
        return self._as_point(self._polished(overlap, found))

    def _polished(self, overlap: Array, found: Array) -> Array:
        """Give as much benefit as a plan can with its groups and places, nearly as different."""
        shared = float(overlap @ found)
        self._solver.aim(self._benefit + _ROUNDING * overlap)
        corner, self._solver.corner = self._solver.corner, None
        with self._solver.bounds_kept(self._solver.whole):
            self._solver.fix(self._solver.whole, np.round(found))
            better = self._solver.relax(seconds=_SECONDS, is_trial=True)
        self._solver.corner = corner
        if better.values is None:
            return found
        shift = float(overlap @ better.values) - shared
        most = _ROOM * max(shared, 1.0)
        part = 1.0 if shift <= most else most / shift
        # Both have the same whole decisions, so that anything between them is a plan too.
        return found + part * (better.values - found)

    def _as_point(self, values: Array) -> Point:
        """Make what is needed to finish a plan: the goals as they were, but for the benefit."""
        goals: list[GoalResult] = []
        sums: list[float] = []
        for name in _BEFORE:
            goals.append(self._settled[name])
            sums.append(_sum_for(self._goals[name], self._settled[name].value))
        sums.append(float(self._benefit @ values))
        bound = self._settled["benefit"].bound
        goals.append(result_of(self._goals["benefit"], sums[-1], bound))
        return Point(self.resolver.money, tuple(goals), tuple(sums), {"benefit": values}, True)

    def start_is_near(self) -> bool:
        """Whether the plan asked about is itself above the floor, as it has to be."""
        return kept(self._solver, self._start, seconds=_SECONDS).values is not None


def _sum_for(goal: Goal, value: float) -> float:
    """The sum that a goal's value comes from."""
    return value / goal.scale - goal.constant


def yearly_hours(parts: Parts, pupil: str, provision: str) -> Sum:
    """The hours that a pupil receives of a provision in the year [h/year]."""
    return gathered(
        pair
        for term in range(parts.problem.term_count)
        for pair in _hours_in(parts, pupil, provision, term)
    )


def _hours_in(parts: Parts, pupil: str, provision: str, term: int) -> Sum:
    weeks = parts.problem.weeks_for_pupil(pupil, provision, term)
    return times(weekly_hours(parts, pupil, provision, term), weeks)


def hours_by_line(resolver: Resolver, point: Point) -> dict[Line, float]:
    """What each pupil receives of each provision in the year of a plan solved for [h/year]."""
    parts, solver = resolver.model.parts, resolver.solver
    lines = {place[:2] for places in parts.problem.places_of.values() for place in places}
    found = {
        line: sum(
            number * solver.value_of(variable, point.values)
            for variable, number in yearly_hours(parts, *line)
        )
        for line in sorted(lines)
    }
    return {line: hours for line, hours in found.items() if hours > _NONE}


def cells_of(plan: Plan, problem: Problem) -> dict[tuple[str, str, int], float]:
    """What each pupil receives of each provision in each term of a plan [h/term]."""
    index = {term.term: number for number, term in enumerate(problem.school.terms)}
    found: dict[tuple[str, str, int], float] = defaultdict(float)
    for row in plan.allocations:
        found[row.pupil, row.provision, index[row.term]] += row.hours_per_week * row.weeks
    return dict(found)


def lines_of(plan: Plan) -> dict[Line, float]:
    """What each pupil receives of each provision in the year of a plan [h/year]."""
    found: dict[Line, float] = defaultdict(float)
    for row in plan.allocations:
        found[row.pupil, row.provision] += row.hours_per_week * row.weeks
    return dict(found)


def benefit_of(plan: Plan, problem: Problem) -> float:
    """Work out the benefit of a plan from its coverage [weighted coverage]."""
    worths = problem.school.policies.diminishing_returns
    met = {row.need: row.coverage for row in plan.coverage}
    return sum(
        need.weight * worth * min(1 / 3, max(0.0, met[need.need] - third / 3))
        for need in problem.served
        for third, worth in enumerate(worths)
    )
