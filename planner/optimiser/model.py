"""The program as a whole: variables, then every family of rows, then the goals."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulp

from planner.optimiser.constraints import FAMILIES, Family
from planner.optimiser.constraints.money import salaries_are_paid_by_what_could_match
from planner.optimiser.goals import GOALS, Goal
from planner.optimiser.problem import Problem
from planner.optimiser.purses import classes_of, purses_of
from planner.optimiser.rows import Parts
from planner.optimiser.variables import declare


@dataclass(frozen=True)
class Model:
    """A built program.

    Attributes:
        program: The PuLP problem, with no objective of its own.
        parts: What it was built from.
        rows: Every row by the name of its family and what it is about.
        goals: The goals, in order.
    """

    program: pulp.LpProblem
    parts: Parts
    rows: Mapping[tuple[str, Hashable], Any]
    goals: tuple[Goal, ...]


def build(
    problem: Problem,
    most_alone: Mapping[str, float] | None = None,
    *,
    families: Sequence[Family] = FAMILIES,
) -> Model:
    """Build the program of a problem.

    Args:
        problem: What may be decided.
        most_alone: The most that could be done for each pupil alone [share 0-1].
        families: The families of rows to build; all of them unless something is being studied.
    """
    program = pulp.LpProblem("plan", pulp.LpMinimize)
    purses = purses_of(problem)
    classes = classes_of(problem, purses)
    follow = salaries_are_paid_by_what_could_match not in families
    variables = declare(problem, purses, classes, program, follow_salaries=follow)
    parts = Parts(problem, purses, classes, variables, most_alone or {}, follow)
    rows: dict[tuple[str, Hashable], Any] = {}
    for family in families:
        for key, row in family(parts):
            program.addConstraint(row, f"{family.__name__}_{len(rows):06d}")
            rows[family.__name__, key] = row
    return Model(program, parts, rows, tuple(goal(parts) for goal in GOALS))
