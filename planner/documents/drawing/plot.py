"""A plot: two axes with everything that is drawn between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.documents.drawing.axis import Axis
from planner.documents.drawing.reading import Settings, at
from planner.documents.drawing.shapes import Point


@dataclass
class Plot:
    """Two axes and the traces between them.

    Attributes:
        across: The axis from left to right.
        upward: The axis from bottom to top.
        traces: What is drawn, in order.
        layout: The settings of the whole chart.
        names: The place of each trace in the chart, for what tells series apart.
    """

    across: Axis
    upward: Axis
    layout: Settings
    traces: list[Settings] = field(default_factory=list)

    def point(self, x: float, y: float) -> Point:
        """Where a point stands on the sheet [px]."""
        return self.across.place(x), self.upward.place(y)

    def of_kind(self, kind: str) -> list[Settings]:
        """The traces of one kind."""
        return [one for one in self.traces if one.get("type", "scatter") == kind]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Its left, top, right and bottom on the sheet [px]."""
        left, right = sorted((self.across.start, self.across.end))
        top, bottom = sorted((self.upward.start, self.upward.end))
        return left, top, right, bottom

    @property
    def usual_font(self) -> Settings:
        """The font of the whole chart."""
        found: Settings = at(self.layout, "font", {})
        return found
