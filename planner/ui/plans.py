"""The plans of the year that is open: kept when they are made, and found again by anybody.

A plan is kept with the school that it was made for, so that it can be read, and proved, long after
the registers have changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import streamlit as st

from planner.access import Action, Actor, may, require
from planner.errors import StoreError
from planner.exchange.plan_folder import plan_files, read_plan_bytes
from planner.exchange.school_folder import digest_of, read_school_bytes, school_files
from planner.optimiser.plan import Plan
from planner.school.school import School
from planner.store.store import Store
from planner.store.values import StoredPlan
from planner.ui import state
from planner.ui.open_year import open_year
from planner.ui.state import Planned
from planner.ui.storage import store

# Where the files of the school stand among those of a plan.
INPUTS = "inputs/"


def keep(
    into: Store,
    actor: Actor,
    year_id: int,
    made: tuple[School, Plan],
    made_at: dt.datetime,
    scenario_id: int | None = None,
) -> StoredPlan:
    """Keep a plan for good.

    Args:
        into: The store.
        actor: Who had it made.
        year_id: The year it is for.
        made: The school that it was made for, with its digest, and the plan.
        made_at: When the school was read for it: a save after this is not in the plan.
        scenario_id: The scenario whose school it was made for; ``None`` for the year as it is.
    """
    school, plan = made
    inputs = {f"{INPUTS}{name}": data for name, data in school_files(school).items()}
    return into.save_plan(
        actor,
        year_id,
        inputs_sha256=school.inputs_sha256,
        planning_sha256=school.planning_sha256,
        files=plan_files(plan) | inputs,
        status=plan.summary.status,
        made_at=made_at,
        scenario_id=scenario_id,
    )


def every_plan(actor: Actor) -> tuple[StoredPlan, ...]:
    """Give the plans of the open year and of its scenarios, the last one first."""
    year = open_year(actor)
    if year is None or not may(actor, Action.READ_PLAN):
        return ()
    return tuple(store().plans(actor, year.id))


def all_plans(actor: Actor) -> tuple[StoredPlan, ...]:
    """Give the plans of the open year as it is, the last one first."""
    return tuple(one for one in every_plan(actor) if one.scenario_id is None)


def shown_plan(actor: Actor) -> StoredPlan | None:
    """Give the plan that is read: the one that was chosen, else the newest."""
    plans = all_plans(actor)
    chosen = (one for one in plans if one.id == state.plan_shown())
    return next(chosen, plans[0] if plans else None)


def planned(actor: Actor) -> Planned | None:
    """Read the plan that is shown, with the school that it was made for.

    Raises:
        InputError: It was made by another Evenhand, which wrote it otherwise.
        StoreError: It is not there any more.
    """
    stored = shown_plan(actor)
    return None if stored is None else read(actor, stored)


def read(actor: Actor, stored: StoredPlan) -> Planned:
    """Read a plan with the school that it was made for.

    Raises:
        InputError: It was made by another Evenhand, which wrote it otherwise.
        StoreError: It is not there any more.
    """
    require(actor, Action.READ_PLAN)
    return _read(stamp_of(stored), stored, store(), actor)


def newest_of_scenarios(actor: Actor) -> dict[int, StoredPlan]:
    """Give the newest plan of each scenario of the open year that has one, by its number."""
    year = open_year(actor)
    return {} if year is None else newest_of_scenarios_of(actor, year.id)


def newest_of_scenarios_of(actor: Actor, year_id: int) -> dict[int, StoredPlan]:
    """Give the newest plan of each scenario of a year, whichever is open."""
    if not may(actor, Action.READ_PLAN):
        return {}
    return {
        one.scenario_id: one
        for one in reversed(store().plans(actor, year_id))
        if one.scenario_id is not None
    }


def forget() -> None:
    """Leave no plan in memory, where something of one was deleted for good."""
    _read.clear()


def stamp_of(stored: StoredPlan) -> str:
    """What no other plan has, not even one of another store."""
    return f"{stored.id} {stored.made_at.isoformat()} {stored.inputs_sha256} {stored.who}"


# A plan never changes, so what was read of it once holds.
@st.cache_resource(show_spinner=False, max_entries=16)
def _read(stamp: str, _stored: StoredPlan, _store: Store, _actor: Actor) -> Planned:
    files = _store.plan_files(_actor, _stored.id)
    own = {name: data for name, data in files.items() if not name.startswith(INPUTS)}
    school, plan = read_files(files)
    return Planned(school, plan, digest_of(own), own, _stored)


def read_files(files: Mapping[str, bytes]) -> tuple[School, Plan]:
    """Read the files of a plan that is kept: the school that it was made for, and the plan.

    Raises:
        InputError: They were written by another Evenhand, which wrote them otherwise.
        StoreError: The school is not among them.
    """
    inputs = {
        name.removeprefix(INPUTS): data for name, data in files.items() if name.startswith(INPUTS)
    }
    if not inputs:
        what = "This plan was kept without the school that it was made for."
        raise StoreError(what, "Plan again.")
    own = {name: data for name, data in files.items() if not name.startswith(INPUTS)}
    return read_school_bytes(inputs).school, read_plan_bytes(own)
