"""One pupil: everything that the registers hold about them, on one screen."""

from __future__ import annotations

import streamlit as st

from planner.access import Action
from planner.charts.pupils_one import everything_about
from planner.charts.pupils_standing import pupil_label
from planner.ui import guard
from planner.ui.moments import the_day
from planner.ui.pupil_names import names_of, with_name
from planner.ui.pupil_panel import draw_ledger, draw_section, turn
from planner.ui.state import Key
from planner.ui.text import say
from planner.ui.year_page import begin

actor = guard.enter(Action.READ_PUPILS)
views = begin(
    actor, "What is known, owed and done for one pupil?", "All that the registers hold about them."
)
names = names_of(actor, views.year.year)
labels = {
    pupil.pupil: with_name(pupil_label(pupil), pupil.pupil, names)
    for pupil in views.registers.pupils.records
}
if not labels:
    say("No pupil is entered yet.", kind="info")
    st.page_link("pages/pupils/pupils.py", label="Enter pupils")
    st.stop()

codes = list(labels)
if st.session_state.get(Key.PUPIL_SHOWN) not in codes:
    st.session_state[Key.PUPIL_SHOWN] = codes[0]
with st.container(horizontal=True, vertical_alignment="bottom"):
    shown = st.selectbox(
        "Pupil",
        codes,
        format_func=lambda code: labels.get(code, ""),
        key=Key.PUPIL_SHOWN,
        width=320,
        persist_state="session",
    )
    place = codes.index(shown)
    st.button(
        "Previous pupil",
        key=Key.PUPIL_BEFORE,
        disabled=place == 0,
        on_click=turn,
        args=(codes[max(0, place - 1)],),
    )
    st.button(
        "Next pupil",
        key=Key.PUPIL_AFTER,
        disabled=place == len(codes) - 1,
        on_click=turn,
        args=(codes[min(len(codes) - 1, place + 1)],),
    )
    say(f"{place + 1} of {len(codes)}", kind="small")

today = the_day()
for section in views.work_out(
    "one pupil", (shown, today), lambda seen: everything_about(shown, seen, today)
):
    draw_section(actor, views.year, shown, section)
draw_ledger(actor, shown)
