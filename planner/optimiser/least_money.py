"""The least general money, beyond what there is, that meets every statutory item money can meet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from planner.optimiser.constraints.money import (
    committed_costs,
    nothing_is_bought_with_the_salary_owed,
)
from planner.optimiser.dive import Rounding
from planner.optimiser.highs import Array, Outcome, Solver
from planner.optimiser.model import Model
from planner.optimiser.problem import THOUSAND, Problem
from planner.optimiser.progress import ShouldStop
from planner.optimiser.rounded import Patience, least_of

Stop = ShouldStop | None

MOST_MONEY = 2000.0
# Too light to stand against any hour, but enough that no money is asked for without a use.
PER_MONEY = 1e-6
_GAP = 1e-4
_HELD = 1e-5
_SECONDS = 3.0


@dataclass(frozen=True)
class LeastMoney:
    """The least general money, beyond what there is, that ends what money can end.

    Attributes:
        thousands: Money that is enough [GBP 1000].
        bound: What less money than this cannot be enough for, as far as was proven [GBP 1000].
        is_least: Whether it was proven that no more of the shortfall could be ended by any money.
        values: The plan with that money, one number a column; ``None`` where none was found.
    """

    thousands: float
    bound: float
    is_least: bool
    values: Array | None


def least_money_from_nothing(model: Model, solver: Solver) -> LeastMoney:
    """Find the least general money that meets all that money can, where no plan goes without more.

    So it is where decisions already made cost more than there is.
    """
    short = solver.sum_of(model.goals[0].terms)
    solver.reset()
    more = money_beyond(model, *grow_money(model, solver), solver)
    rounding = Rounding.of(model.parts.variables, solver)
    costs = short + PER_MONEY * more
    rich = least_of(solver, rounding, costs, None, Patience(_SECONDS, _GAP))
    if rich.values is None:
        return LeastMoney(0.0, 0.0, rich.is_impossible, None)
    return least_money_for(model, solver, (short, more), rich, Patience(_SECONDS, _GAP))


def least_money_for(
    model: Model,
    solver: Solver,
    sums: tuple[Array, Array],
    rich: Outcome,
    patience: Patience,
) -> LeastMoney:
    """Hold the least shortfall that money can buy, and find the least money for it.

    Args:
        model: The program, in which money may grow.
        solver: Its solver.
        sums: The shortfall, and the money beyond what there is.
        rich: The plan with the least shortfall that was found with any money.
        patience: When to stop.
    """
    assert rich.values is not None
    short, more = sums
    solver.hold(short, float(short @ rich.values) + _HELD)
    rounding = Rounding.of(model.parts.variables, solver)
    least = least_of(solver, rounding, more, rich.values, patience)
    values = rich.values if least.values is None else least.values
    enough = float(more @ values)
    return LeastMoney(enough, min(enough, max(0.0, least.bound)), rich.is_proven, values)


def money_beyond(model: Model, more: Any, buys: Any, solver: Solver) -> Array:
    """All money that is beyond what there is, as a sum [GBP 1000]."""
    return solver.sum_of([(more, 1.0), (buys, lacking_for_lines(model.parts.problem))])


def lacking_for_lines(problem: Problem) -> float:
    """What budget lines are owed beyond what the streams they name can pay [GBP 1000].

    General money can neither pay it nor buy anything before it is paid.
    """
    return sum(lacking_by_stream(problem).values())


def lacking_by_stream(problem: Problem) -> dict[str, float]:
    """What each stream lacks to pay the budget lines that name it [GBP 1000].

    What falls in terms in which the stream does not pay is not in it: no more money ends that, but
    other dates.
    """
    if problem.school.policies.statutory_may_overspend:
        return {}
    payable: dict[str, float] = defaultdict(float)
    streams = problem.school.stream_by_id
    for (line, term), amount in problem.lines.items():
        code = problem.stream_of_line.get(line)
        if code is not None and streams[code].pays_in(problem.school.terms[term]):
            payable[code] += amount
    return {
        code: lacking
        for code, owed in sorted(payable.items())
        if (lacking := owed - float(streams[code].amount) / THOUSAND) > 0
    }


def grow_money(model: Model, solver: Solver) -> tuple[Any, Any]:
    """Let general money grow, and let it buy although some budget lines lack money of their own."""
    more = model.parts.variables.more_money["more_money"]
    solver.bound_variable(more, 0.0, MOST_MONEY)
    family = nothing_is_bought_with_the_salary_owed.__name__
    buys = model.parts.variables.buys["buys"]
    general = model.parts.purses.general_amount
    solver.change_coefficient(model.rows[family, "chosen"], buys, -(general + MOST_MONEY))
    # With more money the reserve is kept in full, also where there was less than that before.
    reserve = float(model.parts.problem.school.policies.reserve) / THOUSAND
    solver.change_coefficient(model.rows[family, "reserve"], buys, reserve)
    lacking = lacking_for_lines(model.parts.problem)
    if lacking > 0:
        owed, named = committed_costs(model.parts)
        committed = sum(owed.values()) + sum(named.values())
        most = committed - sum(named.values()) + lacking
        solver.bound_row(model.rows[family, "owed"], -np.inf, most)
    return more, buys
