"""The trade-off curve as it is read: what more and less money would do, with its bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from planner.charts import theme
from planner.charts.insight.bends import bend_sentences, bends_table
from planner.charts.insight.view import InsightView
from planner.charts.picture import Picture
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import hours, listed, percent, pounds
from planner.insight.bends import BendRow
from planner.insight.frontier import FrontierAnswer, FrontierRow
from planner.school.school import School

_NOTE = (
    "Each dot is a plan that was solved for with that much general money more or less than there "
    "is. The band reaches to what no plan with that money can better. At a bend stands what £1,000 "
    "more can do at most, before and after it."
)
_NOTHING = 0.005
_PANEL_HEIGHT = 230
_TICKS = 8


def frontier_view(school: School, answer: FrontierAnswer) -> InsightView:
    """Say what money changes, and draw it."""
    tables = [bends_table(school, answer.bought)] if answer.bought else []
    tables += [_missing(answer)] if answer.missing else []
    return InsightView(
        name="frontier",
        sentences=(*_sentences(answer), *bend_sentences(school, answer.bends, answer.bought)),
        pictures=(_picture(answer),),
        tables=tuple(tables),
    )


def _at(rows: Sequence[FrontierRow], money: Decimal) -> FrontierRow | None:
    return next((row for row in rows if row.money == money), None)


def _sentences(answer: FrontierAnswer) -> tuple[str, ...]:
    rows = answer.frontier
    today = _at(rows, Decimal(0))
    if today is None:
        return ("No plan was found yet, so nothing can be compared.",)
    said = [
        f"With the money there is, {percent(today.needs_met)} of needs are met and every pupil can "
        f"reach {percent(today.fair_share)} of the most that could be done for them; no plan meets "
        f"more than {percent(today.needs_met_bound)}."
    ]
    said += [f"What is done today meets {percent(row.needs_met)} of them." for row in answer.today]
    if rows[-1].money > 0:
        said.append(_compared(today, rows[-1]))
    if rows[0].money < 0:
        said.append(_compared(today, rows[0]))
    for why in dict.fromkeys(row.why for row in answer.missing):
        amounts = listed(_money(row.money) for row in answer.missing if row.why == why)
        said.append(f"With {amounts} there is nothing to show. {why}")
    return tuple(said)


def _compared(today: FrontierRow, other: FrontierRow) -> str:
    """Say what another amount of money does, as a fact only where the bounds do not overlap."""
    less, more = sorted((today, other), key=lambda row: row.money)
    is_sure = more.needs_met > less.needs_met_bound
    now, then = percent(today.needs_met), percent(other.needs_met)
    met = "as many needs would be met" if now == then else f"{then} of needs would be met"
    change = f"With {_money(other.money)}, {met}{'' if now == then else f' instead of {now}'}"
    change += _law(today, other)
    return f"{change}." if is_sure else f"{change}, as far as the plans found show."


def _law(today: FrontierRow, other: FrontierRow) -> str:
    change = other.shortfall_hours - today.shortfall_hours
    owed = ""
    if abs(change) > _NOTHING:
        more = "more" if change > 0 else "fewer"
        owed = f", {hours(abs(change))} {more} of the law would go unmet in the year"
    if other.unfunded - today.unfunded >= 1:
        owed += f" and {pounds(other.unfunded)} of what is owed would have no money"
    return owed


def _money(money: Decimal) -> str:
    return f"{pounds(abs(money))} {'more' if money > 0 else 'less'}"


def _picture(answer: FrontierAnswer) -> Picture:
    rows = answer.frontier
    return Picture(
        key="frontier",
        title=_title(rows),
        note=_NOTE,
        figure=_figure(answer) if len(rows) > 1 else None,
        table=_table(rows),
        alternative=_alternative(rows),
    )


def _title(rows: Sequence[FrontierRow]) -> str:
    today = _at(rows, Decimal(0))
    if today is None or len(rows) < 2:
        return "There are too few plans to draw a curve"
    return (
        f"From {_money(rows[0].money) if rows[0].money else 'today'} to "
        f"{_money(rows[-1].money) if rows[-1].money else 'today'}, needs met go from "
        f"{percent(rows[0].needs_met)} to {percent(rows[-1].needs_met)}"
    )


_Measure = tuple[str, Callable[[FrontierRow], float], Callable[[FrontierRow], float], str]


def _measures(rows: Sequence[FrontierRow]) -> list[_Measure]:
    """List what is drawn: what the law asks for, and what is owed, only where it changes."""
    found: list[_Measure] = [
        (
            "Needs met (%)",
            lambda row: 100 * row.needs_met,
            lambda row: 100 * row.needs_met_bound,
            theme.PLANNED,
        ),
        (
            "Fairest share (%)",
            lambda row: 100 * row.fair_share,
            lambda row: 100 * row.fair_share_bound,
            theme.CHOSEN,
        ),
    ]
    if any(row.shortfall_hours > _NOTHING for row in rows):
        found.append(
            (
                "Statutory hours unmet",
                lambda row: row.shortfall_hours,
                lambda row: row.shortfall_hours_bound,
                theme.SHORTFALL,
            )
        )
    if any(row.unfunded >= 1 for row in rows):
        found.append(
            (
                "Owed, unpaid (£ a year)",
                lambda row: row.unfunded,
                lambda row: row.unfunded_bound,
                theme.SHORTFALL,
            )
        )
    return found


def _figure(answer: FrontierAnswer) -> go.Figure:
    rows = answer.frontier
    measures = _measures(rows)
    figure = make_subplots(rows=len(measures), cols=1, shared_xaxes=True, vertical_spacing=0.07)
    for panel, measure in enumerate(measures, start=1):
        _draw(figure, panel, rows, measure)
    _mark_today(figure, rows, measures)
    _mark_what_is_done(figure, answer)
    _mark_bends(figure, rows, answer.bends)
    ticks = _ticks([float(row.money) for row in rows])
    figure.update_xaxes(
        tickfont={"size": 13, "color": theme.TEXT},
        gridcolor=theme.GRID,
        zeroline=False,
        tickvals=[tick for tick, _ in ticks],
        ticktext=[text for _, text in ticks],
    )
    figure.update_xaxes(
        title={
            "text": "General money, more or less (£ a year)",
            "standoff": 8,
            "font": {"size": 14, "color": theme.TEXT},
        },
        row=len(measures),
        col=1,
    )
    return theme.lay_out(figure, height=_PANEL_HEIGHT * len(measures) + 60)


def _draw(figure: go.Figure, panel: int, rows: Sequence[FrontierRow], measure: _Measure) -> None:
    """Draw one measure in its panel: a dot for each plan, and a band up to its bound."""
    title, value, bound, colour = measure
    money = [float(row.money) for row in rows]
    values, bounds = [value(row) for row in rows], [bound(row) for row in rows]
    # Drawn as the outline of an area, out along the plans and back along their bounds.
    figure.add_scatter(
        x=[*money, *reversed(money)],
        y=[*values, *reversed(bounds)],
        fill="toself",
        fillcolor=theme.translucent(colour, 0.22),
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
        row=panel,
        col=1,
    )
    figure.add_scatter(
        x=money,
        y=values,
        mode="lines+markers",
        line={"color": colour, "width": 2},
        marker={"color": colour, "size": 8},
        customdata=bounds,
        hovertemplate="£%{x:,.0f}: %{y:.1f}, at best %{customdata:.1f}<extra></extra>",
        row=panel,
        col=1,
    )
    near = "normal" if title.endswith("(%)") else "tozero"
    figure.update_yaxes(theme.value_axis(title, rangemode=near), row=panel, col=1)


def _ticks(money: Sequence[float]) -> list[tuple[float, str]]:
    """Choose a few amounts to write at the axis, the money there is among them."""
    step = max(1, -(-len(money) // _TICKS))
    today = money.index(0.0) if 0.0 in money else 0
    return [
        (amount, "0" if not amount else f"{'+' if amount > 0 else ''}{pounds(amount)}")
        for number, amount in enumerate(money)
        if (number - today) % step == 0
    ]


def _mark_today(
    figure: go.Figure, rows: Sequence[FrontierRow], measures: Sequence[_Measure]
) -> None:
    """Put a ring and a word at the plan with the money there is."""
    today = _at(rows, Decimal(0))
    if today is None:
        return
    for panel, (_, value, _, colour) in enumerate(measures, start=1):
        figure.add_scatter(
            x=[0.0],
            y=[value(today)],
            mode="markers+text",
            marker={
                "symbol": "circle-open",
                "size": 16,
                "color": colour,
                "line": {"width": 3},
            },
            text=["the plan with the money there is" if panel == 1 else ""],
            textposition="bottom right",
            textfont={"size": 13, "color": theme.TEXT},
            hoverinfo="skip",
            row=panel,
            col=1,
        )


def _mark_what_is_done(figure: go.Figure, answer: FrontierAnswer) -> None:
    """Put a cross and a word where the school stands with what it does today."""
    for row in answer.today:
        figure.add_scatter(
            x=[0.0],
            y=[100 * row.needs_met],
            mode="markers+text",
            marker={"symbol": "x", "size": 11, "color": theme.TODAY},
            text=["what is done today"],
            textposition="middle right",
            textfont={"size": 13, "color": theme.TEXT},
            hovertemplate="%{y:.1f} % today<extra></extra>",
            row=1,
            col=1,
        )


def _mark_bends(figure: go.Figure, rows: Sequence[FrontierRow], bends: Sequence[BendRow]) -> None:
    """Write at each bend of the first measure what a thousand pounds do on either side."""
    for number, bend in enumerate(bends):
        row = _at(rows, bend.money)
        if row is not None:
            figure.add_annotation(
                x=float(bend.money),
                y=100 * row.needs_met_bound,
                text=f"{percent(bend.gain_before)}, then {percent(bend.gain_after)}",
                showarrow=True,
                arrowhead=0,
                arrowcolor=theme.TODAY,
                ax=0,
                ay=-24 - 20 * (number % 2),
                font={"size": 12, "color": theme.TEXT},
                row=1,
                col=1,
            )


def _table(rows: Sequence[FrontierRow]) -> Table:
    return Table(
        name="frontier",
        says="What a plan reaches with each amount of general money, and what no plan can better.",
        columns=(
            Column("Money more or less (£ a year)", ColumnKind.MONEY),
            Column("Needs met (%)", ColumnKind.PERCENT),
            Column("At best (%)", ColumnKind.PERCENT),
            Column("Fairest share (%)", ColumnKind.PERCENT),
            Column("Fairest share, at best (%)", ColumnKind.PERCENT),
            Column("Statutory hours not met (a year)", ColumnKind.HOURS),
            Column("Owed without money (£ a year)", ColumnKind.MONEY),
        ),
        rows=tuple(
            (
                float(row.money),
                100 * row.needs_met,
                100 * row.needs_met_bound,
                100 * row.fair_share,
                100 * row.fair_share_bound,
                row.shortfall_hours,
                row.unfunded,
            )
            for row in rows
        ),
    )


def _alternative(rows: Sequence[FrontierRow]) -> str:
    if not rows:
        return "There are no plans to show."
    parts = [
        f"{_money(row.money) if row.money else 'no change'}: {percent(row.needs_met)}"
        for row in rows
    ]
    return f"Curve of needs met against general money: {listed(parts)}."


def _missing(answer: FrontierAnswer) -> Table:
    return Table(
        name="frontier_missing",
        says="Amounts of money for which there is no plan, and why.",
        columns=(Column("Money more or less (£ a year)", ColumnKind.MONEY), Column("Why")),
        rows=tuple((float(row.money), row.why) for row in answer.missing),
    )
