"""The price of fairness as it is read: what it costs in needs met that everybody keeps a share."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.insight.view import InsightView
from planner.charts.picture import Picture
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import counted, listed, percent
from planner.insight.fairness import FairnessAnswer, FairnessRow
from planner.school.school import School

_NOTE = (
    "Each dot is a plan in which every pupil keeps at least so much of the fairest share. The band "
    "reaches to what no such plan can better; the ring is what the school has chosen."
)


def fairness_view(school: School, answer: FairnessAnswer) -> InsightView:
    """Say what fairness costs, and draw it."""
    del school  # what is read here is about the whole school
    return InsightView(
        name="fairness", sentences=_sentences(answer), pictures=(_picture(answer.fairness),)
    )


def _sentences(answer: FairnessAnswer) -> tuple[str, ...]:
    rows = answer.fairness
    policy = next((row for row in rows if row.is_policy), None)
    if policy is None:
        return ("It was stopped before the plan with the school’s own choice was solved.",)
    said = [
        f"The fairest share is {percent(answer.fair_share)}: every pupil can reach that part of "
        f"the most that could be done for them alone, and no plan raises it above "
        f"{percent(answer.fair_share_bound)}.",
        f"The school keeps {percent(policy.fairness)} of it. Then {percent(policy.needs_met)} of "
        f"needs are met, and the pupil with the least has {percent(policy.lowest_coverage)}.",
    ]
    if rows[0].fairness < policy.fairness:
        said.append(_without(rows[0], policy))
    if not answer.is_whole:
        said.append("It was stopped before every step was solved; the others are missing.")
    return tuple(said)


def _without(none: FairnessRow, policy: FairnessRow) -> str:
    gain = none.needs_met - policy.needs_met
    sure = none.needs_met > policy.needs_met_bound
    found = "would be met" if sure else "would be met, as far as the plans found show"
    more = (
        f"{percent(none.needs_met)} of needs {found}" if gain > 0 else "no more needs would be met"
    )
    return (
        f"If nobody were held to it, {more}, and the pupil with the least would have "
        f"{percent(none.lowest_coverage)}; {counted(none.pupils_below_half, 'pupil')} would have "
        f"less than half of their needs met."
    )


def _picture(rows: Sequence[FairnessRow]) -> Picture:
    return Picture(
        key="fairness",
        title=_title(rows),
        note=_NOTE,
        figure=_figure(rows) if rows else None,
        table=_table(rows),
        alternative=_alternative(rows),
    )


def _title(rows: Sequence[FairnessRow]) -> str:
    if len(rows) < 2:
        return "There are too few plans to draw a curve"
    first, last = rows[0], rows[-1]
    return (
        f"From {percent(first.fairness)} to {percent(last.fairness)} of the fairest share kept, "
        f"needs met go from {percent(first.needs_met)} to {percent(last.needs_met)}"
    )


def _figure(rows: Sequence[FairnessRow]) -> go.Figure:
    kept = [100 * row.fairness for row in rows]
    met, best = [100 * row.needs_met for row in rows], [100 * row.needs_met_bound for row in rows]
    figure = go.Figure()
    figure.add_scatter(
        x=[*kept, *reversed(kept)],
        y=[*met, *reversed(best)],
        fill="toself",
        fillcolor=theme.translucent(theme.PLANNED, 0.22),
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
    )
    for values, colour, symbol, name in (
        (met, theme.PLANNED, "circle", "needs met"),
        (
            [100 * row.lowest_coverage for row in rows],
            theme.CHOSEN,
            "diamond",
            "the least met pupil",
        ),
    ):
        figure.add_scatter(
            x=kept,
            y=values,
            mode="lines+markers+text",
            line={"color": colour, "width": 2},
            marker={"color": colour, "size": 8, "symbol": symbol},
            text=[name, *[""] * (len(rows) - 1)],
            textposition="top right",
            textfont={"size": 13, "color": theme.TEXT},
            hovertemplate=f"%{{x:.0f}} % kept: %{{y:.1f}} %, {name}<extra></extra>",
        )
    _mark_policy(figure, rows)
    return theme.lay_out(
        figure,
        height=360,
        xaxis=theme.value_axis("Fairest share that all keep (%)", range=[-3, 103]),
        yaxis=theme.value_axis("Needs met (%)", range=[0, 105]),
    )


def _mark_policy(figure: go.Figure, rows: Sequence[FairnessRow]) -> None:
    for row in rows:
        if row.is_policy:
            figure.add_scatter(
                x=[100 * row.fairness],
                y=[100 * row.needs_met],
                mode="markers+text",
                marker={
                    "symbol": "circle-open",
                    "size": 16,
                    "color": theme.PLANNED,
                    "line": {"width": 3},
                },
                text=["the school’s choice"],
                textposition="bottom left",
                textfont={"size": 13, "color": theme.TEXT},
                hoverinfo="skip",
            )


def _table(rows: Sequence[FairnessRow]) -> Table:
    return Table(
        name="fairness",
        says="What a plan reaches for each part of the fairest share that every pupil keeps.",
        columns=(
            Column("Of the fairest share kept (%)", ColumnKind.PERCENT),
            Column("The school’s choice"),
            Column("Needs met (%)", ColumnKind.PERCENT),
            Column("At best (%)", ColumnKind.PERCENT),
            Column("The least met pupil (%)", ColumnKind.PERCENT),
            Column("Pupils less than half met", ColumnKind.COUNT),
        ),
        rows=tuple(
            (
                100 * row.fairness,
                "yes" if row.is_policy else "",
                100 * row.needs_met,
                100 * row.needs_met_bound,
                100 * row.lowest_coverage,
                row.pupils_below_half,
            )
            for row in rows
        ),
    )


def _alternative(rows: Sequence[FairnessRow]) -> str:
    if not rows:
        return "There are no plans to show."
    parts = [f"{percent(row.fairness)} kept: {percent(row.needs_met)}" for row in rows]
    return f"Curve of needs met against the part of the fairest share kept: {listed(parts)}."
