"""What each plan costs and who has money for it, plan beside plan."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.picture import Picture
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import listed, pounds
from planner.scenarios.comparison import Comparison, PlanFigures

_NOTE = (
    "Pounds in the year. What is owed already is salaries and budget lines; what is owed without "
    "money is a part of it that no stream can pay."
)
_SERIES = (
    ("Owed already", "owed", {"color": theme.TODAY}),
    ("Added by the plan", "added", {"color": theme.CHOSEN}),
    ("Not spent", "left", {"color": theme.UNUSED, "pattern": theme.HATCHED}),
    ("Owed without money", "short", {"color": theme.SHORTFALL}),
)
_POUND = 1.0


@dataclass(frozen=True)
class _Bar:
    """The money of one plan [GBP/year]; the first three add up to what comes in."""

    name: str
    owed: float
    added: float
    left: float
    short: float


def money_picture(comparison: Comparison) -> Picture:
    """Draw what becomes of the money in each plan."""
    bars = [_bar(one) for one in comparison.comparison]
    return Picture(
        key="plans_money",
        title=_title(comparison),
        note=_NOTE,
        figure=_figure(bars),
        table=_table(bars),
        alternative=_alternative(bars),
    )


def _bar(one: PlanFigures) -> _Bar:
    paid = one.committed_cost - one.unfunded
    return _Bar(
        name=one.scenario,
        owed=float(paid),
        added=float(one.planned_cost),
        left=max(0.0, float(one.income - paid - one.planned_cost)),
        short=float(one.unfunded),
    )


def _title(comparison: Comparison) -> str:
    short = [one for one in comparison.comparison if float(one.unfunded) >= _POUND]
    if short:
        most = max(short, key=lambda one: one.unfunded)
        others = f", and {len(short) - 1} more are short" if len(short) > 1 else ""
        return (
            f"{most.scenario} leaves {pounds(most.unfunded)} of what is owed without money{others}"
        )
    base = comparison.base
    if not comparison.others:
        return f"{base.scenario} adds {pounds(base.planned_cost)} to what is owed"
    furthest = max(comparison.others, key=lambda one: abs(_total(one) - _total(base)))
    change = _total(furthest) - _total(base)
    way = "more" if change > 0 else "less"
    return (
        f"Everything owed has its money; {furthest.scenario} costs {pounds(abs(change))} {way} "
        f"than {base.scenario.lower()}"
    )


def _total(one: PlanFigures) -> float:
    return float(one.committed_cost + one.planned_cost)


def _figure(bars: list[_Bar]) -> go.Figure:
    names = [theme.label(bar.name, 40) for bar in bars]
    figure = go.Figure()
    for name, field, marker in _SERIES:
        figure.add_bar(
            name=name,
            x=[getattr(bar, field) for bar in bars],
            y=names,
            orientation="h",
            marker=marker,
            hovertemplate=f"%{{y}}: £%{{x:,.0f}}, {name.lower()}<extra></extra>",
        )
    return theme.lay_out(
        figure,
        barmode="stack",
        bargap=0.35,
        height=theme.bars_height(len(bars)) + 30,
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        xaxis=theme.value_axis("Money (£ a year)", tickprefix="£", tickformat="~s"),
        yaxis=theme.name_axis(),
    )


def _table(bars: list[_Bar]) -> Table:
    return Table(
        name="money_of_plans",
        says="What becomes of the money in each plan.",
        columns=(
            Column("Plan", ColumnKind.CODE),
            *(Column(f"{name} (£ a year)", ColumnKind.MONEY) for name, _, _ in _SERIES),
        ),
        rows=tuple((bar.name, bar.owed, bar.added, bar.left, bar.short) for bar in bars),
    )


def _alternative(bars: list[_Bar]) -> str:
    parts = [
        f"{bar.name} {pounds(bar.owed)} owed, {pounds(bar.added)} added, {pounds(bar.left)} not "
        f"spent, {pounds(bar.short)} owed without money"
        for bar in bars
    ]
    return f"Bar chart of the money of each plan: {listed(parts)}."
