"""Bars as a chart lays them out: stacked, side by side or over one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from planner.documents.drawing.axis import Axis
from planner.documents.drawing.bar import Bar, Hatch, Label
from planner.documents.drawing.colours import colour_of
from planner.documents.drawing.plot import Plot
from planner.documents.drawing.reading import Settings, at, each, filled, font_of, lines_of, listed
from planner.documents.drawing.shapes import Stroke
from planner.errors import DrawingError

# What each further series of a chart is hatched with, so that it is told apart in black and white.
APART = ("", "/", ".", "x", "-", "|", "\\")
_MODES = {"stack", "group", "overlay", "relative"}
_USUAL_GAP = 0.2
# From the place of a name: where a bar begins and how wide it is.
Slot = tuple[float, float]
# Where the last bar of a stack ends, by its side, its place and whether it is below 0.
Ends = dict[tuple[str, float, bool], float]


def bars_of(plot: Plot) -> list[Bar]:
    """Every bar of a plot, in the units of its axes.

    Raises:
        DrawingError: They are laid out in a way that is not known.
    """
    traces = plot.of_kind("bar")
    mode = at(plot.layout, "barmode", "group")
    if mode not in _MODES:
        raise DrawingError("way of laying out bars", mode)
    signs = signs_of(traces, plot.layout)
    found: list[Bar] = []
    for is_level in (True, False):
        mine = [place for place, one in enumerate(traces) if is_level_bar(one) == is_level]
        series = [_Series(traces[place], plot, is_level, signs[place]) for place in mine]
        ends: Ends | None = defaultdict(float) if mode in {"stack", "relative"} else None
        for one, slot in zip(series, _slots(series, plot.layout, mode), strict=True):
            found += one.bars(slot, ends)
    return found


def signs_of(traces: Sequence[Settings], layout: Settings) -> list[str]:
    """What each series is hatched with; those with a hatching of their own keep it."""
    plain = [one for one in traces if not at(one, "marker.pattern.shape")]
    if not at(layout, "showlegend", False) or len(traces) < 2:
        return ["" for _ in traces]
    order = {id(one): place for place, one in enumerate(plain)}
    return [APART[order[id(one)] % len(APART)] if id(one) in order else "" for one in traces]


def is_level_bar(trace: Settings) -> bool:
    """Whether the bars of a trace run from left to right."""
    return bool(at(trace, "orientation", "v") == "h")


@dataclass(frozen=True)
class _Series:
    """The bars of one trace."""

    trace: Settings
    plot: Plot
    is_level: bool
    sign: str

    @property
    def _names(self) -> Axis:
        return self.plot.upward if self.is_level else self.plot.across

    @property
    def _counts(self) -> Axis:
        return self.plot.across if self.is_level else self.plot.upward

    @property
    def side(self) -> str:
        """Which of the bars side by side it belongs to; blank where the chart does not say."""
        return str(self.trace.get("offsetgroup") or "")

    @property
    def positions(self) -> list[float | None]:
        """Where each bar stands."""
        given = listed(self.trace.get("y" if self.is_level else "x"))
        if not given:
            return [float(place) for place in range(len(self.values))]
        return [self._names.value(one) for one in given]

    @property
    def values(self) -> list[float | None]:
        """How long each bar is."""
        return [
            self._counts.value(one) for one in listed(self.trace.get("x" if self.is_level else "y"))
        ]

    def bars(self, slot: Slot, ends: Ends | None) -> list[Bar]:
        """Lay out its bars, on top of those before where they are stacked."""
        found = []
        for place, (position, value) in enumerate(zip(self.positions, self.values, strict=True)):
            if position is None or value is None:
                continue
            foot = float(each(self.trace.get("base"), place, 0.0))
            if ends is not None:
                foot += ends[self.side, position, value < 0]
                ends[self.side, position, value < 0] = foot + value
            found.append(self._bar(place, slot, position, (foot, foot + value)))
        return found

    def _bar(self, place: int, slot: Slot, position: float, reach: tuple[float, float]) -> Bar:
        start, width = slot
        start = float(each(self.trace.get("offset"), place, start))
        width = float(each(self.trace.get("width"), place, width))
        if self.trace.get("width") is not None and self.trace.get("offset") is None:
            start = -width / 2
        opacity = float(each(at(self.trace, "marker.opacity"), place, 1.0))
        opacity *= float(at(self.trace, "opacity", 1.0))
        error = "error_x" if self.is_level else "error_y"
        return Bar(
            self.is_level,
            position + start,
            position + start + width,
            *reach,
            fill=colour_of(each(at(self.trace, "marker.color"), place, "#2a6cb0"), opacity),
            outline=outline_of(at(self.trace, "marker.line", {}), place),
            hatch=self._hatch(place),
            label=label_of(self.trace, place, self.plot, reach[1] - reach[0]),
            less=error_of(self.trace, error, place, is_lower=True),
            more=error_of(self.trace, error, place, is_lower=False),
        )

    def _hatch(self, place: int) -> Hatch | None:
        own = each(at(self.trace, "marker.pattern.shape"), place, "")
        if own:
            mode = at(self.trace, "marker.pattern.fillmode", "overlay")
            return Hatch(own, is_whole=mode == "replace")
        return Hatch(self.sign, is_whole=False) if self.sign else None


def outline_of(line: Settings, place: int) -> Stroke | None:
    """The edge of a bar."""
    width = float(each(line.get("width"), place, 0.0))
    if not width:
        return None
    return Stroke(colour_of(each(line.get("color"), place, "#444444")), width)


def label_of(trace: Settings, place: int, plot: Plot, value: float) -> Label | None:
    """The words of a bar; ``None`` where it has none."""
    text = each(
        listed(trace.get("text")) if _is_list(trace.get("text")) else trace.get("text"), place
    )
    template = each(trace.get("texttemplate"), place)
    if template:
        fields = {"text": text, "value": value}
        fields |= {name: each(listed(trace.get(name)), place) for name in ("x", "y")}
        text = filled(template, fields)
    position = each(trace.get("textposition"), place, "auto")
    if text in {None, ""} or position == "none":
        return None
    if each(trace.get("textangle"), place, 0) not in {0, "auto"}:
        raise DrawingError("turn of words", trace["textangle"])
    kind = "insidetextfont" if position == "inside" else "outsidetextfont"
    font = "textfont" if at(trace, "textfont") else kind
    size, colour = font_of(trace, font, plot.usual_font)
    has_own = at(trace, f"{font}.color") is not None
    return Label(
        tuple(lines_of(text)),
        position,
        str(at(trace, "insidetextanchor", "end")),
        size,
        colour if has_own else None,
    )


def error_of(trace: Settings, kind: str, place: int, *, is_lower: bool) -> float | None:
    """How far a value may be lower or higher; ``None`` where that is not told."""
    error = at(trace, kind)
    if not error or not at(error, "visible", True):
        return None
    if at(error, "type", "data") != "data":
        raise DrawingError("kind of error bar", at(error, "type"))
    has_lower = at(error, "arrayminus") is not None
    given = listed(at(error, "arrayminus" if is_lower and has_lower else "array"))
    return float(each(given, place, 0.0))


def _is_list(value: Any) -> bool:
    return value is not None and not isinstance(value, str)


def _slots(series: Sequence[_Series], layout: Settings, mode: str) -> list[Slot]:
    """Where the bars of each trace begin, from the place of their name, and how wide they are."""
    every = [position for one in series for position in one.positions if position is not None]
    places = sorted(set(every))
    apart = min((b - a for a, b in pairwise(places)), default=1.0)
    width = apart * (1 - float(at(layout, "bargap", _USUAL_GAP)))
    inner = 1 - float(at(layout, "bargroupgap", 0.0))
    sides = _sides(series, mode) if len(every) > len(places) else [0 for _ in series]
    each_one = width / (max(sides, default=0) + 1)
    return [
        (-width / 2 + side * each_one + each_one * (1 - inner) / 2, each_one * inner)
        for side in sides
    ]


def _sides(series: Sequence[_Series], mode: str) -> list[int]:
    """Which of the bars that stand side by side each trace has: 0 is the first."""
    if mode == "overlay":
        return [0 for _ in series]
    # In a group each trace has a side of its own, in a stack they share one, if they name none.
    alone = mode == "group"
    names = [one.side or (str(place) if alone else "") for place, one in enumerate(series)]
    order = list(dict.fromkeys(names))
    return [order.index(name) for name in names]
