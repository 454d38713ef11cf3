"""How far the needs of groups of pupils are met, plan beside plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.picture import Picture
from planner.charts.scenarios.words import GROUPINGS, group_name
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import listed, percent
from planner.scenarios.comparison import Comparison, GroupCoverage, Grouping

# What tells scenarios apart on paper too: the base is grey and hatched, each other has its pattern.
_PATTERNS = ("", "x", ".", "|", "-", "+", "\\")
_LEAST_CHANGE = 0.005
_NOTE = (
    "Of the hours that would meet each need in full, the share that is given, weighted by the "
    "priority of the need."
)

Groups = Mapping[str, Mapping[str, GroupCoverage]]


def groups_pictures(comparison: Comparison) -> tuple[Picture, ...]:
    """Draw coverage by group for each way of putting pupils in groups that has several."""
    pictures = []
    for grouping in Grouping:
        groups = _groups(comparison, grouping)
        if len(groups) > 1:
            pictures.append(_picture(comparison, grouping, groups))
    return tuple(pictures)


def _groups(comparison: Comparison, grouping: Grouping) -> Groups:
    """Each group, with its row of every plan that has it."""
    found: dict[str, dict[str, GroupCoverage]] = {}
    for row in comparison.groups:
        if row.grouping is grouping:
            found.setdefault(row.group, {})[row.scenario] = row
    return found


def _picture(comparison: Comparison, grouping: Grouping, groups: Groups) -> Picture:
    return Picture(
        key=f"groups_{grouping.value}",
        title=_title(comparison, grouping, groups),
        note=_NOTE,
        figure=_figure(comparison, grouping, groups),
        table=_table(comparison, grouping, groups),
        alternative=_alternative(comparison, grouping, groups),
    )


def _title(comparison: Comparison, grouping: Grouping, groups: Groups) -> str:
    """Which group loses most in which plan; else which gains most; else that nothing changes."""
    rows = [
        row
        for by_plan in groups.values()
        for row in by_plan.values()
        if row.scenario != comparison.base.scenario and row.coverage_before is not None
    ]
    by = GROUPINGS[grouping]
    worst = min(rows, key=_change, default=None)
    best = max(rows, key=_change, default=None)
    for row, verb in ((worst, "loses"), (best, "gains")):
        if row is None or abs(_change(row)) < _LEAST_CHANGE or (_change(row) > 0) != (row is best):
            continue
        before, after = percent(row.coverage_before or 0.0), percent(row.coverage)
        return (
            f"{group_name(grouping, row.group)} {verb} the most by {by}: {before} to {after} of "
            f"needs met ({row.scenario})"
        )
    if not comparison.others:
        return f"How far needs are met by {by}"
    return f"No group by {by} gains or loses"


def _change(row: GroupCoverage) -> float:
    return row.coverage - (row.coverage_before or 0.0)


def _figure(comparison: Comparison, grouping: Grouping, groups: Groups) -> go.Figure:
    names = [theme.label(group_name(grouping, group)) for group in groups]
    figure = go.Figure()
    for place, plan in enumerate(comparison.comparison):
        rows = [by_plan.get(plan.scenario) for by_plan in groups.values()]
        label = theme.label(plan.scenario, 40)
        figure.add_bar(
            name=label,
            x=[None if row is None else 100 * row.coverage for row in rows],
            y=names,
            orientation="h",
            marker=_marker(place),
            text=["" if row is None else percent(row.coverage) for row in rows],
            textposition="outside",
            textfont={"size": 13, "color": theme.TEXT},
            cliponaxis=False,
            hovertemplate=f"%{{y}}: %{{x:.0f}} %, {label}<extra></extra>",
        )
    return theme.lay_out(
        figure,
        barmode="group",
        bargap=0.3,
        bargroupgap=0.05,
        height=theme.bars_height(len(groups), 20 + 16 * len(comparison.comparison)) + 30,
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        xaxis=theme.value_axis("Needs met (%)", range=[0, 112], tickvals=[0, 25, 50, 75, 100]),
        yaxis=theme.name_axis(),
    )


def _marker(place: int) -> dict[str, Any]:
    """The colour and pattern of a plan: the first is the base."""
    if place == 0:
        return {"color": theme.TODAY, "pattern": theme.HATCHED}
    shape = _PATTERNS[(place - 1) % len(_PATTERNS)]
    return {"color": theme.PLANNED, "pattern": {**theme.HATCHED, "shape": shape}}


def _table(comparison: Comparison, grouping: Grouping, groups: Groups) -> Table:
    plans = [one.scenario for one in comparison.comparison]
    return Table(
        name=f"needs_met_by_{grouping.value}",
        says=f"How far needs are met by {GROUPINGS[grouping]}, in every plan.",
        columns=(
            Column("Group", ColumnKind.CODE),
            Column("Pupils", ColumnKind.COUNT, "In the last plan that has the group"),
            *(Column(f"{plan} (% met)", ColumnKind.PERCENT) for plan in plans),
        ),
        rows=tuple(
            (
                group_name(grouping, group),
                [*by_plan.values()][-1].pupils,
                *(100 * by_plan[plan].coverage if plan in by_plan else None for plan in plans),
            )
            for group, by_plan in groups.items()
        ),
    )


def _alternative(comparison: Comparison, grouping: Grouping, groups: Groups) -> str:
    parts = []
    for plan in comparison.comparison:
        shown = [
            f"{group_name(grouping, group)} {percent(by_plan[plan.scenario].coverage)}"
            for group, by_plan in groups.items()
            if plan.scenario in by_plan
        ]
        parts.append(f"{plan.scenario}: {listed(shown)}")
    return f"Bar chart of needs met by {GROUPINGS[grouping]}. {'; '.join(parts)}."
