"""Plans being made: started, kept alive while their visitor is there, and taken in when over."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import streamlit as st

from planner.access import Action
from planner.charts.choices import TIME_LIMITS
from planner.optimiser.progress import Options
from planner.ui import cached, guard, messages, state
from planner.ui.job import Job

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


def start(time_limit: str) -> None:
    """Begin to plan for the open school with the choices in force."""
    school = state.school_to_plan()
    if school is None or guard.actor_who_may(Action.PLAN) is None:
        return
    job = Job(school, Options(time_limit=TIME_LIMITS[time_limit]))
    state.set_planning_failure(None)
    state.set_job(job)
    keep_alive(job)
    job.start(_pool())


def keep_alive(job: Job) -> None:
    """Say that the visitor is there."""
    _in_sight(job.id, job).somebody_is_there()


def take_in() -> None:
    """If the plan that was being made is over, show it, or why there is none."""
    job = state.job()
    if job is None or not job.is_over:
        return
    state.set_job(None)
    if job.error is not None:
        state.set_planning_failure(messages.failure_of(job.error, "No plan could be made."))
    elif job.plan is None:
        state.set_planning_failure(
            state.Failure("Planning was stopped before there was a plan.", "Nothing is lost.")
        )
    else:
        digest = cached.digest_of(job.plan)
        state.set_planned(
            state.Planned(job.school, job.plan, digest, dt.datetime.now().astimezone())
        )


def start_as_chosen() -> None:
    """Begin to plan, for as long as the visitor has chosen."""
    start(st.session_state[state.Key.TIME_LIMIT])
