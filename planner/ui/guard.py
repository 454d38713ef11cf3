"""The door of every page: who is there, and whether they may do what the page is for.

The core asks again for whatever is read or changed. Hence a button that should not have been there
does no harm.
"""

from __future__ import annotations

import streamlit as st

from planner.access import Action, Actor, may, require
from planner.errors import AccessError
from planner.ui import visitor
from planner.ui.sign_in import draw_refusal
from planner.ui.text import say
from planner.ui.visitor import Refused


def enter(action: Action) -> Actor:
    """Give whoever is there if they may do this; otherwise say why not and end the page here."""
    actor = admit(visitor.find())
    try:
        require(actor, action)
    except AccessError as error:
        st.title("This page is not open to you")
        say(str(error))
        st.stop()
    return actor


def admit(found: Actor | Refused) -> Actor:
    """Give somebody who is let in; otherwise show why not and end the page here."""
    if isinstance(found, Refused):
        draw_refusal(found)
        st.stop()
    return found


def actor_who_may(action: Action) -> Actor | None:
    """Give whoever is there if they may do this, for what runs before its page or apart from it.

    What a button calls runs before the page and its door; what repeats itself runs without them.
    """
    found = visitor.find()
    return found if isinstance(found, Actor) and may(found, action) else None


def opens(found: Actor | Refused, action: Action) -> bool:
    """Tell whether somebody is let in and may do this."""
    return isinstance(found, Actor) and may(found, action)
