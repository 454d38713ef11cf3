"""How the adults' hours are used."""

from __future__ import annotations

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.picture import Picture
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import counted, engagement_name, hours, listed, number
from planner.charts.workload import Workload, workloads_of
from planner.optimiser.plan import Plan
from planner.school.school import School

_NOTE = (
    "Hours a week that can be timetabled with pupils, as means of the weeks each adult is there. "
    "Statutory hours are those with pupils for whom the provision counts towards Section F or "
    "another duty; preparation is part of the hours."
)
_WORTH_NAMING = 0.25
_SERIES = (
    ("Statutory", "statutory", {"color": theme.STATUTORY}),
    ("Chosen", "chosen", {"color": theme.CHOSEN}),
    ("Not used", "unused", {"color": theme.UNUSED, "pattern": theme.HATCHED}),
)


def adults_hours(school: School, plan: Plan) -> Picture:
    """Draw each adult's statutory, chosen and unused hours a week, the fullest at the top."""
    rows = tuple(sorted(workloads_of(school, plan), key=lambda row: (-row.used, row.member.staff)))
    return Picture(
        key="adults_hours",
        title=_title(rows),
        note=_NOTE,
        figure=_figure(rows) if rows else None,
        table=_table(rows),
        alternative=_alternative(rows),
    )


def _title(rows: tuple[Workload, ...]) -> str:
    if not rows:
        return "No adult is employed or deployed"
    spare = [row for row in rows if row.unused >= _WORTH_NAMING]
    if not spare:
        return f"Every timetabled hour of {counted(len(rows), 'adult')} is used"
    unused = sum(row.unused for row in spare)
    most = max(spare, key=lambda row: row.unused)
    if len(spare) == 1:
        spare_hours = hours(round(unused, 1))
        return f"{spare_hours} a week of {most.member.staff} are not used; all others are full"
    return (
        f"{hours(round(unused, 1))} a week of {counted(len(spare), 'adult')} are not used, "
        f"most of them {most.member.staff}’s ({number(round(most.unused, 1))})"
    )


def _figure(rows: tuple[Workload, ...]) -> go.Figure:
    names = [theme.label(f"{row.member.staff} ({row.member.role})", 28) for row in rows]
    figure = go.Figure()
    for name, field, marker in _SERIES:
        values = [getattr(row, field) for row in rows]
        figure.add_bar(
            name=name,
            x=values,
            y=names,
            orientation="h",
            marker=marker,
            hovertemplate=f"%{{y}}: %{{x:.1f}} hours a week, {name.lower()}<extra></extra>",
        )
    return theme.lay_out(
        figure,
        barmode="stack",
        bargap=0.35,
        height=theme.bars_height(len(rows), 34) + 30,
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        xaxis=theme.value_axis("Hours with pupils (hours a week)"),
        yaxis=theme.name_axis(),
    )


def _table(rows: tuple[Workload, ...]) -> Table:
    return Table(
        name="adults_hours",
        says="How each adult's hours with pupils are used, the fullest first.",
        columns=(
            Column("Adult", ColumnKind.CODE),
            Column("Role"),
            Column("Paid how"),
            Column("Statutory (hours a week)", ColumnKind.HOURS),
            Column("Chosen (hours a week)", ColumnKind.HOURS),
            Column("Not used (hours a week)", ColumnKind.HOURS),
            Column("Available (hours a week)", ColumnKind.HOURS),
            Column("Pupils", ColumnKind.COUNT),
        ),
        rows=tuple(
            (
                row.member.staff,
                row.member.role,
                engagement_name(row.member.engagement),
                row.statutory,
                row.chosen,
                None if row.available is None else row.unused,
                row.available,
                row.pupils,
            )
            for row in rows
        ),
    )


def _alternative(rows: tuple[Workload, ...]) -> str:
    if not rows:
        return "There are no adults to show."
    parts = [
        f"{row.member.staff} {number(row.statutory)} statutory, {number(row.chosen)} chosen, "
        f"{number(row.unused)} not used"
        for row in rows
    ]
    return f"Bar chart of hours a week with pupils: {listed(parts)}."
