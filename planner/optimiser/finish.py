"""From the plan that was searched for to one that is exact.

The search lets restricted money pay salaries as far as matching hours could cost. Here every pound
is followed to the adult's hour that it pays, with the whole decisions of the search kept. Groups
that nobody needs are dropped, hours that serve nobody are given back, and every number is a corner
of the linear program that remains.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planner.optimiser.answer.attribution import charges_of_seats
from planner.optimiser.answer.decisions import read_decisions
from planner.optimiser.answer.tables import Tables, write_tables
from planner.optimiser.carry import carried
from planner.optimiser.constraints.money import every_chosen_cost_is_paid
from planner.optimiser.highs import Array, Solver
from planner.optimiser.hold import HOLD_TOLERANCE, SPARE_TOLERANCE, hold
from planner.optimiser.model import Model
from planner.optimiser.problem import THOUSAND, GroupKey
from planner.optimiser.rows import Sum
from planner.optimiser.settle import Settled
from planner.optimiser.variables import Cell, Variables

_PER_ADULT_HOUR = 1e-5
_PER_PAYMENT = 1e-6
_SECONDS = 60.0
_TRIES = 5
_ALL_BUT_COST, _UP_TO_BENEFIT, _UP_TO_SHARE = 5, 4, 3
_LAST_TOLERANCE = 5e-5


@dataclass(frozen=True)
class Finished:
    """An exact plan.

    Attributes:
        values: One number a column of the exact program.
        tables: The tables written from it.
        held: How many of the goals, in order, stand as they were settled.
    """

    values: Array
    tables: Tables
    held: int


def finish(
    searched: Model, search: Solver, settled: Settled, exact: Model, solver: Solver
) -> Finished | None:
    """Find exact numbers for the whole decisions of a search, and settle them to the penny.

    Once pupils are seated, money can follow only the hours of the adult who leads their group.
    Where that, or rounding, leaves a cost without its payer, the rest is solved again around the
    seats, with a little less bought, until every penny is paid; the last goals give way first.

    Args:
        searched: The program that was searched.
        search: Its solver.
        settled: What the search settled.
        exact: The program with every rule.
        solver: Its solver.

    Returns:
        The plan, or ``None`` if the rules about money do not let the first goals stand as settled.
    """
    known, wanted = searched.parts.variables, exact.parts.variables
    whole = carried(known, search, settled.values, wanted, solver)
    trimmed = _without_idle_groups(exact, solver, whole)
    for held, columns, tolerance in (
        (_ALL_BUT_COST, trimmed, HOLD_TOLERANCE),
        (_ALL_BUT_COST, whole, HOLD_TOLERANCE),
        (_ALL_BUT_COST, whole, SPARE_TOLERANCE),
        (_UP_TO_BENEFIT, whole, SPARE_TOLERANCE),
        (_UP_TO_SHARE, whole, SPARE_TOLERANCE),
        (_UP_TO_SHARE, whole, _LAST_TOLERANCE),
    ):
        corner = _Corner(exact, solver, settled, columns, held, tolerance)
        found = corner.to_the_penny()
        if found is not None:
            return found
    return None


class _Corner:
    """What is left to solve once whole decisions are fixed and some goals held."""

    def __init__(
        self,
        exact: Model,
        solver: Solver,
        settled: Settled,
        whole: Array,
        held: int,
        tolerance: float,
    ) -> None:
        self._exact = exact
        self._solver = solver
        self._settled = settled
        self._whole = whole
        self._held = held
        self._tolerance = tolerance

    def to_the_penny(self) -> Finished | None:
        """Solve, write the tables, and solve again around the seats until every penny is paid."""
        parts = self._exact.parts
        seats: Mapping[Cell, float] | None = None
        spare = 0.0
        for _ in range(_TRIES):
            values = self._solve(seats, spare)
            if values is None:
                return None
            decisions = read_decisions(parts, self._solver, values)
            tables = write_tables(parts.problem, parts.purses, decisions)
            if tables.settlement.lacking == 0:
                return Finished(values, tables, self._held)
            if seats is None:
                seats = charges_of_seats(parts.problem, parts.purses, decisions)
            else:
                spare += (tables.settlement.lacking + 1) / (100 * THOUSAND)
        return None

    def _solve(self, seats: Mapping[Cell, float] | None, spare: float) -> Array | None:
        exact, solver = self._exact, self._solver
        solver.reset()
        for goal, reached in zip(
            exact.goals[: self._held], self._settled.sums[: self._held], strict=True
        ):
            hold(exact, solver, goal, reached, self._tolerance)
        for (family, _), row in exact.rows.items():
            if family == every_chosen_cost_is_paid.__name__:
                solver.bound_row(row, spare, np.inf)
        if seats is not None:
            provisions = exact.parts.problem.school.provision_by_id
            for cell, charged in exact.parts.variables.charged.items():
                if provisions[cell.provision].is_programme:
                    solver.bound_variable(charged, 0.0, seats.get(cell, 0.0))
        wanted = exact.goals[min(self._held, len(exact.goals) - 1)]
        solver.aim(solver.sum_of([*wanted.terms, *_preferences(exact.parts.variables)]))
        solver.fix(solver.whole, self._whole)
        return solver.run(seconds=_SECONDS).values


def _preferences(variables: Variables) -> Sum:
    """Prefer fewer hours and payments where nothing else decides, too lightly to matter."""
    return [
        *((adult, _PER_ADULT_HOUR) for adult in variables.adult.values()),
        *((extra, _PER_ADULT_HOUR) for extra in variables.extra.values()),
        *((hours, _PER_ADULT_HOUR) for hours in variables.hours.values()),
        *((pay, _PER_PAYMENT) for pay in variables.pay.values()),
    ]


def _without_idle_groups(model: Model, solver: Solver, columns: Array) -> Array:
    """Drop groups that the pupils placed do not fill, keeping leaders whose skill is owed."""
    problem, variables = model.parts.problem, model.parts.variables
    counts = columns.copy()
    members: dict[GroupKey, int] = defaultdict(int)
    for place, variable in variables.place.items():
        band = problem.band(place.pupil, place.provision)
        key = GroupKey(place.provision, place.term, band)
        members[key] += round(solver.value_of(variable, columns))
    owed = {skill for _, skill in variables.with_skill}
    for key, leads in problem.leads_starting.items():
        most = problem.school.provision_by_id[key.provision].group_max
        needed = -(-members[key] // most)
        running = sum(round(solver.value_of(variables.lead[lead], columns)) for lead in leads)
        for lead in leads:
            skilled = any(problem.school.staff_by_id[lead.staff].has_skill(skill) for skill in owed)
            column = solver.column[id(variables.lead[lead])]
            while running > needed and counts[column] > 0 and not skilled:
                counts[column] -= 1
                running -= 1
    return counts
