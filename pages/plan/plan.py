"""Plan: say what matters, press Plan, read the answer and what is behind it."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, may
from planner.charts.choices import TIME_LIMITS, USUAL_TIME_LIMIT
from planner.ui import cached, guard, state, work
from planner.ui.answer_panel import draw_answer
from planner.ui.choices_form import draw_choices
from planner.ui.messages import draw_failure
from planner.ui.progress_panel import draw_progress
from planner.ui.staleness import out_of_date
from planner.ui.state import Key
from planner.ui.text import say

actor = guard.enter(Action.READ_PLAN)
st.title("What is the best plan for this school?")
school = state.school_to_plan()
if school is None:
    say("Open a school first: a sample school takes one click.", kind="info")
    st.page_link("pages/school/start.py", label="Open a school")
    st.stop()

job, planned = state.job(), state.planned()
say(f"{school.details.name}, {school.details.academic_year}.", kind="small")
why_stale = out_of_date(planned.plan, planned.school, school) if planned else ""

if planned is None:
    say(
        "In this order, a plan meets what the law asks for, keeps within the money, shares fairly, "
        "helps as much as possible, changes as little as it can from today and spends no more "
        "than it takes."
    )
if failure := state.planning_failure():
    draw_failure(failure, "planning_failed")
if why_stale:
    say(f"{why_stale} Plan again to bring it up to date.", kind="warning")

if job is not None:
    draw_progress()
elif may(actor, Action.PLAN):
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Plan" if planned is None else "Plan again",
            key=Key.PLAN,
            type="primary",
            on_click=work.start_as_chosen,
        )
        st.selectbox(
            "How long may it take?",
            list(TIME_LIMITS),
            index=list(TIME_LIMITS).index(USUAL_TIME_LIMIT),
            key=Key.TIME_LIMIT,
            width=320,
            persist_state="session",
        )
if may(actor, Action.DECIDE_POLICIES):
    choices_title = "What the school decides: law and money, fairness, spread, reserve, absence"
    with st.expander(choices_title, expanded=planned is None and job is None):
        draw_choices()

if planned is not None:
    draw_answer(planned, cached.answer(planned))
