"""What one more hour a week of each role and skill would bring, as it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.insight.steps_chart import Bar, bars_of_steps
from planner.charts.picture import Picture
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import counted, hours, listed
from planner.insight.hour import HourRow
from planner.insight.ladder import LadderAnswer
from planner.school.school import School

_NOTE = (
    "For each, the plan was solved again with one more timetabled hour a week of one adult who has "
    "it, all year, their pay left out. Those that were only ranked are in the table."
)
_BASES = {
    "solved": "solved again",
    "range": "solved again; less than what could be proven",
    "relaxed": "ranked only",
}
_NOTHING = 0.05
_MOST_DRAWN = 10


@dataclass(frozen=True)
class _Hour:
    """One adult whose hour was added, and what they stand for."""

    name: str
    row: HourRow

    @property
    def law(self) -> float:
        """Statutory hours met, more [h/year]."""
        return self.row.statutory_hours or 0.0

    @property
    def size(self) -> float:
        """Hours that count: statutory ones where there are any, else towards needs [h/year]."""
        return self.law if self.law > _NOTHING else max(0.0, self.row.effective_hours or 0.0)

    @property
    def brings(self) -> str:
        """What the hour brings in the year."""
        if self.law > _NOTHING:
            return f"{hours(round(self.law, 1))} more of what the law asks for"
        if self.size <= _NOTHING:
            return "nothing more"
        helped = counted(self.row.pupils_helped_more or 0, "pupil")
        return f"{hours(round(self.size, 1))} that count towards needs, for {helped}"


def _solved(school: School, answer: LadderAnswer) -> Sequence[_Hour]:
    """List the adults whose hour was solved again; roles and skills of one adult are one."""
    rows = [row for row in answer.hours if row.effective_hours is not None]
    found = []
    for staff in dict.fromkeys(row.staff for row in rows):
        own = [row for row in rows if row.staff == staff]
        skills = listed(row.name for row in own if row.of == "skill")
        role = school.staff_by_id[staff].role
        found.append(_Hour(f"{role} with {skills}" if skills else role, own[0]))
    return found


def hour_sentence(school: School, answer: LadderAnswer) -> str:
    """Say whose hour would bring most, of those that were solved again."""
    solved = _solved(school, answer)
    if not solved:
        return "What one more hour of each role and skill would bring was ranked, not solved."
    return f"One more hour a week of a {solved[0].name} would bring {solved[0].brings} in the year."


def hour_picture(school: School, answer: LadderAnswer) -> Picture | None:
    """Draw what was solved again, the most valuable first; ``None`` where nothing was asked."""
    if not answer.hours:
        return None
    solved = _solved(school, answer)[:_MOST_DRAWN]
    parts = [f"{one.name}: {one.brings}" for one in solved]
    return Picture(
        key="ladder_hours",
        title=hour_sentence(school, answer).removesuffix("."),
        note=_NOTE,
        figure=_figure(solved) if solved else None,
        table=_table(answer.hours),
        alternative=f"Bars: {listed(parts)}." if parts else "There is nothing to draw.",
    )


def _figure(solved: Sequence[_Hour]) -> go.Figure:
    bars = [
        Bar(
            name=one.name,
            size=one.size,
            least=one.size,
            most=one.size,
            says=one.brings,
            colour=theme.STATUTORY if one.law > _NOTHING else theme.CHOSEN,
        )
        for one in solved
    ]
    return bars_of_steps(bars, "Hours met, more (a year)")


def _table(rows: Sequence[HourRow]) -> Table:
    return Table(
        name="ladder_hours",
        says="What one more hour a week of each role and skill would bring, the most first.",
        columns=(
            Column("Role or skill", ColumnKind.CODE),
            Column("Adult whose hour it is", ColumnKind.CODE),
            Column("Pupils helped more", ColumnKind.COUNT),
            Column("Hours that count towards needs (a year)", ColumnKind.HOURS),
            Column("Statutory hours met, more (a year)", ColumnKind.HOURS),
            Column("Rank before it is solved again", ColumnKind.HOURS),
            Column("How sure it is"),
        ),
        rows=tuple(
            (
                row.name if row.of == "role" else f"{row.name} (skill)",
                row.staff,
                row.pupils_helped_more,
                row.effective_hours,
                row.statutory_hours,
                row.relaxed_benefit,
                _BASES[row.basis],
            )
            for row in rows
        ),
    )
