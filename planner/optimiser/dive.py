"""A good plan early: the relaxed plan made whole, step by step.

Decisions on which many pupils depend (groups, set-ups, posts) are rounded first, then places that
are more likely than not, then the rest; the most nearly whole before the others. The relaxed
program is solved again after each step, which takes next to no time from where it stood. It proves
nothing: the search goes on from what it finds.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

import numpy as np

from planner.optimiser.highs import Array, Columns, Outcome, Solver
from planner.optimiser.progress import ShouldStop
from planner.optimiser.variables import Variables, wide_decisions

_WHOLE = 1e-6
_PART = 2


@dataclass(frozen=True)
class Rounding:
    """How the columns of a program are rounded.

    Attributes:
        wide: Those on which many pupils depend, which are rounded first.
        up: Those that are rounded upwards, since a part of a yes is worth more than a no.
    """

    wide: Columns
    up: Columns

    @classmethod
    def of(cls, variables: Variables, solver: Solver) -> Rounding:
        """Say how the columns of a plan's program are rounded: what may buy, does."""
        buys = solver.columns_of(list(variables.buys.values()))
        return cls(solver.columns_of(wide_decisions(variables)), buys)

    def whole(self, columns: Columns, values: Array) -> Array:
        """Round the values of some columns; all columns have one in ``values``."""
        upwards = np.isin(columns, self.up)
        return np.where(upwards, np.ceil(values[columns]), np.round(values[columns]))


@dataclass
class Dive:
    """Rounds one relaxed plan.

    Attributes:
        solver: The program, with its aim and everything that is held.
        rounding: What is rounded first, and what upwards.
        constant: What stands beside the aim's sum.
        seconds: Most time to take [s].
        should_stop: Asked often.
        loss: How much of the aim's sum may be lost in one step of many columns [share].
        is_cut: Whether time or hand cut it short, so that another might end elsewhere.
    """

    solver: Solver
    rounding: Rounding
    constant: float
    seconds: float
    should_stop: ShouldStop
    loss: float = 0.01
    is_cut: bool = field(default=False, init=False)
    _until: float = field(default=0.0, init=False)

    def plan(self, relaxed: Outcome) -> Array | None:
        """Find a plan near a relaxed one, one number a column; ``None`` where it finds none."""
        self._until = time.perf_counter() + self.seconds
        with self.solver.bounds_kept(self.solver.whole):
            self.solver.take_whole(whole=False)
            found = self._rounded(relaxed)
            self.solver.take_whole(whole=True)
        return found.values

    def _rounded(self, now: Outcome) -> Outcome:
        """Round until everything is whole; the outcome has no values where that fails."""
        size = len(self.solver.whole)
        while now.values is not None:
            columns, rounded = self._next(now.values)
            if not len(columns):
                return now
            if time.perf_counter() > self._until or self.should_stop():
                self.is_cut = True
                return replace(now, values=None)
            size = max(1, min(2 * size, len(columns) // _PART))
            size, now = self._step(now, columns, rounded, size)
        return now

    def _next(self, values: Array) -> tuple[Columns, Array]:
        """List what to round next, the most nearly whole first, and to what."""
        whole = self.solver.whole
        for columns in (self.rounding.wide, whole[values[whole] > 1 / 2], whole):
            chosen = columns[np.abs(values[columns] - np.round(values[columns])) > _WHOLE]
            if len(chosen):
                rounded = self.rounding.whole(chosen, values)
                order = np.argsort(np.abs(values[chosen] - rounded), kind="stable")
                return chosen[order], rounded[order]
        return whole[:0], values[:0]

    def _step(
        self, before: Outcome, columns: Columns, rounded: Array, size: int
    ) -> tuple[int, Outcome]:
        """Round as many as can be rounded together at little loss, or one the way that loses less.

        Returns: How many were rounded, and the relaxed plan then.
        """
        while True:
            chosen = columns[:size]
            bounds = self.solver.bounds_of(chosen)
            after = self._with(chosen, rounded[:size])
            if after.values is not None and self._loss(before, after) <= self.loss:
                return size, after
            if size == 1:
                return 1, self._less_bad(before, after, chosen, rounded[:1])
            self.solver.bound(chosen, *bounds)
            size //= 2

    def _less_bad(
        self, before: Outcome, after: Outcome, column: Columns, rounded: Array
    ) -> Outcome:
        """Round one the other way, unless that loses more."""
        other = self._with(column, self._other_way(before, column, rounded))
        if after.values is None or other.objective < after.objective:
            return other
        return self._with(column, rounded)

    def _with(self, columns: Columns, rounded: Array) -> Outcome:
        self.solver.bound(columns, rounded, rounded)
        left = max(0.0, self._until - time.perf_counter())
        after = self.solver.relax(seconds=left, is_trial=True)
        self.is_cut = self.is_cut or after.is_cut
        return after

    @staticmethod
    def _other_way(before: Outcome, column: Columns, rounded: Array) -> Array:
        value = np.zeros(1) if before.values is None else before.values[column]
        return np.where(rounded > value, np.floor(value), np.ceil(value))

    def _loss(self, before: Outcome, after: Outcome) -> float:
        reached = abs(before.objective + self.constant)
        return (after.objective - before.objective) / max(reached, _WHOLE)
