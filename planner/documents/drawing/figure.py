"""From a chart of the app to a drawing: the one translator, for whatever the app draws.

Anything that it could not draw is refused by name, so that no document lacks a part of a chart
without anybody knowing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import plotly.graph_objects as go

from planner.documents.drawing.axis import Axis, Reach, categories_of, set_range
from planner.documents.drawing.bars import bars_of
from planner.documents.drawing.flows import draw_flows
from planner.documents.drawing.grid import BAR_ROOM, draw_grid, has_scale
from planner.documents.drawing.known import refuse_unknown
from planner.documents.drawing.legend import Legend, legend_of
from planner.documents.drawing.notes import Frame, draw_notes, draw_shapes
from planner.documents.drawing.plot import Plot
from planner.documents.drawing.points import draw_points, spots_of
from planner.documents.drawing.reading import Settings, at, listed
from planner.documents.drawing.scales import Scale, draw_lines, draw_scale, scale_of
from planner.documents.drawing.shapes import Drawing, Shape, Words
from planner.documents.drawing.steps import connectors, steps_of
from planner.documents.drawing.writing import kept_within

USUAL_WIDTH = 700.0
_USUAL_HEIGHT = 400.0
_EDGE = 6.0


def drawing_of(
    figure: go.Figure, width: float = USUAL_WIDTH, most_height: float = 1200.0
) -> Drawing:
    """Draw a chart.

    Args:
        figure: The chart.
        width: How wide the drawing is [px].
        most_height: How high it may be at most [px].

    Raises:
        DrawingError: There is something in the chart that would not be drawn.
    """
    chart: dict[str, Any] = figure.to_dict()
    traces = [one for one in chart["data"] if one.get("visible") not in {False, "legendonly"}]
    layout = chart["layout"]
    refuse_unknown(traces, layout)
    height = min(float(at(layout, "height", _USUAL_HEIGHT)), most_height)
    shapes = _Chart(traces, layout, width, height).shapes()
    kept = (kept_within(one, width) if isinstance(one, Words) else one for one in shapes)
    return Drawing(width, height, tuple(kept))


class _Chart:
    """A chart on its way to the sheet."""

    def __init__(
        self, traces: list[dict[str, Any]], layout: Settings, width: float, height: float
    ) -> None:
        self.traces, self.layout = traces, layout
        self.width, self.height = width, height
        self.legend: Legend = legend_of(traces, layout, width - 2 * _EDGE)
        self.plots = list(self._plots())
        self.axes = {axis.name: axis for plot in self.plots for axis in (plot.across, plot.upward)}
        self.scales: dict[str, Scale] = {}

    def shapes(self) -> Iterator[Shape]:
        """Everything on the sheet, from what lies lowest."""
        for axis in self.axes.values():
            # Axes that match go as far as any of them has to.
            matched = [one for one in self.axes.values() if _leader(one) == _leader(axis)]
            set_range(axis, [reach for one in matched for reach in self._reaches(one)])
        box = self._box()
        # Where the axes stand decides what fits along them, and that decides where they stand.
        for _ in range(2):
            self._place_axes(box)
            usual = at(self.layout, "font", {})
            self.scales = {
                name: scale_of(axis, usual, self.width) for name, axis in self.axes.items()
            }
            box = self._box()
        self._place_axes(box)
        yield from self._drawn(box)

    def _drawn(self, box: tuple[float, float, float, float]) -> Iterator[Shape]:
        frame = Frame(self.axes, box)
        marked = at(self.layout, "shapes", ())
        for plot in self.plots:
            yield from draw_lines(plot)
        yield from draw_shapes(marked, frame, is_below=True)
        usual = at(self.layout, "font", {})
        for trace in self.traces:
            if trace.get("type") == "sankey":
                yield from draw_flows(trace, _part(trace, box), usual)
        for plot in self.plots:
            yield from draw_grid(plot)
            yield from connectors(plot)
            for bar in (*bars_of(plot), *steps_of(plot)):
                yield from bar.shapes(plot)
            yield from draw_points(plot)
            for axis in (plot.across, plot.upward):
                yield from draw_scale(self.scales[axis.name], plot)
        yield from draw_shapes(marked, frame, is_below=False)
        yield from draw_notes(at(self.layout, "annotations", ()), frame, usual)
        yield from self.legend.shapes(self._legend_corner(box))

    def _plots(self) -> Iterator[Plot]:
        found: dict[tuple[str, str], Plot] = {}
        for trace in self.traces:
            if trace.get("type") == "sankey":
                continue
            names = (trace.get("xaxis") or "x", trace.get("yaxis") or "y")
            if names not in found:
                across, upward = (Axis(name, self._settings_of(name)) for name in names)
                found[names] = Plot(across, upward, self.layout)
            found[names].traces.append(trace)
        for plot in found.values():
            for axis in (plot.across, plot.upward):
                values = [value for trace in plot.traces for value in _along(trace, axis.name[0])]
                axis.categories = categories_of(axis.settings, values)
        yield from found.values()

    def _settings_of(self, name: str) -> Settings:
        settings: Settings = self.layout.get(f"{name[0]}axis{name[1:]}", {})
        return settings

    def _reaches(self, axis: Axis) -> Iterator[Reach]:
        for plot in self.plots:
            if axis not in (plot.across, plot.upward):
                continue
            yield from _reaches_of_bars(plot, axis)
            for trace in plot.of_kind("scatter"):
                values = [
                    spot[1 if axis.is_across else 2] for spot in spots_of(trace, plot) if spot
                ]
                if values:
                    yield Reach(min(values), max(values), trace.get("fill") == "tozeroy")

    def _box(self) -> tuple[float, float, float, float]:
        """The part of the sheet in which the plots stand: its left, top, right and bottom [px]."""
        left, right = (float(at(self.layout, f"margin.{side}", 8.0)) for side in "lr")
        top, bottom = (float(at(self.layout, f"margin.{side}", 8.0)) for side in "tb")
        for scale in self.scales.values():
            if not scale.axis.is_across and first_of(self.plots, scale.axis) < 0.01:
                left = max(left, scale.room + _EDGE)
            elif scale.axis.is_across and at(scale.axis.settings, "side") == "top":
                top = max(top, scale.room + _EDGE)
            elif scale.axis.is_across and first_of(self.plots, scale.axis) < 0.01:
                bottom = max(bottom, scale.room + _EDGE)
        if any(has_scale(one) for one in self.traces if one.get("type") == "heatmap"):
            right = max(right, BAR_ROOM)
        if self.legend.is_above:
            top += self.legend.height
        else:
            bottom += self.legend.height
        return left, top, self.width - right, self.height - bottom

    def _legend_corner(self, box: tuple[float, float, float, float]) -> tuple[float, float]:
        _, top, _, _ = box
        if not self.legend.is_above:
            return _EDGE, self.height - self.legend.height
        return _EDGE, top - self.legend.height - self._above(top)

    def _above(self, top: float) -> float:
        """What stands between the legend and the plots: words along the top, and notes [px]."""
        margin = float(at(self.layout, "margin.t", 8.0))
        return max(0.0, top - self.legend.height - min(margin, 8.0)) if margin > 8 else 0.0

    def _place_axes(self, box: tuple[float, float, float, float]) -> None:
        left, top, right, bottom = box
        for axis in self.axes.values():
            first, last = axis.domain
            if axis.is_across:
                axis.start = left + first * (right - left)
                axis.end = left + last * (right - left)
            else:
                axis.start = bottom - first * (bottom - top)
                axis.end = bottom - last * (bottom - top)


def _leader(axis: Axis) -> str:
    """The axis that others match; an axis that matches none leads itself."""
    return str(at(axis.settings, "matches", axis.name))


def first_of(plots: list[Plot], axis: Axis) -> float:
    """Where the plot of an axis begins, seen from the side on which the axis is written [share]."""
    for plot in plots:
        if axis is plot.across:
            return plot.upward.domain[0]
        if axis is plot.upward:
            return plot.across.domain[0]
    return 0.0


def _along(trace: Settings, direction: str) -> list[Any]:
    """The values of a trace along an axis, as the chart has them."""
    return listed(trace.get(direction))


def _reaches_of_bars(plot: Plot, axis: Axis) -> Iterator[Reach]:
    for bar in (*bars_of(plot), *steps_of(plot)):
        if bar.is_level == axis.is_across:
            low, high = sorted((bar.foot, bar.top))
            yield Reach(low - (bar.less or 0.0), high + (bar.more or 0.0), is_firm=True)
        else:
            low, high = sorted((bar.near, bar.far))
            yield Reach(low, high)


def _part(
    trace: Settings, box: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """The part of the box that a trace without axes has to itself."""
    left, top, right, bottom = box
    (x0, x1), (y0, y1) = at(trace, "domain.x", (0, 1)), at(trace, "domain.y", (0, 1))
    return (
        left + x0 * (right - left),
        bottom - y1 * (bottom - top),
        left + x1 * (right - left),
        bottom - y0 * (bottom - top),
    )
