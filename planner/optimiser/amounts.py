"""More or less general money in a program that is built already."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from planner.funding.more_money import less_money
from planner.optimiser.constraints.money import (
    nothing_is_bought_with_the_salary_owed,
    streams_stay_within_their_amounts,
)
from planner.optimiser.highs import Solver
from planner.optimiser.model import Model
from planner.optimiser.problem import THOUSAND


def set_money(model: Model, solver: Solver, pounds: Decimal) -> None:
    """Give a program the general money that ``planner.funding.with_money`` gives its school.

    Args:
        model: The program, as built.
        solver: Where it is changed; nothing about money was changed there before.
        pounds: What is added; below 0: what is taken away [GBP a year].
    """
    parts = model.parts
    purses, school = parts.purses, parts.problem.school
    more = float(max(pounds, Decimal(0))) / THOUSAND
    solver.bound_variable(parts.variables.more_money["more_money"], more, more)
    left = less_money(school, -pounds)
    general = 0.0
    for number, pool in enumerate(purses.pools):
        amount = float(sum(left[code] for code in pool.streams)) / THOUSAND
        general += amount
        row = model.rows.get((streams_stay_within_their_amounts.__name__, number))
        if row is not None:
            solver.bound_row(row, -np.inf, amount)
    family = nothing_is_bought_with_the_salary_owed.__name__
    buys = parts.variables.buys["buys"]
    reserve = min(float(school.policies.reserve) / THOUSAND, general + more)
    solver.change_coefficient(model.rows[family, "chosen"], buys, -(general + more))
    solver.change_coefficient(model.rows[family, "reserve"], buys, reserve)
    solver.bound_row(model.rows[family, "reserve"], -np.inf, general)
