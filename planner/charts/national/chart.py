"""The school beside national figures as a picture: a dot for the school on the range expected."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.leadership.labels import label_rows, rows_axis, the_rest
from planner.charts.national.table import shares_table
from planner.charts.national.words import percent_of, short_name, what
from planner.charts.picture import Picture
from planner.charts.words import counted, listed, sentence_case
from planner.national.comparison import Comparison, Verdict
from planner.school.codes import Phase

_NOTE = (
    "The bar is the share that nine in ten schools of this size would have by chance alone; the "
    "upright line in it is the national share. The school is a filled dot within the bar, a "
    "diamond outside it, and a ring where there are too few pupils to say."
)
_LINE = 30
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
    Verdict.TOO_FEW: "too few",
}
# Which rows are drawn first where not all can be.
_FIRST = (Verdict.ABOVE, Verdict.BELOW, Verdict.WITHIN, Verdict.TOO_FEW)
_MOST_ROWS, _MOST_NAMED = 12, 2
_ROOM_FOR_LABELS = 118


def beside_picture(comparisons: Sequence[Comparison], phase: Phase | None) -> Picture:
    """Draw what can be compared, with the range for a school of this size."""
    rows = [one for one in comparisons if one.likely is not None and one.share is not None]
    drawn = _drawn(rows)
    return Picture(
        key="beside_national",
        title=_title(rows),
        note=f"{_NOTE}{the_rest(len(drawn), len(rows))}",
        figure=_figure(drawn) if drawn else None,
        table=shares_table(comparisons, phase),
        alternative=_alternative(drawn),
    )


def _drawn(rows: Sequence[Comparison]) -> list[Comparison]:
    """As many rows as a page has room for, in their order: those of which most is said."""
    by_weight = sorted(
        rows, key=lambda one: (one.need is not None, _FIRST.index(one.verdict), -int(one.number))
    )
    chosen = by_weight[:_MOST_ROWS]
    return [one for one in rows if one in chosen]


def _title(rows: Sequence[Comparison]) -> str:
    if not rows:
        return "No share can be set beside a national figure yet"
    outside = [one for one in rows if one.verdict in {Verdict.ABOVE, Verdict.BELOW}]
    if outside:
        parts = [f"{what(one)} ({_SEEN[one.verdict]})" for one in outside[:_MOST_NAMED]]
        others = len(outside) - len(parts)
        named = listed([*parts, counted(others, "other")] if others else parts)
        shares = counted(len(outside), "share lies", "shares lie")
        return f"{shares} outside the range expected for a school of this size: {named}"
    if all(one.verdict is Verdict.TOO_FEW for one in rows):
        return "There are too few pupils to say how the school lies to national figures"
    few = any(one.verdict is Verdict.TOO_FEW for one in rows)
    return (
        f"{'Every share of which enough can be said' if few else 'Every share'} is within the "
        "range expected for a school of this size"
    )


def _figure(rows: Sequence[Comparison]) -> go.Figure:
    names = [_two_lines(short_name(one)) for one in rows]
    figure = go.Figure()
    _draw_ranges(figure, rows, names)
    _draw_national(figure, rows, names)
    _draw_school(figure, rows, names)
    label_rows(
        figure, names, [f"{percent_of(one.share or 0)}, {_SEEN[one.verdict]}" for one in rows]
    )
    return theme.lay_out(
        figure,
        height=theme.bars_height(len(rows), 44),
        margin={"l": 8, "r": _ROOM_FOR_LABELS, "t": 8, "b": 48},
        xaxis=theme.value_axis("Share of the pupils counted (%)"),
        yaxis=rows_axis(len(rows)) | {"categoryorder": "array", "categoryarray": names},
    )


def _draw_ranges(figure: go.Figure, rows: Sequence[Comparison], names: Sequence[str]) -> None:
    """A bar from the fewest to the most pupils that are expected."""
    figure.add_bar(
        x=[_high(one) - _low(one) for one in rows],
        base=[_low(one) for one in rows],
        y=names,
        orientation="h",
        width=0.42,
        marker={"color": theme.translucent(theme.UNUSED, 0.55)},
        customdata=[f"{_low(one):.1f} to {_high(one):.1f} %" for one in rows],
        hovertemplate="%{y}: %{customdata} expected for a school of this size<extra></extra>",
    )


def _draw_national(figure: go.Figure, rows: Sequence[Comparison], names: Sequence[str]) -> None:
    """An upright line at the national share."""
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


def _draw_school(figure: go.Figure, rows: Sequence[Comparison], names: Sequence[str]) -> None:
    """The sign of the verdict at the school's own share."""
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


def _two_lines(name: str) -> str:
    lines = wrap(name, _LINE, max_lines=2, placeholder="…")
    return "<br>".join(theme.label(line) for line in lines)


def _low(one: Comparison) -> float:
    return 100 * one.likely.fewest / one.out_of if one.likely and one.out_of else 0.0


def _high(one: Comparison) -> float:
    return 100 * one.likely.most / one.out_of if one.likely and one.out_of else 0.0


def _alternative(rows: Sequence[Comparison]) -> str:
    if not rows:
        return "There is no share to draw."
    parts = (
        f"{what(one)} {percent_of(one.share or 0)} here and {percent_of(float(one.national or 0))} "
        f"in England, {one.verdict.value}"
        for one in rows
    )
    return sentence_case(f"dots on ranges: {'; '.join(parts)}.")
