"""What the local authority's rate pays of what pupils receive: the difference, by provision."""

from __future__ import annotations

from collections.abc import Iterator

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.leadership.audience import Audience
from planner.charts.leadership.labels import the_rest, two_lines
from planner.charts.leadership.laid_over import Bars, bars_of_pounds
from planner.charts.ledgers import BEYOND, PAYS, difference_words, how_it_is_counted, rate_words
from planner.charts.picture import Picture
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import listed, percent, pounds, thousands
from planner.costing.ledger import Ledger, Sum, ledger_of
from planner.optimiser.plan import Plan
from planner.school.school import School

MOST_DRAWN = 15
_ROW_HEIGHT = 38
_ALL = "All provision"
_BEYOND_PATTERN = theme.HATCHED | {"shape": "\\"}


def rate_sentence(school: School, plan: Plan, audience: Audience) -> str:
    """Say what the rate pays of what pupils receive; blank without a rate, or of few pupils.

    To whoever may not see everything it is told in thousands: with the costs of single provisions,
    exact sums would tell those that are not shown.
    """
    ledger = ledger_of(school, plan)
    if ledger is None or not ledger.lines or not audience.may_see(len(ledger.by_pupil)):
        return ""
    total, rate = ledger.total, rate_words(ledger.rules)
    if audience.sees_all:
        return (
            f"The authority’s rate. What pupils receive costs {pounds(total.true_cost)}; the local "
            f"authority’s rate of {rate} pays {pounds(total.claimed)}, {difference_words(total)}."
        )
    return (
        f"The authority’s rate. What pupils receive costs about {thousands(total.true_cost)}; the "
        f"local authority’s rate of {rate} pays about {thousands(total.claimed)} of it."
    )


def rate_pictures(school: School, plan: Plan, audience: Audience) -> Iterator[Picture]:
    """Draw what the rate pays of each provision's cost, where a rate is known.

    Only for those who may see everything: beside the other pictures, the two sums of a provision
    could tell what few pupils cost.
    """
    ledger = ledger_of(school, plan)
    if ledger is None or not ledger.lines or not audience.sees_all:
        return
    rows = [(school.provision_by_id[code].name, one) for code, one in ledger.by_provision.items()]
    rows.sort(key=lambda row: (-row[1].under_recovered, row[0]))
    yield Picture(
        key="authority_rate",
        title=_title(rows, ledger),
        note=how_it_is_counted(ledger.rules) + the_rest(min(MOST_DRAWN, len(rows)), len(rows)),
        figure=_figure(rows[:MOST_DRAWN]),
        table=_table([*rows, (_ALL, ledger.total)]),
        alternative=_alternative(rows),
    )


def _title(rows: list[tuple[str, Sum]], ledger: Ledger) -> str:
    total = ledger.total
    words = difference_words(total, "planned support costs")
    said = f"The authority’s rate of {rate_words(ledger.rules)} pays {words}"
    name, most = rows[0]
    if len(rows) == 1 or not total.pays_less or not most.pays_less:
        return said
    share = percent(float(most.under_recovered / total.under_recovered))
    if most.under_recovered > total.under_recovered:
        return f"{said}; most is missing for {name}"
    return f"{said}; {share} of that is {name}"


def _figure(rows: list[tuple[str, Sum]]) -> go.Figure:
    names = [two_lines(name) for name, _ in rows]
    within = [float(min(one.claimed, one.true_cost)) for _, one in rows]
    beyond = [float(one.under_recovered) for _, one in rows]
    missing, more = [max(0.0, one) for one in beyond], [max(0.0, -one) for one in beyond]
    every = (
        Bars("Paid by the rate", within, 0.0, theme.CHOSEN),
        Bars("Cost beyond that", missing, within, theme.SHORTFALL, _BEYOND_PATTERN),
        Bars("Paid beyond the cost", more, within, theme.UNUSED, theme.HATCHED),
    )
    drawn = [bars for bars in every if any(bars.values)]
    return bars_of_pounds(names, [_label(one) for _, one in rows], drawn, _ROW_HEIGHT)


def _label(one: Sum) -> str:
    return f"{thousands(abs(one.under_recovered))} {'more' if one.under_recovered < 0 else 'less'}"


def _table(rows: list[tuple[str, Sum]]) -> Table:
    return Table(
        name="authority_rate",
        says="What each provision costs and what the local authority’s rate pays, the largest "
        "difference first; all of them last.",
        columns=(
            Column("Provision", ColumnKind.CODE),
            Column("Cost (£ a year)", ColumnKind.MONEY),
            Column(f"{PAYS} (£ a year)", ColumnKind.MONEY),
            Column(f"{BEYOND} (£ a year)", ColumnKind.MONEY, "Below 0: it pays more than the cost"),
        ),
        rows=tuple(
            (name, float(one.true_cost), float(one.claimed), float(one.under_recovered))
            for name, one in rows
        ),
    )


def _alternative(rows: list[tuple[str, Sum]]) -> str:
    parts = [
        f"{name} costs {pounds(one.true_cost)}, of which {pounds(one.claimed)} is paid"
        for name, one in rows
    ]
    return f"Bar chart of what the local authority’s rate pays: {listed(parts)}."
