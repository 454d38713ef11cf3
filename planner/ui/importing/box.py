"""A tick box of an import, which says the same after a look at another page."""

from __future__ import annotations

import streamlit as st

from planner.ui.importing.desk import Desk


def draw_box(desk: Desk, part: str, label: str, help: str | None = None) -> bool:
    """Show a tick box and give whether it is ticked."""
    before = desk.chosen(part, otherwise=False)
    ticked = st.checkbox(label, value=before, key=desk.key(part), help=help)
    desk.keep(part, ticked)
    return ticked
