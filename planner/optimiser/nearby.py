"""A better plan near the one so far: what it and the relaxed plan agree on is fixed.

Most whole numbers are the same in both. With those fixed, what remains is a small program that
always has an answer. It proves nothing: the search goes on from what it finds.
"""

from __future__ import annotations

import numpy as np

from planner.optimiser.highs import Array, Outcome, Solver, Until
from planner.optimiser.progress import ShouldStop

_AGREED = 1e-6
_GAP = 0.0025
_NODES = 50


def better_nearby(
    solver: Solver,
    relaxed: Array,
    start: Array,
    *,
    enough: float,
    seconds: float,
    should_stop: ShouldStop,
) -> Outcome:
    """Look for a better plan between the plan so far and the relaxed one, for the solver's aim.

    Args:
        solver: The program, with its aim and everything that is held.
        relaxed: The relaxed plan, one number a column.
        start: The plan so far, one number a column.
        enough: A sum that is small enough.
        seconds: Most time to take [s].
        should_stop: Asked often.
    """
    apart = np.abs(relaxed[solver.whole] - start[solver.whole])
    agreed = solver.whole[apart < _AGREED]
    with solver.bounds_kept(agreed):
        solver.fix(agreed, np.round(start))
        return solver.run(
            seconds=seconds,
            gap=_GAP,
            until=Until(_NODES, enough),
            start=start,
            should_stop=should_stop,
        )
