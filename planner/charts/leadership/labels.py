"""Names and labels of the rows of a chart that no width of a page cuts off."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from planner.charts import theme

_AWAY = 12
_LINE = 22


def two_lines(name: str) -> str:
    """A school's own words on at most two lines, so that a narrow page has room for the chart."""
    lines = wrap(" ".join(name.split()), _LINE, max_lines=2, placeholder="…") or [""]
    return "<br>".join(theme.label(line) for line in lines)


def rows_axis(rows: int) -> dict[str, Any]:
    """An axis of names, the first at the top, without room for rows that are not there."""
    return theme.name_axis(autorange=False, range=[rows - 0.5, -0.5])


def the_rest(drawn: int, every: int) -> str:
    """Say that not all rows are drawn, with a space before; blank where all are."""
    left = every - drawn
    if left <= 0:
        return ""
    return f" The other {left:,} {'is' if left == 1 else 'are'} in the table."


def label_rows(
    figure: go.Figure, names: Sequence[str], labels: Sequence[str], *, axis: str = ""
) -> None:
    """Write a label beside the right end of each row; the figure needs a margin there.

    Args:
        figure: The chart.
        names: The rows, as they stand on the axis of names.
        labels: What is said of each.
        axis: The number of the axis of names among several, blank for the only one.
    """
    for name, label in zip(names, labels, strict=True):
        figure.add_annotation(
            x=1,
            xref="paper",
            xanchor="left",
            xshift=_AWAY,
            y=name,
            yref=f"y{axis}",
            text=label,
            showarrow=False,
            font={"size": 13, "color": theme.TEXT},
        )
