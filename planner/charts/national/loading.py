"""What a file of official statistics would bring, before any of it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import counted, listed
from planner.parameters.figure import dates_written, unit_written
from planner.parameters.own import own_figures
from planner.school.records import OwnFigure

HOW_TO_GET_A_FILE = (
    "On explore-education-statistics.service.gov.uk, choose “Special educational needs in England” "
    "and then its data sets. “Pupils in all schools, by type of SEN provision” has the shares with "
    "an EHCP and on SEN Support; the sets by type of need have primary types of need.",
    "A whole set can be larger than the 20 MB and 200,000 rows that are read. Keep its rows of "
    "which geographic_level is National, or make a smaller table on the site, and save it as CSV.",
    "Of a set, the rows of England in its newest year are taken: those of this kind of school, or "
    "of all schools where it has none.",
    "Anything else goes as a list, a row for each figure, with the columns figure, phase, value, "
    "unit, date, source and link: for example share_with_ehcp, primary, 3.6, percent, 2026-01-15.",
    "Other figures that can be listed are pupils_per_assistant, sen_pupils_per_assistant, "
    "ehcp_pupils_per_assistant and cost_per_sen_pupil.",
)


def brings_sentence(figures: Sequence[OwnFigure], replaced: Sequence[OwnFigure]) -> str:
    """How many figures a file would bring, and how many would take another's place."""
    said = f"The file would bring {counted(len(figures), 'national figure')}"
    if not replaced:
        return f"{said}. Nothing is kept yet."
    of_school = sum(not one.is_official for one in replaced)
    parts = [
        text
        for count, text in (
            (len(replaced) - of_school, "loaded before"),
            (of_school, "entered by the school"),
        )
        if count
    ]
    return (
        f"{said}, of which {len(replaced):,} would take the place of one of the same date that was "
        f"{listed(parts)}. Nothing is kept yet."
    )


def loading_table(figures: Sequence[OwnFigure], replaced: Sequence[OwnFigure]) -> Table:
    """The figures of a file, with what each would take the place of."""
    before = {(one.figure, one.starts): one for one in replaced}
    return Table(
        name="official_statistics",
        says="The national figures that the file would bring, with where each was read.",
        columns=(
            Column("Figure", ColumnKind.CODE),
            Column("Amount", ColumnKind.AMOUNT),
            Column("Unit"),
            Column("In force"),
            Column("In place of", ColumnKind.AMOUNT),
            Column("Source"),
            Column("Worth knowing"),
            Column("Code"),
        ),
        rows=tuple(_row(one, before.get((one.figure, one.starts))) for one in figures),
    )


def _row(one: OwnFigure, before: OwnFigure | None) -> tuple[Cell, ...]:
    (figure,) = own_figures([one])[one.figure]
    return (
        figure.label,
        float(one.amount),
        unit_written(one.unit),
        dates_written(one.starts, one.ends),
        None if before is None else float(before.amount),
        one.source,
        one.note,
        one.figure,
    )
