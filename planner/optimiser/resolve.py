"""A program built once and asked again: with other amounts of money, from the plan before.

For every goal a linear program gives the bound, warm from where the last one ended, and a plan
comes from a plan that is known already. That takes a small part of the time of planning afresh, and
each value still comes with the bound that no plan can better.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum
from functools import cached_property
from typing import Any

import numpy as np

from planner.errors import ContradictionError, SolverError
from planner.errors import Problem as Fault
from planner.funding.more_money import with_money
from planner.optimiser.alone import most_alone as work_out_most_alone
from planner.optimiser.amounts import set_money
from planner.optimiser.assemble import Made, as_finished, no_less_than_planned, proved_plan
from planner.optimiser.carry import carried, of_plan
from planner.optimiser.clock import Clock
from planner.optimiser.constraints import SEARCH_FAMILIES
from planner.optimiser.dive import Dive, Rounding
from planner.optimiser.finish import finish
from planner.optimiser.goals import OWED, Goal
from planner.optimiser.highs import Array, Outcome, Solver
from planner.optimiser.hold import decide_whether_it_buys, hold
from planner.optimiser.model import Model, build
from planner.optimiser.plan import GoalResult, Plan
from planner.optimiser.problem import Problem, pose
from planner.optimiser.progress import Options, ShouldStop
from planner.optimiser.reasons import explain_shortfalls
from planner.optimiser.repair import kept, repaired
from planner.optimiser.search import Search
from planner.optimiser.settle import Settled, Settler, result_of
from planner.school.school import School

GAP = 0.005
SECONDS = 60.0
SECONDS_FOR_REASONS = 5.0
_UNKEPT = Fault(
    "pins.csv",
    0,
    "rule",
    "decisions already made cannot all be kept with this much money",
    "take out a decision that costs money, or leave more money",
)
_BEFORE_THE_BENEFIT = ("statutory_shortfall", "unfunded", "fair_share")
_SECONDS_FOR_WHAT_ISOWED = 5.0


class Effort(IntEnum):
    """How hard to look for a plan: keep all groups and places, mend them, or search afresh."""

    KEEP = 0
    MEND = 1
    SEARCH = 2


@dataclass(frozen=True)
class Point:
    """A plan that was solved for, and how good any plan can be.

    Attributes:
        money: General money beyond what the school has; below 0: less [GBP a year].
        goals: The goals that were settled, in order.
        sums: What each of those goals' sums came to.
        plans: The plan that was best for each of those goals, one number a column.
        is_cut: Whether time or hand cut it short, so that a better plan may be found.
    """

    money: Decimal
    goals: tuple[GoalResult, ...]
    sums: tuple[float, ...]
    plans: Mapping[str, Array]
    is_cut: bool

    @property
    def values(self) -> Array:
        """The plan, one number a column of the program."""
        return self.plans[self.goals[-1].name]

    @property
    def is_bounded(self) -> bool:
        """Whether every bound is known: where the time was up at once, it is not."""
        return all(math.isfinite(goal.bound) for goal in self.goals)

    def goal(self, name: str) -> GoalResult:
        """Give one goal's result.

        Raises:
            KeyError: It was not settled.
        """
        return {goal.name: goal for goal in self.goals}[name]


@dataclass(frozen=True)
class _Asked:
    effort: Effort
    last: str
    given: Point | None

    def known(self, goal: Goal) -> Outcome | None:
        """Give what is known of a goal already; ``None`` where it is to be settled."""
        if self.given is None or goal.name not in _BEFORE_THE_BENEFIT:
            return None
        number = _BEFORE_THE_BENEFIT.index(goal.name)
        reached, result = self.given.sums[number], self.given.goals[number]
        bound = result.bound / goal.scale - goal.constant
        proven = result.gap <= GAP
        return Outcome(proven, False, not proven, self.given.plans[goal.name], reached, bound, 0.0)


class Resolver:
    """The program of one school, to be asked again and again. Not for two threads at once."""

    def __init__(
        self,
        school: School,
        *,
        most_alone: Mapping[str, float] | None = None,
        model: Model | None = None,
    ) -> None:
        """Build the program of a school.

        Args:
            school: The school as it is.
            most_alone: The yardstick of the fairest share; left out: worked out for this school.
                Give that of another school to compare with plans for it.
            model: The program of this school, where it is built already.
        """
        self.school = school
        self.problem: Problem = model.parts.problem if model else pose(school)
        if most_alone is None:
            most_alone = work_out_most_alone(self.problem)
        self.most_alone: dict[str, float] = dict(most_alone)
        self.model = model or build(self.problem, self.most_alone, families=SEARCH_FAMILIES)
        self.solver = Solver(self.model.program, self.model.parts.variables.columns)
        self._rounding = Rounding.of(self.model.parts.variables, self.solver)
        self._buys = self._rounding.up
        self._corners: dict[str, Any] = {}
        self.money = Decimal(0)
        self.fairness = school.policies.fairness

    def twin(self) -> Resolver:
        """Give another one of the same program, for another thread."""
        return Resolver(self.school, most_alone=self.most_alone, model=self.model)

    def begin_like(self, other: Resolver) -> None:
        """Begin each linear program where that of another program of the same shape ended."""
        sizes = [(one.solver.column_count, len(one.solver.row)) for one in (self, other)]
        if sizes[0] == sizes[1]:
            self._corners = dict(other._corners)

    def set_money(self, pounds: Decimal) -> None:
        """Have more general money than the school has, or less; it holds until it is set again.

        Args:
            pounds: As in ``planner.funding.more_money.with_money`` [GBP a year].
        """
        self.money = pounds

    def set_fairness(self, fairness: float) -> None:
        """Have every pupil keep another part of the fairest share [share 0-1]."""
        self.fairness = fairness

    def point_of(self, plan: Plan) -> Point:
        """Carry a plan of this school, or of one much like it, into this program.

        Only its groups, places, items and posts are carried: solve from it to have its figures.
        """
        values = of_plan(plan, self.problem, self.model.parts.variables, self.solver)
        goals = plan.summary.goals
        name = goals[-1].name
        return Point(Decimal(0), goals, tuple(0.0 for _ in goals), {name: values}, is_cut=False)

    def point_from(self, other: Resolver, point: Point) -> Point:
        """Carry a plan over from the program of another school, as a start."""
        known, wanted = other.model.parts.variables, self.model.parts.variables
        plans = {
            name: carried(known, other.solver, values, wanted, self.solver)
            for name, values in point.plans.items()
        }
        return Point(point.money, point.goals, point.sums, plans, point.is_cut)

    def solve(
        self,
        starts: Sequence[Point] = (),
        *,
        effort: Effort = Effort.MEND,
        last: str = "benefit",
        given: Point | None = None,
        seconds: float = SECONDS,
        should_stop: ShouldStop | None = None,
    ) -> Point | None:
        """Settle the goals in order, up to one of them, for the money that is set.

        A start that can be kept whole is never bettered by a worse plan, so that a plan with less
        money given as a start makes sure that more money is no worse. What is owed (statute, and
        what no money pays) is searched for a while whatever the effort.

        Args:
            starts: Plans to start from; without any, one is looked for first.
            effort: How hard to look beyond them.
            last: The last goal to settle.
            given: Where the goals up to the fairest share were settled already, with this money;
                they are held as they stand there.
            seconds: Most time to take, roughly [s].
            should_stop: Asked often.

        Returns:
            The plan, or ``None`` if none was found in the time given.

        Raises:
            ContradictionError: Decisions already made cannot all be kept with the money that is
                set. Which ones is not gone into: ``planner.optimiser.contradictions`` does.
        """
        self.solver.reset()
        set_money(self.model, self.solver, self.money)
        clock = Clock(Options(seconds, GAP), should_stop)
        search = Search(self.model, self.solver, clock)
        decide_whether_it_buys(self.model, self.solver, seconds)
        before = [start.plans for start in starts]
        asked = _Asked(effort, last, given)
        found = self._settled(search, clock, before, asked) if before else None
        if found is None and not clock.is_over():
            self.solver.corner = None
            first = Settler(self.model, self.solver, clock, None).first()
            self.solver.drop_cuts(np.inf)
            if first.is_impossible:
                raise ContradictionError([_UNKEPT])
            if first.values is not None:
                before = [{"": first.values}]
                found = self._settled(search, clock, before, asked)
        return found

    def _settled(
        self,
        search: Search,
        clock: Clock,
        before: Sequence[Mapping[str, Array]],
        asked: _Asked,
    ) -> Point | None:
        results: list[GoalResult] = []
        sums: list[float] = []
        plans: dict[str, Array] = {}
        is_cut = False
        for goal in self.model.goals:
            starts = [_latest(one, goal.name) for one in before]
            starts += [self._buying(start) for start in starts if not start[self._buys].any()]
            if plans:  # the plan of the goal before can always be kept, where no start can
                starts.append(plans[results[-1].name])
            outcome = asked.known(goal) or self._best(search, clock, goal, starts, asked.effort)
            if outcome.values is None:
                return None
            plans[goal.name] = outcome.values
            is_cut = is_cut or not outcome.is_proven
            sums.append(float(self.solver.sum_of(goal.terms) @ outcome.values))
            results.append(result_of(goal, sums[-1], goal.value(outcome.bound)))
            if goal.name == asked.last:
                break
            hold(self.model, self.solver, goal, sums[-1], fairness=self.fairness)
            if goal.name == "unfunded":
                decide_whether_it_buys(self.model, self.solver, clock.left)
        return Point(self.money, tuple(results), tuple(sums), plans, is_cut)

    def _buying(self, start: Array) -> Array:
        """Give a start that bought nothing the leave to buy."""
        buying = start.copy()
        buying[self._buys] = 1.0
        return buying

    def _best(
        self, search: Search, clock: Clock, goal: Goal, starts: Sequence[Array], effort: Effort
    ) -> Outcome:
        """Settle one goal: its bound, then the best plan that the effort gives."""
        if not goal.terms:
            return Outcome(True, False, False, starts[-1], 0.0, 0.0, 0.0)
        costs = self.solver.sum_of(goal.terms)
        self.solver.aim(costs, goal.constant)
        self.solver.corner = self._corners.get(goal.name)
        relaxed = search.relaxed(goal, max(clock.left, 1.0))
        self._corners[goal.name] = self.solver.corner
        bound = relaxed.objective if relaxed.values is not None else -np.inf
        best: Array | None = None
        for start in starts:
            is_spare = start is starts[-1] and goal is not self.model.goals[0]
            if best is None or not (is_spare or search.is_close(goal, best, bound)):
                self.solver.corner = self._corners[goal.name]
                found = kept(self.solver, start, seconds=max(clock.left, 1.0)).values
                best = _better(costs, best, found)
        is_close = best is not None and search.is_close(goal, best, bound)
        if not is_close and (effort >= Effort.MEND or best is None):
            best = _better(costs, best, self._mended(clock, goal, relaxed, best, starts[0]))
            is_close = best is not None and search.is_close(goal, best, bound)
        if best is None:
            return Outcome(False, False, True, None, np.inf, bound, 0.0)
        if not is_close and (effort is Effort.SEARCH or goal.name in OWED):
            most = clock.left if effort is Effort.SEARCH else _SECONDS_FOR_WHAT_ISOWED
            return self._searched(search, goal, best, bound, min(most, clock.left))
        return Outcome(is_close, False, not is_close, best, float(costs @ best), bound, 0.0)

    def _mended(
        self, clock: Clock, goal: Goal, relaxed: Outcome, best: Array | None, start: Array
    ) -> Array | None:
        self.solver.corner = self._corners[goal.name]
        dive = Dive(self.solver, self._rounding, goal.constant, clock.left, clock.is_over)
        return repaired(dive, relaxed, start if best is None else best)

    @staticmethod
    def _searched(search: Search, goal: Goal, best: Array, bound: float, seconds: float) -> Outcome:
        found = search.best(goal, best, seconds, lambda _best, _bound: None)
        return replace(found, bound=max(found.bound, bound))

    def finish(self, point: Point, *, seconds: float = SECONDS_FOR_REASONS) -> Plan:
        """Work a plan out to the penny with every rule, and prove it without the solver.

        Its school is the one with the point's money.

        Args:
            point: What was solved for with this program.
            seconds: Most time to take to find why items are short [s].

        Raises:
            SolverError: The rules about money leave no plan with its groups and places.
            CheckError: The plan breaks a rule.
        """
        began = time.perf_counter()
        school = with_money(self.school, point.money) if point.money else self.school
        exact = self._exact if not point.money else build(pose(school), self.most_alone)
        solver = Solver(exact.program, exact.parts.variables.columns)
        settled = self._as_settled(point)
        finished = finish(self.model, self.solver, settled, exact, solver)
        if finished is None:
            raise SolverError("not exact", "the plan's last figures")
        made = Made(
            problem=exact.parts.problem,
            most_alone=no_less_than_planned(self.most_alone, exact.parts.problem, finished.tables),
            settled=as_finished(settled, finished, exact, solver),
            tables=finished.tables,
            explanation=explain_shortfalls(
                exact, solver, finished.values, finished.tables.statutory, seconds=seconds
            ),
            seconds=time.perf_counter() - began,
        )
        return proved_plan(made)

    @cached_property
    def _exact(self) -> Model:
        return build(self.problem, self.most_alone)

    def _as_settled(self, point: Point) -> Settled:
        """Complete a point with what its plan comes to in the goals that were not settled."""
        results, sums = list(point.goals), list(point.sums)
        for goal in self.model.goals[len(results) :]:
            sums.append(float(self.solver.sum_of(goal.terms) @ point.values))
            bound = 0.0 if goal.scale > 0 else goal.value(sums[-1])
            results.append(result_of(goal, sums[-1], bound))
        return Settled(results, sums, point.values, not point.is_cut)


def _latest(plans: Mapping[str, Array], name: str) -> Array:
    """Give the plan that was best for a goal, else the last one."""
    return plans[name] if name in plans else list(plans.values())[-1]


def _better(costs: Array, one: Array | None, other: Array | None) -> Array | None:
    if one is None or other is None:
        return other if one is None else one
    return other if float(costs @ other) < float(costs @ one) else one
