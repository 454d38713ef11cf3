"""What each provision costs against what it is worth, with how well that is known."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.effect_changes import change_in_words
from planner.charts.leadership.audience import EVERYTHING, Audience
from planner.charts.leadership.labels import label_rows, rows_axis, the_rest, two_lines
from planner.charts.picture import Picture
from planner.charts.reach import hours_received
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import listed, number, pounds, sentence_case
from planner.optimiser.plan import Plan
from planner.school.changed_effect import changed_effects
from planner.school.records import Effect
from planner.school.school import School

OTHER = "Other provision"
MOST_DRAWN = 15
_NOTE = (
    "What the plan pays for one effective hour. An hour counts for as much as it is thought to be "
    "worth for each need of the pupil who receives it. That worth is the school’s own assumption; "
    "the sign says what trials have measured. The hours beside it are the effective hours that the "
    "plan gives with it."
)
_ROW_HEIGHT, _ROOM_FOR_LABELS = 38, 104


class Evidence(StrEnum):
    """What trials have measured of a provision."""

    GAIN = "months of progress measured"
    NO_GAIN = "measured, and no progress"
    UNKNOWN = "no months known"
    MIXED = "several provisions together"


_SIGNS = {
    Evidence.GAIN: "circle",
    Evidence.NO_GAIN: "x",
    Evidence.UNKNOWN: "circle-open",
    Evidence.MIXED: "square",
}


@dataclass(frozen=True)
class Worth:
    """What one provision, or several together, costs and is worth in a plan.

    Attributes:
        name: The provision.
        cost: What the plan pays for it [GBP/year].
        effective_hours: Hours received, each by its effect on the pupil's needs [h/year].
        pupils: How many receive it.
        evidence: What trials say.
        told: The evidence in the catalogue's own words.
        changes: The effects on the needs met that the school changed.
    """

    name: str
    cost: Decimal
    effective_hours: float
    pupils: int
    evidence: Evidence
    told: str
    changes: tuple[Effect, ...] = ()

    @property
    def cost_of_an_hour(self) -> float:
        """What one effective hour costs [GBP/h]."""
        return float(self.cost) / self.effective_hours


def worths_of(
    school: School, plan: Plan, audience: Audience = EVERYTHING
) -> tuple[tuple[Worth, ...], tuple[str, ...]]:
    """Every provision that helps, the cheapest effective hour first; and those that do not."""
    pupils: dict[str, set[str]] = defaultdict(set)
    costs: dict[str, Decimal] = defaultdict(Decimal)
    worth: dict[str, dict[Effect, float]] = defaultdict(lambda: defaultdict(float))
    for row in plan.allocations:
        pupils[row.provision].add(row.pupil)
        costs[row.provision] += row.cost or 0
        for effect, hours in _effective(
            row.provision, row.pupil, hours_received(row, school), school
        ):
            worth[row.provision][effect] += hours
    helping = [one for one in pupils if sum(worth[one].values()) > 0]
    few = audience.too_few({one: pupils[one] for one in helping})
    found = [
        _worth(school.provision_by_id[one].name, costs[one], worth[one], len(pupils[one]))
        for one in helping
        if one not in few
    ]
    if few and len(people := set().union(*(pupils[one] for one in few))) >= audience.fewest_shown:
        cost = sum((costs[one] for one in few), Decimal(0))
        hours = sum(sum(worth[one].values()) for one in few)
        found.append(Worth(OTHER, cost, hours, len(people), Evidence.MIXED, ""))
    idle = [school.provision_by_id[one].name for one in pupils if one not in helping]
    ranked = sorted(found, key=lambda one: (one.cost_of_an_hour, one.name))
    return tuple(ranked), tuple(sorted(idle)) if audience.sees_all else ()


def cost_and_effect(school: School, plan: Plan, audience: Audience = EVERYTHING) -> Picture:
    """Draw what one effective hour costs with what the plan spends most on, the cheapest first."""
    rows, idle = worths_of(school, plan, audience)
    dearest = sorted(rows, key=lambda row: -row.cost)[:MOST_DRAWN]
    drawn = tuple(row for row in rows if row in dearest)
    not_counted = f" Not counted, because no need gains by it: {listed(idle)}." if idle else ""
    return Picture(
        key="cost_and_effect",
        title=_title(rows),
        note=_NOTE + not_counted + the_rest(len(drawn), len(rows)),
        figure=_figure(drawn) if drawn else None,
        table=_table(rows, audience),
        alternative=_alternative(rows),
    )


def _effective(
    provision: str, pupil: str, hours: float, school: School
) -> list[tuple[Effect, float]]:
    """What hours of a provision are worth to a pupil's needs, effect by effect [h]."""
    strands = [need.strand for need in school.needs_of[pupil]]
    return [
        (effect, hours * effect.effect * strands.count(effect.strand))
        for effect in school.effects
        if effect.provision == provision and effect.strand in strands
    ]


def _worth(name: str, cost: Decimal, worth: dict[Effect, float], pupils: int) -> Worth:
    """The evidence is that of the effect that counts for most, of those that a trial measured."""
    ranked = sorted(worth, key=lambda effect: -worth[effect])
    measured = [effect for effect in ranked if effect.months is not None]
    effect = (measured or ranked)[0]
    evidence = Evidence.UNKNOWN
    if effect.months is not None:
        evidence = Evidence.GAIN if effect.months > 0 else Evidence.NO_GAIN
    changes = tuple(changed_effects(ranked))
    return Worth(name, cost, sum(worth.values()), pupils, evidence, effect.evidence, changes)


def _title(rows: tuple[Worth, ...]) -> str:
    if not rows:
        return "No provision in the plan can be compared by what it is worth"
    first, last = rows[0], rows[-1]
    if len(rows) == 1:
        return f"An effective hour costs {_pounds(first.cost_of_an_hour)} ({first.name})"
    return (
        f"An effective hour costs from {_pounds(first.cost_of_an_hour)} ({first.name}) to "
        f"{_pounds(last.cost_of_an_hour)} ({last.name})"
    )


def _pounds(amount: float) -> str:
    """A price of an hour: pence are told below £10."""
    return pounds(amount) if amount >= 9.995 else f"£{amount:.2f}"


def _figure(rows: tuple[Worth, ...]) -> go.Figure:
    names = [two_lines(row.name) for row in rows]
    figure = go.Figure()
    figure.add_bar(
        x=[row.cost_of_an_hour for row in rows],
        y=names,
        orientation="h",
        width=0.08,
        marker={"color": theme.TODAY},
        hoverinfo="skip",
        showlegend=False,
    )
    for evidence, sign in _SIGNS.items():
        mine = [
            (name, row) for name, row in zip(names, rows, strict=True) if row.evidence is evidence
        ]
        if not mine:
            continue
        figure.add_scatter(
            name=sentence_case(evidence.value),
            x=[row.cost_of_an_hour for _, row in mine],
            y=[name for name, _ in mine],
            mode="markers",
            marker={"symbol": sign, "size": 12, "color": theme.CHOSEN, "line": {"width": 2}},
            cliponaxis=False,
            customdata=[_label(row) for _, row in mine],
            hovertemplate="%{y}: %{customdata}<extra></extra>",
        )
    label_rows(figure, names, [_label(row) for row in rows])
    return theme.lay_out(
        figure,
        height=theme.bars_height(len(rows), _ROW_HEIGHT) + 50,
        margin={"l": 8, "r": _ROOM_FOR_LABELS, "t": 8, "b": 48},
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        xaxis=theme.value_axis("£ an effective hour", tickprefix="£"),
        yaxis=rows_axis(len(rows)) | {"categoryorder": "array", "categoryarray": names},
    )


def _label(row: Worth) -> str:
    return f"{_pounds(row.cost_of_an_hour)}, {number(round(row.effective_hours))} h"


def _table(rows: tuple[Worth, ...], audience: Audience) -> Table:
    columns = (
        Column("Provision", ColumnKind.CODE),
        Column("Cost (£ a year)", ColumnKind.MONEY),
        Column("Effective hours (hours a year)", ColumnKind.HOURS),
        Column("Cost of an effective hour (£)", ColumnKind.PENCE),
        Column("What trials have measured"),
        Column("Evidence"),
        Column("Effects changed by the school"),
    )
    shown = [
        (
            row.name,
            float(row.cost),
            row.effective_hours,
            row.cost_of_an_hour,
            sentence_case(row.evidence.value),
            row.told,
            "; ".join(change_in_words(one, with_reason=audience.sees_all) for one in row.changes),
        )
        for row in rows
    ]
    if not audience.sees_all:
        return Table("cost_and_effect", _SAYS, columns, tuple(shown))
    more = (Column("Pupils", ColumnKind.COUNT), Column("Cost per pupil (£)", ColumnKind.MONEY))
    return Table(
        "cost_and_effect",
        _SAYS,
        (*columns, *more),
        tuple(
            (*cells, row.pupils, float(row.cost) / row.pupils)
            for cells, row in zip(shown, rows, strict=True)
        ),
    )


_SAYS = "What each provision costs and is worth, the cheapest effective hour first."


def _alternative(rows: tuple[Worth, ...]) -> str:
    if not rows:
        return "There is no provision that can be shown."
    parts = [f"{row.name} {_pounds(row.cost_of_an_hour)}" for row in rows]
    return f"What an effective hour costs with each provision, cheapest first: {listed(parts)}."
