"""The search for one goal: a bound first, then a good plan, then proof.

The bound is that of the linear program in which whole numbers are taken for continuous ones. It is
close, because the rows that whole numbers imply are in the program, and it often proves the plan
found by diving at once. Where it does not, HiGHS searches on from that plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.optimiser.clock import Clock
from planner.optimiser.dive import dive
from planner.optimiser.goals import Goal
from planner.optimiser.highs import Array, Outcome, Solver, Watcher
from planner.optimiser.hold import cut_to_share
from planner.optimiser.model import Model

_NOTHING = 1e-7
_SHARE_OF_DIVE = 0.4
_ROUNDS = 3
_ROUND_WORTH_IT = 1e-4


@dataclass(frozen=True)
class Search:
    """Looks for the best plan for one goal after another.

    Attributes:
        model: The program.
        solver: The solver it was handed to.
        clock: How much time there is.
    """

    model: Model
    solver: Solver
    clock: Clock

    def best(self, goal: Goal, start: Array, seconds: float, watch: Watcher) -> Outcome:
        """Find the best plan for a goal, from the best plan so far.

        Args:
            goal: The goal; everything before it is held.
            start: The plan so far, one number a column.
            seconds: Most time to take [s].
            watch: Told the best sum and the bound, whenever there is news.
        """
        costs = self.solver.sum_of(goal.terms)
        self.solver.aim(costs, goal.constant)
        watch(float(costs @ start), -np.inf)
        relaxed = self._relaxed(goal, seconds)
        if relaxed.values is None:
            return self._proven_or_best(start, costs, -np.inf, seconds, watch)
        bound = relaxed.objective
        watch(float(costs @ start), bound)
        if self._is_close(goal, float(costs @ start), bound):
            return Outcome(True, False, False, start, float(costs @ start), bound, 0.0)
        dived, cut = dive(
            self.solver,
            relaxed.values,
            start,
            seconds=seconds * _SHARE_OF_DIVE,
            watch=lambda best, _: watch(best, bound),
            should_stop=self.clock.is_over,
        )
        reached = float(costs @ dived)
        if self._is_close(goal, reached, bound):
            return Outcome(not cut, False, cut, dived, reached, bound, 0.0)
        outcome = self._proven_or_best(dived, costs, bound, seconds, watch)
        return replace(outcome, is_proven=outcome.is_proven and not cut)

    def _relaxed(self, goal: Goal, seconds: float) -> Outcome:
        """Solve with whole numbers taken for continuous ones.

        For the fairest share it is done again with what a place gives cut to the share that is then
        known not to be bettered, for as long as that lowers it.
        """
        relaxed = self.solver.relax(seconds=seconds, should_stop=self.clock.is_over)
        for _ in range(_ROUNDS if goal.name == "fair_share" else 0):
            if not relaxed.is_proven:
                break
            share = goal.value(relaxed.objective)
            cut_to_share(self.model, self.solver, share + _NOTHING)
            again = self.solver.relax(seconds=seconds, should_stop=self.clock.is_over)
            if not again.is_proven:
                break
            relaxed = again
            if share - goal.value(relaxed.objective) <= _ROUND_WORTH_IT * share:
                break
        return relaxed if relaxed.is_proven else replace(relaxed, values=None)

    def _is_close(self, goal: Goal, reached: float, bound: float) -> bool:
        allowed = self.clock.options.gap * abs(reached + goal.constant)
        return reached - bound <= allowed + _NOTHING

    def _proven_or_best(
        self, start: Array, costs: Array, bound: float, seconds: float, watch: Watcher
    ) -> Outcome:
        """Let HiGHS search on from a plan, until it is proven or the time is up."""
        outcome = self.solver.run(
            seconds=seconds,
            gap=self.clock.options.gap,
            start=start,
            watch=lambda best, proven: watch(best, max(bound, proven)),
            should_stop=self.clock.is_over,
        )
        if outcome.values is not None:
            return replace(outcome, bound=max(bound, outcome.bound))
        reached = float(costs @ start)
        # Goals held so tightly that rounding leaves no plan say nothing of what can be reached.
        known = bound if outcome.is_impossible else max(bound, outcome.bound)
        return Outcome(False, False, True, start, reached, known, outcome.seconds)
