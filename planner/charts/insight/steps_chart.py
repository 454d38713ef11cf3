"""Bars for steps, one under another, with what happens at each written beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import plotly.graph_objects as go

from planner.charts import theme

_ROW = 52
_LINE, _LINES = 24, 3
_ROOM_FOR_WORDS = 1.6


@dataclass(frozen=True)
class Bar:
    """One step.

    Attributes:
        name: The step.
        size: What the plans found differ by.
        least: What the best plans differ by at least.
        most: What they differ by at most.
        says: What happens at it.
        colour: A colour of the theme.
    """

    name: str
    size: float
    least: float
    most: float
    says: str
    colour: str = theme.CHOSEN


def bars_of_steps(bars: Sequence[Bar], title: str) -> go.Figure:
    """Draw steps in order, the first at the top.

    What is proven is solid, what a plan found has beyond that is hatched, and a thin line reaches
    to what no plan can go beyond.
    """
    figure = go.Figure()
    names = [bar.name for bar in bars]
    proven = [min(max(0.0, bar.least), max(0.0, bar.size)) for bar in bars]
    figure.add_bar(
        y=names,
        x=proven,
        orientation="h",
        width=0.5,
        marker={"color": [bar.colour for bar in bars]},
        hoverinfo="skip",
    )
    figure.add_bar(
        y=names,
        x=[max(0.0, bar.size) - sure for bar, sure in zip(bars, proven, strict=True)],
        orientation="h",
        width=0.5,
        marker={"color": [bar.colour for bar in bars], "pattern": theme.HATCHED},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [max(0.0, bar.most - max(0.0, bar.size)) for bar in bars],
            "arrayminus": [0.0 for _ in bars],
            "color": theme.TODAY,
            "thickness": 1.5,
            "width": 4,
        },
        customdata=[[max(0.0, bar.size), bar.least, bar.most] for bar in bars],
        hovertemplate="%{y}: %{customdata[0]:.2f}, from %{customdata[1]:.2f} to "
        "%{customdata[2]:.2f}<extra></extra>",
    )
    furthest = max((_end(bar) for bar in bars), default=0.0) or 1.0
    _write(figure, bars, furthest)
    return theme.lay_out(
        figure,
        barmode="stack",
        height=theme.bars_height(len(bars), _ROW),
        xaxis=theme.value_axis(title, range=[0, furthest * (1 + _ROOM_FOR_WORDS)]),
        yaxis=theme.name_axis(),
    )


def _end(bar: Bar) -> float:
    return max(bar.size, bar.most, 0.0)


def _write(figure: go.Figure, bars: Sequence[Bar], furthest: float) -> None:
    """Write what happens at each step beside its bar."""
    figure.add_scatter(
        y=[bar.name for bar in bars],
        x=[_end(bar) + 0.02 * furthest for bar in bars],
        mode="text",
        text=[_words(bar.says) for bar in bars],
        textposition="middle right",
        textfont={"size": 13, "color": theme.TEXT},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _words(text: str) -> str:
    lines = wrap(" ".join(text.split()), _LINE, max_lines=_LINES, placeholder="…") or [""]
    return "<br>".join(theme.label(line) for line in lines)
