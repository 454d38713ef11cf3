"""Income against committed cost, stream by stream."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.budget_tables import streams_table
from planner.charts.budget_words import GENERAL, name_of, plan_year
from planner.charts.picture import Picture
from planner.charts.words import pounds, thousands
from planner.funding.position import Position, Standing

MOST_BARS = 12
_ROOM_FOR_LABELS = 1.35
_ROW_HEIGHT = 46
_BAR_WIDTH = 0.4
_BAR_TOP = 9
_FRAME_HEIGHT = 110
_HATCHED_SHORT = theme.HATCHED | {"shape": "\\"}


@dataclass(frozen=True)
class _Bar:
    """One bar: a stream, or several small ones taken together."""

    name: str
    income: Decimal
    committed: Decimal

    @property
    def covered(self) -> Decimal:
        """Committed cost for which there is income [GBP/year]."""
        return min(self.income, self.committed)

    @property
    def left(self) -> Decimal:
        """Income that is not committed [GBP/year]."""
        return self.income - self.covered

    @property
    def short(self) -> Decimal:
        """Committed cost beyond the income [GBP/year]."""
        return self.committed - self.covered

    @property
    def outcome(self) -> str:
        """What comes of it, as a label."""
        if self.short:
            return f"{thousands(self.short)} short"
        return f"{thousands(self.left)} left"


_SERIES = (
    ("Committed", "covered", {"color": theme.TODAY}),
    ("Left to decide", "left", {"color": theme.CHOSEN}),
    ("Short", "short", {"color": theme.SHORTFALL, "pattern": _HATCHED_SHORT}),
)


def budget_streams(position: Position) -> Picture:
    """Draw what is committed of each stream, what is left of it, and what it is short of."""
    bars = _bars(position)
    return Picture(
        key="budget_streams",
        title=_title(position),
        note=_note(position),
        figure=_figure(bars) if bars else None,
        table=streams_table(position),
        alternative=_alternative(bars),
    )


def _bars(position: Position) -> list[_Bar]:
    """General money, then streams that are short, then the largest; the rest as one."""
    general = [one for one in position.standings if one.is_general]
    others = sorted(position.restricted, key=lambda one: (-one.short, -one.income, name_of(one)))
    room = MOST_BARS - len(general)
    shown = others if len(others) <= room else others[: room - 1]
    rest = others[len(shown) :]
    bars = [_Bar(name_of(one), one.income, one.committed) for one in (*general, *shown)]
    return [*bars, _gathered(rest)] if rest else bars


def _gathered(rest: list[Standing]) -> _Bar:
    return _Bar(
        f"{len(rest)} smaller streams",
        sum((one.income for one in rest), Decimal(0)),
        sum((one.committed for one in rest), Decimal(0)),
    )


def _title(position: Position) -> str:
    if not position.standings:
        return "No money is entered yet"
    general, short = position.general, [one for one in position.restricted if one.short]
    if general.short:
        return f"{GENERAL} is {pounds(general.short)} short of what must come out of it"
    if short:
        first = f"{name_of(short[0])} is {pounds(short[0].short)} short of what must come out of it"
        return first if len(short) == 1 else f"{first}, and so are {len(short) - 1} more"
    left = sum((one.left for one in position.restricted), Decimal(0))
    restricted = f", and {pounds(left)} with strings" if position.restricted else ""
    return f"Nothing is short: {pounds(general.left)} of general money is left{restricted}"


def _note(position: Position) -> str:
    referrals = " and referrals" if position.referrals else ""
    return (
        f"Pounds in the plan year, {plan_year(position)}. Salaries, and budget lines{referrals} "
        "that name no stream, come out of general money. A plan may find that money with strings "
        f"pays for {'referrals and ' if referrals else ''}hours of employed adults in what it was "
        "given for."
    )


def _figure(bars: list[_Bar]) -> go.Figure:
    names = [theme.label(bar.name, 46) for bar in bars]
    # Two streams may have one name, so a bar stands by its place and its name is written over it.
    places = list(range(len(bars)))
    figure = go.Figure()
    for series, field, marker in _SERIES:
        figure.add_bar(
            name=series,
            x=[float(getattr(bar, field)) for bar in bars],
            y=places,
            orientation="h",
            width=_BAR_WIDTH,
            marker=marker,
            customdata=[
                [name, pounds(getattr(bar, field))] for name, bar in zip(names, bars, strict=True)
            ],
            hovertemplate=f"%{{customdata[0]}}: %{{customdata[1]}} {series.lower()}<extra></extra>",
        )
    _write_labels(figure, bars, names)
    longest = max(float(bar.income + bar.short) for bar in bars) or 1.0
    return theme.lay_out(
        figure,
        barmode="stack",
        height=len(bars) * _ROW_HEIGHT + _FRAME_HEIGHT,
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        xaxis=theme.value_axis(
            "Money in the year (£)", range=[0, longest * _ROOM_FOR_LABELS], tickformat="~s"
        ),
        yaxis=theme.name_axis(
            range=[len(bars) - 0.5, -0.75], autorange=False, showticklabels=False
        ),
    )


def _write_labels(figure: go.Figure, bars: list[_Bar], names: list[str]) -> None:
    """Write what comes of each bar at its end, and its name over it, where there is room."""
    figure.add_scatter(
        x=[float(bar.income + bar.short) for bar in bars],
        y=list(range(len(bars))),
        mode="text",
        text=[f" {bar.outcome}" for bar in bars],
        textposition="middle right",
        textfont={"size": 14, "color": theme.TEXT},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )
    for place, name in enumerate(names):
        figure.add_annotation(
            x=0,
            y=place,
            text=name,
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            yshift=_BAR_TOP,
            font={"size": 14, "color": theme.TEXT},
        )


def _alternative(bars: list[_Bar]) -> str:
    if not bars:
        return "There is no money to show."
    parts = [
        f"{bar.name} {pounds(bar.income)} in, {pounds(bar.committed)} committed, {bar.outcome}"
        for bar in bars
    ]
    return f"Bar chart of money in the year, stream by stream: {'; '.join(parts)}."
