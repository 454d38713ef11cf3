"""Who gains and who loses what, line by line, and which changes were made."""

from __future__ import annotations

from collections.abc import Sequence

from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.scenarios.comparison import (
    Comparison,
    Effect,
    LineChange,
    OnRoll,
    PupilChange,
)
from planner.school.school import School

_ON_ROLL = {OnRoll.BOTH: "", OnRoll.NEW: "new", OnRoll.LEAVES: "leaves earlier"}
_EFFECTS = {
    Effect.GAINS: "gains",
    Effect.LOSES: "loses",
    Effect.OTHERWISE: "something else for as much",
    Effect.SAME: "same",
}


def pupils_table(comparison: Comparison) -> Table:
    """Pupils for whom something changes and who are there in both plans, who loses most first."""
    rows = [
        row
        for row in comparison.pupils
        if row.on_roll is OnRoll.BOTH and row.effect is not Effect.SAME
    ]
    return _pupils(
        "pupils_who_gain_or_lose", "Who gains and who loses, who loses most first.", rows
    )


def comers_and_leavers_table(comparison: Comparison) -> Table:
    """Pupils who are new or leave earlier, whom no comparison with the base would be fair to."""
    rows = [row for row in comparison.pupils if row.on_roll is not OnRoll.BOTH]
    return _pupils("new_pupils_and_leavers", "Pupils who are new, or leave earlier.", rows)


def _pupils(name: str, says: str, rows: Sequence[PupilChange]) -> Table:
    return Table(
        name=name,
        says=says,
        columns=(
            Column("Pupil", ColumnKind.CODE),
            Column("Plan"),
            Column("What it means"),
            Column("Met before (%)", ColumnKind.PERCENT),
            Column("Met after (%)", ColumnKind.PERCENT),
            Column("Hours before (a year)", ColumnKind.HOURS),
            Column("Hours after (a year)", ColumnKind.HOURS),
            Column("Statutory hours short before (a year)", ColumnKind.HOURS),
            Column("Statutory hours short after (a year)", ColumnKind.HOURS),
        ),
        rows=tuple(
            (
                row.pupil,
                row.scenario,
                _ON_ROLL[row.on_roll] or _EFFECTS[row.effect],
                None if row.coverage_before is None else 100 * row.coverage_before,
                None if row.coverage is None else 100 * row.coverage,
                row.hours_before,
                row.hours,
                row.shortfall_hours_before,
                row.shortfall_hours,
            )
            for row in rows
        ),
    )


def lines_table(school: School, comparison: Comparison) -> Table:
    """Every line that is not as in the base, the largest change first."""
    return Table(
        name="lines_that_change",
        says="Every line that is not as in the year as it is, the largest change first.",
        columns=(
            Column("Pupil", ColumnKind.CODE),
            Column("Plan"),
            Column("Provision"),
            Column("Term"),
            Column("What changes"),
            Column("Before (hours a week)", ColumnKind.HOURS),
            Column("After (hours a week)", ColumnKind.HOURS),
            Column("Change (hours in the term)", ColumnKind.HOURS),
            Column("Cost before (£)", ColumnKind.MONEY, "One pupil’s share in the term"),
            Column("Cost after (£)", ColumnKind.MONEY, "One pupil’s share in the term"),
        ),
        rows=tuple(_line(school, row) for row in comparison.lines),
    )


def _line(school: School, row: LineChange) -> tuple[Cell, ...]:
    provision = school.provision_by_id.get(row.provision)
    term = school.term_by_id.get(row.term)
    apart = _ON_ROLL[row.on_roll]
    return (
        row.pupil,
        row.scenario,
        provision.name if provision else row.provision,
        (term.name if term else "") or row.term,
        f"{row.effect.value} ({apart})" if apart else row.effect.value,
        row.hours_per_week_before,
        row.hours_per_week,
        row.hours_change,
        float(row.cost_before),
        float(row.cost),
    )


def changes_table(comparison: Comparison) -> Table:
    """The changes of every scenario, and which of them the plan was made without."""
    return Table(
        name="changes_of_scenarios",
        says="The changes of each scenario in their order, and what became of them.",
        columns=(
            Column("Plan", ColumnKind.CODE),
            Column("Change"),
            Column("Made", help_text="Whether the plan was made with it"),
            Column("Why not, and what to do"),
        ),
        rows=tuple(
            (row.scenario, row.sentence, "yes" if row.applies else "no", row.why_not)
            for row in comparison.changes
        ),
    )
