"""Plans that give nearly as much benefit as the best one, and what they have in common.

Statute, what is owed and every pupil's fair share stay as they were settled, and the benefit stays
above a floor. Within that a linear program tells the fewest hours that a line can have in any such
plan: where that is more than none, no such plan goes without the line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from planner.errors import CheckError, SolverError
from planner.optimiser.carry import copied
from planner.optimiser.checks import violations
from planner.optimiser.dive import Dive, Rounding
from planner.optimiser.evaluate import changes
from planner.optimiser.goals import Goal
from planner.optimiser.highs import Array, Solver
from planner.optimiser.hold import decide_whether_it_buys, hold
from planner.optimiser.plan import GoalResult, Plan
from planner.optimiser.problem import Placement, Problem
from planner.optimiser.progress import ShouldStop
from planner.optimiser.resolve import Point, Resolver
from planner.optimiser.rows import Parts, Sum, gathered, times, weekly_hours
from planner.optimiser.settle import result_of, with_value
from planner.school.records import CurrentAllocation
from planner.school.school import School

Line = tuple[str, str]

_BEFORE = ("statutory_shortfall", "unfunded", "fair_share")
_SECONDS = 20.0
_ROUNDING = 1e-4
_NONE = 0.5
_PER_HOUR = 1e-5
_ACCURACY = 1e-5
_NOTHING = 5e-6
_SLACK = 1e-6
_ROOM = 0.02


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
        self.floor = floor
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
        lines = sorted({line for plan in plans for line in lines_of(plan)})
        if not lines:
            return None
        overlap = np.sum([self.hours_of(line) for line in lines], axis=0)
        self._solver.aim(overlap)
        relaxed = self._solver.relax(seconds=seconds, should_stop=self._stop)
        if relaxed.values is None:
            return None
        rounding = Rounding.of(self._parts.variables, self._solver)
        found = Dive(self._solver, rounding, 0.0, seconds, self._stop).plan(relaxed)
        if found is None:
            return None
        return self._as_point(self._polished(lines, found))

    @cached_property
    def _every_hour(self) -> Array:
        """All that adults give, so that no hour is given that serves nobody."""
        return self._solver.sum_of([(one, 1.0) for one in self._parts.variables.adult.values()])

    def _polished(self, lines: Iterable[Line], found: Array) -> Array:
        """Give as much benefit as a plan can with its groups and places, and nearly as different.

        What it has of lines that were known may grow a little, so that rounding does not leave it
        below the floor; what it does not have of them it is not given.
        """
        solver, known = self._solver, set(lines)
        hours = self._parts.variables.hours
        kept = solver.columns_of([one for place, one in hours.items() if place[:2] in known])
        whole = np.round(found[solver.whole])
        most = found[kept] * (1 + _ROOM) + _SLACK
        columns = np.concatenate([solver.whole, kept])
        solver.aim(self._benefit + _PER_HOUR * self._every_hour)
        with solver.bounds_kept(columns):
            least = np.concatenate([whole, np.zeros(len(kept))])
            solver.bound(columns, least, np.concatenate([whole, most]))
            better = solver.relax(seconds=_SECONDS, is_trial=True)
        return found if better.values is None else better.values

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

    def finish(self, point: Point) -> Plan | None:
        """Work a plan out to the penny and prove it; ``None`` where it is then below the floor.

        To keep the hours that make it different, they are taken for what is done today.
        """
        parts, solver = self._parts, self._solver
        given = {
            place: sum(number * solver.value_of(one, point.values) for one, number in hours)
            for place in self._cells
            if (hours := weekly_hours(parts, *place))
        }
        school = as_today(self.resolver.school, given, keep=0.0)
        finisher = Resolver(school, most_alone=self.resolver.most_alone)
        values = copied(
            parts.variables,
            solver,
            point.values,
            finisher.model.parts.variables,
            finisher.solver,
        )
        try:
            plan = finisher.finish(replace(point, plans={"benefit": values}), seconds=0.0)
        except (SolverError, CheckError):
            return None
        plan = self._told_of_today(plan)
        if benefit_of(plan, parts.problem) < self.floor * (1 - _ACCURACY):
            return None
        return None if violations(self.resolver.school, plan) else plan

    def _told_of_today(self, plan: Plan) -> Plan:
        """Let a plan say how far it is from what is really done today."""
        problem = self._parts.problem
        changed = with_value(self._settled["changes"], changes(problem, plan.allocations))
        goals = tuple(changed if one.name == "changes" else one for one in plan.summary.goals)
        policies = self.resolver.school.policies
        return replace(plan, summary=replace(plan.summary, goals=goals, policies=policies))

    @cached_property
    def _cells(self) -> tuple[Placement, ...]:
        """Every pupil, provision and term in which something may be received."""
        problem = self._parts.problem
        lines = sorted({place[:2] for places in problem.places_of.values() for place in places})
        terms = range(problem.term_count)
        return tuple(Placement(*line, term) for line in lines for term in terms)


def as_today(school: School, hours_per_week: Mapping[Placement, float], *, keep: float) -> School:
    """Give the school as if it did something today.

    Args:
        school: The school.
        hours_per_week: What is done, by pupil, provision and number of the term [h/week].
        keep: The share of the benefit that may be given up to keep it [share 0-1].
    """
    today = tuple(
        CurrentAllocation(
            term=school.terms[place.term].term,
            pupil=place.pupil,
            provision=place.provision,
            hours_per_week=hours,
        )
        for place, hours in sorted(hours_per_week.items())
        if hours > _NOTHING
    )
    policies = school.policies.model_copy(update={"keep_current_plan": keep})
    return replace(school, current_plan=today, policies=policies)


def weekly_hours_of(plan: Plan, school: School) -> dict[Placement, float]:
    """What a plan gives in each term, by pupil, provision and number of the term [h/week]."""
    index = {term.term: number for number, term in enumerate(school.terms)}
    return {
        Placement(row.pupil, row.provision, index[row.term]): row.hours_per_week
        for row in plan.allocations
    }


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
