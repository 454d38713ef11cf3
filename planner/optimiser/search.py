"""The search for one goal: a bound first, then a good plan, then proof.

The bound is that of the linear program in which whole numbers are taken for continuous ones. It is
close, because the rows that whole numbers imply are in the program, and it often proves the plan
found by diving at once. Where it does not, HiGHS searches on from that plan.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.optimiser.clock import Clock
from planner.optimiser.dive import Dive, Rounding
from planner.optimiser.goals import Goal
from planner.optimiser.highs import Array, Outcome, Solver, Watcher
from planner.optimiser.hold import cut_to_share
from planner.optimiser.model import Model
from planner.optimiser.nearby import better_nearby

_NOTHING = 1e-7
_SHARE_OF_DIVE = 0.5
_SHARE_OF_NEARBY = 0.2
_ROUNDS = 3
_ROUND_WORTH_IT = 1e-4


class Search:
    """Looks for the best plan for one goal after another."""

    def __init__(self, model: Model, solver: Solver, clock: Clock) -> None:
        """Prepare to search a program that was handed to a solver."""
        self._model = model
        self._solver = solver
        self._clock = clock
        self._rounding = Rounding.of(model.parts.variables, solver)

    def best(self, goal: Goal, start: Array, seconds: float, watch: Watcher) -> Outcome:
        """Find the best plan for a goal, from the best plan so far.

        Args:
            goal: The goal; everything before it is held.
            start: The plan so far, one number a column.
            seconds: Most time to take [s].
            watch: Told the best sum and the bound, whenever there is news.
        """
        until = self._clock.seconds + seconds
        self._solver.aim(self._solver.sum_of(goal.terms), goal.constant)
        watch(self._sum(goal, start), -np.inf)
        relaxed = self.relaxed(goal, seconds)
        if relaxed.values is None:
            return self._searched(goal, start, -np.inf, seconds, watch)
        best, bound, is_cut = start, relaxed.objective, False
        for better, share in ((self._dived, _SHARE_OF_DIVE), (self._nearby, _SHARE_OF_NEARBY)):
            watch(self._sum(goal, best), bound)
            if self.is_close(goal, best, bound):
                break
            found, was_cut = better(goal, relaxed, best, seconds * share)
            is_cut = is_cut or was_cut
            if found is not None and self._sum(goal, found) < self._sum(goal, best):
                best = found
        if self.is_close(goal, best, bound):
            reached = self._sum(goal, best)
            watch(reached, bound)
            return Outcome(not is_cut, False, is_cut, best, reached, bound, 0.0)
        left = max(0.0, until - self._clock.seconds)
        outcome = self._searched(goal, best, bound, left, watch)
        return replace(outcome, is_proven=outcome.is_proven and not is_cut)

    def _sum(self, goal: Goal, values: Array) -> float:
        return float(self._solver.sum_of(goal.terms) @ values)

    def is_close(self, goal: Goal, values: Array, bound: float) -> bool:
        """Whether a plan is within the gap of the bound for a goal."""
        reached = self._sum(goal, values)
        allowed = self._clock.options.gap * abs(reached + goal.constant)
        return reached - bound <= allowed + _NOTHING

    def relaxed(self, goal: Goal, seconds: float) -> Outcome:
        """Solve with whole numbers taken for continuous ones.

        For the fairest share it is done again with what a place gives cut to the share that is then
        known not to be bettered, for as long as that lowers it.
        """
        relaxed = self._solver.relax(seconds=seconds, should_stop=self._clock.is_over)
        for _ in range(_ROUNDS if goal.name == "fair_share" else 0):
            if not relaxed.is_proven:
                break
            share = goal.value(relaxed.objective)
            cut_to_share(self._model, self._solver, share + _NOTHING)
            again = self._solver.relax(seconds=seconds, should_stop=self._clock.is_over)
            if not again.is_proven:
                break
            relaxed = again
            if share - goal.value(relaxed.objective) <= _ROUND_WORTH_IT * share:
                break
        return relaxed if relaxed.is_proven else replace(relaxed, values=None)

    def _dived(
        self, goal: Goal, relaxed: Outcome, best: Array, seconds: float
    ) -> tuple[Array | None, bool]:
        del best  # a dive starts from the relaxed plan alone
        dive = Dive(self._solver, self._rounding, goal.constant, seconds, self._clock.is_over)
        return dive.plan(relaxed), dive.is_cut

    def _nearby(
        self, goal: Goal, relaxed: Outcome, best: Array, seconds: float
    ) -> tuple[Array | None, bool]:
        del goal  # the solver has its aim
        if relaxed.values is None:
            return None, False
        found = better_nearby(
            self._solver, relaxed.values, best, seconds=seconds, should_stop=self._clock.is_over
        )
        return found.values, found.is_cut

    def _searched(
        self, goal: Goal, start: Array, bound: float, seconds: float, watch: Watcher
    ) -> Outcome:
        """Let HiGHS search on from a plan, until it is proven or the time is up."""
        outcome = self._solver.run(
            seconds=seconds,
            gap=self._clock.options.gap,
            start=start,
            watch=lambda best, proven: watch(best, max(bound, proven)),
            should_stop=self._clock.is_over,
        )
        if outcome.values is not None:
            return replace(outcome, bound=max(bound, outcome.bound))
        # Goals held so tightly that rounding leaves no plan say nothing of what can be reached.
        known = bound if outcome.is_impossible else max(bound, outcome.bound)
        reached = self._sum(goal, start)
        return Outcome(False, False, True, start, reached, known, outcome.seconds)
