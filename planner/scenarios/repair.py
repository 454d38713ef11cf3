"""The two ways of planning for a scenario: afresh, or with as little change as can be.

To repair a plan after something has happened, the plan takes the place of what is done today, and
all of the benefit may be given up to keep it. What stands before that in the order of the goals
stays as it is: statutory hours, money, and the part of the fairest share that every pupil keeps.
Beyond these a repaired plan helps nobody more and nobody less than it has to, and among plans with
as little change it is the one that costs least.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from planner.optimiser.plan import Plan
from planner.scenarios.change import altered
from planner.school.records import CurrentAllocation
from planner.school.school import School


class Mode(StrEnum):
    """How a scenario is planned for."""

    FULL = "full"
    LEAST_CHANGE = "least-change"


def to_be_repaired(school: School, base: Plan) -> School:
    """Give the school whose plan is the base with as few changes as can be.

    Lines of the base for pupils, provisions and terms that the school no longer has are left out.

    Args:
        school: The school after what has happened.
        base: The plan that was made before.
    """
    kept = tuple(
        CurrentAllocation.model_validate(dict(row))
        for row in base.allocations
        if row.pupil in school.pupil_by_id
        and row.provision in school.provision_by_id
        and row.term in school.term_by_id
    )
    policies = altered(school.policies, keep_current_plan=1.0)
    return replace(school, current_plan=kept, policies=policies)


def to_plan_for(school: School, base: Plan, mode: Mode) -> School:
    """Give the school that a scenario is planned for.

    Args:
        school: The school with the changes of the scenario.
        base: The plan for the school as it is.
        mode: Whether to plan afresh or to keep to the base.
    """
    return to_be_repaired(school, base) if mode is Mode.LEAST_CHANGE else school
