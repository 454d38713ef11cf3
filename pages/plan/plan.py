"""Plan: say what matters, press Plan, read the answer and what is behind it."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, may
from planner.charts.choices import TIME_LIMITS, USUAL_TIME_LIMIT
from planner.ui import cached, guard, open_year, planning, plans, state
from planner.ui.answer_panel import draw_answer
from planner.ui.choices_form import draw_choices
from planner.ui.job_kinds import PLANNING
from planner.ui.messages import draw_failure
from planner.ui.plan_shelf import draw_shelf, draw_standing, made_by
from planner.ui.progress_panel import draw_progress
from planner.ui.state import Key
from planner.ui.text import say

actor = guard.enter(Action.READ_PLAN)
st.title("What is the best plan for this school?")
year = open_year.open_year(actor)
if year is None:
    say("Open a school first: a sample school takes one click.", kind="info")
    st.page_link("pages/school/start.py", label="Open a school")
    st.stop()

school, job, planned = open_year.school(actor), state.job(PLANNING.key), plans.planned(actor)
say(f"{year}. {made_by(planned.stored) if planned else ''}", kind="small")
if school is None and planned is None:
    say("There is nothing to plan yet, or something needs putting right first.", kind="info")
    st.page_link("pages/school/start.py", label="See what is missing")
    st.stop()
if planned is None:
    say(
        "In this order, a plan meets what the law asks for, keeps within the money, shares fairly, "
        "helps as much as possible, changes as little as it can from today and spends no more "
        "than it takes."
    )
if failure := state.failure(Key.PLANNING_FAILED):
    draw_failure(failure, Key.PLANNING_FAILED)
if planned is not None:
    draw_standing(actor, planned.stored)

if job is not None and job.year_id == year.id:
    draw_progress(PLANNING)
elif job is not None:
    say(PLANNING.elsewhere, kind="info")
elif school is None:
    say("Something needs putting right before the next plan.", kind="info")
    st.page_link("pages/school/start.py", label="See what is wrong")
elif may(actor, Action.PLAN):
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Plan" if planned is None else "Plan again",
            key=Key.PLAN,
            type="primary",
            on_click=planning.start_as_chosen,
        )
        st.selectbox(
            "How long may it take?",
            list(TIME_LIMITS),
            index=list(TIME_LIMITS).index(USUAL_TIME_LIMIT),
            key=Key.TIME_LIMIT,
            width=320,
            persist_state="session",
        )
elif planned is None:
    say("There is no plan yet. The SENCO makes one.", kind="info")
if may(actor, Action.DECIDE_POLICIES):
    choices_title = "What the school decides: law and money, fairness, spread, reserve, absence"
    is_new = planned is None and job is None
    with st.expander(choices_title, expanded=is_new, key=Key.CHOICES, on_change="rerun"):
        draw_choices(actor)

if planned is not None:
    draw_answer(planned, cached.answer(planned))
draw_shelf(actor)
