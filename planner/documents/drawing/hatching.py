"""Lines and dots over an area, cut off at its edges."""

from __future__ import annotations

import math
from collections.abc import Iterator

from planner.documents.drawing.shapes import Point, Shape, Stroke, circle, line
from planner.errors import DrawingError

_SPACING = 6.0
_DIRECTIONS = {
    "/": ((1.0, 1.0),),
    "\\": ((1.0, -1.0),),
    "x": ((1.0, 1.0), (1.0, -1.0)),
    "-": ((0.0, 1.0),),
    "|": ((1.0, 0.0),),
    "+": ((1.0, 0.0), (0.0, 1.0)),
}


def hatched(corner: Point, opposite: Point, shape: str, ink: Stroke) -> Iterator[Shape]:
    """Draw the lines or dots of a hatching inside a rectangle.

    Raises:
        DrawingError: There is no hatching of that shape.
    """
    (left, right), (top, bottom) = (
        sorted((corner[0], opposite[0])),
        sorted((corner[1], opposite[1])),
    )
    if shape == ".":
        yield from _dots(left, top, right, bottom, ink)
        return
    if shape not in _DIRECTIONS:
        raise DrawingError("hatching", shape)
    for a, b in _DIRECTIONS[shape]:
        # The lines a·x + b·y = c, as far apart as the spacing and through round places of the
        # sheet, so that the hatching of bars that touch goes on from one to the next.
        apart = _SPACING * math.hypot(a, b)
        sums = [a * x + b * y for x in (left, right) for y in (top, bottom)]
        for count in range(math.ceil(min(sums) / apart), math.floor(max(sums) / apart) + 1):
            ends = _ends(a, b, count * apart, (left, top, right, bottom))
            if ends is not None:
                yield line(ends, ink)


def _ends(
    a: float, b: float, c: float, box: tuple[float, float, float, float]
) -> list[Point] | None:
    """Where the line a·x + b·y = c enters and leaves a box; ``None`` where it only touches it."""
    left, top, right, bottom = box
    found: list[Point] = []
    if b:
        found += [(x, (c - a * x) / b) for x in (left, right)]
    if a:
        found += [((c - b * y) / a, y) for y in (top, bottom)]
    inside = sorted(
        {
            (round(x, 3), round(y, 3))
            for x, y in found
            if left - 1e-6 <= x <= right + 1e-6 and top - 1e-6 <= y <= bottom + 1e-6
        }
    )
    if len(inside) < 2 or math.dist(inside[0], inside[-1]) < 0.5:
        return None
    return [inside[0], inside[-1]]


def _dots(left: float, top: float, right: float, bottom: float, ink: Stroke) -> Iterator[Shape]:
    radius = ink.width
    down = math.ceil((top + radius) / _SPACING)
    while down * _SPACING <= bottom - radius:
        over = math.ceil((left + radius) / _SPACING)
        while over * _SPACING <= right - radius:
            yield circle((over * _SPACING, down * _SPACING), radius, ink.colour, None)
            over += 1
        down += 1
