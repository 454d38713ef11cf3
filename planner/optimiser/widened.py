"""A school where no limit rules a placement out, and the limits put back as rows that bind.

A group that would be too small, a programme longer than a pupil may be out of class or than an
adult has hours: a program of the school as it is has no decision for them. The widened school has,
and each limit binds in it until its row is let go.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from planner.optimiser.constraints.adults import staff_stay_within_their_hours
from planner.optimiser.constraints.groups import groups_have_enough_pupils
from planner.optimiser.constraints.pupils import (
    pupils_receive_no_more_than_the_school_week,
    pupils_stay_in_class_enough,
)
from planner.optimiser.freed import with_groups_of_one, with_hours_to_spare, without_time_limits
from planner.optimiser.highs import Solver
from planner.optimiser.model import Model
from planner.optimiser.problem import Problem
from planner.school.codes import Engagement
from planner.school.school import School


def widened(school: School) -> School:
    """Let go of every limit that rules a placement out before any row is written."""
    return with_groups_of_one(with_hours_to_spare(without_time_limits(school)))


def bind_limits(model: Model, solver: Solver, limits: Problem) -> None:
    """Let limits bind in the program of a school that has them let go.

    Args:
        model: The program of the school with limits let go.
        solver: Where they are to bind.
        limits: The school with its limits.
    """
    for (family, key), row in model.rows.items():
        limit = limit_of(family, key, limits)
        if limit is not None:
            solver.bound_row(row, -np.inf, limit)
    for key, leads in model.parts.problem.leads_starting.items():
        row = model.rows[groups_have_enough_pupils.__name__, key]
        fewest = limits.smallest_group(key.provision)
        for lead in leads:
            solver.change_coefficient(row, model.parts.variables.lead[lead], -float(fewest))


def limit_of(family: str, key: Any, limits: Problem) -> float | None:
    """Give the limit that a row has in a school, where it is one that was let go."""
    school = limits.school
    if family == pupils_stay_in_class_enough.__name__:
        return limits.withdrawal_limit(key[0])
    if family == pupils_receive_no_more_than_the_school_week.__name__:
        return school.details.school_week_hours
    if family == staff_stay_within_their_hours.__name__:
        staff, term = key
        if school.staff_by_id[staff].engagement is not Engagement.VACANCY:
            return limits.contract_capacity(staff, term)
    return None
