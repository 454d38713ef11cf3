"""What one more hour of an adult is worth at the margin, to rank what to try first.

The figures are prices of a linear program with whole numbers taken for continuous ones. They hold
for a little more, and on one side only; what an hour brings is found by solving again with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from planner.optimiser.amounts import set_money
from planner.optimiser.constraints.adults import staff_stay_within_their_hours
from planner.optimiser.hold import hold
from planner.optimiser.resolve import Point, Resolver

_GOALS = ("statutory_shortfall", "fair_share", "benefit")
_ROUNDING = 6


@dataclass(frozen=True, order=True)
class Worth:
    """What one more hour a week, all year, would better each goal by; goals come in order.

    Attributes:
        statutory_shortfall: Fewer statutory hours short [h/year].
        fair_share: A higher fairest share [share 0-1].
        benefit: More benefit [weighted coverage].
    """

    statutory_shortfall: float
    fair_share: float
    benefit: float


def worth_of_an_hour(resolver: Resolver, point: Point, *, seconds: float) -> Mapping[str, Worth]:
    """Price an hour of each adult who could be deployed, by code.

    Args:
        resolver: The program.
        point: A plan that was solved for with it; its goals are held one after another.
        seconds: Most time to take for each goal [s].

    Returns: The prices, empty where the time was not enough.
    """
    model, solver = resolver.model, resolver.solver
    solver.reset()
    set_money(model, solver, point.money)
    family = staff_stay_within_their_hours.__name__
    rows = {key: model.rows[family, key] for key in model.parts.problem.work_of}
    worth: dict[str, dict[str, float]] = {name: defaultdict(float) for name in _GOALS}
    for goal, reached in zip(model.goals, point.sums, strict=False):
        if goal.name in worth and goal.terms:
            solver.aim(solver.sum_of(goal.terms), goal.constant)
            prices = solver.prices(list(rows.values()), seconds=seconds)
            if prices is None:
                return {}
            for (staff, _), price in zip(rows, prices, strict=True):
                worth[goal.name][staff] += float(price)
        hold(model, solver, goal, reached)
        if goal.name == _GOALS[-1]:
            break
    adults = sorted({staff for staff, _ in rows})
    return {
        staff: Worth(*(round(max(0.0, worth[name][staff]), _ROUNDING) for name in _GOALS))
        for staff in adults
    }
