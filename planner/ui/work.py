"""Work being done: begun, kept alive while its visitor is there, and taken in when it is over."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import streamlit as st

from planner.access import Actor
from planner.ui import messages, open_year, state
from planner.ui.job import Job
from planner.ui.job_kinds import KINDS, JobKind

# Each job keeps one processor busy; more at once would only make all of them late.
JOBS_AT_ONCE = 2


@st.cache_resource(show_spinner=False)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=JOBS_AT_ONCE, thread_name_prefix="planning")


# As many as one visitor may have at once, and some more that are over.
@st.cache_resource(
    scope="session", show_spinner=False, max_entries=12, on_release=Job.nobody_is_there
)
def _in_sight(job_id: str, _job: Job[Any, Any]) -> Job[Any, Any]:
    """Tie a job to this visitor's connection: when that ends, the job is told."""
    return _job


@st.cache_resource(show_spinner=False)
def _begun() -> dict[tuple[str, int, JobKind], Job[Any, Any]]:
    """The job of each kind that each person had begun last for each year."""
    return {}


def begin(kind: JobKind, job: Job[Any, Any], actor: Actor) -> None:
    """Begin a job; what became of the last one of its kind is forgotten."""
    state.set_failure(kind.failed, None)
    state.set_job(kind.key, job)
    _begun()[actor.who, job.year_id, kind] = job
    keep_alive(job)
    job.start(_pool())


def keep_alive(job: Job[Any, Any]) -> None:
    """Say that the visitor is there."""
    _in_sight(job.id, job).somebody_is_there()


def going_on() -> tuple[tuple[JobKind, Job[Any, Any]], ...]:
    """Give the jobs of this visitor that are not taken in yet, each with its kind."""
    found = ((kind, state.job(kind.key)) for kind in KINDS)
    return tuple((kind, job) for kind, job in found if job is not None)


def take_in(actor: Actor) -> None:
    """Where a job is over, show what came of it, or why there is nothing.

    Whoever loads the page anew while work goes on finds it again.
    """
    for kind in KINDS:
        job = state.job(kind.key)
        if job is None:
            _find_again(kind, actor)
        elif job.is_over:
            _take_in(kind, job)


def _take_in(kind: JobKind, job: Job[Any, Any]) -> None:
    state.set_job(kind.key, None)
    if job.error is not None:
        failure = messages.failure_of(job.error, kind.no_result)
    elif job.result is None:
        failure = kind.stopped
    else:
        failure = None
        kind.show(job.result)
    state.set_failure(kind.failed, failure)


def _find_again(kind: JobKind, actor: Actor) -> None:
    year = open_year.open_year(actor)
    job = _begun().get((actor.who, year.id, kind)) if year else None
    if job is not None and job.is_left:
        state.set_job(kind.key, job)
        keep_alive(job)
