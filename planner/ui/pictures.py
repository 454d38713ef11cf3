"""A picture on the screen: its sentence, the chart, how to read it, and the same figures."""

from __future__ import annotations

import streamlit as st

from planner.charts.picture import Picture
from planner.ui.tables import draw_table
from planner.ui.text import say

# No tool bar over the chart, and no wheel or drag that would move it under the reader.
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def draw_picture(picture: Picture) -> None:
    """Show a picture with its table folded beneath it."""
    say(picture.title, kind="heading")
    say(picture.note, kind="small")
    if picture.figure is None:
        return
    draw_chart(picture, picture.key)
    with st.expander("The same figures as a table"):
        draw_table(picture.table)


def draw_chart(picture: Picture, key: str) -> None:
    """Show the chart of a picture alone, if it has one.

    Args:
        picture: The picture.
        key: What no other chart on the page has.
    """
    if picture.figure is not None:
        st.plotly_chart(picture.figure, key=key, config=_CONFIG, alt=picture.alternative)
