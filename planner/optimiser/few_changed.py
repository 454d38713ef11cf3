"""A limit on how many pupils a new plan may change, as rows added to a built program.

A pupil is changed when any of their hours are not as in the plan before. The rows stand beside the
rules of the data format: they belong to a question, and no plan has to keep them by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pulp

from planner.optimiser.model import Model
from planner.optimiser.plan import Plan
from planner.optimiser.problem import Placement, most_hours
from planner.optimiser.rows import at_least, at_most
from planner.school.school import School

# Hours this close are the same: less than half a second a week [h/week].
SAME_HOURS = 1e-4


def few_pupils_change(model: Model, plan: Plan, most: int) -> Mapping[str, Any]:
    """Add that at most so many pupils have other hours than in a plan.

    place[p,v,t] <= changed[p], or >= 1 - changed[p] where the plan has it; items alike
    hours before - hours before * changed[p] - same <= hours[p,v,t]                       [h/week]
    hours[p,v,t] <= hours before + (most hours - hours before) * changed[p] + same        [h/week]
    sum_p changed[p] <= most                                                              [pupils]

    Args:
        model: The program, before it is handed to a solver.
        plan: The plan before.
        most: How many pupils may change.

    Returns: For each pupil the variable that is 1 where they may change.
    """
    problem, variables = model.parts.problem, model.parts.variables
    changed: dict[str, Any] = {}
    for pupil in problem.pupils:
        name = f"changed_{len(variables.columns):06d}"
        changed[pupil.pupil] = model.program.add_variable(name, 0, 1, pulp.LpInteger)
        variables.columns.append(changed[pupil.pupil])
    rows = []
    started, before = starts_of(problem.school, plan), weekly_hours(problem.school, plan)
    for family in (variables.place, variables.bought):
        for place, variable in family.items():
            other = changed[place.pupil]
            if place in started:
                rows.append(at_least([(variable, 1.0), (other, 1.0)], 1))
            else:
                rows.append(at_most([(variable, 1.0), (other, -1.0)], 0))
    for place, hours in variables.hours.items():
        was, other = before.get(place, 0.0), changed[place.pupil]
        room = max(0.0, most_hours(problem.school, place.pupil, place.provision) - was)
        rows.append(at_most([(hours, 1.0), (other, -room)], was + SAME_HOURS))
        if was > 0:
            rows.append(at_least([(hours, 1.0), (other, was)], was - SAME_HOURS))
    rows.append(at_most([(one, 1.0) for one in changed.values()], most))
    for number, row in enumerate(rows):
        model.program.addConstraint(row, f"few_pupils_change_{number:06d}")
    return changed


def weekly_hours(school: School, plan: Plan) -> Mapping[Placement, float]:
    """Give the hours a week of each pupil, provision and term of a plan [h/week]."""
    index = {term.term: number for number, term in enumerate(school.terms)}
    hours: dict[Placement, float] = defaultdict(float)
    for row in plan.allocations:
        hours[Placement(row.pupil, row.provision, index[row.term])] += row.hours_per_week
    return hours


def starts_of(school: School, plan: Plan) -> frozenset[Placement]:
    """Say when each pupil starts each provision that a plan gives them."""
    first: dict[tuple[str, str], int] = {}
    for pupil, provision, term in weekly_hours(school, plan):
        first[pupil, provision] = min(term, first.get((pupil, provision), term))
    return frozenset(Placement(*key, term) for key, term in first.items())
