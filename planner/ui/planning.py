"""Making a plan: started on the Plan page, worked out apart from it, and kept when it is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import streamlit as st

from planner.access import Action
from planner.charts.choices import TIME_LIMITS
from planner.charts.progress import Standing, standing_of
from planner.optimiser.plan import Plan
from planner.optimiser.progress import Options, Progress, ShouldStop
from planner.school.school import School
from planner.ui import guard, open_year, plans, storage, work
from planner.ui.job import Job
from planner.ui.job_kinds import PLANNING
from planner.ui.state import Key


def planning_job(
    school: School,
    options: Options,
    *,
    year_id: int = 0,
    keep: Callable[[Plan], object] | None = None,
) -> Job[Progress, Plan]:
    """Give the job of making one plan.

    Args:
        school: What to plan for.
        options: How long it may take, and how sure it is to be.
        year_id: The school year that it is for.
        keep: Keeps the plan, before anybody hears that there is one.
    """

    def make(hear: Callable[[Progress], None], should_stop: ShouldStop) -> Plan:
        # The program that finds plans takes a second to load, which no page should wait for.
        from planner.optimiser.solve import make_plan

        return make_plan(school, options, on_progress=hear, should_stop=should_stop)

    def standing(progress: Progress | None, seconds: float) -> Standing:
        return standing_of(progress, options.time_limit, seconds)

    return Job(make, standing, year_id=year_id, keep=keep)


def start_as_chosen() -> None:
    """Begin to plan for the open year as it is now, for as long as the visitor has chosen."""
    actor = guard.actor_who_may(Action.PLAN)
    if actor is None:
        return
    read_at = dt.datetime.now(dt.UTC)
    year, school = open_year.open_year(actor), open_year.school(actor)
    if year is None or school is None:
        return

    def keep(plan: Plan) -> None:
        plans.keep(into, actor, year.id, (school, plan), read_at)

    into = storage.store()
    options = Options(time_limit=TIME_LIMITS[st.session_state[Key.TIME_LIMIT]])
    work.begin(PLANNING, planning_job(school, options, year_id=year.id, keep=keep), actor)
