"""The scenarios of the open year, each with the school it makes and the plan made for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from pydantic import ValidationError

from planner.access import Actor
from planner.charts.words import listed
from planner.scenarios.scenario import Applied, Scenario, apply
from planner.school.school import School
from planner.store.values import Scenario as Kept
from planner.store.values import StoredPlan
from planner.ui import open_year, plans, staleness
from planner.ui.storage import store


@dataclass(frozen=True)
class Trial:
    """One scenario of the open year.

    Attributes:
        kept: What the store knows of it.
        scenario: Its changes; ``None`` where they cannot be read.
        base: The school of the year as it is; ``None`` where it cannot be planned for now.
        applied: The school that it makes; ``None`` where the year cannot be planned for now.
        plan: The newest plan made for it; ``None`` where there is none.
    """

    kept: Kept
    scenario: Scenario | None
    base: School | None
    applied: Applied | None
    plan: StoredPlan | None

    @property
    def number(self) -> int:
        """Its number in the store."""
        return self.kept.id

    @property
    def name(self) -> str:
        """What it is called."""
        return self.kept.name

    @property
    def can_be_planned(self) -> bool:
        """Whether there is a school to plan for, which is not the year as it is."""
        return self.applied is not None and any(one.applies for one in self.applied.outcomes)


def trials(actor: Actor) -> tuple[Trial, ...]:
    """Give the scenarios of the open year, in the order in which they were made."""
    year = open_year.open_year(actor)
    if year is None:
        return ()
    school, newest = open_year.school(actor), plans.newest_of_scenarios(actor)
    return tuple(
        _trial(kept, school, newest.get(kept.id)) for kept in store().scenarios(actor, year.id)
    )


def _trial(kept: Kept, school: School | None, plan: StoredPlan | None) -> Trial:
    try:
        scenario = Scenario.of_kept(kept.name, kept.changes)
    except ValidationError:
        return Trial(kept, None, school, None, plan)
    applied = None if school is None else applied_to(school, scenario)
    return Trial(kept, scenario, school, applied, plan)


def applied_to(school: School, scenario: Scenario) -> Applied:
    """Give the school that a scenario makes, worked out once."""
    return _applied(school.inputs_sha256, scenario.model_dump_json(), school, scenario)


@st.cache_resource(show_spinner=False, max_entries=64)
def _applied(digest: str, written: str, _school: School, _scenario: Scenario) -> Applied:
    return apply(_school, _scenario)


def is_up_to_date(trial: Trial) -> bool:
    """Whether the newest plan of a scenario is of the registers and the changes as they are now."""
    return (
        trial.plan is not None
        and trial.applied is not None
        and trial.plan.inputs_sha256 == trial.applied.school.inputs_sha256
    )


def out_of_date(actor: Actor, trial: Trial) -> str:
    """Why the newest plan of a scenario no longer fits; blank where it does or there is none."""
    if trial.plan is None or is_up_to_date(trial):
        return ""
    changes = staleness.changes_since(actor, trial.plan)
    if not changes:
        return "Its plan was made before its changes were as they are now."
    return f"Its plan was made before {listed(changes)}."


def changes_kept(changes: Sequence[Any]) -> list[Any]:
    """Changes as they are kept."""
    return [change.model_dump(mode="json") for change in changes]
