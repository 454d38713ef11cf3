"""The search for one goal: a bound first, then a good plan, then proof.

The bound is that of the linear program in which whole numbers are taken for continuous ones. While
its answer is made whole step by step, a second thread looks for rows that whole numbers imply and
that cut it off. With those the bound is close, and so is what its answers give when they are made
whole; it often proves the plan so found. Where it does not, HiGHS searches on from that plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace

import numpy as np

from planner.optimiser.clock import Clock
from planner.optimiser.cuts import Found
from planner.optimiser.dive import Dive, Rounding
from planner.optimiser.goals import OWED, Goal
from planner.optimiser.highs import Array, Outcome, Solver, Until, Watcher
from planner.optimiser.hold import cut_to_share
from planner.optimiser.model import Model
from planner.optimiser.nearby import better_nearby
from planner.optimiser.rounded import Patience

_NOTHING = 1e-7
_SHARE_OF_DIVES = 0.5
_SHARE_OF_CUTS = 0.8
_SHARE_OF_NEARBY = 0.8
_GAP_NEARBY = 0.0025
_PATIENCE = 0.1
_NEARLY = 2.0
_LOSSES = (0.01, 0.003, 0.001)
_ROUNDS = 3
_ROUND_WORTH_IT = 1e-4


@dataclass
class _Known:
    """What is known of a goal while it is searched.

    Attributes:
        best: The best plan so far, one number a column.
        relaxed: The relaxed plan.
        watch: Told the best sum and the bound.
        is_cut: Whether time or hand cut anything short, so that another run might end elsewhere.
        bound: What no plan can better, unless it is the best that is known already.
    """

    best: Array
    relaxed: Outcome
    watch: Watcher
    is_cut: bool = field(init=False)
    bound: float = field(init=False)

    def __post_init__(self) -> None:
        self.bound, self.is_cut = self.relaxed.objective, self.relaxed.is_cut


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
        known = _Known(start, relaxed, watch)
        steps = [self._dived_and_cut, self._dived, self._nearby]
        if self._solver.has_cuts and self.is_close(goal, start, known.bound, times=_NEARLY):
            steps.insert(0, self._at_root)
        for step in steps:
            self._tell(goal, known)
            if self.is_close(goal, known.best, known.bound) or self._clock.is_over():
                break
            step(goal, known, until - self._clock.seconds)
        reached = self._sum(goal, known.best)
        bound = min(known.bound, reached)
        watch(reached, bound)
        if self.is_close(goal, known.best, bound):
            return Outcome(not known.is_cut, False, known.is_cut, known.best, reached, bound, 0.0)
        # Rows that might take away the best plan itself would have something worse proven.
        self._solver.drop_cuts(reached)
        left = max(0.0, until - self._clock.seconds)
        outcome = self._searched(goal, known.best, bound, left, watch)
        return replace(outcome, is_proven=outcome.is_proven and not known.is_cut)

    def rounded(self, goal: Goal, seconds: float) -> tuple[Array | None, bool]:
        """Make the relaxed plan for the solver's aim whole.

        Args:
            goal: The goal that is aimed for.
            seconds: Most time to take [s].

        Returns:
            The plan, one number a column, if that gives one, and whether time cut it short.
        """
        relaxed = self._solver.relax(seconds=seconds)
        if relaxed.values is None:
            return None, relaxed.is_cut
        return self._whole(goal, relaxed, seconds, _LOSSES[0])

    def _whole(
        self, goal: Goal, relaxed: Outcome, seconds: float, loss: float
    ) -> tuple[Array | None, bool]:
        stop = self._clock.is_over
        dive = Dive(self._solver, self._rounding, goal.constant, seconds, stop, loss)
        return dive.plan(relaxed), dive.is_cut

    def _tell(self, goal: Goal, known: _Known) -> None:
        known.watch(self._sum(goal, known.best), known.bound)

    def _sum(self, goal: Goal, values: Array) -> float:
        return float(self._solver.sum_of(goal.terms) @ values)

    def is_close(self, goal: Goal, values: Array, bound: float, times: float = 1.0) -> bool:
        """Whether a plan is within the gap, or so many times it, of the bound for a goal."""
        allowed = times * self._allowed(goal, values)
        return self._sum(goal, values) - bound <= allowed + _NOTHING

    def _allowed(self, goal: Goal, values: Array) -> float:
        """Give how far a plan may be from the bound."""
        return self._clock.options.gap * abs(self._sum(goal, values) + goal.constant)

    def _bound_wanted(self, goal: Goal, values: Array) -> float:
        """Give the bound that proves a plan well enough; for what is owed, none is good enough."""
        if goal.name in OWED:
            return np.inf
        return self._sum(goal, values) - self._allowed(goal, values)

    def _enough(self, goal: Goal, bound: float) -> float:
        """Give the sum at which a plan is within the gap of a bound."""
        gap, constant = self._clock.options.gap, goal.constant
        if bound + constant >= 0:
            return (bound + gap * constant) / (1 - gap)
        return (bound - gap * constant) / (1 + gap)

    def relaxed(self, goal: Goal, seconds: float, reached: float = np.inf) -> Outcome:
        """Solve with whole numbers taken for continuous ones.

        For the fairest share it is done again with what a place gives cut to the share that is then
        known not to be bettered, for as long as that lowers it.

        Args:
            goal: The goal that is aimed for.
            seconds: Most time to take [s].
            reached: The sum of the best plan that is known.
        """
        relaxed = self._solver.relax(seconds=seconds, should_stop=self._clock.is_over)
        for _ in range(_ROUNDS if goal.name == "fair_share" else 0):
            if not relaxed.is_proven:
                break
            share = goal.value(min(relaxed.objective, reached))
            cut_to_share(self._model, self._solver, share + _NOTHING)
            again = self._solver.relax(seconds=seconds, should_stop=self._clock.is_over)
            if not again.is_proven:
                return replace(relaxed, is_cut=again.is_cut)
            relaxed = again
            if share - goal.value(relaxed.objective) <= _ROUND_WORTH_IT * share:
                break
        return relaxed if relaxed.is_proven else replace(relaxed, values=None)

    def _at_root(self, goal: Goal, known: _Known, seconds: float) -> None:
        """Let HiGHS have a go without branching: with rows from before, little may be missing."""
        found = self._solver.run(
            seconds=seconds,
            gap=self._clock.options.gap,
            until=Until(nodes=1),
            start=known.best,
            should_stop=self._clock.is_over,
        )
        self._heard(goal, known, found.values, is_cut=found.is_cut)
        if not found.is_impossible:
            known.bound = max(known.bound, found.bound)

    def _dived(
        self, goal: Goal, known: _Known, seconds: float, losses: Sequence[float] = _LOSSES
    ) -> None:
        """Make the relaxed plan whole with less and less lost in a step, until that is enough.

        Many relaxed plans are as good as one another, and which one is rounded matters more than
        how: each time after the first it is another one.
        """
        until = self._clock.seconds + _SHARE_OF_DIVES * seconds
        for number, loss in enumerate(losses):
            left = max(0.0, until - self._clock.seconds)
            if number == 1:
                self._relaxed_anew(known, left)
            found, is_cut = self._whole(goal, known.relaxed, left, loss)
            self._heard(goal, known, found, is_cut=is_cut)
            if self.is_close(goal, known.best, known.bound) or is_cut:
                break

    def _dived_and_cut(self, goal: Goal, known: _Known, seconds: float) -> None:
        """Make the relaxed plan whole while a thread looks for rows that whole numbers imply.

        What comes of it does not depend on which of the two is done first: where the thread ends
        early, its bound is enough, and no more than that is taken from it whenever it is.
        """
        wanted = self._bound_wanted(goal, known.best)
        search = self._solver.cut_search(_SHARE_OF_CUTS * seconds, wanted)
        with ThreadPoolExecutor(max_workers=1) as pool:
            looking = pool.submit(search.run)
            try:
                self._dived(goal, known, seconds, _LOSSES[:1])
                search.enough = self._bound_wanted(goal, known.best)
                while not (looking.done() or self._clock.is_over()):
                    if self.is_close(goal, known.best, known.bound):
                        break
                    self._tell(goal, known)
                    wait([looking], timeout=_PATIENCE)
            finally:
                search.stop()
        if not self.is_close(goal, known.best, known.bound):
            self._cut(goal, known, looking.result(), seconds)

    def _cut(self, goal: Goal, known: _Known, found: Found, seconds: float) -> None:
        """Take in what the thread found: the bound where that is enough, else the rows."""
        wanted = self._bound_wanted(goal, known.best)
        if found.bound >= wanted:
            known.bound = wanted
            return
        self._heard(goal, known, found.values, is_cut=found.is_cut)
        known.bound = max(known.bound, found.bound)
        if found.cuts is not None:
            self._solver.add_cuts(found.cuts)
            self._relaxed_again(goal, known, seconds)

    def _relaxed_again(self, goal: Goal, known: _Known, seconds: float) -> None:
        relaxed = self.relaxed(goal, seconds, self._sum(goal, known.best))
        known.is_cut = known.is_cut or relaxed.is_cut
        if relaxed.values is not None:
            known.relaxed = relaxed
            known.bound = max(known.bound, relaxed.objective)
        elif relaxed.is_impossible:
            self._solver.drop_cuts(np.inf)

    def _relaxed_anew(self, known: _Known, seconds: float) -> None:
        """Find another relaxed plan that is as good, from nowhere."""
        self._solver.corner = None
        relaxed = self._solver.relax(seconds=seconds)
        known.is_cut = known.is_cut or relaxed.is_cut
        if relaxed.is_proven:
            known.relaxed = relaxed

    def _nearby(self, goal: Goal, known: _Known, seconds: float) -> None:
        """Look between the plan so far and the relaxed one."""
        if known.relaxed.values is None:
            return
        found = better_nearby(
            self._solver,
            known.relaxed.values,
            known.best,
            enough=self._enough(goal, known.bound),
            patience=Patience(_SHARE_OF_NEARBY * seconds, _GAP_NEARBY, self._clock.is_over),
            watch=lambda best, _bound: known.watch(best, known.bound),
        )
        self._heard(goal, known, found.values, is_cut=found.is_cut)

    def _heard(self, goal: Goal, known: _Known, values: Array | None, *, is_cut: bool) -> None:
        """Take a plan that was found for the best so far, if it is."""
        known.is_cut = known.is_cut or is_cut
        if values is not None and self._sum(goal, values) < self._sum(goal, known.best):
            known.best = values

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
        reached = self._sum(goal, start)
        if outcome.values is not None and outcome.objective <= reached + _NOTHING:
            return replace(outcome, bound=max(bound, outcome.bound))
        # Goals held so tightly that rounding leaves no plan say nothing of what can be reached,
        # and neither does a search that lost the plan it began with.
        if outcome.values is None and not outcome.is_impossible:
            bound = max(bound, outcome.bound)
        return Outcome(False, False, True, start, reached, bound, outcome.seconds)
