"""The school at a glance: counts for anybody's eyes, from which no pupil can be recognised."""

from __future__ import annotations

import streamlit as st

from planner.access import Action
from planner.charts import glance_view
from planner.charts.national.table import shown_shares_table
from planner.charts.national.words import WHAT_THE_RANGE_MEANS, answer_at_a_glance
from planner.ui import guard, open_year
from planner.ui.pictures import draw_picture
from planner.ui.storage import store
from planner.ui.tables import draw_table
from planner.ui.text import say

actor = guard.enter(Action.READ_AGGREGATES)
st.title("Who is helped at this school, and how far?")
year = open_year.open_year(actor)
if year is None:
    say("No school is open. Choose one on the Start page.", kind="info")
    st.page_link("pages/school/start.py", label="Go to Start")
    st.stop()

glance = store().privacy.glance(actor, year.id)
say(f"{year}. {glance_view.what_is_hidden(glance)}", kind="small")
say(glance_view.pupils_sentence(glance))
say(glance_view.needs_sentence(glance))

say("Pupils by year group and status", kind="heading")
draw_table(glance_view.pupils_table(glance))
draw_picture(glance_view.needs_picture(glance))
say("Needs by area", kind="heading")
draw_table(glance_view.areas_table(glance))

beside = store().privacy.beside_national(actor, year.id)
say("The school beside national figures", kind="heading")
say(answer_at_a_glance(beside))
draw_table(shown_shares_table(beside))
say(WHAT_THE_RANGE_MEANS, kind="small")
