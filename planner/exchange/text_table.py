"""A table as text: named columns and numbered rows, whatever kind of file it came from."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from planner.errors import Problem
from planner.exchange.safety import CELL_CHARACTERS, SHEET_ROWS, TOTAL_ROWS, restored

_SAVE_AS_UTF8 = "save it as CSV UTF-8 (comma delimited)"


@dataclass(frozen=True)
class TextRow:
    """One row that is not blank.

    Attributes:
        number: The row in the file; the header is row 1.
        cells: The text of each cell that is not blank, by column.
        is_sound: Whether every cell is under a column and short enough to be used.
    """

    number: int
    cells: dict[str, str]
    is_sound: bool = True


@dataclass(frozen=True)
class TextTable:
    """The rows of one file under the names of its header, in small letters."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[TextRow, ...]


@dataclass
class TextReader:
    """Reads the files of one folder into text, gathering whatever is wrong with them.

    Attributes:
        problems: What is wrong so far.
        rows_before: How many rows earlier files had.
    """

    problems: list[Problem] = field(default_factory=list)
    rows_before: int = 0

    def read_csv(self, file: str, data: bytes) -> TextTable | None:
        """Read one CSV file; ``None`` where it cannot be read at all."""
        text = self._decoded(file, data)
        if text is None:
            return None
        return self.read_cells(file, csv.reader(io.StringIO(text, newline=""), strict=True))

    def read_cells(self, file: str, rows: Iterable[Sequence[str]]) -> TextTable | None:
        """Read the rows of one table, header first; ``None`` where there is no usable header."""
        numbered = enumerate(rows, start=1)
        try:
            _, header = next(numbered, (1, ()))
        except csv.Error as error:
            self._misquoted(file, 1, error)
            return None
        columns = tuple(name.strip().casefold() for name in header)
        if not any(columns):
            self._fault(file, 1, "", "has no header", "name the columns in its first row")
            return None
        repeated = [name for name, times in Counter(filter(None, columns)).items() if times > 1]
        for name in repeated:
            self._fault(file, 1, name, "is the name of two columns", "keep one of them")
        rows_read = self._rows(file, columns, numbered)
        return None if repeated or rows_read is None else TextTable(file, columns, rows_read)

    def _rows(
        self, file: str, columns: tuple[str, ...], numbered: Iterator[tuple[int, Sequence[str]]]
    ) -> tuple[TextRow, ...] | None:
        read: list[TextRow] = []
        number = 1
        try:
            for number, cells in numbered:
                row = self._row(file, number, columns, cells)
                if row.cells or not row.is_sound:
                    read.append(row)
                if number > SHEET_ROWS or self.rows_before + len(read) > TOTAL_ROWS:
                    what = f"goes beyond {TOTAL_ROWS:,} rows in all"
                    self._fault(file, number, "", what, "give fewer rows")
                    return None
        except csv.Error as error:
            self._misquoted(file, number + 1, error)
            return None
        self.rows_before += len(read)
        return tuple(read)

    def _misquoted(self, file: str, number: int, error: csv.Error) -> None:
        if "field limit" in str(error):
            what = f"has a cell longer than {CELL_CHARACTERS:,} characters"
            self._fault(file, number, "", what, "shorten it, or close its quotation mark")
            return
        remedy = 'put text with commas in "quotation marks", and double those inside it'
        self._fault(file, number, "", f"is not a row of a CSV file ({error})", remedy)

    def _row(
        self, file: str, number: int, columns: tuple[str, ...], cells: Sequence[str]
    ) -> TextRow:
        found: dict[str, str] = {}
        is_sound = True
        for place, raw in enumerate(cells):
            text = restored(raw.strip())
            column = columns[place] if place < len(columns) else ""
            if not text:
                continue
            if len(text) > CELL_CHARACTERS:
                what = f"is longer than {CELL_CHARACTERS:,} characters"
                self._fault(file, number, column, what, "shorten it")
                is_sound = False
            elif column:
                found[column] = text
            elif is_sound:
                what = f"has something in cell {place + 1}, which has no column name"
                self._fault(file, number, "", what, "put text with commas in quotation marks")
                is_sound = False
        return TextRow(number, found, is_sound)

    def _decoded(self, file: str, data: bytes) -> str | None:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            self._fault(file, 0, "", "is in UTF-16, not in UTF-8", _SAVE_AS_UTF8)
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            row = data.count(b"\n", 0, error.start) + 1
            what = f"has a character that is not UTF-8 (byte {error.start + 1})"
            self._fault(file, row, "", what, _SAVE_AS_UTF8)
            return None
        if "\0" in text:
            row = text.count("\n", 0, text.index("\0")) + 1
            self._fault(file, row, "", "has a NUL character, so it is not text", _SAVE_AS_UTF8)
            return None
        return text

    def _fault(self, file: str, row: int, column: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(file, row, column, what, remedy))


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a table as UTF-8 CSV without a byte-order mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")
