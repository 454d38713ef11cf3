"""Colours as charts write them: ``#2a6cb0``, ``rgba(…)`` and a few by their names."""

from __future__ import annotations

import re

from planner.charts import theme
from planner.documents.drawing.shapes import Colour
from planner.errors import DrawingError

_NAMED = {
    "white": Colour(255, 255, 255),
    "black": Colour(0, 0, 0),
    "transparent": Colour(0, 0, 0, 0.0),
}
_HEX = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")
_NUMBERS = re.compile(r"rgba?\(([^)]*)\)")


def colour_of(written: object, opacity: float = 1.0) -> Colour:
    """Read a colour.

    Args:
        written: As a chart has it.
        opacity: What its own opacity is taken times.

    Raises:
        DrawingError: It is written in another way.
    """
    text = str(written).strip()
    if found := _HEX.fullmatch(text):
        red, green, blue = (int(part, 16) for part in found.groups())
        return Colour(red, green, blue, opacity)
    if found := _NUMBERS.fullmatch(text):
        parts = [float(part) for part in found[1].split(",")]
        red, green, blue = (round(part) for part in parts[:3])
        return Colour(red, green, blue, opacity * (parts[3] if len(parts) > 3 else 1.0))
    if text in _NAMED:
        named = _NAMED[text]
        return Colour(named.red, named.green, named.blue, named.opacity * opacity)
    raise DrawingError("colour", text)


def blended(one: Colour, other: Colour, share: float) -> Colour:
    """The colour that lies a share of the way from one to the other."""
    red, green, blue = (
        round(before + (after - before) * share)
        for before, after in (
            (one.red, other.red),
            (one.green, other.green),
            (one.blue, other.blue),
        )
    )
    return Colour(red, green, blue, one.opacity + (other.opacity - one.opacity) * share)


def readable_on(ground: Colour) -> Colour:
    """White or the colour of text, whichever reads better on a colour."""
    return _NAMED["white"] if ground.is_dark and ground.opacity > 0.5 else TEXT


TEXT = colour_of(theme.TEXT)
GRID = colour_of(theme.GRID)
WHITE = _NAMED["white"]
