"""A plan for a program that has changed a little, from the plan there was before.

Either all its whole decisions are kept and only hours and money worked out anew, or those are kept
in which it agrees with the relaxed plan, and the rest is made whole step by step.
"""

from __future__ import annotations

import numpy as np

from planner.optimiser.dive import Dive
from planner.optimiser.highs import Array, Outcome, Solver

_AGREED = 1e-6


def kept(solver: Solver, before: Array, *, seconds: float) -> Outcome:
    """Keep every whole decision of a plan; the outcome has no values where that cannot be."""
    with solver.bounds_kept(solver.whole):
        solver.fix(solver.whole, np.round(before))
        return solver.relax(seconds=seconds, is_trial=True)


def repaired(dive: Dive, relaxed: Outcome, before: Array) -> Array | None:
    """Keep what a plan and the relaxed one agree on, and make the rest whole.

    Args:
        dive: How the rest is made whole.
        relaxed: The relaxed plan.
        before: The plan before, one number a column.
    """
    if relaxed.values is None:
        return None
    solver = dive.solver
    whole = solver.whole
    agreed = whole[np.abs(relaxed.values[whole] - np.round(before[whole])) < _AGREED]
    with solver.bounds_kept(agreed):
        solver.fix(agreed, np.round(before))
        nearest = solver.relax(seconds=dive.seconds, is_trial=True)
        return None if nearest.values is None else dive.plan(nearest)
