"""What a question is asked about: the plan that is shown, or the year as it is."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace

import streamlit as st

from planner.access import Actor
from planner.charts.register_words import moment
from planner.optimiser.plan import Plan
from planner.scenarios.scenario import Applied, apply
from planner.scenarios.scenario import Scenario as Changed
from planner.school.school import School
from planner.store.values import Scenario, SchoolYear
from planner.ui import open_year, plans
from planner.ui.staleness import out_of_date
from planner.ui.storage import store


@dataclass(frozen=True)
class Subject:
    """What is asked about.

    Attributes:
        year_id: The school year.
        school: The school, with its digest.
        plan: The plan made for it; ``None`` where the question finds one first.
        says: What this is, as a sentence.
        read_at: When the school was read.
        scenario_id: The scenario; ``None`` for the year as it is.
        notes: What is to be known about it, each a sentence.
    """

    year_id: int
    school: School
    plan: Plan | None
    says: str
    read_at: dt.datetime
    scenario_id: int | None = None
    notes: tuple[str, ...] = ()


def subject_of(actor: Actor, scenario_id: int | None = None) -> Subject | None:
    """Give what questions are asked about.

    It is the plan shown, with the school it was made for, or else the year as it is; with a
    scenario, the year as it is with the changes of that. ``None`` where there is nothing to plan,
    or something to be put right first.
    """
    read_at = dt.datetime.now(dt.UTC)
    year, planned = open_year.open_year(actor), plans.planned(actor)
    if year is None:
        return None
    scenario = next((one for one in scenarios_of(actor, year) if one.id == scenario_id), None)
    school = open_year.school(actor)
    if scenario is not None:
        base = school or (planned.school if planned else None)
        return _with_changes(actor, year.id, base, scenario, read_at) if base else None
    if planned is not None:
        why = out_of_date(actor, planned.stored)
        says = f"Asked about the plan made {moment(planned.stored.made_at)}."
        notes = (f"{why} The questions are about that plan; plan again first.",) if why else ()
        return Subject(year.id, planned.school, planned.plan, says, read_at, notes=notes)
    return Subject(year.id, school, None, _NO_PLAN, read_at) if school else None


def scenarios_of(actor: Actor, year: SchoolYear) -> tuple[Scenario, ...]:
    """Give the scenarios that can be asked about."""
    return tuple(store().scenarios(actor, year.id))


def forget_schools() -> None:
    """Leave no school of a scenario in memory, where something of one was deleted for good."""
    _applied.clear()


_NO_PLAN = "There is no plan yet: the best one is found first, which takes longer."
_NO_PLAN_OF_SCENARIO = "No plan was made afresh for it yet: the best one is found first."


def _with_changes(
    actor: Actor, year_id: int, base: School, scenario: Scenario, read_at: dt.datetime
) -> Subject:
    changes = json.dumps(scenario.changes, sort_keys=True, default=str)
    applied = _applied(f"{base.inputs_sha256} {changes}", base, scenario)
    stored = plans.newest_of_scenarios(actor).get(scenario.id)
    fits = stored is not None and stored.planning_sha256 == applied.school.planning_sha256
    plan = plans.read(actor, stored).plan if stored is not None and fits else None
    # What no plan rests on may have changed since, and the digest of every file with it.
    made_under = plan.summary.inputs_sha256 if plan else applied.school.inputs_sha256
    return Subject(
        year_id,
        replace(applied.school, inputs_sha256=made_under),
        plan,
        f"Asked about the scenario {scenario.name}. {'' if plan else _NO_PLAN_OF_SCENARIO}",
        read_at,
        scenario.id,
        notes=tuple(
            f"Left out of the scenario: {one.sentence} {one.why_not}"
            for one in applied.outcomes
            if not one.applies and one.change.is_on
        ),
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def _applied(stamp: str, _base: School, _scenario: Scenario) -> Applied:
    return apply(_base, Changed.of_kept(_scenario.name, _scenario.changes))
