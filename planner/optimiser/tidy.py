"""The last touch: whole decisions stay, and what is continuous takes its cleanest value.

Groups that nobody needs are dropped, hours that serve nobody are given back, and every number is a
corner of the remaining linear program instead of what a search happened to leave.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from planner.optimiser.highs import Array, Solver
from planner.optimiser.model import Model
from planner.optimiser.problem import GroupKey
from planner.optimiser.rows import Sum

_PER_ADULT_HOUR = 1e-5
_PER_PAYMENT = 1e-6
_LOOSER = (0.0, 1e-6, 1e-5)
_SECONDS = 30.0


def tidy(model: Model, solver: Solver, values: Array) -> Array:
    """Give the same decisions in their cleanest numbers; the given ones if none are found."""
    aim = solver.sum_of([*model.goals[-1].terms, *_preferences(model)])
    solver.aim(aim)
    for columns in (_without_idle_groups(model, solver, values), values):
        whole = np.round(columns)
        solver.fix(solver.whole, whole)
        outcome = solver.run(seconds=_SECONDS)
        if outcome.values is not None:
            return outcome.values
    return values


def _preferences(model: Model) -> Sum:
    variables = model.parts.variables
    return [
        *((adult, _PER_ADULT_HOUR) for adult in variables.adult.values()),
        *((extra, _PER_ADULT_HOUR) for extra in variables.extra.values()),
        *((hours, _PER_ADULT_HOUR) for hours in variables.hours.values()),
        *((pay, _PER_PAYMENT) for pay in variables.pay.values()),
    ]


def _without_idle_groups(model: Model, solver: Solver, values: Array) -> Array:
    """Drop groups that the pupils placed do not fill, starting with leaders whose skill is not owed."""
    problem, variables = model.parts.problem, model.parts.variables
    counts = np.round(values)
    members: dict[GroupKey, int] = defaultdict(int)
    for place, variable in variables.place.items():
        band = problem.band(place.pupil, place.provision)
        members[GroupKey(place.provision, place.term, band)] += round(
            solver.value_of(variable, values)
        )
    owed = {skill for _, skill in variables.with_skill}
    for key, leads in problem.leads_starting.items():
        most = problem.school.provision_by_id[key.provision].group_max
        needed = -(-members[key] // most)
        running = sum(round(solver.value_of(variables.lead[lead], values)) for lead in leads)
        for lead in leads:
            skilled = any(problem.school.staff_by_id[lead.staff].has_skill(skill) for skill in owed)
            column = solver.column[id(variables.lead[lead])]
            while running > needed and counts[column] > 0 and not skilled:
                counts[column] -= 1
                running -= 1
    return counts
