"""Trade-offs: ask what a choice would cost, and read the answer that was worked out for it."""

from __future__ import annotations

import streamlit as st

from planner.access import Action
from planner.ui import guard, open_year
from planner.ui.asking.acts import question_chosen, scenario_chosen
from planner.ui.asking.panel import draw_choice, draw_question
from planner.ui.asking.subject import subject_of
from planner.ui.text import say

actor = guard.enter(Action.READ_PLAN)
question = question_chosen()
st.title(question.title)
year = open_year.open_year(actor)
if year is None:
    say("Open a school first: a sample school takes one click.", kind="info")
    st.page_link("pages/school/start.py", label="Open a school")
    st.stop()

subject = subject_of(actor, scenario_chosen())
say(f"{year}. {question.help} {subject.says if subject else ''}", kind="small")
if subject is None:
    say("There is nothing to ask about yet, or something needs putting right first.", kind="info")
    st.page_link("pages/school/start.py", label="See what is missing")
    st.stop()
for note in subject.notes:
    say(note, kind="warning")
draw_choice(actor, year)
draw_question(actor, year, subject)
