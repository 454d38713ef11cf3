"""A picture with all that belongs to it: its sentence, its table and its text alternative."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

from planner.charts.table import Table


@dataclass(frozen=True)
class Picture:
    """What one chart shows, in four forms of the same figures.

    Attributes:
        key: A short name, used for the widget.
        title: What is seen, as a sentence worked out from the data.
        note: One line on how to read it, with what the figures count.
        figure: The chart; ``None`` where there is nothing to draw.
        table: The same figures.
        alternative: What the chart shows, for people who do not see it.
    """

    key: str
    title: str
    note: str
    figure: go.Figure | None
    table: Table
    alternative: str
