"""The one home of colours and of how every chart is laid out.

One colour means one thing everywhere. Each has at least 3 : 1 against both the light and the dark
page, so that a chart needs not know which it is on, and none is the only carrier of its meaning.
"""

from __future__ import annotations

from html import escape
from typing import Any

import plotly.graph_objects as go

from planner.charts.words import shortened
from planner.school.codes import Area

STATUTORY = "#2a6cb0"
CHOSEN = "#0f8577"
PLANNED = "#2a6cb0"
TODAY = "#7d8894"
SHORTFALL = "#c8452f"
UNUSED = "#8b949e"
# A hue for each area of need, apart from those above.
AREAS = {
    Area.COMMUNICATION: "#8a63c9",
    Area.COGNITION: "#a8720c",
    Area.SEMH: "#c0508f",
    Area.SENSORY: "#5f8a2c",
    Area.ADULTHOOD: "#4c8ba0",
}
# The page draws this in its own text colour, light or dark; elsewhere, as in a file to print, it is
# very nearly black. Streamlit's usual colour for axes is too pale to read easily.
TEXT = "#000037"
# The page's own grey at a strength that both themes keep legible behind a label.
GRID = "rgba(128, 138, 148, 0.25)"
# Hatching says "not used" and "as things are" where a printer shows no colour.
HATCHED = {"shape": "/", "fillmode": "replace", "solidity": 0.35, "size": 6}

_BAR_ROW_HEIGHT = 46
_LEAST_HEIGHT = 240


def label(text: str, longest: int = 60) -> str:
    """A school's own words as a label: cut to fit, and never read as markup."""
    return escape(shortened(" ".join(text.split()), longest), quote=False)


def translucent(colour: str, opacity: float = 0.45) -> str:
    """A colour of the theme that lets what lies behind it through."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity})"


def bars_height(rows: int, row_height: int = _BAR_ROW_HEIGHT) -> int:
    """The height that gives each row of bars its room [px]."""
    return max(_LEAST_HEIGHT, rows * row_height + 80)


def lay_out(figure: go.Figure, **layout: Any) -> go.Figure:
    """Give a figure the frame that every chart has; the page supplies fonts and text colour."""
    figure.update_layout(
        **{
            "margin": {"l": 8, "r": 24, "t": 8, "b": 48},
            "font": {"size": 14, "color": TEXT},
            "showlegend": False,
            "hovermode": "closest",
            "dragmode": False,
        }
        | layout
    )
    figure.update_xaxes(fixedrange=True)
    figure.update_yaxes(fixedrange=True)
    return figure


def value_axis(title: str, **settings: Any) -> dict[str, Any]:
    """An axis of values from zero, with its unit in the title."""
    return {
        "title": {"text": title, "standoff": 8, "font": {"size": 14, "color": TEXT}},
        "tickfont": {"size": 13, "color": TEXT},
        "rangemode": "tozero",
        "gridcolor": GRID,
        "zeroline": True,
        "zerolinecolor": TODAY,
        "automargin": True,
    } | settings


def name_axis(**settings: Any) -> dict[str, Any]:
    """An axis of names, the first at the top."""
    return {
        "autorange": "reversed",
        "tickfont": {"size": 14, "color": TEXT},
        "automargin": True,
        "ticks": "",
        "showgrid": False,
        "title": {"text": ""},
    } | settings
