"""Plans being made: started, kept alive while their visitor is there, and taken in when over."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import streamlit as st

from planner.access import Action, Actor
from planner.charts.choices import TIME_LIMITS
from planner.optimiser.plan import Plan
from planner.optimiser.progress import Options
from planner.ui import guard, messages, open_year, plans, state, storage
from planner.ui.job import Job
from planner.ui.state import Failure, Key

# Each plan keeps one processor busy; more at once would only make all of them late.
PLANS_AT_ONCE = 2


@st.cache_resource(show_spinner=False)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=PLANS_AT_ONCE, thread_name_prefix="planning")


@st.cache_resource(
    scope="session", show_spinner=False, max_entries=4, on_release=Job.nobody_is_there
)
def _in_sight(job_id: str, _job: Job) -> Job:
    """Tie a job to this visitor's connection: when that ends, the job is told."""
    return _job


@st.cache_resource(show_spinner=False)
def _begun() -> dict[tuple[str, int], Job]:
    """The plan that each person had begun last for each year."""
    return {}


def start(time_limit: str) -> None:
    """Begin to plan for the open year as it is now."""
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
    job = Job(school, Options(time_limit=TIME_LIMITS[time_limit]), year_id=year.id, keep=keep)
    state.set_failure(Key.PLANNING_FAILED, None)
    state.set_job(job)
    _begun()[actor.who, year.id] = job
    keep_alive(job)
    job.start(_pool())


def keep_alive(job: Job) -> None:
    """Say that the visitor is there."""
    _in_sight(job.id, job).somebody_is_there()


def take_in(actor: Actor) -> None:
    """If the plan that was being made is over, show it, or why there is none.

    Whoever loads the page anew while a plan is made finds it again.
    """
    job = state.job()
    if job is None:
        _find_again(actor)
        return
    if not job.is_over:
        return
    state.set_job(None)
    if job.error is not None:
        failure = messages.failure_of(job.error, "No plan could be made.")
    elif job.plan is None:
        failure = Failure("Planning was stopped before there was a plan.", "Nothing is lost.")
    else:
        failure = None
        state.show_plan(None)
    state.set_failure(Key.PLANNING_FAILED, failure)


def _find_again(actor: Actor) -> None:
    year = open_year.open_year(actor)
    job = _begun().get((actor.who, year.id)) if year else None
    if job is not None and job.is_left:
        state.set_job(job)
        keep_alive(job)


def start_as_chosen() -> None:
    """Begin to plan, for as long as the visitor has chosen."""
    start(st.session_state[Key.TIME_LIMIT])
