"""The import put together: the file, its columns, the school's codes, the preview, and the undo."""

from __future__ import annotations

import streamlit as st

from planner.access import Actor
from planner.charts.words import counted
from planner.store.values import SchoolYear
from planner.ui.importing import acts, desk
from planner.ui.importing.columns import (
    draw_columns,
    draw_options,
    draw_questions,
    draw_sheet,
    draw_twice,
)
from planner.ui.importing.desk import Desk
from planner.ui.importing.outcome import draw_outcome
from planner.ui.importing.work import work_of
from planner.ui.messages import draw_failure
from planner.ui.saved_step import draw_saved_step
from planner.ui.state import Key
from planner.ui.text import list_of, say

# Kinds that cannot be read are taken as well, because then it can be said what to do about them.
_KINDS = ["csv", "txt", "tsv", "xlsx", "xls"]
_HOW = (
    "Export one list with a row for each pupil: admission number, year group, class, SEN status, "
    "primary need, pupil premium, looked after, and the dates of joining and leaving.",
    "SIMS: a report under Reports, Run Report, saved as CSV or Excel.",
    "Arbor: a custom report under Students, downloaded as Excel or CSV.",
    "Bromcom: a quick report of students, exported as Excel or CSV.",
    "Names and UPNs may be in the file. They are left out, and the file itself is not kept.",
)


def draw_import(actor: Actor, year: SchoolYear) -> None:
    """Let somebody bring a list of pupils into a year."""
    found = desk.desk_of(year.id)
    if done := desk.done_in(year.id):
        draw_saved_step(done, Key.MIS_UNDO)
        st.page_link("pages/pupils/pupils.py", label="See the pupils")
    if found is None:
        _draw_upload(year)
        return
    _draw_file(found)
    draw_sheet(found)
    if found.failure is not None and found.is_unread:
        draw_failure(found.failure, "mis_not_read")
    draw_columns(found)
    draw_options(found)
    work = work_of(found, actor)
    if work.twice:
        draw_twice(work, found)
    else:
        draw_questions(found, work)
        draw_outcome(found, work)
    found.shown, found.failure, found.is_unread = work.identity, None, False


def _draw_upload(year: SchoolYear) -> None:
    st.file_uploader(
        "List of pupils from your MIS (CSV or XLSX)",
        type=_KINDS,
        key=Key.MIS_FILE,
        on_change=acts.take_file,
        args=(year.id,),
    )
    if failure := desk.failure():
        draw_failure(failure, Key.MIS_FAILED)
    with st.expander("How to get the list, and what happens to it"):
        list_of(_HOW)


def _draw_file(found: Desk) -> None:
    rows = counted(len(found.report.rows), "row")
    with st.container(horizontal=True, vertical_alignment="center"):
        say(f"{found.name}, {rows}.")
        st.button("Use another file", key=Key.MIS_OTHER_FILE, on_click=acts.put_away)
