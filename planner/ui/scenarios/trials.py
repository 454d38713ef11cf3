"""The scenarios of a year, each with the school it makes and the plan made for it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from pydantic import ValidationError

from planner.access import Actor
from planner.charts.words import listed
from planner.scenarios.repair import Mode
from planner.scenarios.scenario import Applied, Scenario, apply
from planner.school.school import School
from planner.store.values import Scenario as Kept
from planner.store.values import StoredPlan
from planner.ui import open_year, plans, staleness
from planner.ui.scenarios.ways import Base, mark_of
from planner.ui.storage import store

_EDITED = "Its plan was made before its changes were as they are now."
_KEPT_CLOSE = "Its plan was kept close to an earlier plan of the year as it is."


@dataclass(frozen=True)
class Trial:
    """One scenario of a year.

    Attributes:
        kept: What the store knows of it.
        scenario: Its changes; ``None`` where they cannot be read.
        base: The school of the year as it is; ``None`` where it cannot be planned for now.
        applied: The school that it makes; ``None`` where the year cannot be planned for now.
        plan: The newest plan made for it; ``None`` where there is none.
        fits: How that plan was made, where it is up to date; ``None`` where it is not.
    """

    kept: Kept
    scenario: Scenario | None = None
    base: School | None = None
    applied: Applied | None = None
    plan: StoredPlan | None = None
    fits: Mode | None = None

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
    return () if year is None else trials_of(actor, year.id)


def trials_of(actor: Actor, year_id: int) -> tuple[Trial, ...]:
    """Give the scenarios of a year, whichever is open, in the order in which they were made."""
    school, newest = (
        open_year.school_of(actor, year_id),
        plans.newest_of_scenarios_of(actor, year_id),
    )
    base = _newest_plan(actor, year_id) if newest else None
    return tuple(
        _trial(kept, school, newest.get(kept.id), base)
        for kept in store().scenarios(actor, year_id)
    )


def _newest_plan(actor: Actor, year_id: int) -> Base | None:
    found = store().plans(actor, year_id)
    stored = next((one for one in found if one.scenario_id is None), None)
    if stored is None:
        return None
    planned = plans.read(actor, stored)
    return Base(planned.plan, planned.digest)


def _trial(kept: Kept, school: School | None, plan: StoredPlan | None, base: Base | None) -> Trial:
    try:
        scenario = Scenario.of_kept(kept.name, kept.changes)
    except ValidationError:
        return Trial(kept, base=school, plan=plan)
    if school is None:
        return Trial(kept, scenario, plan=plan)
    applied = applied_to(school, scenario)
    return Trial(kept, scenario, school, applied, plan, _fits(applied.school, plan, base))


def _fits(school: School, plan: StoredPlan | None, base: Base | None) -> Mode | None:
    """How a plan was made, where it was made for this school."""
    if plan is None:
        return None
    marks = (mode for mode in Mode if mark_of(school, base, mode) == plan.planning_sha256)
    return next(marks, None)


def applied_to(school: School, scenario: Scenario) -> Applied:
    """Give the school that a scenario makes, worked out once."""
    return _applied(school.inputs_sha256, scenario.model_dump_json(), school, scenario)


@st.cache_resource(show_spinner=False, max_entries=64)
def _applied(digest: str, written: str, _school: School, _scenario: Scenario) -> Applied:
    return apply(_school, _scenario)


def out_of_date(actor: Actor, trial: Trial) -> str:
    """Why the newest plan of a scenario no longer fits; blank where it does or there is none."""
    if trial.plan is None or trial.fits is not None:
        return ""
    changes = staleness.changes_since(actor, trial.plan)
    if changes:
        return f"Its plan was made before {listed(changes)}."
    return _EDITED if trial.kept.changed_at > trial.plan.made_at else _KEPT_CLOSE
