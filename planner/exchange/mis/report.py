"""An export as a table: which sheet, which row has the headings, and the rows under them.

Reports come with titles above the table, in the characters of Windows, with tabs or semicolons,
and with sheets beside the one that matters. Every bound of the school folder holds here too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice, repeat

from planner.errors import InputError, Problem
from planner.exchange.entries import EntryError
from planner.exchange.mis.heading import targets_of
from planner.exchange.safety import FILE_BYTES, MEGABYTE
from planner.exchange.text_table import TextReader, TextRow, TextTable
from planner.exchange.workbook import read_workbook

ROWS_LOOKED_AT = 40
MOST_COLUMNS = 400
_ZIP, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SEPARATORS = (",", "\t", ";", "|")
_AS_WORKBOOK = "open it in a spreadsheet program and save it as .xlsx or CSV UTF-8"


@dataclass(frozen=True)
class Report:
    """The table of an export.

    Attributes:
        file: What problems call it: the file, and its sheet where it has several.
        sheet: The sheet that was read; blank for a CSV file.
        sheets: Every sheet that could be read.
        header_row: The row of the headings [row].
        titles: The heading of each column as it is written, by its name in small letters.
        rows: The rows under the headings, by those names.
        problems: What is wrong in single rows; such rows are not sound.
    """

    file: str
    sheet: str
    sheets: tuple[str, ...]
    header_row: int
    titles: Mapping[str, str]
    rows: tuple[TextRow, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in their order."""
        return tuple(self.titles)

    def texts(self, column: str) -> list[str]:
        """Everything in a column that is not blank."""
        return [row.cells[column] for row in self.rows if column in row.cells]


@dataclass
class _ReportReader(TextReader):
    """Reads tables whose headings may stand below titles.

    Attributes:
        wanted_row: The row of the headings, where the user says it.
        headings: The row of the headings and the headings of each table, by file.
    """

    wanted_row: int | None = None
    headings: dict[str, tuple[int, Mapping[str, str]]] = field(default_factory=dict)

    def read_cells(self, file: str, rows: Iterable[Sequence[str]]) -> TextTable | None:
        top, rest = _looked_at(rows)
        place = heading_place(top) if self.wanted_row is None else self.wanted_row - 1
        if place is None or not 0 <= place < len(top):
            what = "has no row of headings near its top"
            self.problems.append(Problem(file, 0, "", what, "say which row has the headings"))
            return None
        titles = _told_apart(top[place])
        if len(titles) > MOST_COLUMNS:
            what = f"has more than {MOST_COLUMNS} columns"
            self.problems.append(Problem(file, place + 1, "", what, "export fewer columns"))
            return None
        self.headings[file] = (place + 1, titles)
        # Blank rows in place of the titles, so that every row keeps its number in the file.
        return super().read_cells(
            file, chain([list(titles)], repeat((), place), top[place + 1 :], rest)
        )


def read_report(
    name: str, data: bytes, *, sheet: str | None = None, header_row: int | None = None
) -> Report:
    """Read an export.

    Args:
        name: The name of the file.
        data: Its bytes.
        sheet: The sheet to read; otherwise the one whose headings say most.
        header_row: The row of the headings; otherwise the one that looks most like it [row].

    Raises:
        InputError: There is no table in it that can be read.
    """
    try:
        if len(data) > FILE_BYTES:
            what = f"has more than {FILE_BYTES // MEGABYTE} MB"
            raise EntryError(what, "export fewer rows or columns")
        if data.startswith(_ZIP):
            return _of_workbook(name, data, sheet, header_row)
        return _of_text(name, _decoded(data), header_row)
    except EntryError as error:
        raise InputError([Problem(name, 0, "", error.what, error.remedy)]) from None


def _decoded(data: bytes) -> str:
    """Give text in UTF-8, in UTF-16 with its mark, or in the characters of Windows."""
    start = data[:2000].lstrip().lower()
    if data.startswith(_OLD_WORKBOOK):
        raise EntryError("is an old workbook (.xls), or locked with a password", _AS_WORKBOOK)
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"%pdf", b"{")):
        raise EntryError("is not a table, whatever its name says", _AS_WORKBOOK)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise EntryError("is not text in any form that is known", _AS_WORKBOOK)


def _of_text(name: str, text: str, header_row: int | None) -> Report:
    separator = max(_SEPARATORS, key=lambda one: _sense_of_top(text, one))
    reader = _ReportReader(wanted_row=header_row)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    table = reader.read_cells(name, rows)
    if table is None:
        raise InputError(reader.problems)
    return _report(reader, table, name, "", ())


def _sense_of_top(text: str, separator: str) -> tuple[float, int]:
    """How much the first rows say when they are split so: by their headings, then by their size."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    top, _ = _looked_at(rows)
    return max((_sense(row), len(row)) for row in top) if top else (0.0, 0)


def _of_workbook(name: str, data: bytes, sheet: str | None, header_row: int | None) -> Report:
    reader = _ReportReader(wanted_row=header_row)
    book = read_workbook(data, None, reader)
    tables = {book.titles[file]: table for file, table in book.tables.items()}
    if sheet is not None and sheet not in tables:
        what = f"has no sheet '{sheet}' that can be read"
        raise EntryError(what, "choose another sheet")
    if not tables:
        raise InputError(reader.problems or [Problem(name, 0, "", "is empty", _AS_WORKBOOK)])
    chosen = sheet or max(tables, key=lambda title: _sense_of(tables[title]))
    label = name if len(tables) == 1 else f"{name}, sheet {chosen}"
    return _report(reader, tables[chosen], label, chosen, tuple(tables))


def _sense_of(table: TextTable) -> tuple[float, int]:
    return _sense(table.columns), len(table.rows)


def _report(
    reader: _ReportReader, table: TextTable, label: str, sheet: str, sheets: tuple[str, ...]
) -> Report:
    """Keep what belongs to one table; a row with a fault of its own is not sound."""
    header_row, titles = reader.headings[table.file]
    own = [problem for problem in reader.problems if problem.file == table.file]
    faulty = {problem.row for problem in own}
    rows = (replace(row, is_sound=False) if row.number in faulty else row for row in table.rows)
    problems = tuple(sorted(replace(problem, file=label) for problem in own))
    return Report(label, sheet, sheets, header_row, titles, tuple(rows), problems)


def heading_place(top: Sequence[Sequence[str]]) -> int | None:
    """Find the row of headings: the one with most known headings, else the first full row.

    Args:
        top: The first rows of the file.
    """
    filled = [sum(bool(cell.strip()) for cell in row) for row in top]
    # One cell alone is a title, whatever it says.
    senses = [_sense(row) if cells > 1 else 0.0 for row, cells in zip(top, filled, strict=True)]
    if senses and max(senses) >= 1:
        return senses.index(max(senses))
    widest = max(filled, default=0)
    return filled.index(widest) if widest else None


def _sense(row: Sequence[str]) -> float:
    """How many of the cells of a row are headings that are known, by their weight."""
    return sum(max(targets_of(cell).values(), default=0.0) for cell in set(row[:MOST_COLUMNS]))


def _told_apart(row: Sequence[str]) -> dict[str, str]:
    """Name every column once, in small letters, beside its heading as it is written."""
    titles: dict[str, str] = {}
    last = max((place for place, cell in enumerate(row) if cell.strip()), default=-1)
    for place, cell in enumerate(row[: last + 1], start=1):
        title = " ".join(cell.split()) or f"column {place}"
        name, times = title.casefold(), 1
        while name in titles:
            times += 1
            name = f"{title.casefold()} ({times})"
        titles[name] = title if times == 1 else f"{title} ({times})"
    return titles


def _looked_at(
    rows: Iterable[Sequence[str]],
) -> tuple[list[Sequence[str]], Iterator[Sequence[str]]]:
    """Take the first rows; a fault in their text is kept for whoever reads the rest."""
    source = iter(rows)
    top: list[Sequence[str]] = []
    try:
        for row in islice(source, ROWS_LOOKED_AT):
            top.append(row)
    except csv.Error as error:
        return top, _failing(error)
    return top, source


def _failing(error: csv.Error) -> Iterator[Sequence[str]]:
    raise error
    yield ()
