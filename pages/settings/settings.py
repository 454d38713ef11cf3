"""Settings: figures, backup, who changed what, names, what is kept how long, who is let in."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, may
from planner.ui import guard, open_year
from planner.ui.settings.audit_panel import draw_audit
from planner.ui.settings.backup_panel import draw_backup
from planner.ui.settings.figures_panel import draw_figures
from planner.ui.settings.names_panel import draw_names
from planner.ui.settings.people_panel import draw_people
from planner.ui.settings.retention_panel import draw_retention
from planner.ui.settings.telling import begin
from planner.ui.state import Key
from planner.ui.text import say

actor = guard.enter(Action.READ_SCHOOL)
year = open_year.open_year(actor)
begin(Key.AUDIT_WORD)
st.title("Where do figures come from, and how is what you enter kept safe?")
say(
    f"{year}. Names and what is kept how long count for every year of the school; a backup is of "
    "everything that is here."
    if year
    else "No school is open; a backup is of everything that is here.",
    kind="small",
)
if not may(actor, Action.READ_AUDIT):
    draw_figures(actor, year)
    st.stop()
backup, figures, audit, names, retention, people = st.tabs(
    ["Backup", "Figures", "Who changed what", "Names", "What is kept how long", "People"]
)
with backup:
    draw_backup(actor)
with figures:
    draw_figures(actor, year)
with audit:
    draw_audit(actor, year)
with names:
    draw_names(actor, year)
with retention:
    draw_retention(actor, year)
with people:
    draw_people(actor)
