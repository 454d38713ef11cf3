"""What is open, beside every page: the school, its year, and whether the plan fits it."""

from __future__ import annotations

import streamlit as st

from planner.charts.progress import standing_of
from planner.ui import state, visitor, work
from planner.ui.staleness import out_of_date
from planner.ui.text import plain, say


def draw_sidebar() -> None:
    """Show what is open; while a plan is made, on any page, follow it."""
    opened = state.opened()
    if opened is None:
        say("No school is open.", kind="small")
        return
    details = opened.school.details
    st.markdown(f"**{plain(details.name)}**  \n{plain(str(details.academic_year))}")
    if state.job() is None:
        say(_standing_of_plan())
    else:
        _follow()


def _standing_of_plan() -> str:
    planned, school = state.planned(), state.school_to_plan()
    if planned is None or school is None:
        return "No plan yet."
    why = out_of_date(planned.plan, planned.school, school)
    return "The plan is out of date." if why else "The plan is up to date."


@st.fragment(run_every="1s")
def _follow() -> None:
    job = state.job()
    if job is None or job.is_over or visitor.is_over():
        st.rerun()
    work.keep_alive(job)
    if job.is_waiting:
        say("Planning: waiting for another plan.")
        return
    standing = standing_of(job.progress, job.options.time_limit, job.seconds)
    say(f"Planning: {standing.doing}.")
