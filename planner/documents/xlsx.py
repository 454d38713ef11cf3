"""A document as a workbook: a sheet of its words first, then one for each table."""

from __future__ import annotations

import re

from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.documents.cells import written
from planner.documents.content import Document, Figures, Section
from planner.documents.in_words import words_of
from planner.documents.totals import figures_of, total_row
from planner.documents.workbook import grid
from planner.documents.workbook.book import book_bytes
from planner.documents.workbook.grid import Grid, Kind

_KINDS = {
    ColumnKind.COUNT: Kind.COUNT,
    ColumnKind.HOURS: Kind.HOURS,
    ColumnKind.MONEY: Kind.MONEY,
    ColumnKind.PENCE: Kind.MONEY,
    ColumnKind.WEEKS: Kind.WEEKS,
    ColumnKind.PERCENT: Kind.PERCENT,
    ColumnKind.SHOWN: Kind.AS_IT_IS,
    ColumnKind.AMOUNT: Kind.AS_IT_IS,
}
_FRONT = "Document"
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_NARROWEST, _WIDEST = 12, 60


def xlsx_of(document: Document) -> bytes:
    """Write a document as a workbook; the totals of its tables are formulas over their rows."""
    return book_bytes(grids_of(document), document.running)


def grids_of(document: Document) -> tuple[Grid, ...]:
    """Every sheet: the words, and then the tables from front to back."""
    front = Grid(
        _FRONT,
        f"{document.title}: {document.under_title}",
        (grid.Column("Part", width=34), grid.Column("What it says", width=110)),
        tuple(words_of(document)),
    )
    sheets = [front]
    for section, figures in figures_of(document):
        name = _free_name(_name(section, figures), {sheet.name for sheet in sheets})
        sheets.append(_sheet(name, figures))
    return tuple(sheets)


def _name(section: Section, figures: Figures) -> str:
    said = figures.title or section.title
    return " ".join(_NOT_IN_A_NAME.sub(" ", said).split()) or "Table"


def _free_name(name: str, taken: set[str]) -> str:
    """A name that a sheet may have and no other has; capitals do not tell two apart."""
    small = {one.casefold() for one in taken}
    found, number = name[:_LONGEST_NAME].strip(), 1
    while found.casefold() in small:
        number += 1
        ending = f" {number}"
        found = f"{name[: _LONGEST_NAME - len(ending)].strip()}{ending}"
    return found


def _sheet(name: str, figures: Figures) -> Grid:
    table = figures.table
    total = total_row(figures)
    columns = tuple(
        grid.Column(
            column.title,
            _KINDS.get(column.kind, Kind.TEXT),
            _width(table, place),
            has_total=column.title in figures.total_of
            and total is not None
            and total[place] is not None,
        )
        for place, column in enumerate(table.columns)
    )
    rows = tuple(
        tuple(_cell(cell, column) for cell, column in zip(row, table.columns, strict=True))
        for row in table.rows
    )
    return Grid(name, table.says, columns, rows)


def _cell(cell: Cell, column: Column) -> grid.Cell:
    # A sheet keeps a share as a share and shows it as a percentage.
    if column.kind is ColumnKind.PERCENT and isinstance(cell, int | float):
        return cell / 100
    return cell


def _width(table: Table, place: int) -> int:
    kind = table.columns[place].kind
    longest = max((len(written(row[place], kind)) for row in table.rows), default=0)
    return min(_WIDEST, max(_NARROWEST, longest + 3))
