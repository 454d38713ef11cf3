"""The two ways of planning for a scenario, as they are called, and the school that each plans for.

Two plans for one scenario, made in different ways or kept close to different plans, have different
digests, so that a plan is up to date only for what it was made from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.exchange.plan_folder import plan_files
from planner.exchange.school_folder import digest_of
from planner.optimiser.plan import Plan
from planner.scenarios.repair import Mode, to_plan_for
from planner.school.school import School

# What the plans of scenarios are compared with, in the middle of a sentence.
AS_IT_IS = "the year as it is"
WAYS: Mapping[Mode, str] = {
    Mode.FULL: "Afresh: the best plan for each",
    Mode.LEAST_CHANGE: "With as few changes as possible from the plan of the year as it is",
}
MADE: Mapping[Mode, str] = {
    Mode.FULL: "afresh",
    Mode.LEAST_CHANGE: "with as few changes as possible",
}


def quoted(name: str) -> str:
    """What is planned for, in a sentence: a scenario in quotation marks, as somebody wrote it."""
    return name if name == AS_IT_IS else f"‘{name}’"


@dataclass(frozen=True)
class Base:
    """The plan of the year as it is, which others are kept close to and compared with.

    Attributes:
        digest: The digest of all that it says.
    """

    plan: Plan
    digest: str

    @classmethod
    def made_now(cls, plan: Plan) -> Base:
        """Give a plan that has just been made the digest that it has once it is kept."""
        return cls(plan, digest_of(plan_files(plan)))


def mark_of(school: School, base: Base | None, mode: Mode) -> str:
    """Give the digest of what a scenario's plan rests on when it is made in one of the ways."""
    return _mark(school.planning_sha256, base, mode)


def _mark(digest: str, base: Base | None, mode: Mode) -> str:
    if base is None or mode is Mode.FULL:
        return digest
    return hashlib.sha256(f"{digest} {base.digest}".encode()).hexdigest()


def school_for(school: School, base: Base | None, mode: Mode) -> School:
    """Give the school that a scenario is planned for in one of the ways.

    Args:
        school: The school with the changes of the scenario.
        base: The plan of the year as it is; without one every plan is made afresh.
        mode: Whether to plan afresh or to keep to that plan.
    """
    if base is None:
        return school
    became = to_plan_for(school, base.plan, mode)
    return replace(
        became,
        inputs_sha256=_mark(school.inputs_sha256, base, mode),
        planning_sha256=mark_of(school, base, mode),
    )
