"""Bars of pounds that lie over one another in the rows of a chart, with a label beside each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.leadership.labels import label_rows, rows_axis
from planner.charts.words import pounds

_ROOM_FOR_LABELS = 92


@dataclass(frozen=True)
class Bars:
    """One bar in every row.

    Attributes:
        name: What the bars are, in the legend.
        values: How long each is [GBP/year].
        base: Where they begin, in all rows or in each [GBP/year].
        colour: Their colour.
        pattern: How they are hatched.
        place: Where in its row each lies, if not in the middle of it.
    """

    name: str
    values: Sequence[float]
    base: float | Sequence[float]
    colour: str
    pattern: Mapping[str, Any] = field(default_factory=dict)
    place: Mapping[str, float] = field(default_factory=dict)


def bars_of_pounds(
    names: Sequence[str], labels: Sequence[str], every: Iterable[Bars], row_height: int
) -> go.Figure:
    """Draw bars over one another.

    Args:
        names: The rows, as they stand on the axis of names.
        labels: What is said of each, beside its end.
        every: The bars, the lowest first.
        row_height: How high a row is [px].
    """
    figure = go.Figure()
    for bars in every:
        figure.add_bar(
            name=bars.name,
            x=bars.values,
            base=bars.base,
            y=names,
            orientation="h",
            marker={"color": bars.colour, "pattern": bars.pattern},
            customdata=[pounds(value) for value in bars.values],
            hovertemplate=f"%{{y}}: %{{customdata}}, {bars.name.lower()}<extra></extra>",
            **bars.place,
        )
    label_rows(figure, names, labels)
    return theme.lay_out(
        figure,
        barmode="overlay",
        height=theme.bars_height(len(names), row_height) + 50,
        margin={"l": 8, "r": _ROOM_FOR_LABELS, "t": 8, "b": 48},
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        xaxis=theme.value_axis("Money (£ a year)", tickprefix="£"),
        yaxis=rows_axis(len(names)),
    )
