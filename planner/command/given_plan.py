"""A plan that a command is given: read, and proved before anything is said about it."""

from __future__ import annotations

from pathlib import Path

from planner.errors import CheckError, InputError, Problem
from planner.exchange.plan_folder import read_plan
from planner.optimiser.plan import Plan
from planner.school.school import School


def read_given_plan(place: Path, *schools: School) -> tuple[School, Plan]:
    """Read a plan, and prove it against the school that it was made for.

    Args:
        place: Where the plan is.
        schools: The school; several where it goes by more than one digest.

    Returns:
        The school with the digest that the plan has, and the plan.

    Raises:
        CheckError: It breaks a rule.
        InputError: It cannot be read, or was made for another school.
    """
    from planner.optimiser.checks import violations

    plan = read_plan(place)
    wanted = plan.summary.inputs_sha256
    found = next((one for one in schools if one.inputs_sha256 == wanted), None)
    if found is None:
        what = "was made for a school that is not as this one"
        remedy = "plan again, or leave --plan out and it is planned for"
        raise InputError([Problem(str(place), 0, "", what, remedy)])
    if broken := violations(found, plan):
        raise CheckError(broken)
    return found, plan
