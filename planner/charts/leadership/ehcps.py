"""What each EHCP brings the school, and what the plan spends on the pupil's support."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.leadership.audience import EVERYTHING, Audience
from planner.charts.leadership.labels import the_rest
from planner.charts.leadership.laid_over import Bars, bars_of_pounds
from planner.charts.ledgers import PAYS, difference_words
from planner.charts.picture import Picture
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import counted, listed, pounds, thousands
from planner.costing.ledger import Sum, ledger_of
from planner.funding.threshold import threshold_of
from planner.optimiser.plan import Plan
from planner.school.school import School

_NOTE = (
    "An EHCP brings its top-up, on top of the first part, which the school meets from its own "
    "budget. The cost is that of the support planned for the pupil, a share of groups and shared "
    "adults included; duties outside the plan are not in it. Letters stand for pupils, in the "
    "order of what is missing, and are nobody’s code. Beside each: how much more or less it costs "
    "than it brings."
)
_NOTE_OF_ALL = (
    "The cost is that of the support planned for all pupils with an EHCP, a share of groups and "
    "shared adults included. What top-up does not pay the school meets from its own budget. Single "
    "EHCPs are not shown."
)
_ROW_HEIGHT = 34
# Where the two bars of a row begin, from its middle; the axis runs from the top down.
_ABOVE, _BELOW = {"offset": -0.39, "width": 0.38}, {"offset": 0.01, "width": 0.38}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALL = "All EHCPs"
MOST_DRAWN = 15


@dataclass(frozen=True)
class Balance:
    """What an EHCP, or several together, brings and costs.

    Attributes:
        name: A letter, which tells nobody whose it is.
        first_part: What the school meets from its own budget [GBP/year].
        top_up: What the local authority adds [GBP/year].
        cost: What the plan spends on support [GBP/year].
        paid: What the authority's rate pays for it; ``None`` where no rate is known [GBP/year].
    """

    name: str
    first_part: Decimal
    top_up: Decimal
    cost: Decimal
    paid: Decimal | None = None

    @property
    def brings(self) -> Decimal:
        """The money that stands behind the support [GBP/year]."""
        return self.first_part + self.top_up

    @property
    def beyond(self) -> Decimal:
        """Cost beyond what it brings; below 0 where it brings more [GBP/year]."""
        return self.cost - self.brings


def balances_of(school: School, plan: Plan) -> tuple[Balance, ...]:
    """Every EHCP by letter, the one that costs most beyond what it brings first."""
    costs: dict[str, Decimal] = defaultdict(Decimal)
    for row in plan.allocations:
        costs[row.pupil] += row.cost or 0
    parts = threshold_of(school).pupils
    ranked = sorted(parts, key=lambda one: (one.together - costs[one.pupil.pupil], one.together))
    ledger = ledger_of(school, plan)
    return tuple(
        Balance(
            f"EHCP {_letters(place)}",
            one.school_meets,
            one.top_up,
            costs[one.pupil.pupil],
            ledger.of([one.pupil.pupil]).claimed if ledger else None,
        )
        for place, one in enumerate(ranked)
    )


def all_together(rows: tuple[Balance, ...]) -> Balance:
    """All EHCPs as one."""
    return Balance(
        ALL,
        sum((row.first_part for row in rows), Decimal(0)),
        sum((row.top_up for row in rows), Decimal(0)),
        sum((row.cost for row in rows), Decimal(0)),
        _all_paid(rows),
    )


def _all_paid(rows: tuple[Balance, ...]) -> Decimal | None:
    paid = [row.paid for row in rows if row.paid is not None]
    return sum(paid, Decimal(0)) if paid else None


def ehcp_money(school: School, plan: Plan, audience: Audience = EVERYTHING) -> Picture:
    """Draw what each EHCP brings and costs, or all of them as one for who may not see each."""
    every = balances_of(school, plan)
    whole = all_together(every)
    if not audience.sees_all:
        return _of_all(whole, len(every), audience)
    return Picture(
        key="ehcp_money",
        title=_title(every, whole),
        note=_NOTE + _paid(whole) + the_rest(MOST_DRAWN, len(every)),
        figure=_figure(every[:MOST_DRAWN]) if every else None,
        table=_table((*every, whole) if len(every) > 1 else every),
        alternative=_alternative(every),
    )


def _paid(whole: Balance) -> str:
    """Say what the rate pays for the support of all, with a space before; blank without a rate."""
    if whole.paid is None or not whole.cost:
        return ""
    words = difference_words(Sum(whole.cost, whole.paid))
    return (
        f" At the local authority’s rate the same support comes to {pounds(whole.paid)}, {words}."
    )


def _of_all(whole: Balance, number: int, audience: Audience) -> Picture:
    """All top-ups against all support; not the first parts, which would tell how many there are."""
    is_shown = number > 0 and audience.may_see(number)
    amounts = {"Top-up": whole.top_up, "Planned support": whole.cost} if is_shown else {}
    top_up, cost = pounds(whole.top_up), pounds(whole.cost)
    title = f"Top-ups bring {top_up}; the support of pupils with an EHCP costs {cost}"
    if not is_shown:
        title = "The pupils with an EHCP are few, or none, so their money is not shown"
    return Picture(
        key="ehcp_money",
        title=title,
        note=_NOTE_OF_ALL,
        figure=_figure_of_all(amounts) if is_shown else None,
        table=Table(
            name="ehcp_money",
            says="The top-ups of all EHCPs and the support planned for these pupils.",
            columns=(Column("What", ColumnKind.CODE), Column("£ a year", ColumnKind.MONEY)),
            rows=tuple((name, float(amount)) for name, amount in amounts.items()),
        ),
        alternative=f"Two bars. {title}." if is_shown else title,
    )


def _letters(place: int) -> str:
    """``A`` to ``Z``, then ``AA``, ``AB``."""
    more, place = divmod(place, len(_LETTERS))
    return (_letters(more - 1) if more else "") + _LETTERS[place]


def _title(every: tuple[Balance, ...], whole: Balance) -> str:
    if not every:
        return "No pupil has an EHCP, so there is no top-up to compare"
    together = f"{pounds(whole.brings)} and the support planned for them costs {pounds(whole.cost)}"
    dearer = sum(row.beyond > 0 for row in every)
    if len(every) == 1:
        return f"The one EHCP brings {together.replace('for them', 'for it')}"
    return (
        f"{dearer} of {counted(len(every), 'EHCP')} {'costs' if dearer == 1 else 'cost'} more than "
        f"the EHCP brings; together they bring {together}"
    )


def _figure(rows: tuple[Balance, ...]) -> go.Figure:
    names = [row.name for row in rows]
    within = [float(min(row.cost, row.brings)) for row in rows]
    first = [float(row.first_part) for row in rows]
    top_up = [float(row.top_up) for row in rows]
    beyond = [float(max(Decimal(0), row.beyond)) for row in rows]
    beyond_pattern = theme.HATCHED | {"shape": "\\"}
    every = (
        Bars("First part, from the school", first, 0.0, theme.TODAY, {}, _ABOVE),
        Bars("Top-up", top_up, first, theme.STATUTORY, {}, _ABOVE),
        Bars("Cost", within, 0.0, theme.CHOSEN, {}, _BELOW),
        Bars("Cost beyond it", beyond, within, theme.SHORTFALL, beyond_pattern, _BELOW),
    )
    return bars_of_pounds(names, [_label(row) for row in rows], every, _ROW_HEIGHT)


def _figure_of_all(amounts: dict[str, Decimal]) -> go.Figure:
    values = [float(amount) for amount in amounts.values()]
    return theme.lay_out(
        go.Figure(
            go.Bar(
                x=values,
                y=list(amounts),
                orientation="h",
                marker={"color": [theme.STATUTORY, theme.CHOSEN]},
                text=[thousands(value) for value in values],
                textposition="outside",
                cliponaxis=False,
                textfont={"size": 13, "color": theme.TEXT},
                hovertemplate="%{y}: %{text}<extra></extra>",
            )
        ),
        bargap=0.4,
        height=theme.bars_height(len(values)),
        xaxis=theme.value_axis(
            "Money (£ a year)", range=[0, max(*values, 1) * 1.2], tickprefix="£"
        ),
        yaxis=theme.name_axis(),
    )


def _label(row: Balance) -> str:
    if row.beyond > 0:
        return f"{thousands(row.beyond)} more"
    return f"{thousands(-row.beyond)} less"


def _table(rows: tuple[Balance, ...]) -> Table:
    columns = (
        Column("EHCP", ColumnKind.CODE),
        Column("First part, from the school (£ a year)", ColumnKind.MONEY),
        Column("Top-up (£ a year)", ColumnKind.MONEY),
        Column("Brings (£ a year)", ColumnKind.MONEY),
        Column("Planned cost (£ a year)", ColumnKind.MONEY),
        Column("Cost beyond it (£ a year)", ColumnKind.MONEY, "Below 0: it brings more"),
        Column(f"{PAYS} (£ a year)", ColumnKind.MONEY, "For the planned support"),
    )
    amounts = [
        (row.first_part, row.top_up, row.brings, row.cost, row.beyond)
        + (() if row.paid is None else (row.paid,))
        for row in rows
    ]
    knows_rate = _all_paid(rows) is not None
    return Table(
        name="ehcp_money",
        says="What each EHCP brings and costs, the one with most missing first; all of them last.",
        columns=columns if knows_rate else columns[:-1],
        rows=tuple(
            (row.name, *map(float, found)) for row, found in zip(rows, amounts, strict=True)
        ),
    )


def _alternative(rows: tuple[Balance, ...]) -> str:
    if not rows:
        return "There are no EHCPs that can be shown."
    parts = [f"{row.name} brings {pounds(row.brings)}, costs {pounds(row.cost)}" for row in rows]
    return f"Bar chart of what EHCPs bring and cost: {listed(parts)}."
