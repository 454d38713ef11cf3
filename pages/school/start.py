"""Start: open a school, see what is filled in, and what to do next."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, may
from planner.charts.register import files_table, filled_in, missing
from planner.ui import guard, schools, state
from planner.ui.messages import draw_failure, draw_warnings
from planner.ui.plan_documents import ZIP_TYPE
from planner.ui.state import Key
from planner.ui.tables import draw_short_table
from planner.ui.text import list_of, say

actor = guard.enter(Action.READ_AGGREGATES)
opened = state.opened()

st.title("Which school do you plan for?")
say(
    "Evenhand turns a school’s SEN money, adults and pupils’ needs into the best plan that can "
    "really be delivered, and says what cannot be met and why. Everything stays on this machine."
)

if opened is not None:
    school = opened.school
    say("What is filled in", kind="heading")
    say(f"{school.details.name}, {school.details.academic_year}, read from {opened.source}.")
    if st.button("Go on to the plan", key=Key.GO_TO_PLAN, type="primary"):
        st.switch_page("pages/plan/plan.py")
    draw_short_table(filled_in(school))
    if gaps := missing(school):
        say("The plan would be better with:")
        list_of(gaps)
    draw_warnings(opened.warnings, "warnings")

if not may(actor, Action.IMPORT):
    say("Schools are opened and brought in by the SENCO.", kind="info")
    st.stop()

say("Look around with a sample school", kind="heading")
say("Invented schools, filled in completely: press one, then Plan, and read a finished plan.")
with st.container(horizontal=True):
    for place, name in enumerate(schools.sample_names()):
        st.button(
            f"Open the sample {name} school",
            key=f"{Key.OPEN_SAMPLE}_{name}",
            type="primary" if opened is None and place == 0 else "secondary",
            on_click=schools.open_sample,
            args=(name,),
        )

say("Bring your own school", kind="heading")
say(
    "The files of a school folder as CSV, one zip of them, or one Excel workbook with a sheet for "
    "each. Use codes such as P014 for pupils, never names."
)
uploads = st.file_uploader(
    "School files (CSV, zip or XLSX)",
    type=["csv", "zip", "xlsx"],
    accept_multiple_files=True,
    key=Key.UPLOAD,
)
st.button(
    "Read these files",
    key=Key.READ_UPLOAD,
    disabled=not uploads,
    on_click=schools.open_upload,
)
if failure := state.reading_failure():
    draw_failure(failure, Key.FAULTS)
elif opened is not None and uploads:
    say(f"{opened.school.details.name} is open. What is filled in stands above.", kind="success")
with st.expander("What the files are called and what they hold"):
    draw_short_table(files_table())
    say("The quickest way to begin: take the sample’s files and write your own school into them.")
    st.download_button(
        "Download the sample’s files as a pattern (zip)",
        data=schools.pattern(),
        file_name="school-pattern.zip",
        mime=ZIP_TYPE,
        key=Key.PATTERN,
        on_click="ignore",
    )
