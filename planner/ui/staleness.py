"""Whether a plan still fits the school and the choices that are made at present."""

from __future__ import annotations

from planner.charts.choices import changed
from planner.charts.words import listed
from planner.optimiser.plan import Plan
from planner.school.school import School


def out_of_date(plan: Plan, planned_for: School, now: School) -> str:
    """Why a plan is out of date, as a sentence; blank where it is up to date."""
    if plan.summary.inputs_sha256 != now.inputs_sha256:
        if planned_for.details.name != now.details.name:
            return (
                f"The plan was made for {planned_for.details.name}, before this school was opened."
            )
        return "The plan was made before the school’s files were read again, with other content."
    names = changed(plan.summary.policies, now.policies)
    if names:
        return f"The plan was made before you changed {listed(names)}."
    return ""
