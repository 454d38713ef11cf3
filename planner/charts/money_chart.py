"""The flow of money from its sources to the provision it pays for."""

from __future__ import annotations

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.money import (
    BUDGET_LINES,
    NO_MONEY,
    NOT_SPENT,
    NOT_WITH_PUPILS,
    REFERRALS,
    TIME_AND_REFERRALS,
    Flow,
    flows_by_kind,
    gathered,
    totals_of,
)
from planner.charts.picture import Picture
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import listed, percent, pounds, thousands
from planner.optimiser.plan import Plan
from planner.school.school import School

MOST_LINKS = 25
OTHER_USE = "Other provision"
OTHER_SOURCE = "Other income"
_PAD = 16
_NOTE = (
    "Pounds in the year, from the left to what they pay for on the right. Salaries go to provision "
    "by the hours each adult gives to it; small amounts are gathered as “other”."
)
_NO_PROVISION = frozenset({NOT_SPENT, NOT_WITH_PUPILS, TIME_AND_REFERRALS, BUDGET_LINES, REFERRALS})
_COLOURS = {
    NOT_SPENT: theme.UNUSED,
    NO_MONEY: theme.SHORTFALL,
    NOT_WITH_PUPILS: theme.TODAY,
    TIME_AND_REFERRALS: theme.TODAY,
}


def money_flow(school: School, plan: Plan) -> Picture:
    """Draw where the money comes from and what it pays for."""
    return picture_of(flows_by_kind(school, plan))


def picture_of(every: tuple[Flow, ...]) -> Picture:
    """Draw flows of money, the largest first; small ones are gathered in the chart alone."""
    shown = gathered(every, MOST_LINKS, OTHER_USE, OTHER_SOURCE)
    return Picture(
        key="money_flow",
        title=_title(every),
        note=_NOTE,
        figure=_figure(shown) if shown else None,
        table=_table(every),
        alternative=_alternative(shown),
    )


def _title(flows: tuple[Flow, ...]) -> str:
    spent = sum(flow.amount for flow in flows if flow.use != NOT_SPENT)
    uses = totals_of(
        (flow for flow in flows if flow.use not in _NO_PROVISION),
        "use",
    )
    if not uses:
        return "No money goes to provision"
    most = next(iter(uses))
    share = percent(uses[most] / spent)
    return f"{most} takes the most: {pounds(uses[most])}, {share} of what is spent"


def _figure(flows: list[Flow]) -> go.Figure:
    sources, uses = _in_order(flows, "source"), _in_order(flows, "use")
    totals = [*sources.items(), *uses.items()]
    places = {("source", name): place for place, name in enumerate(sources)}
    places |= {("use", name): len(sources) + place for place, name in enumerate(uses)}
    colours = [_COLOURS.get(name, theme.STATUTORY) for name in sources]
    colours += [_COLOURS.get(name, theme.CHOSEN) for name in uses]
    height = max(380, max(len(sources), len(uses)) * 44)
    figure = go.Figure(
        go.Sankey(
            arrangement="fixed",
            textfont={"size": 14, "color": theme.TEXT},
            node={
                "label": [f"{theme.label(name, 30)}: {thousands(total)}" for name, total in totals],
                "color": colours,
                "x": [0.001] * len(sources) + [0.999] * len(uses),
                "y": [*_middles(sources, uses, height), *_middles(uses, sources, height)],
                "pad": _PAD,
                "thickness": 14,
                "line": {"width": 0},
                "hovertemplate": "%{label}<extra></extra>",
            },
            link={
                "source": [places["source", flow.source] for flow in flows],
                "target": [places["use", flow.use] for flow in flows],
                "value": [round(flow.amount, 2) for flow in flows],
                "color": [
                    theme.translucent(colours[places["use", flow.use]], 0.3) for flow in flows
                ],
                "customdata": [pounds(flow.amount) for flow in flows],
                "hovertemplate": "%{customdata} from %{source.label} to %{target.label}"
                "<extra></extra>",
            },
        )
    )
    return theme.lay_out(figure, height=height, margin={"l": 8, "r": 8, "t": 8, "b": 8})


def _middles(column: dict[str, float], other: dict[str, float], height: int) -> list[float]:
    """Where the middle of each node stands, so that a column fills its height in order [share]."""
    total = sum(column.values()) or 1.0
    least_pads = (max(len(column), len(other)) - 1) * _PAD / height
    scale = (1 - least_pads) / total
    pad = (1 - scale * total) / (len(column) - 1) if len(column) > 1 else 0.0
    middles, top = [], 0.0
    for value in column.values():
        middles.append(min(0.999, max(0.001, top + value * scale / 2)))
        top += value * scale + pad
    return middles


def _in_order(flows: list[Flow], field: str) -> dict[str, float]:
    """What goes through each source or use: the largest first, what is gathered or left last."""
    totals = totals_of(flows, field)
    last = [name for name in (OTHER_USE, OTHER_SOURCE, NOT_SPENT) if name in totals]
    return {name: totals[name] for name in totals if name not in last} | {
        name: totals[name] for name in last
    }


def _table(flows: tuple[Flow, ...]) -> Table:
    return Table(
        name="money_flow",
        says="Where the money comes from and what it pays for, the largest amount first.",
        columns=(
            Column("From", ColumnKind.CODE),
            Column("To", ColumnKind.CODE),
            Column("Amount (£ a year)", ColumnKind.MONEY),
        ),
        rows=tuple((flow.source, flow.use, round(flow.amount, 2)) for flow in flows),
    )


def _alternative(flows: list[Flow]) -> str:
    if not flows:
        return "There is no money to show."
    largest = [f"{pounds(flow.amount)} from {flow.source} to {flow.use}" for flow in flows[:8]]
    rest = sum(flow.amount for flow in flows[8:])
    others = f"; {pounds(rest)} in smaller amounts" if rest else ""
    return f"Flow of money, largest first: {listed(largest)}{others}."
