"""What a drawing is made of: areas, lines and words on a sheet measured from its top left corner.

Two kinds of shape are enough for every chart, so that whatever can be drawn can be written both as
PDF and as SVG.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

Point = tuple[float, float]
# A quarter of a circle as a curve: how far its handles reach, as a share of the radius.
_QUARTER = 0.5523


@dataclass(frozen=True)
class Colour:
    """A colour.

    Attributes:
        red: From 0 to 255, as green and blue.
        opacity: From 0 to 1.
    """

    red: int
    green: int
    blue: int
    opacity: float = 1.0

    @property
    def is_dark(self) -> bool:
        """Whether white reads better on it than black."""
        return self.red * 0.299 + self.green * 0.587 + self.blue * 0.114 < 150


@dataclass(frozen=True)
class Stroke:
    """How a line is drawn.

    Attributes:
        width: How thick [px].
        dashes: How long dashes and gaps are in turn; none for a whole line [px].
    """

    colour: Colour
    width: float = 1.0
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True)
class Step:
    """One step of an outline: to a point in a straight line, or along a curve by two handles."""

    to: Point
    handles: tuple[Point, Point] | None = None


@dataclass(frozen=True)
class Outline:
    """A line, or the edge of an area.

    Attributes:
        start: Where it begins.
        steps: Where it goes from there.
        fill: The colour inside; ``None`` for a line.
        stroke: How the line is drawn; ``None`` where there is none.
    """

    start: Point
    steps: tuple[Step, ...]
    fill: Colour | None = None
    stroke: Stroke | None = None
    is_closed: bool = True

    @property
    def points(self) -> tuple[Point, ...]:
        """Every point that it goes through, its handles among them."""
        through = [self.start]
        for step in self.steps:
            through += [*(step.handles or ()), step.to]
        return tuple(through)


class Anchor(StrEnum):
    """Which part of the words stands at their point."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True)
class Words:
    """One line of words.

    Attributes:
        at: Where the foot of the letters stands.
        size: The height of the letters [px].
        angle: How far they are turned to the right about their point [degrees].
    """

    at: Point
    text: str
    size: float
    colour: Colour
    anchor: Anchor = Anchor.START
    is_bold: bool = False
    angle: float = 0.0


Shape = Outline | Words


@dataclass(frozen=True)
class Drawing:
    """A sheet with shapes on it, those that come later over those before.

    Attributes:
        width: How wide it is [px].
        height: How high it is [px].
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]


def rectangle(
    corner: Point, opposite: Point, fill: Colour | None, stroke: Stroke | None = None
) -> Outline:
    """A rectangle between two corners."""
    (left, top), (right, bottom) = corner, opposite
    return polygon([(left, top), (right, top), (right, bottom), (left, bottom)], fill, stroke)


def polygon(points: Sequence[Point], fill: Colour | None, stroke: Stroke | None = None) -> Outline:
    """An area with straight edges."""
    return Outline(points[0], tuple(map(Step, points[1:])), fill, stroke)


def line(points: Sequence[Point], stroke: Stroke) -> Outline:
    """A line through points."""
    return Outline(points[0], tuple(map(Step, points[1:])), None, stroke, is_closed=False)


def circle(middle: Point, radius: float, fill: Colour | None, stroke: Stroke | None) -> Outline:
    """A circle."""
    x, y = middle
    edge = [
        (x + radius * math.cos(turn * math.pi / 2), y + radius * math.sin(turn * math.pi / 2))
        for turn in range(5)
    ]
    steps = []
    for (x0, y0), (x1, y1) in pairwise(edge):
        # At each quarter the edge runs at a right angle to the line from the middle.
        first = (x0 - (y0 - y) * _QUARTER, y0 + (x0 - x) * _QUARTER)
        second = (x1 + (y1 - y) * _QUARTER, y1 - (x1 - x) * _QUARTER)
        steps.append(Step((x1, y1), (first, second)))
    return Outline(edge[0], tuple(steps), fill, stroke)
