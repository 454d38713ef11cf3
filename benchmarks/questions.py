"""The programs that all solvers are asked: one easy, one hard, each with a single goal.

The first is the first goal of a plan as it stands. The second is benefit, the goal that takes most
of the time, with the goals before it held at what the plan reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.optimiser.constraints.coverage import every_pupil_keeps_the_floor, whose
from planner.optimiser.goals import Goal
from planner.optimiser.model import Model
from planner.optimiser.rows import at_most, expression

_HOLD = 1e-5


@dataclass(frozen=True)
class Question:
    """A program with one goal.

    Attributes:
        name: What is asked, in words.
        program: The PuLP problem, with its objective.
        columns: Every variable of the problem, in order.
        goal: What is to be made least.
    """

    name: str
    program: Any
    columns: Sequence[Any]
    goal: Goal


def questions(model: Model, reached: Mapping[str, float]) -> Iterator[Question]:
    """Ask one after another of the same program; each adds its rows to it.

    Args:
        model: The program as the planner builds it.
        reached: What a plan reached in each goal, in the goal's own unit.
    """
    goals = {goal.name: goal for goal in model.goals}
    first = model.goals[0]
    yield _aimed("least statutory shortfall", model, first)
    for name in ("statutory_shortfall", "unfunded"):
        goal = goals[name]
        if goal.terms:
            limit = reached[name] / goal.scale - goal.constant
            row = at_most(goal.terms, limit + _HOLD * max(1.0, abs(limit)))
            model.program.addConstraint(row, f"held_{name}")
    fairness = model.parts.problem.school.policies.fairness
    for (family, about), row in model.rows.items():
        if family == every_pupil_keeps_the_floor.__name__:
            most = model.parts.most_alone[whose(about)]
            row.changeRHS(fairness * reached["fair_share"] * most - _HOLD)
    yield _aimed("most benefit, earlier goals held", model, goals["benefit"])


def _aimed(name: str, model: Model, goal: Goal) -> Question:
    model.program.objective = expression(goal.terms)
    return Question(name, model.program, model.parts.variables.columns, goal)
