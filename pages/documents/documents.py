"""Documents: the papers that schools have to produce, and the plan as files to keep and send."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, may
from planner.charts.register_words import moment
from planner.ui import guard, open_year
from planner.ui.leadership.reading import out_of_date_for
from planner.ui.papers.files import draw_files
from planner.ui.papers.panel import Part, draw_papers, newest_plan
from planner.ui.state import Key
from planner.ui.text import say
from planner.ui.year_page import choose_part

actor = guard.enter(Action.READ_AGGREGATES)
st.title("What can you take away?")
year = open_year.open_year(actor)
stored = newest_plan(actor, year) if year else None

if year is None or stored is None:
    say("There is no plan yet. Documents about it are here once it is made.", kind="info")
    if may(actor, Action.READ_PLAN):
        st.page_link("pages/plan/plan.py", label="Make a plan")
    st.stop()

codes = " Pupils and adults are codes throughout." if may(actor, Action.READ_PLAN) else ""
say(f"The plan for {year}, made {moment(stored.made_at)}.{codes}", kind="small")
if why := out_of_date_for(actor, year, stored):
    say(f"{why} Documents and files say what was planned then.", kind="warning")
    if may(actor, Action.READ_PLAN):
        st.page_link("pages/plan/plan.py", label="Plan again")
parts = tuple(Part) if may(actor, Action.EXPORT) else (Part.PAPERS,)
part = choose_part(Key.DOCUMENTS_PART, parts) if len(parts) > 1 else Part.PAPERS
if part == Part.FILES:
    draw_files(actor, stored)
else:
    draw_papers(actor, year, stored)
