"""Which colour, hatching, line or mark stands for which series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.documents.drawing.bar import Hatch
from planner.documents.drawing.bars import signs_of
from planner.documents.drawing.colours import TEXT, colour_of
from planner.documents.drawing.hatching import hatched
from planner.documents.drawing.marks import mark
from planner.documents.drawing.points import ink_of, modes_of
from planner.documents.drawing.reading import Settings, at, each, font_of, line_height, lines_of
from planner.documents.drawing.shapes import Anchor, Colour, Point, Shape, Stroke, line, rectangle
from planner.documents.drawing.writing import Pen, block
from planner.documents.fonts import width_of
from planner.errors import DrawingError

_SWATCH = 22.0
_GAP = 7.0
_BETWEEN = 20.0


@dataclass(frozen=True)
class Entry:
    """One series as it stands in the legend."""

    trace: Settings
    name: str
    sign: str


@dataclass(frozen=True)
class Legend:
    """The legend of a chart, laid out in rows.

    Attributes:
        rows: The entries of each row.
        size: The height of its letters [px].
        is_above: Whether it stands above the plots, and not below them.
    """

    rows: tuple[tuple[Entry, ...], ...] = ()
    size: float = 12.0
    is_above: bool = True

    @property
    def height(self) -> float:
        """How much room it takes [px]."""
        return len(self.rows) * line_height(self.size) * 1.25 + 8 if self.rows else 0.0

    def shapes(self, corner: Point) -> Iterator[Shape]:
        """Draw it from its top left corner."""
        for number, row in enumerate(self.rows):
            x = corner[0]
            y = corner[1] + (number + 0.5) * line_height(self.size) * 1.25
            for entry in row:
                yield from _swatch(entry, (x, y))
                pen = Pen(self.size, TEXT)
                yield from block([entry.name], (x + _SWATCH + _GAP, y), pen, Anchor.START)
                x += _width(entry, self.size)


def legend_of(traces: Sequence[Settings], layout: Settings, width: float) -> Legend:
    """Lay out the legend of a chart; it has no rows where there is none.

    Raises:
        DrawingError: It has a title, which is not drawn.
    """
    if not at(layout, "showlegend", False):
        return Legend()
    if at(layout, "legend.title.text"):
        raise DrawingError("title of a legend", at(layout, "legend.title.text"))
    size, _ = font_of(layout, "legend.font", at(layout, "font", {}))
    bars = [one for one in traces if one.get("type") == "bar"]
    signs = {id(one): sign for one, sign in zip(bars, signs_of(bars, layout), strict=True)}
    entries = [
        Entry(trace, " ".join(lines_of(trace["name"])), signs.get(id(trace), ""))
        for trace in traces
        if trace.get("showlegend") is not False and trace.get("name")
    ]
    if "reversed" in str(at(layout, "legend.traceorder", "normal")):
        entries.reverse()
    is_above = at(layout, "legend.orientation", "v") == "v" or float(at(layout, "legend.y", 1)) > 0
    return Legend(_in_rows(entries, size, width), size, is_above)


def _in_rows(entries: Sequence[Entry], size: float, width: float) -> tuple[tuple[Entry, ...], ...]:
    rows: list[list[Entry]] = []
    used = width
    for entry in entries:
        if used + _width(entry, size) - _BETWEEN > width:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += _width(entry, size)
    return tuple(map(tuple, rows))


def _width(entry: Entry, size: float) -> float:
    return _SWATCH + _GAP + width_of(entry.name, size) + _BETWEEN


def _swatch(entry: Entry, at_left: Point) -> Iterator[Shape]:
    (x, y), trace = at_left, entry.trace
    if trace.get("type", "scatter") == "scatter":
        yield from _line_swatch(trace, at_left)
        return
    corner, opposite = (x, y - 7), (x + _SWATCH, y + 7)
    fill = colour_of(each(at(trace, "marker.color"), 0, "#2a6cb0"))
    own = each(at(trace, "marker.pattern.shape"), 0, "")
    whole = bool(own) and at(trace, "marker.pattern.fillmode", "overlay") == "replace"
    hatch = Hatch(own or entry.sign, whole)
    if whole:
        pale = Colour(fill.red, fill.green, fill.blue, 0.12)
        yield rectangle(corner, opposite, pale, Stroke(fill, 1))
        yield from hatched(corner, opposite, hatch.shape, Stroke(fill, 1.3))
    else:
        yield rectangle(corner, opposite, fill)
        if hatch.shape:
            white = Stroke(Colour(255, 255, 255, 0.75), 1.1)
            yield from hatched(corner, opposite, hatch.shape, white)


def _line_swatch(trace: Settings, at_left: Point) -> Iterator[Shape]:
    x, y = at_left
    modes = modes_of(trace)
    if (trace.get("fill") or "none") != "none" and trace.get("fillcolor"):
        yield rectangle((x, y - 6), (x + _SWATCH, y + 6), colour_of(trace["fillcolor"]))
    ink = ink_of(trace)
    if "lines" in modes and ink.width:
        yield line([(x, y), (x + _SWATCH, y)], ink)
    if "markers" in modes:
        fill = colour_of(each(at(trace, "marker.color"), 0, at(trace, "line.color", "#2a6cb0")))
        symbol = str(each(at(trace, "marker.symbol"), 0, "circle"))
        yield from mark((x + _SWATCH / 2, y), 4.5, symbol, fill, None)
