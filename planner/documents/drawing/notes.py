"""What is written and drawn on a chart besides its data: notes with arrows, lines and areas."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.documents.drawing.axis import Axis
from planner.documents.drawing.colours import TEXT, colour_of
from planner.documents.drawing.points import ink_of
from planner.documents.drawing.reading import Settings, at, font_of, is_bold, lines_of, size_of
from planner.documents.drawing.shapes import (
    Anchor,
    Colour,
    Point,
    Shape,
    Stroke,
    line,
    polygon,
    rectangle,
)
from planner.documents.drawing.writing import Pen, block
from planner.errors import DrawingError

_HEAD = 7.0
_ANCHORS = {"left": Anchor.START, "center": Anchor.MIDDLE, "right": Anchor.END}


@dataclass(frozen=True)
class Frame:
    """Where notes may stand: the axes by name, and the box of the whole chart [px]."""

    axes: Mapping[str, Axis]
    box: tuple[float, float, float, float]

    def place(self, reference: str, value: object) -> float:
        """Where a value stands on the sheet, along an axis or as a part of one [px].

        Raises:
            DrawingError: It is measured along something that is not there.
        """
        name, _, is_share = reference.partition(" ")
        if name not in self.axes:
            raise DrawingError("reference", reference)
        axis = self.axes[name]
        if is_share:
            start, end = sorted((axis.start, axis.end), reverse=not axis.is_across)
            return start + float(str(value)) * (end - start)
        return axis.place(axis.value(value) or 0.0)

    def across(self, reference: str, value: object) -> float:
        """Where a value stands from the left [px]."""
        left, _, right, _ = self.box
        if reference == "paper":
            return left + float(str(value)) * (right - left)
        return self.place(reference, value)

    def down(self, reference: str, value: object) -> float:
        """Where a value stands from the top [px]."""
        _, top, _, bottom = self.box
        if reference == "paper":
            return bottom - float(str(value)) * (bottom - top)
        return self.place(reference, value)


def draw_shapes(shapes: Sequence[Settings], frame: Frame, *, is_below: bool) -> Iterator[Shape]:
    """Draw lines and areas, those under the data or those over it.

    Raises:
        DrawingError: A shape is of another kind.
    """
    for shape in shapes:
        if (at(shape, "layer", "above") == "below") != is_below:
            continue
        across, down = at(shape, "xref", "x"), at(shape, "yref", "y")
        corner = (frame.across(across, shape["x0"]), frame.down(down, shape["y0"]))
        opposite = (frame.across(across, shape["x1"]), frame.down(down, shape["y1"]))
        opacity = float(at(shape, "opacity", 1.0))
        ink = ink_of({"line": at(shape, "line", {}), "opacity": opacity})
        kind = at(shape, "type", "rect")
        if kind == "line":
            yield line([corner, opposite], ink)
        elif kind == "rect":
            written = at(shape, "fillcolor")
            fill = colour_of(written, opacity) if written else None
            yield rectangle(corner, opposite, fill, ink if ink.width else None)
        else:
            raise DrawingError("shape", kind)


def draw_notes(notes: Sequence[Settings], frame: Frame, usual: Settings) -> Iterator[Shape]:
    """Write every note, with its arrow where it has one."""
    for note in notes:
        yield from _note(note, frame, usual)


def _note(note: Settings, frame: Frame, usual: Settings) -> Iterator[Shape]:
    size, colour = font_of(note, "font", usual)
    lines = lines_of(at(note, "text", ""))
    tip = (
        frame.across(at(note, "xref", "x"), note["x"]) + float(at(note, "xshift", 0.0)),
        frame.down(at(note, "yref", "y"), note["y"]) - float(at(note, "yshift", 0.0)),
    )
    width, height = size_of(lines, size)
    angle = float(at(note, "textangle", 0.0))
    has_arrow = bool(at(note, "showarrow", True))
    middle = _middle(note, tip, (width, height), has_arrow=has_arrow)
    if has_arrow:
        yield from _arrow(note, middle, tip, (width, height))
    yield from _ground(note, middle, (width, height))
    align = str(at(note, "align", "center"))
    start = {"left": middle[0] - width / 2, "right": middle[0] + width / 2}
    at_lines = (start.get(align, middle[0]), middle[1])
    if angle:
        at_lines, align = middle, "center"
    pen = Pen(size, colour, is_bold(at(note, "text", "")), angle)
    yield from block(lines, at_lines, pen, _ANCHORS[align])


def _middle(note: Settings, tip: Point, size: Point, *, has_arrow: bool) -> Point:
    """Where the middle of the words stands."""
    x, y = tip
    if has_arrow:
        if at(note, "axref", "pixel") != "pixel" or at(note, "ayref", "pixel") != "pixel":
            raise DrawingError("reference of an arrow", note.get("axref"))
        x, y = x + float(at(note, "ax", -10.0)), y + float(at(note, "ay", -30.0))
    width, height = size
    # Without an arrow a note stands by its place in the chart, as plotly has it: at its left third
    # by its left edge, at its right third by its right edge.
    over = at(note, "xanchor", "auto")
    up = at(note, "yanchor", "auto")
    x += {"left": width / 2, "right": -width / 2}.get(_side(note, over, "x", has_arrow), 0.0)
    y += {"top": height / 2, "bottom": -height / 2}.get(_side(note, up, "y", has_arrow), 0.0)
    return x, y


def _side(note: Settings, anchor: str, axis: str, has_arrow: bool) -> str:
    if anchor != "auto" or has_arrow or at(note, f"{axis}ref") != "paper":
        return anchor
    names = ("left", "center", "right") if axis == "x" else ("bottom", "middle", "top")
    share = float(note[axis])
    return names[0 if share < 1 / 3 else 2 if share > 2 / 3 else 1]


def _ground(note: Settings, middle: Point, size: Point) -> Iterator[Shape]:
    """The area behind the words, where they have one."""
    ground, border = at(note, "bgcolor"), at(note, "bordercolor")
    if ground is None and border is None:
        return
    pad = float(at(note, "borderpad", 1.0)) + 1
    over, up = size[0] / 2 + pad, size[1] / 2 + pad
    fill = None if ground is None else colour_of(ground)
    edge = None if border is None else Stroke(colour_of(border), float(at(note, "borderwidth", 1)))
    yield rectangle(
        (middle[0] - over, middle[1] - up), (middle[0] + over, middle[1] + up), fill, edge
    )


def _arrow(note: Settings, middle: Point, tip: Point, size: Point) -> Iterator[Shape]:
    """The arrow from the edge of the words to what they are about."""
    ink: Colour = colour_of(note["arrowcolor"]) if at(note, "arrowcolor") else TEXT
    away = math.dist(middle, tip)
    if away < 1:
        return
    over, up = (tip[0] - middle[0]) / away, (tip[1] - middle[1]) / away
    edge = min(
        (size[0] / 2 + 2) / abs(over) if over else math.inf,
        (size[1] / 2 + 2) / abs(up) if up else math.inf,
    )
    end = (
        tip[0] - over * float(at(note, "standoff", 0.0)),
        tip[1] - up * float(at(note, "standoff", 0.0)),
    )
    if edge >= away:
        return
    start = (middle[0] + over * edge, middle[1] + up * edge)
    yield line([start, end], Stroke(ink, float(at(note, "arrowwidth", 1.2))))
    if at(note, "arrowhead", 1):
        back = (end[0] - over * _HEAD, end[1] - up * _HEAD)
        aside = (-up * _HEAD / 2.5, over * _HEAD / 2.5)
        wings = [(back[0] + aside[0], back[1] + aside[1]), (back[0] - aside[0], back[1] - aside[1])]
        yield polygon([end, *wings], ink)
