"""Import: bring a list of pupils from the MIS into the register, seen before it is saved."""

from __future__ import annotations

import streamlit as st

from planner.access import Action
from planner.ui import guard, open_year
from planner.ui.importing import draw_import
from planner.ui.text import say

actor = guard.enter(Action.IMPORT)
st.title("Which pupils does the MIS have now?")
year = open_year.open_year(actor)
if year is None:
    say("Open a school first: a sample school takes one click.", kind="info")
    st.page_link("pages/school/start.py", label="Open a school")
    st.stop()

say(
    f"{year}. Bring in one list of pupils from SIMS, Arbor, Bromcom or another MIS. You see what "
    "would change before anything is saved.",
    kind="small",
)
draw_import(actor, year)
