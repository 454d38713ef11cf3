"""Tables on their way out, as CSV text or as the cells of a sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from planner.errors import InputError, Problem
from planner.exchange.safety import CELL_CHARACTERS, neutralised
from planner.exchange.text_table import csv_bytes
from planner.exchange.workbook import Cell, Sheet
from planner.school.columns import Column, columns_of
from planner.school.fields import write_cell
from planner.school.records import Record
from planner.school.registers import FIRST_ROW

_PENNY = Decimal("0.01")
_LEAST_DECIMALS = 4
_MOST_DECIMALS = 6


@dataclass(frozen=True)
class TableOutput:
    """One table, ready to be written in any of the three ways.

    Attributes:
        name: The table's name, which is its sheet's; its file adds ``.csv``.
        columns: The names of its columns.
        rows: The cells, with text already neutralised.
        has_fixed_decimals: Whether CSV text has the same decimals throughout, as a plan's has.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_fixed_decimals: bool = False

    @property
    def file(self) -> str:
        """The name of its CSV file."""
        return f"{self.name}.csv"

    def csv(self) -> bytes:
        """Write it as UTF-8 CSV."""
        write = _fixed if self.has_fixed_decimals else write_cell
        return csv_bytes(self.columns, ([write(cell) for cell in row] for row in self.rows))

    def sheet(self) -> Sheet:
        """Write it as a sheet, in which numbers and dates stay what they are."""
        formats = [_format([row[place] for row in self.rows]) for place in range(len(self.columns))]
        return Sheet(self.columns, formats, self.rows)


def laid_out(
    record: type[Record], records: Iterable[Record], *, has_fixed_decimals: bool = False
) -> TableOutput:
    """Lay out the table of a kind of record.

    Args:
        record: The kind.
        records: The rows, in the order in which they are written.
        has_fixed_decimals: Whether to round hours to six decimals and money to pence.

    Raises:
        InputError: A text is longer than a cell may be.
    """
    columns = columns_of(record)
    rows = []
    for number, row in enumerate(records, start=FIRST_ROW):
        cells = tuple(_cell(column, getattr(row, column.field)) for column in columns)
        _refuse_long(record.table, number, columns, cells)
        rows.append(tuple(map(rounded, cells)) if has_fixed_decimals else cells)
    names = tuple(column.name for column in columns)
    return TableOutput(record.table, names, tuple(rows), has_fixed_decimals)


def keys_and_values(name: str, records: Iterable[Record]) -> TableOutput:
    """Lay out the fields of single records as rows of a key and a value, all of them text."""
    rows = tuple(
        (column.name, write_cell(_cell(column, getattr(record, column.field))))
        for record in records
        for column in columns_of(type(record))
    )
    return TableOutput(name, ("key", "value"), rows)


def _cell(column: Column, value: object) -> Cell:
    if isinstance(value, int | float | Decimal | dt.date) and not isinstance(value, bool):
        return value
    text = write_cell(value)
    if not text:
        return None
    return neutralised(text) if column.is_free_text else text


def _refuse_long(table: str, number: int, columns: Sequence[Column], cells: Sequence[Cell]) -> None:
    for column, cell in zip(columns, cells, strict=True):
        if isinstance(cell, str) and len(cell) > CELL_CHARACTERS:
            what = f"is longer than {CELL_CHARACTERS:,} characters"
            raise InputError([Problem(f"{table}.csv", number, column.name, what, "shorten it")])


def rounded(cell: Cell) -> Cell:
    """Round money to pence and hours to six decimals, as a plan and an answer write them."""
    if isinstance(cell, Decimal):
        return cell.quantize(_PENNY, ROUND_HALF_UP)
    if isinstance(cell, float):
        return round(cell, _MOST_DECIMALS) + 0.0
    return cell


def _fixed(cell: Cell) -> str:
    """Write hours with four to six decimals; money already has two."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if not isinstance(cell, float):
        return write_cell(cell)
    text = f"{cell:.{_MOST_DECIMALS}f}"
    optional = _MOST_DECIMALS - _LEAST_DECIMALS
    return text[:-optional] + text[-optional:].rstrip("0")


def _format(cells: Iterable[Cell]) -> str:
    """How a spreadsheet shows a column; text stays text, so that ``3-6`` is not made a date."""
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds == {Decimal}:
        return "#,##0.00"
    if kinds == {dt.date}:
        return "yyyy-mm-dd"
    return "General" if kinds and kinds <= {int, float} else "@"
