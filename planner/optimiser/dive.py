"""A better plan early: what the relaxed program and the plan so far agree on is fixed.

On a large school the search alone can take long to leave the plan it starts from. Most whole
numbers are the same in that plan and in the linear relaxation; with those fixed, what remains is a
small program that always has an answer. It proves nothing: the search goes on from what it finds.
"""

from __future__ import annotations

import numpy as np

from planner.optimiser.highs import Array, Solver, Watcher
from planner.optimiser.progress import ShouldStop

_AGREED = 1e-6
_GAP = 0.002
_NODES = 100


def dive(
    solver: Solver,
    relaxed: Array,
    start: Array,
    *,
    seconds: float,
    watch: Watcher | None = None,
    should_stop: ShouldStop | None = None,
) -> tuple[Array, bool]:
    """Find a better plan between the plan so far and the relaxed one, for the solver's aim.

    Args:
        solver: The program, with its aim and everything that is held.
        relaxed: The relaxed plan, one number a column.
        start: The plan so far, one number a column.
        seconds: Most time to take [s].
        watch: Told the best sum, without a bound: the small program's bound is not the whole one's.
        should_stop: Asked often.

    Returns:
        The plan found, one number a column, or the plan so far if there is no better one; and
        whether time or hand cut the dive short, so that another might end elsewhere.
    """
    apart = np.abs(relaxed[solver.whole] - start[solver.whole])
    agreed = solver.whole[apart < _AGREED]
    solver.fix(agreed, np.round(start))
    found = solver.run(
        seconds=seconds,
        gap=_GAP,
        nodes=_NODES,
        start=start,
        watch=None if watch is None else lambda best, _: watch(best, -np.inf),
        should_stop=should_stop,
    )
    solver.free(agreed)
    return (start if found.values is None else found.values), found.is_cut
