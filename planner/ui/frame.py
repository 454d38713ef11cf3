"""What every page has around it: its door, the list of the pages, and what is open beside it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from planner.access import Actor
from planner.errors import PlannerError
from planner.ui import guard, messages, storage, visitor, work
from planner.ui.editor import turn_to
from planner.ui.page_list import PAGES
from planner.ui.sidebar import draw_sidebar
from planner.ui.sign_in import draw_who
from planner.ui.state import Key

# A page's content stays this wide on the widest screen, so that lines can be read [px].
READABLE_WIDTH = 1100
ICON = Path(__file__).parents[2] / "static" / "icon.png"


def draw_app() -> None:
    """Draw the page that is asked for, with what is around it."""
    st.set_page_config(page_title="Evenhand", page_icon=str(ICON), layout="wide")
    found = visitor.find()
    # A page that is not for somebody's role is not offered; its address still leads to it, and
    # there its own door says why it stays shut.
    page = st.navigation(
        [
            st.Page(
                entry.path,
                title=entry.title,
                default=entry == PAGES[0],
                visibility="visible" if guard.opens(found, entry.action) else "hidden",
            )
            for entry in PAGES
        ],
        position="sidebar" if isinstance(found, Actor) else "hidden",
        expanded=True,
    )
    with st.container(width=READABLE_WIDTH):
        actor = guard.admit(found)
        storage.enter()
    turn_to(page.url_path)
    work.take_in(actor)
    with st.sidebar:
        draw_sidebar(actor)
        draw_who(actor)
    with st.container(width=READABLE_WIDTH):
        try:
            page.run()
        except PlannerError as error:
            messages.draw_failure(messages.failure_of(error, "This did not work."), Key.PAGE_FAILED)
