"""Settling the goals in order: solve one, hold it, solve the next.

Every goal starts from the best plan so far, which satisfies everything held before it, so that
there is a plan to give at any moment after the first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.errors import PlanningError
from planner.optimiser.clock import Clock
from planner.optimiser.goals import Goal
from planner.optimiser.highs import Array, Outcome, Solver, Watcher
from planner.optimiser.hold import decide_whether_it_buys, hold
from planner.optimiser.model import Model
from planner.optimiser.plan import GoalResult
from planner.optimiser.progress import OnProgress, Progress
from planner.optimiser.rows import Parts
from planner.optimiser.search import Search
from planner.optimiser.variables import Variable
from planner.school.codes import PinRule

_NOTHING = 1e-6
_LEAST_FOR_A_PLAN = 10.0
_ROUGHLY = 0.2
_SMALLER_IS_BETTER = frozenset({"statutory_shortfall", "unfunded", "changes", "cost"})
_WORTH_OF_TOLERANCE = 2e-3
# Where next to nothing is bought, an hour that is let go still counts for some pounds.
_LEAST_WORTH = {"cost": 10.0}
_MONEY_IS_KNOWN_AFTER = "unfunded"
_SHARE_OF_PROBE = 0.1
_SHARE_OF_TIME = {
    "statutory_shortfall": 0.4,
    "unfunded": 0.4,
    "fair_share": 0.4,
    "benefit": 0.4,
    "changes": 0.7,
    "cost": 1.0,
}


def not_needed_at_first(parts: Parts) -> list[Variable]:
    """List the programmes and items that no decision already made asks for."""
    variables = parts.variables
    pinned = {
        (pin.pupil, pin.provision)
        for pin in parts.problem.school.pins
        if pin.rule is not PinRule.MUST_NOT
    }
    running = {provision for _, provision in pinned}
    return [
        *(one for place, one in variables.place.items() if place.provision not in running),
        *(one for lead, one in variables.lead.items() if lead.provision not in running),
        *(one for place, one in variables.bought.items() if place[:2] not in pinned),
    ]


@dataclass
class Settled:
    """The goals as they were settled, and the plan that was reached.

    Attributes:
        results: One for each goal, in order.
        sums: What each goal's sum came to.
        values: The plan, one number a column of the program.
        is_proven: Every goal was settled within its gap.
    """

    results: list[GoalResult]
    sums: list[float]
    values: Array
    is_proven: bool


class Settler:
    """Settles the goals of one model."""

    def __init__(
        self, model: Model, solver: Solver, clock: Clock, on_progress: OnProgress | None
    ) -> None:
        """Prepare to settle the goals of a model that was handed to a solver."""
        self._model = model
        self._solver = solver
        self._clock = clock
        self._search = Search(model, solver, clock)
        self._tell = on_progress or (lambda progress: None)

    def settle(self, first: Outcome) -> Settled:
        """Settle every goal in order, the first one from its own outcome."""
        if first.values is None:
            raise PlanningError("No plan was found in the time given. Give it more time.")
        values = first.values
        results: list[GoalResult] = []
        sums: list[float] = []
        proven = True
        for number, goal in enumerate(self._model.goals):
            outcome = first if number == 0 else self._solve(number, goal, values)
            if outcome.values is not None:
                values = outcome.values
            reached = float(self._solver.sum_of(goal.terms) @ values)
            bound = outcome.bound if goal.terms else 0.0
            results.append(result_of(goal, reached, goal.value(bound)))
            proven = proven and outcome.is_proven
            hold(self._model, self._solver, goal, reached)
            sums.append(reached)
            if goal.name == _MONEY_IS_KNOWN_AFTER:
                seconds = self._clock.left * _SHARE_OF_PROBE
                decide_whether_it_buys(self._model, self._solver, seconds)
        return Settled(results, sums, values, proven)

    def first(self) -> Outcome:
        """Settle the first goal; it is impossible where decisions already made contradict.

        The relaxed plan made whole is nearly always a plan, and at once. Where it is none, a plan
        of support and pinned programmes alone has few whole numbers to decide.
        """
        goal = self._model.goals[0]
        self._solver.aim(self._solver.sum_of(goal.terms), goal.constant)
        seconds = max(self._clock.left * _SHARE_OF_TIME[goal.name], _LEAST_FOR_A_PLAN)
        watch = self._watcher(0, goal)
        found, is_cut = self._search.rounded(goal, seconds)
        if found is not None:
            watch(float(self._solver.sum_of(goal.terms) @ found), -np.inf)
        if not decide_whether_it_buys(self._model, self._solver, seconds):
            return Outcome(False, True, False, None, np.inf, np.inf, 0.0)
        if found is None:
            found = self._simple(goal, seconds)
        if found is None:
            return self._solver.run(seconds=seconds, gap=self._clock.options.gap, watch=watch)
        outcome = self._solve(0, goal, found)
        return replace(outcome, is_proven=outcome.is_proven and not is_cut)

    def _simple(self, goal: Goal, seconds: float) -> Array | None:
        """Find a plan of support and pinned programmes alone, one number a column."""
        set_aside = self._solver.columns_of(not_needed_at_first(self._model.parts))
        watch = self._watcher(0, goal)
        with self._solver.bounds_kept(set_aside):
            self._solver.fix(set_aside, np.zeros(self._solver.column_count))
            return self._solver.run(seconds=seconds, gap=_ROUGHLY, watch=watch).values

    def _watcher(self, number: int, goal: Goal) -> Watcher:
        """Make what turns the solver's news into progress."""

        def watch(best: float, bound: float) -> None:
            self._tell(
                Progress(
                    goal.name,
                    number + 1,
                    len(self._model.goals),
                    goal.value(best) if np.isfinite(best) else None,
                    goal.value(bound) if np.isfinite(bound) else None,
                    self._clock.seconds,
                )
            )

        return watch

    def _solve(self, number: int, goal: Goal, start: Array) -> Outcome:
        """Settle one goal, from the best plan so far."""
        if not goal.terms:
            return Outcome(True, False, False, start, 0.0, 0.0, 0.0)
        costs = self._solver.sum_of(goal.terms)
        if self._clock.is_over():
            least = _least(costs, self._model)
            return Outcome(False, False, True, start, float(costs @ start), least, 0.0)
        seconds = self._clock.left * _SHARE_OF_TIME[goal.name]
        outcome = self._search.best(goal, start, seconds, self._watcher(number, goal))
        if np.isfinite(outcome.bound):
            return outcome
        return replace(outcome, bound=_least(costs, self._model))


def _least(costs: Array, model: Model) -> float:
    """Give what a sum could not be below, whatever the rules, from the bounds of its columns."""
    bounds = [(one.lowBound or 0.0, one.upBound) for one in model.parts.variables.columns]
    total = 0.0
    for cost, (low, high) in zip(costs, bounds, strict=True):
        total += float(cost) * (low if cost > 0 or high is None else high) if cost else 0.0
    return total


def result_of(goal: Goal, reached: float, limit: float) -> GoalResult:
    """Tell how a goal was settled.

    Args:
        goal: The goal.
        reached: Its sum in the plan.
        limit: The value that no plan can better.
    """
    value = goal.value(reached)
    if goal.scale > 0:
        limit = max(0.0, limit)
    return with_value(GoalResult(goal.name, value, limit + 0.0, goal.unit), value)


def with_value(result: GoalResult, value: float) -> GoalResult:
    """Give a goal's result another value, with the gap that goes with it.

    Goals before are held within a tolerance, which can be worth a little to a later one: a value
    that is better than the bound by no more than that becomes the bound.
    """
    better = result.bound - value
    worth = max(_WORTH_OF_TOLERANCE * abs(value), _LEAST_WORTH.get(result.name, 0.0))
    if result.name in _SMALLER_IS_BETTER and 0 < better <= worth:
        return replace(result, value=value, bound=value, gap=0.0)
    distance = abs(better)
    gap = 0.0 if distance < _NOTHING else distance / max(abs(value), _NOTHING)
    return replace(result, value=value + 0.0, gap=min(gap, 1.0))
