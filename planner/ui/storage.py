"""The store that this app works on: opened once, for every visitor, and closed with the app."""

from __future__ import annotations

import atexit

import streamlit as st

from planner.errors import StoreError
from planner.store.database import default_url
from planner.store.store import Store
from planner.ui.text import say


def store() -> Store:
    """Give the store; the first to ask opens it.

    Raises:
        StoreError: It is newer than this Evenhand, damaged, or cannot be reached.
    """
    return _opened(default_url())


def enter() -> None:
    """Open the store; where that cannot be, say why and end the page here."""
    try:
        store()
    except StoreError as error:
        st.title("The registers cannot be opened")
        say(str(error), kind="error")
        st.stop()


def close() -> None:
    """Let go of it; whoever asks next opens it again."""
    _opened.clear()


@st.cache_resource(show_spinner=False, on_release=Store.close)
def _opened(url: str) -> Store:
    opened = Store.open(url)
    atexit.register(opened.close)
    return opened
