"""What pupils need help with: by strand, by year group and by status."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.picture import Picture
from planner.charts.register_words import year_name
from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import (
    counted,
    listed,
    number,
    sentence_case,
    status_name,
    strand_name,
)
from planner.school.codes import Area, SenStatus, Strand
from planner.school.fields import YEAR_GROUPS
from planner.school.records import Need, Pupil
from planner.school.registers import Registers

_NOTE = (
    "Bars count needs; a pupil has at most one in a strand. Hours are the effective hours a week "
    "that would meet all of them in full. Each colour is an area of need."
)
_UNKNOWN = "Not in the register"


@dataclass(frozen=True)
class StrandNeeds:
    """The needs in one strand.

    Attributes:
        strand: The strand.
        by_status: How many needs pupils of each status have; ``None``: pupils not in the register.
        by_level: How many needs are of each level.
        target_hours: What would meet them in full [effective h/week].
    """

    strand: Strand
    by_status: Counter[SenStatus | None]
    by_level: Counter[int]
    target_hours: float

    @property
    def needs(self) -> int:
        """How many needs there are."""
        return self.by_status.total()


def needs_by_strand(registers: Registers) -> tuple[StrandNeeds, ...]:
    """Count the needs in each strand that has any; the most first."""
    status = {pupil.pupil: pupil.sen_status for pupil in registers.pupils.records}
    found: dict[Strand, list[Need]] = defaultdict(list)
    for need in registers.needs.records:
        found[need.strand].append(need)
    rows = [
        StrandNeeds(
            strand=strand,
            by_status=Counter(status.get(need.pupil) for need in needs),
            by_level=Counter(need.level for need in needs),
            target_hours=_target(needs),
        )
        for strand, needs in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.needs, -row.target_hours, row.strand.value)))


def needs_picture(registers: Registers) -> Picture:
    """Draw how many needs there are in each strand, the most at the top."""
    rows = needs_by_strand(registers)
    return Picture(
        key="needs_by_strand",
        title=_title(rows),
        note=_NOTE,
        figure=_figure(rows) if rows else None,
        table=_strand_table(rows),
        alternative=_alternative(rows),
    )


def needs_by_year(registers: Registers) -> Table:
    """Pupils and needs by year group, the youngest first."""
    years = {pupil.pupil: pupil.year_group for pupil in registers.pupils.records}
    names = {year: year_name(year) for year in YEAR_GROUPS}
    return _grouped(registers, years, names, "year_group", "Year group")


def needs_by_status(registers: Registers) -> Table:
    """Pupils and needs by SEN status: EHCP, SEN Support, none."""
    statuses = {pupil.pupil: pupil.sen_status.value for pupil in registers.pupils.records}
    names = {status.value: status_name(status) for status in SenStatus}
    return _grouped(registers, statuses, names, "status", "Status")


def _grouped(
    registers: Registers,
    group_of: dict[str, str],
    names: dict[str, str],
    name: str,
    heading: str,
) -> Table:
    """Count pupils and needs by a group that each pupil is in; needs of nobody known come last."""
    pupils: dict[str, list[Pupil]] = defaultdict(list)
    for pupil in registers.pupils.records:
        pupils[group_of[pupil.pupil]].append(pupil)
    needs: dict[str, list[Need]] = defaultdict(list)
    for need in registers.needs.records:
        needs[group_of.get(need.pupil, "")].append(need)
    rows = [
        (names[group], *_counts(pupils[group], needs[group])) for group in names if pupils[group]
    ]
    if needs[""]:
        rows.append((_UNKNOWN, *_counts((), needs[""])))
    return Table(
        name=f"needs_by_{name}",
        says=f"How many pupils and needs there are by {heading.lower()}.",
        columns=(
            Column(heading, ColumnKind.CODE),
            Column("Pupils", ColumnKind.COUNT),
            Column("With an EHCP", ColumnKind.COUNT),
            Column("On SEN Support", ColumnKind.COUNT),
            Column("With a need entered", ColumnKind.COUNT),
            Column("Needs", ColumnKind.COUNT),
            Column("Would be met by (effective hours a week)", ColumnKind.HOURS),
            Column("Most common strand"),
        ),
        rows=tuple(rows),
    )


def _counts(pupils: Iterable[Pupil], needs: list[Need]) -> tuple[Cell, ...]:
    statuses = Counter(pupil.sen_status for pupil in pupils)
    strands = Counter(need.strand for need in needs)
    most = min(strands, key=lambda one: (-strands[one], one.value)) if strands else None
    return (
        statuses.total(),
        statuses[SenStatus.EHCP],
        statuses[SenStatus.SEN_SUPPORT],
        len({need.pupil for need in needs}),
        len(needs),
        _target(needs),
        f"{sentence_case(strand_name(most))} ({strands[most]})" if most else "",
    )


def _target(needs: Iterable[Need]) -> float:
    return sum(need.target_hours_per_week for need in needs)


def _title(rows: tuple[StrandNeeds, ...]) -> str:
    if not rows:
        return "No need is entered yet"
    most = rows[0]
    in_all = sum(row.needs for row in rows)
    asked = number(round(sum(row.target_hours for row in rows), 1))
    return (
        f"{counted(in_all, 'need')} ask for {asked} effective hours a week; the most are in "
        f"{strand_name(most.strand)} ({most.needs})"
    )


def _figure(rows: tuple[StrandNeeds, ...]) -> go.Figure:
    names = [theme.label(sentence_case(strand_name(row.strand)), 28) for row in rows]
    figure = go.Figure()
    for area in Area:
        mine = [row if row.strand.area is area else None for row in rows]
        if not any(mine):
            continue
        figure.add_bar(
            name=sentence_case(area.value),
            x=[row.needs if row else None for row in mine],
            y=names,
            orientation="h",
            marker={"color": theme.AREAS[area]},
            text=[f"{row.needs}" if row else "" for row in mine],
            customdata=[row.target_hours if row else None for row in mine],
            textposition="outside",
            cliponaxis=False,
            textfont={"size": 13, "color": theme.TEXT},
            hovertemplate="%{y}: %{x} needs, %{customdata:.1f} hours a week<extra></extra>",
        )
    return theme.lay_out(
        figure,
        barmode="stack",
        bargap=0.35,
        height=theme.bars_height(len(rows), 32) + 60,
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        xaxis=theme.value_axis("Needs (number)", range=[0, rows[0].needs * 1.15]),
        yaxis=theme.name_axis(categoryorder="array", categoryarray=names),
    )


def _strand_table(rows: tuple[StrandNeeds, ...]) -> Table:
    return Table(
        name="needs_by_strand",
        says="How many needs there are in each strand, the most first.",
        columns=(
            Column("Strand", ColumnKind.CODE),
            Column("Area of need"),
            Column("Needs", ColumnKind.COUNT),
            Column("With an EHCP", ColumnKind.COUNT),
            Column("On SEN Support", ColumnKind.COUNT),
            Column("Neither", ColumnKind.COUNT),
            Column("Of level 3 or 4", ColumnKind.COUNT),
            Column("Would be met by (effective hours a week)", ColumnKind.HOURS),
        ),
        rows=tuple(
            (
                sentence_case(strand_name(row.strand)),
                sentence_case(row.strand.area.value),
                row.needs,
                row.by_status[SenStatus.EHCP],
                row.by_status[SenStatus.SEN_SUPPORT],
                row.by_status[SenStatus.NONE] + row.by_status[None],
                row.by_level[3] + row.by_level[4],
                row.target_hours,
            )
            for row in rows
        ),
    )


def _alternative(rows: tuple[StrandNeeds, ...]) -> str:
    if not rows:
        return "There are no needs to show."
    parts = [f"{strand_name(row.strand)} {row.needs}" for row in rows]
    return f"Bar chart of needs by strand, the most first: {listed(parts)}."
