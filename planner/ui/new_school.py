"""Three ways to begin: a sample school, files that somebody has, or nothing at all."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from planner.access import Actor
from planner.charts.register import files_table
from planner.periods import AcademicYear
from planner.school.codes import Phase
from planner.ui import schools, state
from planner.ui.messages import draw_failure
from planner.ui.plan_documents import ZIP_TYPE
from planner.ui.state import Key
from planner.ui.tables import draw_short_table
from planner.ui.text import say

_PHASES = {
    Phase.PRIMARY: "Primary",
    Phase.SECONDARY: "Secondary",
    Phase.ALL_THROUGH: "All-through",
    Phase.SPECIAL: "Special school",
    Phase.AP: "Alternative provision",
}
# From this month on, people plan for the year that begins in September.
_APRIL, _SEPTEMBER = 4, 9


def draw_samples(actor: Actor, *, is_first: bool) -> None:
    """Offer each sample school: opened by one click, or opened again as it was left."""
    names = schools.sample_names()
    taken = [name for name in names if schools.year_like(actor, schools.sample(name))]
    say("Invented schools, filled in completely: open one, press Plan, and read a finished plan.")
    with st.container(horizontal=True):
        for place, name in enumerate(names):
            again = " again" if name in taken else ""
            st.button(
                f"Open the sample {name} school{again}",
                key=f"{Key.OPEN_SAMPLE}_{name}",
                type="primary" if is_first and place == 0 else "secondary",
                on_click=schools.open_sample,
                args=(name,),
            )
    if taken:
        say("A sample that you have taken opens as you left it. To begin with it anew:")
        with st.container(horizontal=True):
            for name in taken:
                st.button(
                    f"Take another copy of the {name} sample",
                    key=f"{Key.FRESH_SAMPLE}_{name}",
                    on_click=schools.open_sample_afresh,
                    args=(name,),
                )


def draw_files() -> None:
    """Take the files of a school, and tell what is wrong in them."""
    say(
        "The files of a school folder as CSV, one zip of them, or one Excel workbook with a sheet "
        "for each. Use codes such as P014 for pupils, never names."
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
    if failure := state.failure(Key.READING_FAILED):
        draw_failure(failure, Key.FAULTS)
    if school := state.brought():
        _ask_what_to_do(f"{school.details.name}, {school.details.academic_year},")
    with st.expander("What the files are called and what they hold"):
        draw_short_table(files_table())
        say("A quick way to begin: take the sample’s files and write your own school into them.")
        st.download_button(
            "Download the sample’s files as a pattern (zip)",
            data=schools.pattern(),
            file_name="school-pattern.zip",
            mime=ZIP_TYPE,
            key=Key.PATTERN,
            on_click="ignore",
        )


def _ask_what_to_do(name: str) -> None:
    say(
        f"The files can be read, but {name} is here already, and nothing was put in its place. "
        "Open what is here, or keep the files beside it as a school of their own.",
        kind="warning",
    )
    with st.container(horizontal=True):
        st.button(
            "Open what is here", key=Key.OPEN_WHAT_IS_HERE, on_click=schools.open_what_is_here
        )
        st.button(
            "Keep the files beside it", key=Key.KEEP_AS_COPY, on_click=schools.keep_brought_as_copy
        )


def draw_scratch() -> None:
    """Ask for what is needed to begin with an empty year."""
    say(
        "Three facts to begin with. The terms are filled in with the usual dates of the year: a "
        "suggestion, to be checked against your own calendar. Everything else is entered page by "
        "page, in any order, and saved as you go."
    )
    this = _year_to_plan(dt.datetime.now().astimezone().date())
    with st.form(Key.ADD_SCHOOL + "_form", border=False):
        st.text_input("Name of the school", key=Key.NEW_NAME, max_chars=120)
        st.selectbox("Phase", list(_PHASES), format_func=_PHASES.__getitem__, key=Key.NEW_PHASE)
        st.selectbox(
            "Academic year to plan for",
            [AcademicYear(this.first + step) for step in (-1, 0, 1)],
            index=1,
            key=Key.NEW_YEAR,
        )
        st.form_submit_button("Add this school", key=Key.ADD_SCHOOL, on_click=schools.add_school)
    if failure := state.failure(Key.ADDING_FAILED):
        draw_failure(failure, Key.ADDING_FAILED)


def _year_to_plan(today: dt.date) -> AcademicYear:
    """The academic year that somebody most likely plans for on a day."""
    began = today.year if today.month >= _SEPTEMBER else today.year - 1
    return AcademicYear(began + 1 if _APRIL <= today.month < _SEPTEMBER else began)
