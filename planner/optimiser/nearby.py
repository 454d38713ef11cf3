"""A better plan near the one so far: what it and the relaxed plan agree on is fixed.

Most whole numbers are the same in both. With those fixed, what remains is a small program that
always has an answer. It proves nothing: the search goes on from what it finds.
"""

from __future__ import annotations

import numpy as np

from planner.optimiser.highs import Array, Outcome, Solver, Until, Watcher
from planner.optimiser.rounded import Patience

_AGREED = 1e-6
_NODES = 50


def better_nearby(
    solver: Solver,
    relaxed: Array,
    start: Array,
    *,
    enough: float,
    patience: Patience,
    watch: Watcher | None = None,
) -> Outcome:
    """Look for a better plan between the plan so far and the relaxed one, for the solver's aim.

    Args:
        solver: The program, with its aim and everything that is held.
        relaxed: The relaxed plan, one number a column.
        start: The plan so far, one number a column.
        enough: A sum that is small enough.
        patience: When to stop; its gap is that of what was left open.
        watch: Told the best sum, and a bound for what was left open.
    """
    apart = np.abs(relaxed[solver.whole] - start[solver.whole])
    agreed = solver.whole[apart < _AGREED]
    with solver.bounds_kept(agreed):
        solver.fix(agreed, np.round(start))
        return solver.run(
            seconds=patience.seconds,
            gap=patience.gap,
            until=Until(_NODES, enough),
            start=start,
            watch=watch,
            should_stop=patience.should_stop,
        )
