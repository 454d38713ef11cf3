"""Signing in and out on the screen, and what somebody sees who is not let in."""

from __future__ import annotations

import streamlit as st

from planner.access import LOCAL, ROLE_NAMES, Actor
from planner.ui import visitor
from planner.ui.state import Key
from planner.ui.text import say
from planner.ui.visitor import Refused, Then

# What is on a screen that nobody touches is cleared this soon after its sign-in is over.
LOOK_AGAIN = "10s"


def draw_refusal(refused: Refused) -> None:
    """Show why nothing is shown, and what can be done."""
    st.title(refused.title)
    say(refused.text)
    if refused.then is Then.SIGN_IN:
        st.button("Sign in", key=Key.SIGN_IN, type="primary", on_click=st.login)
    elif refused.then is Then.SIGN_OUT:
        _draw_sign_out()


def draw_who(actor: Actor) -> None:
    """Show who is signed in, with the way out; where nobody signs in there is nothing to show."""
    if actor == LOCAL:
        return
    say(f"Signed in as {actor.who} ({ROLE_NAMES[actor.role]}).", kind="small")
    _draw_sign_out()
    _leave_when_over()


def _draw_sign_out() -> None:
    st.button("Sign out", key=Key.SIGN_OUT, on_click=visitor.sign_out)


@st.fragment(run_every=LOOK_AGAIN)
def _leave_when_over() -> None:
    if visitor.is_over():
        st.rerun()
