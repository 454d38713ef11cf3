"""What each provision is thought to be worth, strand by strand, and how well that is known."""

from __future__ import annotations

from planner.charts.effect_changes import NO_REASON
from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import counted, listed, sentence_case, strand_name
from planner.library.finding import months_written
from planner.school.changed_effect import default_of, is_changed
from planner.school.codes import Strand
from planner.school.records import Effect
from planner.school.registers import Registers


def effects_by_strand(
    registers: Registers, strand: Strand | None = None, provision: str = ""
) -> Table:
    """Give the effects, strand by strand and the largest of each first.

    Args:
        registers: The school's tables.
        strand: Only this strand, if given.
        provision: Only this provision, if given.
    """
    names = {row.provision: row.name for row in registers.provisions.records}
    rows = [
        row
        for row in registers.effects.records
        if strand in {None, row.strand} and provision in {"", row.provision}
    ]
    order = {one: place for place, one in enumerate(Strand)}
    rows.sort(key=lambda row: (order[row.strand], -row.effect, row.provision))
    return Table(
        name="effects_by_strand",
        says="What an hour of each provision is worth, strand by strand, the largest first.",
        columns=(
            Column("Strand", ColumnKind.CODE),
            Column("Area of need"),
            Column("Provision"),
            Column("Name"),
            Column("Effective hours per hour", ColumnKind.HOURS),
            Column(
                "Before the school changed it",
                ColumnKind.HOURS,
                "Effective hours per hour; blank where it was not changed",
            ),
            Column("Why it was changed"),
            Column("Months’ progress", ColumnKind.TEXT, "Blank where no trial says"),
            Column("Evidence"),
            Column("Source"),
        ),
        rows=tuple(_row(row, names.get(row.provision, "")) for row in rows),
    )


def strands_without_provision(registers: Registers) -> str:
    """Say which strands some pupil has a need in and no provision has an effect on."""
    served = {row.strand for row in registers.effects.records if row.effect > 0}
    needed = {row.strand for row in registers.needs.records}
    bare = [strand_name(strand) for strand in Strand if strand in needed - served]
    if not bare:
        return "Every strand in which a pupil has a need has provision with an effect on it."
    return (
        f"Pupils have needs in {counted(len(bare), 'strand')} that no provision has an effect on: "
        f"{listed(bare)}."
    )


def _row(row: Effect, name: str) -> tuple[Cell, ...]:
    return (
        sentence_case(strand_name(row.strand)),
        sentence_case(row.strand.area.value),
        row.provision,
        name,
        row.effect,
        default_of(row) if is_changed(row) else None,
        (row.reason or NO_REASON) if is_changed(row) else "",
        months_written(row.months),
        row.evidence,
        row.source,
    )
