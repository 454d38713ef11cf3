"""A workbook with one sheet a file: real cells become the text that a CSV file would have."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias
from xml.etree.ElementTree import ParseError

import openpyxl
import xlsxwriter
from openpyxl.utils.exceptions import InvalidFileException

from planner.errors import Problem
from planner.exchange.archive import declared_sizes, opened
from planner.exchange.entries import EntryError
from planner.exchange.safety import MEGABYTE, TOTAL_BYTES, WORKBOOK_PART_BYTES
from planner.exchange.text_table import TextReader, TextTable
from planner.school.fields import write_cell

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

WORKBOOK = ".xlsx"
Cell: TypeAlias = str | float | Decimal | dt.date | None

_DAMAGED = (
    AttributeError,
    EOFError,
    IndexError,
    InvalidFileException,
    KeyError,
    NotImplementedError,
    OSError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>]")
_MADE_ON = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_FIRST_YEAR_OF_DATES = 1901


@dataclass
class Book:
    """The sheets that belong, and those that were passed over.

    Attributes:
        tables: Each table that could be read, by file.
        titles: The name of its sheet as it is written, by file.
        unread: Files whose sheet is there but could not be read.
        warnings: What was passed over.
    """

    tables: dict[str, TextTable] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    warnings: list[Problem] = field(default_factory=list)


def read_workbook(data: bytes, known: Collection[str] | None, reader: TextReader) -> Book:
    """Read the sheets of a workbook that belong.

    Args:
        data: The bytes of the workbook.
        known: The files that its sheets stand for, in small letters; ``None`` takes every sheet.
        reader: What reads the text and gathers faults.

    Raises:
        EntryError: It is damaged, too large once unpacked, or no workbook.
    """
    has_formulas = _looked_over(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            results = _loaded(data, data_only=True)
            formulas = _loaded(data, data_only=False) if has_formulas else None
            return _read_sheets(results, formulas, known, reader)
    except _DAMAGED:
        raise EntryError("is damaged, or not what its name says", "save it again") from None


def _loaded(data: bytes, *, data_only: bool) -> Workbook:
    return openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False
    )


def _looked_over(data: bytes) -> bool:
    """Refuse what would be too large unpacked, and say whether there are formulas."""
    with opened(data) as archive:
        sizes = list(declared_sizes(archive))
        largest, total = max((size for _, size in sizes), default=0), sum(s for _, s in sizes)
        if largest > WORKBOOK_PART_BYTES or total > TOTAL_BYTES:
            what = f"has {total / MEGABYTE:.0f} MB once unpacked, which is too much"
            raise EntryError(what, "give a smaller workbook, or CSV files")
        sheets = [name for name, _ in sizes if name.startswith("xl/worksheets/")]
        try:
            return any(_FORMULA.search(archive.read(name)) for name in sheets)
        except _DAMAGED:
            raise EntryError("is damaged inside", "save it again") from None


def _read_sheets(
    results: Workbook,
    formulas: Workbook | None,
    known: Collection[str] | None,
    reader: TextReader,
) -> Book:
    book = Book()
    unread: set[str] = set()
    for place, sheet in enumerate(results.worksheets):
        name = sheet.title.strip().casefold()
        file = name if name.endswith(".csv") else f"{name}.csv"
        if known is not None and file not in known:
            what = "is not one of the sheets"
            book.warnings.append(Problem(sheet.title, 0, "", what, "it was left out"))
        elif file in book.tables or file in unread:
            reader.problems.append(Problem(file, 0, "", "is there twice", "keep one of them"))
        else:
            other = formulas.worksheets[place] if formulas is not None else None
            table = reader.read_cells(file, _text_rows(file, sheet, other, reader))
            if table is None:
                unread.add(file)
            else:
                book.tables[file] = table
                book.titles[file] = sheet.title
    book.unread = frozenset(unread)
    return book


def _text_rows(
    file: str, sheet: ReadOnlyWorksheet, formulas: ReadOnlyWorksheet | None, reader: TextReader
) -> Iterator[list[str]]:
    """Give the text of each row; a formula that was never worked out is a fault, not a blank."""
    if formulas is None:
        for cells in _rows(sheet):
            yield [_text(cell.value) for cell in cells]
        return
    header: list[str] = []
    pairs = zip(_rows(sheet), _rows(formulas), strict=True)
    for number, (cells, sources) in enumerate(pairs, start=1):
        texts = [_text(cell.value) for cell in cells]
        header = header or texts
        for place, (cell, source) in enumerate(zip(cells, sources, strict=True)):
            if source.data_type == "f" and cell.value is None and cell.data_type == "n":
                column = header[place] if place < len(header) else ""
                what = "is a formula without its result"
                remedy = "open the workbook in a spreadsheet program and save it"
                reader.problems.append(Problem(file, number, column, what, remedy))
        yield texts


def _rows(sheet: ReadOnlyWorksheet) -> Iterator[tuple[ReadOnlyCell, ...]]:
    """Give every row as wide as its own cells, whatever size the sheet says that it has."""
    sheet.reset_dimensions()
    # The stubs do not know that this method is borrowed from the ordinary worksheet.
    return sheet.iter_rows()  # type: ignore[misc, return-value]


def _text(value: object) -> str:
    """Write a cell's value as a CSV file of the same table would have it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    if isinstance(value, dt.datetime):
        return (value.date() if value.time() == dt.time() else value).isoformat()
    return str(value)


@dataclass(frozen=True)
class Sheet:
    """One sheet to write; numbers and dates stay what they are.

    Attributes:
        columns: The header.
        formats: The number format of each column.
        rows: The cells.
    """

    columns: Sequence[str]
    formats: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def workbook_bytes(sheets: Mapping[str, Sheet]) -> bytes:
    """Write a workbook that has the same bytes whenever it is made.

    Args:
        sheets: Each sheet by its name.
    """
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _MADE_ON})
        formats = {
            name: book.add_format({"num_format": name})
            for name in sorted({name for sheet in sheets.values() for name in sheet.formats})
        }
        bold = book.add_format({"bold": True})
        for title, sheet in sheets.items():
            page = book.add_worksheet(title)
            page.freeze_panes(1, 0)
            for place, (column, style) in enumerate(zip(sheet.columns, sheet.formats, strict=True)):
                page.set_column(place, place, max(10, len(column) + 2), formats[style])
                page.write_string(0, place, column, bold)
            for number, cells in enumerate(sheet.rows, start=1):
                for place, cell in enumerate(cells):
                    _write(page, number, place, cell, formats[sheet.formats[place]])
    return out.getvalue()


def _write(page: Worksheet, row: int, place: int, cell: Cell, style: Format) -> None:
    """Write one cell; what a spreadsheet's numbers and dates cannot hold exactly goes as text."""
    if cell is None:
        return
    if isinstance(cell, dt.date) and cell.year >= _FIRST_YEAR_OF_DATES:
        page.write_datetime(row, place, dt.datetime.combine(cell, dt.time()), style)
    elif isinstance(cell, int | float | Decimal) and _is_kept_exactly(cell):
        page.write_number(row, place, float(cell), style)
    else:
        page.write_string(row, place, write_cell(cell), style)


def _is_kept_exactly(number: float | Decimal) -> bool:
    """Whether a number survives the sixteen digits that a workbook keeps of it."""
    return Decimal(f"{float(number):.16G}") == (
        number if isinstance(number, Decimal) else Decimal(repr(number))
    )
