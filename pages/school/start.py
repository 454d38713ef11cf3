"""Start: the schools and years there are, what is filled in, and what to do next."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, may
from planner.ui import guard, open_year
from planner.ui.backup_reminder import draw_backup_reminder
from planner.ui.carried_panel import draw_carried
from planner.ui.checklist_panel import draw_checklist
from planner.ui.new_school import draw_files, draw_samples, draw_scratch
from planner.ui.state import Key
from planner.ui.text import say
from planner.ui.years_panel import draw_years

actor = guard.enter(Action.READ_AGGREGATES)
year = open_year.open_year(actor)

st.title("Which school do you plan for?")
say(
    "Evenhand turns a school’s SEN money, adults and pupils’ needs into the best plan that can "
    "really be delivered, and says what cannot be met and why. What you enter is saved here as "
    "you go, and sent nowhere else."
)
draw_backup_reminder(actor)
if year is not None:
    draw_checklist(actor, year)
    draw_carried(actor, year)
draw_years(actor, year)

if not may(actor, Action.MANAGE_SCHOOLS):
    if year is None:
        say("Schools are opened and brought in by the SENCO.", kind="info")
    st.stop()

say("Add a school" if year else "Begin with a school", kind="heading")
sample, files, scratch = st.tabs(
    ["A sample school", "From files", "From scratch"], key=Key.BEGIN_WITH, on_change="rerun"
)
with sample:
    draw_samples(actor, is_first=year is None)
with files:
    draw_files()
with scratch:
    draw_scratch()
