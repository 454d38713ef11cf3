"""The total under a table: of the lines that are published, so that every form says the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from planner.charts.table import Cell, Table
from planner.documents.content import Document, Figures, Section

TOTAL = "Total"


def with_total(figures: Figures) -> Table:
    """The table as it is read, its total last where it has one."""
    total = total_row(figures)
    table = figures.table
    return table if total is None else replace(table, rows=(*table.rows, total))


def total_row(figures: Figures) -> tuple[Cell, ...] | None:
    """The row of totals; ``None`` where the table has none, or no rows to add up."""
    table = figures.table
    if not figures.total_of or not table.rows:
        return None
    return tuple(
        _first(place) if column.title not in figures.total_of else _sum(table, place)
        for place, column in enumerate(table.columns)
    )


def figures_of(document: Document) -> Iterator[tuple[Section, Figures]]:
    """Every table of a document from front to back, with the section in which it stands."""
    for section in document.sections:
        yield from _in_section(section)


def _in_section(section: Section) -> Iterator[tuple[Section, Figures]]:
    for part in section.parts:
        if isinstance(part, Figures):
            yield section, part
    for inner in section.sections:
        yield from _in_section(inner)


def _first(place: int) -> Cell:
    return TOTAL if place == 0 else None


def _sum(table: Table, place: int) -> float | int | None:
    """Add up a column as it is written: pounds to the penny, without a trace of binary fractions.

    Where one of its cells is hidden or not known, so is the total.
    """
    cells = [row[place] for row in table.rows]
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    if len(numbers) < len([cell for cell in cells if cell is not None]) or not numbers:
        return None
    total = sum((Decimal(str(cell)) for cell in numbers), Decimal(0))
    return int(total) if all(isinstance(cell, int) for cell in numbers) else float(total)
