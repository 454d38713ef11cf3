"""Lines, areas and marks through points."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from planner.documents.drawing.bars import error_of
from planner.documents.drawing.colours import TEXT, colour_of
from planner.documents.drawing.marks import mark
from planner.documents.drawing.plot import Plot
from planner.documents.drawing.reading import Settings, at, each, filled, font_of, lines_of, listed
from planner.documents.drawing.shapes import Anchor, Point, Shape, Stroke, line, polygon
from planner.documents.drawing.writing import Pen, block
from planner.errors import DrawingError

_DASHES = {
    "solid": (),
    "dot": (2.0, 3.0),
    "dash": (7.0, 5.0),
    "longdash": (11.0, 6.0),
    "dashdot": (7.0, 4.0, 2.0, 4.0),
}
_FILLS = {"none", "tozeroy", "tozerox", "tonexty", "toself"}
_FEW = 20
_WHISKER = 4.0
# A point with its place in the trace, in the units of the axes; ``None`` for a gap.
Spot = tuple[int, float, float]


def spots_of(trace: Settings, plot: Plot) -> list[Spot | None]:
    """The points of a trace, with its gaps."""
    ups = listed(trace.get("y"))
    overs = listed(trace.get("x")) or list(range(len(ups)))
    found: list[Spot | None] = []
    for place, (given_x, given_y) in enumerate(zip(overs, ups, strict=True)):
        x, y = plot.across.value(given_x), plot.upward.value(given_y)
        found.append(None if x is None or y is None else (place, x, y))
    return found


def draw_points(plot: Plot) -> Iterator[Shape]:
    """Draw every trace of points: areas first, then lines, then marks and words."""
    traces = plot.of_kind("scatter")
    for place, trace in enumerate(traces):
        yield from _area(trace, traces[place - 1] if place else None, plot)
    for trace in traces:
        yield from _lines(trace, plot)
    for trace in traces:
        yield from _errors(trace, plot)
        yield from _marks(trace, plot)
        yield from _words(trace, plot)


def modes_of(trace: Settings) -> set[str]:
    """What is drawn of a trace: lines, markers, text."""
    usual = "lines+markers" if len(listed(trace.get("y"))) < _FEW else "lines"
    return set(str(trace.get("mode") or usual).split("+"))


def ink_of(trace: Settings) -> Stroke:
    """How the line of a trace is drawn.

    Raises:
        DrawingError: Its dashes are not known.
    """
    dash = str(at(trace, "line.dash", "solid"))
    if dash not in _DASHES:
        raise DrawingError("dash of a line", dash)
    written = at(trace, "line.color", each(at(trace, "marker.color"), 0, "#2a6cb0"))
    opacity = float(at(trace, "opacity", 1.0))
    return Stroke(colour_of(written, opacity), float(at(trace, "line.width", 2.0)), _DASHES[dash])


def _area(trace: Settings, before: Settings | None, plot: Plot) -> Iterator[Shape]:
    fill = trace.get("fill") or "none"
    if fill not in _FILLS or trace.get("stackgroup"):
        raise DrawingError("area", fill)
    if fill == "none":
        return
    there = _path(_present(spots_of(trace, plot)), trace, plot)
    back = _way_back(fill, there, before, plot)
    if len(there) + len(back) > 2:
        usual = ink_of(trace).colour
        written = trace.get("fillcolor")
        inside = (
            colour_of(written)
            if written
            else colour_of(f"rgba({usual.red},{usual.green},{usual.blue},0.3)")
        )
        yield polygon([*there, *back], inside)


def _way_back(
    fill: str, there: Sequence[Point], before: Settings | None, plot: Plot
) -> list[Point]:
    """The other edge of an area, from its end to its beginning."""
    if fill == "toself" or not there:
        return []
    if fill == "tonexty" and before is not None:
        return _path(_present(spots_of(before, plot)), before, plot)[::-1]
    left, top, right, bottom = plot.box
    if fill == "tozerox":
        zero = min(max(plot.across.place(0.0), left), right)
        return [(zero, there[-1][1]), (zero, there[0][1])]
    zero = min(max(plot.upward.place(0.0), top), bottom)
    return [(there[-1][0], zero), (there[0][0], zero)]


def _present(spots: Sequence[Spot | None]) -> list[Spot]:
    return [spot for spot in spots if spot is not None]


def _path(spots: Sequence[Spot], trace: Settings, plot: Plot) -> list[Point]:
    """The points on the sheet, with the corners of a line that goes in steps."""
    shape = at(trace, "line.shape", "linear")
    if shape not in {"linear", "hv", "vh"}:
        raise DrawingError("way between points", shape)
    found: list[Point] = []
    for _, x, y in spots:
        at_spot = plot.point(x, y)
        if found and shape == "hv":
            found.append((at_spot[0], found[-1][1]))
        if found and shape == "vh":
            found.append((found[-1][0], at_spot[1]))
        found.append(at_spot)
    return found


def _lines(trace: Settings, plot: Plot) -> Iterator[Shape]:
    ink = ink_of(trace)
    if "lines" not in modes_of(trace) or not ink.width:
        return
    for run in _runs(spots_of(trace, plot), joins=bool(trace.get("connectgaps"))):
        if len(run) > 1:
            yield line(_path(run, trace, plot), ink)


def _runs(spots: Sequence[Spot | None], *, joins: bool) -> Iterator[list[Spot]]:
    """The points between gaps."""
    run: list[Spot] = []
    for spot in spots:
        if spot is not None:
            run.append(spot)
        elif not joins:
            yield run
            run = []
    yield run


def _marks(trace: Settings, plot: Plot) -> Iterator[Shape]:
    if "markers" not in modes_of(trace):
        return
    opacity = float(at(trace, "opacity", 1.0))
    for place, x, y in _present(spots_of(trace, plot)):
        fill = colour_of(
            each(at(trace, "marker.color"), place, at(trace, "line.color", "#2a6cb0")),
            opacity * float(each(at(trace, "marker.opacity"), place, 1.0)),
        )
        width = float(each(at(trace, "marker.line.width"), place, 0.0))
        edge = colour_of(each(at(trace, "marker.line.color"), place, "#444444"))
        symbol = str(each(at(trace, "marker.symbol"), place, "circle"))
        radius = float(each(listed_or_one(at(trace, "marker.size")), place, 6.0)) / 2
        yield from mark(
            plot.point(x, y), radius, symbol, fill, Stroke(edge, width) if width else None
        )


def listed_or_one(value: object) -> object:
    """A setting for each point as a list, or the one for all."""
    return listed(value) if isinstance(value, dict) else value


def _errors(trace: Settings, plot: Plot) -> Iterator[Shape]:
    for kind in ("error_x", "error_y"):
        if at(trace, kind) is None:
            continue
        written = at(trace, f"{kind}.color")
        ink = Stroke(TEXT if written is None else colour_of(written), 1.2)
        for place, x, y in _present(spots_of(trace, plot)):
            less = error_of(trace, kind, place, is_lower=True)
            more = error_of(trace, kind, place, is_lower=False)
            if less is None or more is None or math.isclose(less + more, 0.0):
                continue
            is_across = kind == "error_x"
            ends = [
                plot.point(x + off, y) if is_across else plot.point(x, y + off)
                for off in (-less, more)
            ]
            yield line(ends, ink)
            aside = (0.0, _WHISKER) if is_across else (_WHISKER, 0.0)
            for end in ends:
                yield line(
                    [
                        (end[0] - aside[0], end[1] - aside[1]),
                        (end[0] + aside[0], end[1] + aside[1]),
                    ],
                    ink,
                )


def _words(trace: Settings, plot: Plot) -> Iterator[Shape]:
    if "text" not in modes_of(trace):
        return
    size, colour = font_of(trace, "textfont", plot.usual_font)
    texts = trace.get("text")
    for place, x, y in _present(spots_of(trace, plot)):
        text = each(texts, place, "")
        template = each(trace.get("texttemplate"), place)
        if template:
            text = filled(template, {"text": text, "x": x, "y": y})
        if not text:
            continue
        upright, side = str(each(trace.get("textposition"), place, "middle center")).split(" ")
        radius = 0.0
        if "markers" in modes_of(trace):
            radius = float(each(listed_or_one(at(trace, "marker.size")), place, 6.0)) / 2
        right, above = plot.point(x, y)
        right += {"left": -radius - 3, "right": radius + 3}.get(side, 0.0)
        above += {"top": -radius - 2, "bottom": radius + 2}.get(upright, 0.0)
        anchor = {"left": Anchor.END, "right": Anchor.START}.get(side, Anchor.MIDDLE)
        # Words above a point have their foot there.
        foot = {"top": "bottom", "bottom": "top"}.get(upright, "middle")
        yield from block(lines_of(text), (right, above), Pen(size, colour), anchor, foot)
