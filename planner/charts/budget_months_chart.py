"""The running balance of the budget, month by month, with the budget years it lies in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.budget_tables import months_table
from planner.charts.budget_words import day
from planner.charts.picture import Picture
from planner.charts.words import listed, pounds, thousands
from planner.funding.position import Position
from planner.funding.stretch import Stretch, by_budget_year, by_month
from planner.school.codes import BudgetYear

_HEIGHT = 380
_ROOM_FOR_LABELS = 0.12
_OVERDRAWN = "diamond"
_IN_HAND = "circle"


def budget_months(position: Position) -> Picture:
    """Draw the balance at the end of each month, with each budget year of the school marked."""
    months = by_month(position)
    years = by_budget_year(months, position.school.details.budget_year)
    has_money = bool(position.movements)
    return Picture(
        key="budget_months",
        title=_title(months) if has_money else "No money is entered yet",
        note=_note(position),
        figure=_figure(months, years) if has_money else None,
        table=months_table(months),
        alternative=_alternative(months, years) if has_money else "There is no money to show.",
    )


def _title(months: Sequence[Stretch]) -> str:
    last = months[-1]
    lowest = min(months, key=lambda month: month.balance)
    if last.balance < 0:
        end = f"{pounds(-last.balance)} more is committed than comes in by the end of {last.name}"
        if lowest is last:
            return end
        return f"{end}; the balance is lowest in {lowest.name}, at {pounds(lowest.balance)}"
    end = f"{pounds(last.balance)} is left by the end of {last.name}"
    if lowest.balance < 0:
        return f"{end}; the balance is lowest in {lowest.name}, at {pounds(lowest.balance)}"
    return f"{end}, and the balance never falls below £0"


def _note(position: Position) -> str:
    kind = position.school.details.budget_year
    referrals = ", and a referral falls in one month" if position.referrals else ""
    which = "April to March" if kind is BudgetYear.FINANCIAL else "September to August"
    return (
        "What has come in since September and was not committed, at the end of each month. Income "
        f"and budget lines are spread by the days of their dates, salaries by twelfths{referrals}; "
        f"nothing that is still to be decided is spent. The school’s budget year runs from {which}."
    )


def _figure(months: Sequence[Stretch], years: Sequence[Stretch]) -> go.Figure:
    balances = [float(month.balance) for month in months]
    figure = go.Figure(
        go.Scatter(
            x=list(range(len(months))),
            y=balances,
            mode="lines+markers+text",
            line={"color": theme.PLANNED, "width": 2.5},
            fill="tozeroy",
            fillcolor=theme.translucent(theme.PLANNED, 0.12),
            marker={
                "size": 9,
                "color": [theme.SHORTFALL if value < 0 else theme.PLANNED for value in balances],
                "symbol": [_OVERDRAWN if value < 0 else _IN_HAND for value in balances],
            },
            text=_labels(months, years),
            textposition=_beside_the_line(balances),
            textfont={"size": 14, "color": theme.TEXT},
            cliponaxis=False,
            customdata=[[month.name, pounds(month.balance)] for month in months],
            hovertemplate="%{customdata[1]} at the end of %{customdata[0]}<extra></extra>",
        )
    )
    _mark_years(figure, months, years)
    return theme.lay_out(
        figure,
        height=_HEIGHT,
        margin={"l": 8, "r": 24, "t": 56, "b": 48},
        xaxis=theme.value_axis(
            "",
            range=[-0.5, len(months) - 0.5],
            rangemode="normal",
            tickfont={"size": 12, "color": theme.TEXT},
            tickangle=0,
            tickmode="array",
            tickvals=list(range(len(months))),
            ticktext=[_tick(place, month) for place, month in enumerate(months)],
            showgrid=False,
            zeroline=False,
        ),
        yaxis=theme.value_axis(
            "Balance so far (£)", range=_range(balances), tickformat="~s", zerolinewidth=2
        ),
    )


def _mark_years(figure: go.Figure, months: Sequence[Stretch], years: Sequence[Stretch]) -> None:
    """Write each budget year over its months, and draw a line where one ends inside the year."""
    for year in years:
        inside = [
            place for place, month in enumerate(months) if year.starts <= month.starts <= year.ends
        ]
        figure.add_annotation(
            x=(inside[0] + inside[-1]) / 2,
            y=1.0,
            yref="paper",
            yanchor="bottom",
            text=year.name.replace("year ", "year<br>"),
            showarrow=False,
            font={"size": 14, "color": theme.TEXT},
        )
        if inside[0] > 0:
            figure.add_vline(x=inside[0] - 0.5, line={"color": theme.TODAY, "dash": "dash"})


def _labels(months: Sequence[Stretch], years: Sequence[Stretch]) -> list[str]:
    """Write the balance where a budget year ends, and at its lowest where that is below 0."""
    lowest = min(months, key=lambda month: month.balance)
    named = {year.ends for year in years} | ({lowest.ends} if lowest.balance < 0 else set())
    return [thousands(month.balance) if month.ends in named else "" for month in months]


def _beside_the_line(balances: Sequence[float]) -> list[str]:
    """Where a label stands clear of the line: above where it has risen, else below."""
    first = "bottom right" if balances[1] >= balances[0] else "top right"
    return [first] + [
        "top left" if after >= before else "bottom left" for before, after in pairwise(balances)
    ]


def _range(balances: Sequence[float]) -> list[float]:
    """From the lowest balance to the highest, 0 among them, with room for labels."""
    low, high = min(0.0, *balances), max(0.0, *balances)
    room = (high - low or 1.0) * _ROOM_FOR_LABELS
    return [low - room if low else 0.0, high + room if high else 0.0]


def _tick(place: int, month: Stretch) -> str:
    is_first_of_year = place == 0 or month.starts.month == 1
    return f"{month.starts:%b}<br>{month.starts:%Y}" if is_first_of_year else f"{month.starts:%b}"


def _alternative(months: Sequence[Stretch], years: Sequence[Stretch]) -> str:
    parts = [f"{month.name} {pounds(month.balance)}" for month in months]
    ends = [f"{year.name} with {pounds(year.balance)} on {day(year.ends)}" for year in years]
    return (
        f"Line of the balance at the end of each month: {listed(parts)}. "
        f"The part of each budget year ends: {listed(ends)}."
    )
