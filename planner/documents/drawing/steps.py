"""A waterfall: what is added and taken away, step by step, with the sums on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planner.documents.drawing.bar import Bar, Hatch
from planner.documents.drawing.bars import is_level_bar, label_of, outline_of
from planner.documents.drawing.colours import colour_of
from planner.documents.drawing.plot import Plot
from planner.documents.drawing.reading import Settings, at, each, listed
from planner.documents.drawing.shapes import Shape, Stroke, line
from planner.errors import DrawingError

_USUAL = {"increasing": "#0f8577", "decreasing": "#c8452f", "totals": "#2a6cb0"}
# What is taken away is hatched, so that it is told from what is added in black and white.
_HATCHES = {"decreasing": Hatch("/", is_whole=False)}
_USUAL_GAP = 0.3


def steps_of(plot: Plot) -> list[Bar]:
    """Every bar of the waterfalls of a plot."""
    return [bar for trace in plot.of_kind("waterfall") for bar in _bars(trace, plot)]


def connectors(plot: Plot) -> Iterator[Shape]:
    """The lines that lead from the end of each bar to the next."""
    for trace in plot.of_kind("waterfall"):
        if not at(trace, "connector.visible", True):
            continue
        ink = Stroke(
            colour_of(at(trace, "connector.line.color", "#7d8894")),
            float(at(trace, "connector.line.width", 1.0)),
        )
        bars = _bars(trace, plot)
        for before, after in pairwise(bars):
            ends = [(before.top, before.far), (before.top, after.near)]
            yield line(
                [plot.point(*end) if before.is_level else plot.point(*end[::-1]) for end in ends],
                ink,
            )


def _bars(trace: Settings, plot: Plot) -> Sequence[Bar]:
    is_level = is_level_bar(trace)
    names, counts = (plot.upward, plot.across) if is_level else (plot.across, plot.upward)
    positions = listed(trace.get("y" if is_level else "x"))
    values = listed(trace.get("x" if is_level else "y"))
    base, running = float(trace.get("base") or 0.0), 0.0
    found = []
    for place, (name, given) in enumerate(zip(positions, values, strict=True)):
        measure = each(trace.get("measure"), place, "relative")
        value, position = counts.value(given) or 0.0, names.value(name) or 0.0
        start = running
        if measure == "relative":
            running += value
        elif measure == "absolute":
            start, running = 0.0, value
        elif measure == "total":
            start = 0.0
        else:
            raise DrawingError("step of a waterfall", measure)
        kind = "totals" if measure != "relative" else _kind(value)
        found.append(_bar(trace, plot, place, kind, (position, base + start, base + running)))
    return found


def _kind(value: float) -> str:
    return "increasing" if value >= 0 else "decreasing"


def _bar(
    trace: Settings, plot: Plot, place: int, kind: str, where: tuple[float, float, float]
) -> Bar:
    position, foot, top = where
    usual = 1 - float(at(plot.layout, "waterfallgap", _USUAL_GAP))
    width = float(each(trace.get("width"), place, usual))
    return Bar(
        is_level_bar(trace),
        position - width / 2,
        position + width / 2,
        foot,
        top,
        fill=colour_of(at(trace, f"{kind}.marker.color", _USUAL[kind])),
        outline=outline_of(at(trace, f"{kind}.marker.line", {}), place),
        hatch=_HATCHES.get(kind),
        label=label_of(trace, place, plot, top - foot),
    )
