"""Loading official statistics: a file, what it would bring, and the button that keeps it."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.national.loading import HOW_TO_GET_A_FILE, brings_sentence, loading_table
from planner.charts.words import counted
from planner.store.values import YearRegisters
from planner.ui import open_year
from planner.ui.messages import draw_failure
from planner.ui.saved_step import draw_saved_step
from planner.ui.settings import statistics_work as work
from planner.ui.state import Failure, Key
from planner.ui.tables import draw_table
from planner.ui.text import list_of, say


def draw_statistics(actor: Actor) -> None:
    """Let somebody load newer national figures than those that come with Evenhand."""
    say(
        "Newer figures for England than those that come with Evenhand can be loaded from the "
        "Department for Education’s own files. They stand among the school’s own figures, marked "
        "as loaded, with their source and date, and the school is set beside the newest."
    )
    if not may(actor, Action.EDIT_MONEY):
        say("Your role may see figures, not load them.", kind="info")
        return
    year = open_year.registers(actor)
    if done := work.done_in(year.year.id):
        draw_saved_step(done, Key.STATISTICS_UNDO)
        if may(actor, Action.READ_PUPILS):
            st.page_link("pages/pupils/pupils.py", label="See the school beside national figures")
    found = work.laid_for(year.year.id)
    if isinstance(found, work.Laid):
        _draw_laid(found, year)
        return
    details = year.details
    st.file_uploader(
        "File of official statistics (CSV)",
        type=["csv", "zip", "xlsx", "txt"],
        key=Key.STATISTICS_FILE,
        on_change=work.take_file,
        args=(year.year.id, details.record.phase if details else None),
    )
    if isinstance(found, Failure):
        draw_failure(found, Key.STATISTICS_FAILED)
    with st.expander("Which files can be loaded, and where they are"):
        list_of(HOW_TO_GET_A_FILE)


def _draw_laid(laid: work.Laid, year: YearRegisters) -> None:
    figures = laid.loaded.figures
    replaced = work.replaced_by(figures, year)
    say(f"{laid.loaded.file}. {brings_sentence(figures, replaced)}")
    for note in laid.loaded.notes:
        say(note, kind="small")
    draw_table(loading_table(figures, replaced))
    with st.container(horizontal=True):
        st.button(
            f"Keep {counted(len(figures), 'figure')}",
            key=Key.STATISTICS_KEEP,
            type="primary",
            on_click=work.keep,
            args=(laid,),
        )
        st.button("Use another file", key=Key.STATISTICS_OTHER_FILE, on_click=work.put_away)
