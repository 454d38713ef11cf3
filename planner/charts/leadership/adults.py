"""How the adults' hours are used, adult by adult or, for whoever may not see each, all as one."""

from __future__ import annotations

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.adults_chart import adults_hours
from planner.charts.leadership.audience import EVERYTHING, Audience
from planner.charts.picture import Picture
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import hours, number
from planner.charts.workload import workloads_of
from planner.optimiser.plan import Plan
from planner.school.school import School

_NOTE = (
    "Hours with pupils in the year, preparation included, of all adults who are employed or "
    "deployed. What single adults do is not shown."
)
_FIELDS = (
    ("Statutory", "statutory", theme.STATUTORY),
    ("Chosen", "chosen", theme.CHOSEN),
    ("Not used", "unused", theme.UNUSED),
)


def adults_for(school: School, plan: Plan, audience: Audience = EVERYTHING) -> Picture:
    """Draw how the hours of the adults are used."""
    if audience.sees_all:
        return adults_hours(school, plan)
    every = workloads_of(school, plan)
    shown = every if len(every) >= audience.fewest_shown else ()
    uses = {
        name: sum(getattr(row, field) * row.weeks for row in shown) for name, field, _ in _FIELDS
    }
    return Picture(
        key="adults_hours",
        title=_title(uses) if shown else "The adults are few, so their hours are not shown",
        note=_NOTE,
        figure=_figure(uses) if shown else None,
        table=_table(uses if shown else {}),
        alternative=f"Bar chart. {_title(uses)}." if shown else "There are no hours to show.",
    )


def _title(uses: dict[str, float]) -> str:
    unused = round(uses["Not used"])
    used = hours(round(sum(uses.values()) - uses["Not used"]))
    left = f"{number(unused)} are not used" if unused else "none are left"
    return f"Adults work {used} with pupils in the year; {left}"


def _figure(uses: dict[str, float]) -> go.Figure:
    return theme.lay_out(
        go.Figure(
            go.Bar(
                x=list(uses.values()),
                y=list(uses),
                orientation="h",
                marker={"color": [colour for _, _, colour in _FIELDS]},
                text=[number(round(value)) for value in uses.values()],
                textposition="outside",
                cliponaxis=False,
                textfont={"size": 13, "color": theme.TEXT},
                hovertemplate="%{y}: %{x:,.0f} hours<extra></extra>",
            )
        ),
        bargap=0.35,
        height=theme.bars_height(len(uses)),
        xaxis=theme.value_axis(
            "Hours with pupils (hours a year)", range=[0, max(*uses.values(), 1) * 1.2]
        ),
        yaxis=theme.name_axis(),
    )


def _table(uses: dict[str, float]) -> Table:
    return Table(
        name="adults_hours",
        says="How the hours of all adults are used.",
        columns=(Column("Use", ColumnKind.CODE), Column("Hours a year", ColumnKind.HOURS)),
        rows=tuple(uses.items()),
    )
