"""What became of a button that was pressed, told in the part of the page where it stands."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from planner.access import Action, Actor
from planner.ui import guard, open_year, plans, state
from planner.ui.asking import kept
from planner.ui.messages import attempt, draw_failure
from planner.ui.state import Failure
from planner.ui.text import say

_NO_LONGER = Failure("Nothing was changed.", "You may not do this any more.")


def do(part: str, action: Action, call: Callable[[Actor], str], title: str) -> None:
    """Do what a button is for, if whoever is there may, and keep what there is to tell.

    Args:
        part: The part of the page.
        action: What somebody must be allowed to do.
        call: Does it, and says what was done.
        title: What to say first if it does not work.
    """
    actor = guard.actor_who_may(action)
    # A turn may be broken off wherever it touches the session, so that is done before the deed.
    place = state.to_tell()
    told = _NO_LONGER if actor is None else attempt(lambda: call(actor), title)
    place.clear()
    place[part] = told


def forget_the_erased() -> None:
    """Leave nothing in memory of somebody who was deleted for good."""
    open_year.forget()
    plans.forget()
    kept.forget()
    st.cache_data.clear()


def begin(box: str) -> None:
    """Forget what was told on an earlier visit to the page, on which this box was not drawn yet.

    A box that is on the page keeps its value until another page is drawn.
    """
    if box not in st.session_state:
        state.to_tell().clear()


def draw_told(part: str) -> None:
    """Tell what became of the last button, if it was one of this part."""
    told = state.to_tell().get(part)
    if isinstance(told, Failure):
        draw_failure(told, f"{part}_failed")
    elif told:
        say(told, kind="success")
