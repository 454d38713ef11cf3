"""How every page about the open year begins, and how its parts are chosen."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from planner.access import Actor
from planner.ui import open_year
from planner.ui.state import Key
from planner.ui.text import say
from planner.ui.year_views import YearViews


def begin(actor: Actor, title: str, says: str) -> YearViews:
    """Show the head of a page and give the year it is about; where none is open, end it here.

    Args:
        actor: Who is there.
        title: The question that the page answers.
        says: What it shows, in a line.
    """
    st.title(title)
    if open_year.open_year(actor) is None:
        say("Open a school first: a sample school takes one click.", kind="info")
        st.page_link("pages/school/start.py", label="Open a school")
        st.stop()
    views = YearViews(open_year.registers(actor))
    say(f"{views.year.year}. {says}", kind="small")
    return views


def choose_part(key: Key, parts: Sequence[str]) -> str:
    """Let somebody choose a part of the page; only that one is worked out and drawn."""
    if st.session_state.get(key) not in parts:
        st.session_state.pop(key, None)
    chosen: str = st.segmented_control(
        "What to show",
        parts,
        default=parts[0],
        required=True,
        key=key,
        label_visibility="collapsed",
        persist_state="session",
    )
    return chosen or parts[0]
