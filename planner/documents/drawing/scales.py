"""What is drawn along the axes: lines, words and titles, and the room for them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from planner.documents.drawing.axis import Axis
from planner.documents.drawing.colours import GRID, colour_of
from planner.documents.drawing.plot import Plot
from planner.documents.drawing.reading import Settings, at, font_of, line_height, lines_of, size_of
from planner.documents.drawing.shapes import Anchor, Colour, Shape, Stroke, line
from planner.documents.drawing.writing import Pen, block, wrapped
from planner.errors import DrawingError

_GAP = 6.0
_TILT = 35.0
_LEAST_SIZE = 7.0
# How much of the sheet the names at the left may take before they are broken into lines.
WIDEST_NAMES = 0.36


@dataclass
class Scale:
    """The words along one axis.

    Attributes:
        texts: Where each stands, in the unit of the axis, and its lines.
        tilt: How far they are turned to rise to the right [degrees].
    """

    axis: Axis
    size: float
    colour: Colour
    texts: list[tuple[float, list[str]]]
    title: list[str]
    title_size: float
    tilt: float = 0.0

    @property
    def room(self) -> float:
        """How far it reaches from the plot [px]."""
        title = line_height(self.title_size) * len(self.title) + _GAP if self.title else 0.0
        if not self.texts:
            return title
        sizes = [size_of(lines, self.size) for _, lines in self.texts]
        widest, highest = max(size[0] for size in sizes), max(size[1] for size in sizes)
        if not self.axis.is_across:
            return widest + _GAP + title
        turn = math.radians(self.tilt)
        return widest * math.sin(turn) + highest * math.cos(turn) + _GAP + title


def scale_of(axis: Axis, usual: Settings, sheet: float) -> Scale:
    """Decide what is written along an axis.

    Args:
        axis: The axis, whose ends stand on the sheet as far as that is known.
        usual: The font of the whole chart.
        sheet: How wide the sheet is [px].
    """
    _refuse_sides(axis)
    size, colour = font_of(axis.settings, "tickfont", usual)
    title_size, _ = font_of(axis.settings, "title.font", usual)
    title = [text for text in lines_of(at(axis.settings, "title.text", "")) if text]
    shown = at(axis.settings, "visible", True)
    texts = axis.ticks() if axis.is_shown else []
    scale = Scale(axis, size, colour, texts, title if shown else [], title_size)
    if axis.is_across:
        _fit_across(scale)
    else:
        _fit_upward(scale, sheet)
    return scale


def _refuse_sides(axis: Axis) -> None:
    side = at(axis.settings, "side", "bottom" if axis.is_across else "left")
    if side not in ({"bottom", "top"} if axis.is_across else {"left"}):
        raise DrawingError("side of an axis", side)


def _slot(scale: Scale) -> float:
    """How much room there is from one word to the next [px]."""
    places = sorted(scale.axis.place(value) for value, _ in scale.texts)
    apart = [b - a for a, b in pairwise(places) if b - a > 0.5]
    return min(apart, default=abs(scale.axis.end - scale.axis.start))


def _fit_across(scale: Scale) -> None:
    """Break words into lines, or tilt them, so that none runs into the next."""
    slot = _slot(scale) - 4
    if scale.axis.categories:
        scale.texts = [(value, wrapped(lines, scale.size, slot)) for value, lines in scale.texts]
    widest = max((size_of(lines, scale.size)[0] for _, lines in scale.texts), default=0.0)
    if widest > slot + 4 and len(scale.texts) > 1:
        scale.texts = [(value, [" ".join(lines)]) for value, lines in scale.texts]
        scale.tilt = _TILT


def _fit_upward(scale: Scale, sheet: float) -> None:
    """Break long names into lines, and make letters smaller where names stand close."""
    if not scale.axis.categories and not at(scale.axis.settings, "ticktext"):
        return
    slot = _slot(scale)
    scale.size = max(_LEAST_SIZE, min(scale.size, slot * 0.95))
    widest = sheet * WIDEST_NAMES
    if line_height(scale.size) * 2 <= slot:
        scale.texts = [(value, wrapped(lines, scale.size, widest)) for value, lines in scale.texts]


def draw_lines(plot: Plot) -> Iterator[Shape]:
    """Draw the lines at the ticks, and at 0, under the data."""
    left, top, right, bottom = plot.box
    for axis in (plot.across, plot.upward):
        zero = _zero(axis)
        if at(axis.settings, "showgrid", True) and at(axis.settings, "visible", True):
            ink = Stroke(_written(axis, "gridcolor"), float(at(axis.settings, "gridwidth", 1.0)))
            for value, _ in axis.ticks():
                if value or not zero:
                    yield _across(axis, value, plot, ink)
        if zero:
            yield _across(axis, 0.0, plot, zero)
        if at(axis.settings, "showline", False):
            ink = Stroke(_written(axis, "linecolor"), float(at(axis.settings, "linewidth", 1.0)))
            ends = [(left, bottom), (right, bottom) if axis.is_across else (left, top)]
            yield line(ends, ink)


def _zero(axis: Axis) -> Stroke | None:
    low, high = sorted((axis.low, axis.high))
    if axis.categories or not at(axis.settings, "zeroline", False) or not low <= 0 <= high:
        return None
    width = float(at(axis.settings, "zerolinewidth", 1.0))
    return Stroke(_written(axis, "zerolinecolor"), width)


def _written(axis: Axis, name: str) -> Colour:
    written = at(axis.settings, name)
    return GRID if written is None else colour_of(written)


def _across(axis: Axis, value: float, plot: Plot, ink: Stroke) -> Shape:
    left, top, right, bottom = plot.box
    place = axis.place(value)
    if axis.is_across:
        return line([(place, top), (place, bottom)], ink)
    return line([(left, place), (right, place)], ink)


def draw_scale(scale: Scale, plot: Plot) -> Iterator[Shape]:
    """Write the words along an axis, and its title."""
    left, top, _, bottom = plot.box
    pen = Pen(scale.size, scale.colour)
    is_top = at(scale.axis.settings, "side") == "top"
    for value, lines in scale.texts:
        place = scale.axis.place(value)
        if not scale.axis.is_across:
            yield from block(lines, (left - _GAP, place), pen, Anchor.END)
        elif scale.tilt:
            tilted = Pen(scale.size, scale.colour, angle=-scale.tilt)
            at_foot = (place + scale.size * 0.3, top - _GAP if is_top else bottom + _GAP)
            anchor = Anchor.START if is_top else Anchor.END
            yield from block(lines, at_foot, tilted, anchor, "bottom" if is_top else "top")
        elif is_top:
            yield from block(lines, (place, top - _GAP), pen, Anchor.MIDDLE, "bottom")
        else:
            yield from block(lines, (place, bottom + _GAP), pen, Anchor.MIDDLE, "top")
    if scale.title:
        yield from _title(scale, plot, is_top=is_top)


def _title(scale: Scale, plot: Plot, *, is_top: bool) -> Iterator[Shape]:
    left, top, right, bottom = plot.box
    _, colour = font_of(scale.axis.settings, "title.font", plot.usual_font)
    half = line_height(scale.title_size) * len(scale.title) / 2
    pen = Pen(scale.title_size, colour)
    if scale.axis.is_across:
        y = top - scale.room + half if is_top else bottom + scale.room - half
        yield from block(scale.title, ((left + right) / 2, y), pen, Anchor.MIDDLE)
    else:
        turned = Pen(scale.title_size, colour, angle=-90.0)
        at_side = (left - scale.room + half, (top + bottom) / 2)
        yield from block(scale.title, at_side, turned, Anchor.MIDDLE)
