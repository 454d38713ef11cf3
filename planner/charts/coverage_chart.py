"""How far needs are met in each strand, today and in the plan."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.picture import Picture
from planner.charts.reach import Reach, reach_of
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import listed, percent, sentence_case, strand_name
from planner.optimiser.plan import Plan
from planner.school.codes import Strand
from planner.school.school import School

_NOTE = (
    "Of the hours that would meet each need in full, the share that is given, weighted by the "
    "priority of the need. An hour counts for as much as the provision is worth for that need."
)


@dataclass(frozen=True)
class StrandReach:
    """How far the needs of one strand are met."""

    strand: Strand
    needs: int
    planned: float
    today: float | None


def strand_reaches(reach: Reach) -> tuple[StrandReach, ...]:
    """The strands with needs that could be served, the least met first."""
    found = [
        StrandReach(strand, len(needs), reach.planned_mean(needs), reach.mean_today(needs))
        for strand, needs in reach.needs_by_strand().items()
    ]
    return tuple(sorted(found, key=lambda row: (row.planned, row.strand.value)))


def coverage_by_strand(school: School, plan: Plan) -> Picture:
    """Draw coverage by strand, the least met at the top."""
    rows = strand_reaches(reach_of(school, plan))
    return Picture(
        key="coverage_by_strand",
        title=_title(rows),
        note=_NOTE,
        figure=_figure(rows) if rows else None,
        table=_table(rows),
        alternative=_alternative(rows),
    )


def _title(rows: tuple[StrandReach, ...]) -> str:
    if not rows:
        return "No need is entered that a provision could serve"
    least = rows[0]
    if len(rows) > 1 and rows[0].planned >= 0.995:
        return "Needs in every strand are met in full"
    name = sentence_case(strand_name(least.strand))
    title = f"Needs in {strand_name(least.strand)} are the least met: {percent(least.planned)}"
    if len(rows) == 1:
        title = f"{name}: {percent(least.planned)} of what would meet the needs is planned"
    if least.today is not None:
        now, then = percent(least.today), percent(least.planned)
        title += ", as today" if now == then else f", against {now} today"
    return title


def _figure(rows: tuple[StrandReach, ...]) -> go.Figure:
    names = [theme.label(sentence_case(strand_name(row.strand))) for row in rows]
    figure = go.Figure()
    if rows[0].today is not None:
        today = [100 * (row.today or 0.0) for row in rows]
        figure.add_bar(
            name="Today",
            x=today,
            y=names,
            orientation="h",
            marker={"color": theme.TODAY, "pattern": theme.HATCHED},
            text=_labels([row.today or 0.0 for row in rows], "today"),
            hovertemplate="%{y}: %{x:.0f} % today<extra></extra>",
        )
    figure.add_bar(
        name="The plan",
        x=[100 * row.planned for row in rows],
        y=names,
        orientation="h",
        marker={"color": theme.PLANNED},
        text=_labels([row.planned for row in rows], "in the plan"),
        hovertemplate="%{y}: %{x:.0f} % in the plan<extra></extra>",
    )
    figure.update_traces(
        textposition="outside", cliponaxis=False, textfont={"size": 13, "color": theme.TEXT}
    )
    return theme.lay_out(
        figure,
        barmode="group",
        bargap=0.3,
        bargroupgap=0.05,
        height=theme.bars_height(len(rows), 44 if rows[0].today is not None else 34),
        xaxis=theme.value_axis(
            "Needs met (%)",
            range=[0, 118],
            tickvals=[0, 25, 50, 75, 100],
        ),
        # Grouped bars stand from the bottom up; reversed, today comes first and the plan under it.
        yaxis=theme.name_axis(),
    )


def _labels(shares: list[float], series: str) -> list[str]:
    """What stands at the end of each bar; the topmost, which has most room, names its series."""
    first, *others = (percent(share) for share in shares)
    return [f"{first} {series}", *others]


def _table(rows: tuple[StrandReach, ...]) -> Table:
    return Table(
        name="coverage_by_strand",
        says="How far needs are met in each strand, today and in the plan, the least met first.",
        columns=(
            Column("Strand", ColumnKind.CODE),
            Column("Area of need"),
            Column("Needs", ColumnKind.COUNT),
            Column("Met today (%)", ColumnKind.PERCENT),
            Column("Met in the plan (%)", ColumnKind.PERCENT),
        ),
        rows=tuple(
            (
                sentence_case(strand_name(row.strand)),
                sentence_case(row.strand.area.value),
                row.needs,
                None if row.today is None else 100 * row.today,
                100 * row.planned,
            )
            for row in rows
        ),
    )


def _alternative(rows: tuple[StrandReach, ...]) -> str:
    parts = []
    for row in rows:
        today = "" if row.today is None else f" (today {percent(row.today)})"
        parts.append(f"{strand_name(row.strand)} {percent(row.planned)}{today}")
    if not parts:
        return "There are no needs to show."
    return f"Bar chart of needs met in the plan, least met first: {listed(parts)}."
