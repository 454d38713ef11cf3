"""A sum made least: its bound, a plan by rounding the relaxed one, and a search from the better."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from planner.optimiser.dive import Dive, Rounding
from planner.optimiser.highs import Array, Outcome, Solver
from planner.optimiser.progress import ShouldStop

_NOTHING = 1e-7
# Cut short, rounding gives nothing, while a search seldom betters what it gives.
_FOR_ROUNDING = 0.75


@dataclass(frozen=True)
class Patience:
    """When to stop looking for something better.

    Attributes:
        seconds: Most time to take, roughly [s].
        gap: Distance from the bound, relative to the sum, at which it is near enough [share].
        should_stop: Asked often; the best so far is kept.
    """

    seconds: float
    gap: float
    should_stop: ShouldStop | None = None


def least_of(
    solver: Solver,
    rounding: Rounding,
    costs: Array,
    start: Array | None,
    patience: Patience,
) -> Outcome:
    """Make a sum as small as it can be, within a gap, in the time given.

    Args:
        solver: The program, with everything that is held.
        rounding: Which columns are rounded first, and which upwards.
        costs: The sum, one number a column.
        start: A plan that is possible, one number a column; ``None``: none is known.
        patience: When to stop.
    """
    until = time.perf_counter() + patience.seconds
    should_stop = patience.should_stop

    def is_over() -> bool:
        return time.perf_counter() > until or (should_stop is not None and should_stop())

    def is_close(values: Array | None) -> bool:
        least, gap = relaxed.objective, patience.gap
        return values is not None and float(costs @ values) <= least + gap * abs(least) + _NOTHING

    solver.aim(costs)
    solver.corner = None
    relaxed = solver.relax(seconds=patience.seconds)
    if relaxed.values is None:
        return relaxed
    best = start
    if not is_close(best):
        found = Dive(solver, rounding, 0.0, _FOR_ROUNDING * patience.seconds, is_over)
        best = _better(costs, best, found.plan(relaxed))
    if best is not None and is_close(best):
        reached = float(costs @ best)
        return replace(relaxed, is_proven=True, values=best, objective=reached)
    left = max(0.0, until - time.perf_counter())
    searched = solver.run(seconds=left, gap=patience.gap, start=best, should_stop=should_stop)
    values = _better(costs, best, searched.values)
    reached = float("inf") if values is None else float(costs @ values)
    return replace(
        searched, values=values, objective=reached, bound=max(searched.bound, relaxed.objective)
    )


def _better(costs: Array, one: Array | None, other: Array | None) -> Array | None:
    if one is None or other is None:
        return other if one is None else one
    return other if float(costs @ other) < float(costs @ one) else one
