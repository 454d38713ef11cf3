"""The marks at points: circles, diamonds, squares and what else tells series apart."""

from __future__ import annotations

import math
from collections.abc import Iterator

from planner.documents.drawing.colours import WHITE
from planner.documents.drawing.shapes import Colour, Point, Shape, Stroke, circle, line, polygon
from planner.errors import DrawingError

# Corners of each mark about its middle, for a radius of 1.
_CORNERS: dict[str, tuple[Point, ...]] = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "diamond": ((0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)),
    "triangle-up": ((0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)),
    "triangle-down": ((0.0, 1.2), (1.1, -0.8), (-1.1, -0.8)),
    "star": tuple(
        (
            math.sin(turn * math.pi / 5) * (1.4 if turn % 2 == 0 else 0.55),
            -math.cos(turn * math.pi / 5) * (1.4 if turn % 2 == 0 else 0.55),
        )
        for turn in range(10)
    ),
    "hexagon": tuple(
        (math.cos(turn * math.pi / 3), math.sin(turn * math.pi / 3)) for turn in range(6)
    ),
}
_STROKES: dict[str, tuple[tuple[Point, Point], ...]] = {
    "x": (((-1.0, -1.0), (1.0, 1.0)), ((-1.0, 1.0), (1.0, -1.0))),
    "cross": (((-1.2, 0.0), (1.2, 0.0)), ((0.0, -1.2), (0.0, 1.2))),
    "line-ew": (((-1.4, 0.0), (1.4, 0.0)),),
    "line-ns": (((0.0, -1.4), (0.0, 1.4)),),
}


def mark(
    at: Point, radius: float, symbol: str, fill: Colour, edge: Stroke | None
) -> Iterator[Shape]:
    """Draw one mark.

    Raises:
        DrawingError: There is no mark of that name.
    """
    name = symbol.removesuffix("-thin").removesuffix("-open")
    inside: Colour | None = fill
    if symbol.endswith("-open"):
        inside, edge = WHITE, Stroke(fill, max(edge.width if edge else 0.0, 1.8))
    if name == "circle":
        yield circle(at, radius, inside, edge)
    elif name in _CORNERS:
        corners = [(at[0] + x * radius, at[1] + y * radius) for x, y in _CORNERS[name]]
        yield polygon(corners, inside, edge)
    elif name in _STROKES:
        for ends in _STROKES[name]:
            points = [(at[0] + x * radius, at[1] + y * radius) for x, y in ends]
            yield line(points, Stroke(fill, max(2.0, radius * 0.5)))
    else:
        raise DrawingError("mark", symbol)
