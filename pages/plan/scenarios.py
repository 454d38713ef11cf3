"""Scenarios: try out what may happen, plan for it, and see who gains and who loses what."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, may
from planner.ui import guard, open_year, state
from planner.ui.job_kinds import COMPARING
from planner.ui.messages import draw_failure
from planner.ui.progress_panel import draw_progress
from planner.ui.scenarios.beginning import draw_another, draw_first
from planner.ui.scenarios.comparison_panel import draw_comparison
from planner.ui.scenarios.list_panel import draw_list
from planner.ui.scenarios.planning_panel import draw_outcome, draw_planning
from planner.ui.scenarios.trials import trials
from planner.ui.state import Key
from planner.ui.text import say

actor = guard.enter(Action.READ_PLAN)
st.title("What would change, and for whom?")
year = open_year.open_year(actor)
if year is None:
    say("Open a school first: a sample school takes one click.", kind="info")
    st.page_link("pages/school/start.py", label="Open a school")
    st.stop()

school, found = open_year.school(actor), trials(actor)
job = state.job(COMPARING.key)
say(
    f"{year}. Each scenario is this year with something changed, planned for and set beside the "
    "year as it is.",
    kind="small",
)
if school is None:
    say("There is nothing to plan yet, or something needs putting right first.", kind="info")
    st.page_link("pages/school/start.py", label="See what is missing")
if failure := state.failure(Key.SCENARIO_FAILED):
    draw_failure(failure, Key.SCENARIO_FAILED)
if failure := state.failure(Key.COMPARING_FAILED):
    draw_failure(failure, Key.COMPARING_FAILED)

may_edit = may(actor, Action.EDIT_SCENARIOS)
if not found and school is not None and may_edit:
    draw_first(school)
elif not found:
    say("There is no scenario yet.", kind="info")
draw_list(actor, found)
if found and school is not None and may_edit:
    draw_another(school, frozenset(one.name.casefold() for one in found))

if job is not None and job.year_id == year.id:
    draw_progress(COMPARING)
elif job is not None:
    say(COMPARING.elsewhere, kind="info")
elif found and may_edit:
    draw_planning(actor, found)
draw_outcome(year.id)
draw_comparison(actor, found)
if found:
    st.page_link("pages/plan/trade_offs.py", label="Ask what a choice would cost")
