"""The school beside national figures as a picture: a dot for the school on the range expected."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.national.table import shares_table
from planner.charts.national.words import percent_of, row_name, what
from planner.charts.picture import Picture
from planner.charts.words import counted, listed, sentence_case
from planner.national.comparison import Comparison, Verdict
from planner.school.codes import Phase

_NOTE = (
    "The bar is the share that nine in ten schools of this size would have by chance alone; the "
    "upright line in it is the national share. The school is a filled dot within the bar, a "
    "diamond outside it, and a ring where there are too few pupils to say."
)
_LINE = 34
_MARKS = {
    Verdict.WITHIN: "circle",
    Verdict.ABOVE: "diamond",
    Verdict.BELOW: "diamond",
    Verdict.TOO_FEW: "circle-open",
}
_SEEN = {
    Verdict.WITHIN: "within",
    Verdict.ABOVE: "above",
    Verdict.BELOW: "below",
    Verdict.TOO_FEW: "too few to say",
}


def beside_picture(comparisons: Sequence[Comparison], phase: Phase | None) -> Picture:
    """Draw what can be compared, with the range for a school of this size."""
    rows = [one for one in comparisons if one.likely is not None and one.share is not None]
    return Picture(
        key="beside_national",
        title=_title(rows),
        note=_NOTE,
        figure=_figure(rows) if rows else None,
        table=shares_table(comparisons, phase),
        alternative=_alternative(rows),
    )


def _title(rows: Sequence[Comparison]) -> str:
    if not rows:
        return "No share can be set beside a national figure yet"
    outside = [one for one in rows if one.verdict in {Verdict.ABOVE, Verdict.BELOW}]
    if outside:
        parts = (f"{what(one)} ({_SEEN[one.verdict]})" for one in outside)
        shares = counted(len(outside), "share lies", "shares lie")
        return f"{shares} outside the range expected for a school of this size: {listed(parts)}"
    if all(one.verdict is Verdict.TOO_FEW for one in rows):
        return "There are too few pupils to say how the school lies to national figures"
    few = any(one.verdict is Verdict.TOO_FEW for one in rows)
    return (
        f"{'Every share of which enough can be said' if few else 'Every share'} is within the "
        "range expected for a school of this size"
    )


def _figure(rows: Sequence[Comparison]) -> go.Figure:
    names = [_two_lines(row_name(one)) for one in rows]
    lows = [_low(one) for one in rows]
    figure = go.Figure()
    figure.add_bar(
        x=[_high(one) - low for one, low in zip(rows, lows, strict=True)],
        base=lows,
        y=names,
        orientation="h",
        width=0.42,
        marker={"color": theme.translucent(theme.UNUSED, 0.55)},
        customdata=[
            f"{low:.1f} to {_high(one):.1f} %" for one, low in zip(rows, lows, strict=True)
        ],
        hovertemplate="%{y}: %{customdata} expected for a school of this size<extra></extra>",
    )
    figure.add_scatter(
        x=[100 * float(one.national or 0) for one in rows],
        y=names,
        mode="markers",
        marker={
            "symbol": "line-ns",
            "size": 16,
            "color": theme.TEXT,
            "line": {"width": 2, "color": theme.TEXT},
        },
        hovertemplate="%{y}: %{x:.1f} % in England<extra></extra>",
    )
    figure.add_scatter(
        x=[100 * (one.share or 0) for one in rows],
        y=names,
        mode="markers",
        marker={
            "symbol": [_MARKS[one.verdict] for one in rows],
            "size": 12,
            "color": theme.PLANNED,
            "line": {"width": 2, "color": theme.PLANNED},
        },
        cliponaxis=False,
        hovertemplate="%{y}: %{x:.1f} % here<extra></extra>",
    )
    ends = [max(_high(one), 100 * (one.share or 0)) for one in rows]
    most = max(ends)
    figure.add_scatter(
        x=[end + most * 0.02 for end in ends],
        y=names,
        mode="text",
        text=[_label(one) for one in rows],
        textposition="middle right",
        textfont={"size": 13, "color": theme.TEXT},
        cliponaxis=False,
        hoverinfo="skip",
    )
    return theme.lay_out(
        figure,
        height=theme.bars_height(len(rows), 44),
        xaxis=theme.value_axis("Share of the pupils counted (%)", range=[0, most * 1.55]),
        yaxis=theme.name_axis(categoryorder="array", categoryarray=names),
    )


def _two_lines(name: str) -> str:
    lines = wrap(name, _LINE, max_lines=2, placeholder="…")
    return "<br>".join(theme.label(line) for line in lines)


def _low(one: Comparison) -> float:
    return 100 * one.likely.fewest / one.out_of if one.likely and one.out_of else 0.0


def _high(one: Comparison) -> float:
    return 100 * one.likely.most / one.out_of if one.likely and one.out_of else 0.0


def _label(one: Comparison) -> str:
    return f"{percent_of(one.share or 0)}, {_SEEN[one.verdict]}"


def _alternative(rows: Sequence[Comparison]) -> str:
    if not rows:
        return "There is no share to draw."
    parts = (
        f"{what(one)} {percent_of(one.share or 0)} here and {percent_of(float(one.national or 0))} "
        f"in England, {one.verdict.value}"
        for one in rows
    )
    return sentence_case(f"dots on ranges: {'; '.join(parts)}.")
