"""Documents: the plan as files to keep, send and work on."""

from __future__ import annotations

import streamlit as st

from planner.access import Action
from planner.ui import guard, state
from planner.ui.plan_documents import (
    CONTENTS,
    WORKBOOK_TYPE,
    ZIP_TYPE,
    files_of,
    packed,
    plan_name,
)
from planner.ui.staleness import out_of_date
from planner.ui.state import Key
from planner.ui.text import say

guard.enter(Action.EXPORT)
st.title("What can you take away?")
planned, school = state.planned(), state.school_to_plan()

if planned is None or school is None:
    say("There is no plan yet. Its files are here once it is made.", kind="info")
    st.page_link("pages/plan/plan.py", label="Make a plan")
    st.stop()
if why := out_of_date(planned.plan, planned.school, school):
    say(f"{why} Its files are here again once you have planned again.", kind="warning")
    st.page_link("pages/plan/plan.py", label="Plan again")
    st.stop()

say(
    f"The plan for {planned.school.details.name}, {planned.school.details.academic_year}, made at "
    f"{planned.made_at:%H:%M}. Pupils and adults are codes throughout."
)
say("The whole plan in one file", kind="heading")
with st.container(horizontal=True):
    st.download_button(
        "Download the workbook (XLSX)",
        data=packed(planned, "xlsx"),
        file_name=f"{plan_name(planned)}.xlsx",
        mime=WORKBOOK_TYPE,
        key=Key.WORKBOOK,
        on_click="ignore",
        type="primary",
    )
    st.download_button(
        "Download all files (zip)",
        data=packed(planned, "zip"),
        file_name=f"{plan_name(planned)}.zip",
        mime=ZIP_TYPE,
        key=Key.ZIP,
        on_click="ignore",
    )
say("File by file", kind="heading")
say("Each opens in a spreadsheet. Every pound in them adds up to the figures on the Plan page.")
for name, data in files_of(planned).items():
    place, button = st.columns([3, 1], vertical_alignment="center")
    with place:
        say(CONTENTS.get(name, name))
    button.download_button(
        name,
        data=data,
        file_name=name,
        mime="application/json" if name.endswith(".json") else "text/csv",
        key=f"download_{name}",
        on_click="ignore",
    )
