"""Leadership: a plan for whoever decides and has five minutes."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, may
from planner.charts.glance_view import how_few_are_hidden
from planner.ui import guard, open_year
from planner.ui.leadership.approval import draw_approval
from planner.ui.leadership.panel import draw_headline, draw_pictures, draw_questions
from planner.ui.leadership.reading import brief_of, is_earlier, out_of_date_for
from planner.ui.packs import draw_pack
from planner.ui.plan_shelf import made_by
from planner.ui.text import say

actor = guard.enter(Action.READ_AGGREGATES)
st.title("What does the plan do, and is it fair?")
year = open_year.open_year(actor)
if year is None:
    say("No school is open. Choose one on the Start page.", kind="info")
    st.page_link("pages/school/start.py", label="Go to Start")
    st.stop()

brief = brief_of(actor, year)
if brief is None:
    say(f"{year}. There is no plan yet. The SENCO makes one; it is read here.", kind="info")
    if may(actor, Action.READ_PLAN):
        st.page_link("pages/plan/plan.py", label="Go to Plan")
    st.stop()

hidden = "" if may(actor, Action.READ_PLAN) else how_few_are_hidden(brief.fewest_shown)
why = out_of_date_for(actor, year, brief.stored)
standing = "" if why else "It is up to date. "
say(f"{year}. {made_by(brief.stored)} {standing}No pupil is named here. {hidden}", kind="small")
if is_earlier(actor, brief.stored):
    say("This is an earlier plan. The Plan page leads back to the newest.", kind="info")
if why:
    say(why, kind="warning")
draw_headline(brief)
if may(actor, Action.EXPORT):
    st.page_link("pages/documents/documents.py", label="Print it or send it: see Documents")
draw_pictures(brief)
draw_questions(actor, brief)
if not may(actor, Action.EXPORT):
    draw_pack(actor, brief.stored)
draw_approval(actor, brief.stored, why)
