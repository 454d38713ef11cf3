"""Holding a goal as it was settled, while the next ones are looked at."""

from __future__ import annotations

from typing import Any

import numpy as np

from planner.optimiser.constraints.coverage import (
    Placed,
    cut_to,
    every_pupil_keeps_the_floor,
    every_pupil_reaches_the_share,
    whose,
)
from planner.optimiser.goals import Goal
from planner.optimiser.highs import Solver
from planner.optimiser.model import Model

HOLD_TOLERANCE = 1e-5
SPARE_TOLERANCE = 4e-5
_NOTHING = 1e-6
# What a solver's own tolerance for money, a tenth of a penny a row, comes to in hours.
_ROUNDING = 2e-4


def hold(
    model: Model,
    solver: Solver,
    goal: Goal,
    reached: float,
    tolerance: float = HOLD_TOLERANCE,
    *,
    fairness: float | None = None,
) -> None:
    """Hold a settled goal while the next ones are looked at.

    Args:
        model: The program.
        solver: Where it is to be held.
        goal: The goal.
        reached: Its sum as it was settled.
        tolerance: How far it may be missed, relative to its sum [share].
        fairness: How much of the fairest share every pupil keeps; left out: what the school says
            [share 0-1].
    """
    policies = model.parts.problem.school.policies
    if goal.name == "fair_share":
        kept = policies.fairness if fairness is None else fairness
        solver.settle_cuts(kept * reached + _worth_of_floor(model))
        _hold_floor(model, solver, kept * goal.value(reached))
        return
    given_up = 0.0
    if goal.name == "benefit" and model.parts.problem.school.current_plan is not None:
        given_up = policies.keep_current_plan * abs(reached)
    strictest = {"statutory_shortfall": SPARE_TOLERANCE, "unfunded": HOLD_TOLERANCE}
    nothing = tolerance <= strictest.get(goal.name, -1.0) and abs(goal.value(reached)) < _NOTHING
    if nothing and all(number > 0 for _, number in goal.terms):
        solver.settle_cuts(0.0)
        for variable, _ in goal.terms:
            solver.bound_variable(variable, 0.0, 0.0)
        return
    missed = 0.0 if nothing else tolerance * max(1.0, abs(reached))
    if goal.name == "statutory_shortfall" and not nothing:
        missed = _ROUNDING if tolerance <= HOLD_TOLERANCE else 10 * _ROUNDING
    if goal.terms:
        limit = reached + given_up + missed
        solver.settle_cuts(limit)
        solver.hold(solver.sum_of(goal.terms), limit)


def decide_whether_it_buys(model: Model, solver: Solver, seconds: float) -> bool:
    """Settle whether general money buys anything at all, where only one answer is possible.

    Left open, a small part of a yes would let nearly all of the reserve be spent.

    Args:
        model: The program, with what is held so far.
        solver: Where it is settled.
        seconds: Most time to take for either answer [s].

    Returns:
        Whether either answer is possible: ``False`` proves that there is no plan.
    """
    buys = model.parts.variables.buys["buys"]
    is_open = {}
    for answer in (0.0, 1.0):
        solver.bound_variable(buys, answer, answer)
        is_open[answer] = not solver.relax(seconds=seconds).is_impossible
    possible = [answer for answer in is_open if is_open[answer]] or [0.0, 1.0]
    solver.bound_variable(buys, possible[0], possible[-1])
    return any(is_open.values())


def _worth_of_floor(model: Model) -> float:
    """Give by how much the share may fall where each pupil's floor is held within its tolerance."""
    least = min((most for most in model.parts.most_alone.values() if most > 0), default=1.0)
    return HOLD_TOLERANCE / least


def _hold_floor(model: Model, solver: Solver, share: float) -> None:
    for (family, key), row in model.rows.items():
        if family == every_pupil_keeps_the_floor.__name__:
            floor = share * model.parts.most_alone[whose(key)]
            solver.bound_row(row, floor - HOLD_TOLERANCE, np.inf)
            if isinstance(key, Placed):
                _cut(solver, row, floor)
        elif family == every_pupil_reaches_the_share.__name__:
            solver.bound_row(row, -np.inf, np.inf)


def cut_to_share(model: Model, solver: Solver, share: float) -> None:
    """Let no place or item give a pupil more than a share that is known not to be bettered.

    Args:
        model: The program.
        solver: Where it is cut.
        share: What the fairest share is at most [share 0-1].
    """
    for (family, key), row in model.rows.items():
        if family == every_pupil_reaches_the_share.__name__ and isinstance(key, Placed):
            _cut(solver, row, share * model.parts.most_alone[key.pupil])


def _cut(solver: Solver, row: Any, most: float) -> None:
    for variable, number in cut_to(row.items(), most):
        if number != row[variable]:
            solver.change_coefficient(row, variable, number)
