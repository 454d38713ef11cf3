"""A grid of cells in colours with a number in each: a heatmap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from plotly.colors import get_colorscale

from planner.documents.drawing.colours import TEXT, blended, colour_of, readable_on
from planner.documents.drawing.plot import Plot
from planner.documents.drawing.reading import (
    Settings,
    at,
    each,
    filled,
    font_of,
    formatted,
    lines_of,
    listed,
    plain_number,
)
from planner.documents.drawing.shapes import Anchor, Colour, Shape, Stroke, rectangle
from planner.documents.drawing.writing import Pen, block
from planner.errors import DrawingError

BAR_ROOM = 64.0
_BAR_WIDTH = 12.0
_BAR_STEPS = 24
_EDGE = Stroke(Colour(128, 138, 148, 0.6), 0.5)


def has_scale(trace: Settings) -> bool:
    """Whether a scale of its colours stands beside it."""
    return bool(at(trace, "showscale", True))


def draw_grid(plot: Plot) -> Iterator[Shape]:
    """Draw every heatmap of a plot."""
    for trace in plot.of_kind("heatmap"):
        shades = _shades(trace)
        for row, values in enumerate(listed(trace.get("z"))):
            for place, value in enumerate(values):
                if value is not None:
                    yield from _cell(trace, plot, (row, place), float(value), shades)
        if has_scale(trace):
            yield from _scale(trace, plot, shades)


def _range(trace: Settings) -> tuple[float, float]:
    values = [float(one) for row in listed(trace.get("z")) for one in row if one is not None]
    low = float(at(trace, "zmin", min(values, default=0.0)))
    high = float(at(trace, "zmax", max(values, default=1.0)))
    middle = at(trace, "zmid")
    if middle is not None:
        reach = max(high - middle, middle - low)
        low, high = middle - reach, middle + reach
    return low, high


def _shades(trace: Settings) -> list[tuple[float, Colour]]:
    """The colours of the scale with where each stands, from 0 to 1."""
    written: Any = trace.get("colorscale")
    if written is None:
        raise DrawingError("grid without a scale of colours", "colorscale")
    pairs = get_colorscale(written) if isinstance(written, str) else written
    found = [(float(share), colour_of(colour)) for share, colour in pairs]
    if trace.get("reversescale"):
        found = [(1 - share, colour) for share, colour in reversed(found)]
    return found


def _shade(shades: Sequence[tuple[float, Colour]], share: float) -> Colour:
    share = min(1.0, max(0.0, share))
    for (low, before), (high, after) in pairwise(shades):
        if share <= high:
            return blended(before, after, (share - low) / ((high - low) or 1.0))
    return shades[-1][1]


def _share(value: float, trace: Settings) -> float:
    low, high = _range(trace)
    return (value - low) / ((high - low) or 1.0)


def _cell(
    trace: Settings,
    plot: Plot,
    where: tuple[int, int],
    value: float,
    shades: Sequence[tuple[float, Colour]],
) -> Iterator[Shape]:
    row, place = where
    overs, ups = listed(trace.get("x")), listed(trace.get("y"))
    x = plot.across.value(overs[place]) if overs else float(place)
    y = plot.upward.value(ups[row]) if ups else float(row)
    if x is None or y is None:
        return
    left, right = sorted((plot.across.place(x - 0.5), plot.across.place(x + 0.5)))
    top, bottom = sorted((plot.upward.place(y - 0.5), plot.upward.place(y + 0.5)))
    over, up = float(at(trace, "xgap", 0.0)) / 2, float(at(trace, "ygap", 0.0)) / 2
    fill = _shade(shades, _share(value, trace))
    yield rectangle((left + over, top + up), (right - over, bottom - up), fill, _EDGE)
    text = _text(trace, row, place, value)
    if text:
        size, _ = font_of(trace, "textfont", plot.usual_font)
        size = min(size, (bottom - top) * 0.8)
        own = at(trace, "textfont.color")
        pen = Pen(size, readable_on(fill) if own is None else colour_of(own))
        middle = ((left + right) / 2, (top + bottom) / 2)
        yield from block(lines_of(text), middle, pen, Anchor.MIDDLE)


def _text(trace: Settings, row: int, place: int, value: float) -> str:
    template = at(trace, "texttemplate")
    if not template:
        return ""
    texts = listed(trace.get("text"))
    text = each(texts[row], place, "") if row < len(texts) else ""
    return filled(template, {"text": text, "z": value})


def _scale(trace: Settings, plot: Plot, shades: Sequence[tuple[float, Colour]]) -> Iterator[Shape]:
    """The scale of colours at the right, with its ends and its middle written beside it."""
    _, top, right, bottom = plot.box
    left, height = right + 10, (bottom - top) / _BAR_STEPS
    for step in range(_BAR_STEPS):
        foot = bottom - step * height
        fill = _shade(shades, (step + 0.5) / _BAR_STEPS)
        yield rectangle((left, foot - height - 0.3), (left + _BAR_WIDTH, foot), fill)
    low, high = _range(trace)
    form, after = at(trace, "colorbar.tickformat", ""), at(trace, "colorbar.ticksuffix", "")
    size, _ = font_of(trace, "colorbar.tickfont", plot.usual_font)
    ticks = listed(at(trace, "colorbar.tickvals")) or [low, (low + high) / 2, high]
    texts = listed(at(trace, "colorbar.ticktext"))
    for place, value in enumerate(ticks):
        y = bottom - (value - low) / ((high - low) or 1.0) * (bottom - top)
        text = formatted(value, form) if form else plain_number(round(value, 2))
        shown = texts[place] if texts else f"{text}{after}"
        at_tick = (left + _BAR_WIDTH + 5, y)
        yield from block(lines_of(shown), at_tick, Pen(size * 0.9, TEXT), Anchor.START)
    title = at(trace, "colorbar.title.text")
    if title:
        at_title = (left, top - 8)
        yield from block(lines_of(title), at_title, Pen(size * 0.9, TEXT), Anchor.START, "bottom")
