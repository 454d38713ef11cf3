"""The files of a school folder, and how their text becomes records.

A row that cannot be read becomes ``Problem`` values, and its key is remembered, so that nothing
that refers to it is taken for a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from planner.errors import Problem
from planner.exchange.text_table import TextRow, TextTable
from planner.school.columns import Column, columns_of
from planner.school.faults import BLANK, faults_of, meaning_of
from planner.school.fields import CellError, read_id
from planner.school.records import Policies, Record, SchoolDetails
from planner.school.registers import OPTIONAL, REQUIRED, Register, Registers
from planner.school.registers import TABLES as REGISTERS

SCHOOL_FILE = "school.csv"
TABLES = ("school", *REGISTERS)
SCHOOL_FILES = tuple(f"{table}.csv" for table in TABLES)

R = TypeVar("R", bound=Record)


def file_of(record: type[Record]) -> str:
    """The file that holds a table."""
    return f"{record.table}.csv"


@dataclass
class RecordReader:
    """Turns text tables into records, gathering faults and warnings.

    Attributes:
        tables: The tables that could be read as text, by file.
        unread: The files that are there but could not be read as text; their fault is told already.
    """

    tables: Mapping[str, TextTable]
    unread: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def register(self, record: type[R], *, is_required: bool) -> Register[R]:
        """Read one table."""
        file = file_of(record)
        if file in self.unread:
            return Register(is_whole=False)
        table = self.tables.get(file)
        if table is None:
            if is_required:
                names = ", ".join(
                    column.name for column in columns_of(record) if column.is_required
                )
                self._fault(file, 0, "", "is missing", f"add it, with the columns {names}")
            return Register(is_given=False, is_whole=not is_required)
        known = {column.name: column for column in columns_of(record)}
        self._report_columns(known, table)
        read: list[tuple[int, R]] = []
        lost: set[str] = set()
        for row in table.rows:
            made = self._record(record, known, table, row)
            if made is None:
                lost.update(_key_of(record, row))
            else:
                read.append((row.number, made))
        return Register(tuple(read), frozenset(lost), is_whole=len(read) == len(table.rows))

    def details_and_policies(self) -> tuple[SchoolDetails | None, Policies]:
        """Read ``school.csv``, a table of keys and values."""
        table = self.tables.get(SCHOOL_FILE)
        if table is None:
            if SCHOOL_FILE not in self.unread:
                remedy = "add it, with the columns key, value and the keys name, academic_year"
                self._fault(SCHOOL_FILE, 0, "", "is missing", remedy)
            return None, Policies()
        values, row_of = self._keys(table)
        details = self._from_keys(SchoolDetails, values, row_of)
        policies = self._from_keys(Policies, values, row_of)
        return details, policies or Policies()

    def _report_columns(self, known: Mapping[str, Column], table: TextTable) -> None:
        for name in table.columns:
            if name and name not in known:
                self._warn(table.file, 1, name, "is not a column of this file", "it was left out")
        for column in known.values():
            if column.is_required and column.name not in table.columns:
                remedy = f"add the column {column.name} ({meaning_of(column)})"
                self._fault(table.file, 1, column.name, "is missing from the header", remedy)

    def _record(
        self, record: type[R], known: Mapping[str, Column], table: TextTable, row: TextRow
    ) -> R | None:
        if not row.is_sound:
            return None
        cells = {name: text for name, text in row.cells.items() if name in known}
        try:
            return record.model_validate(cells)
        except ValidationError as error:
            for column, what, remedy in faults_of(error, known):
                if what != BLANK or column in table.columns:
                    self._fault(table.file, row.number, column, what, remedy)
            return None

    def _keys(self, table: TextTable) -> tuple[dict[str, str], dict[str, int]]:
        known = {column.name for part in (SchoolDetails, Policies) for column in columns_of(part)}
        values: dict[str, str] = {}
        row_of: dict[str, int] = {}
        for name in ("key", "value"):
            if name not in table.columns:
                remedy = "name the columns key and value"
                self._fault(table.file, 1, name, "is missing from the header", remedy)
        for row in table.rows:
            key = row.cells.get("key", "").casefold()
            if not key:
                self._fault(table.file, row.number, "key", "is blank", "write what the value is")
            elif key not in known:
                what = f"'{key}' is not a key of this file"
                self._warn(table.file, row.number, "key", what, "it was left out")
            elif key in row_of:
                what = f"'{key}' is given twice (row {row_of[key]} too)"
                self._fault(table.file, row.number, "key", what, "keep one of them")
            else:
                row_of[key] = row.number
                if "value" in row.cells:
                    values[key] = row.cells["value"]
        return values, row_of

    def _from_keys(
        self, record: type[R], values: Mapping[str, str], row_of: Mapping[str, int]
    ) -> R | None:
        known = {column.name: column for column in columns_of(record)}
        try:
            return record.model_validate({key: values[key] for key in values if key in known})
        except ValidationError as error:
            for key, what, remedy in faults_of(error, known):
                self._fault(SCHOOL_FILE, row_of.get(key, 0), "value", f"{key} {what}", remedy)
            return None

    def _fault(self, file: str, row: int, column: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(file, row, column, what, remedy))

    def _warn(self, file: str, row: int, column: str, what: str, remedy: str) -> None:
        self.warnings.append(Problem(file, row, column, what, remedy))


def read_registers(reader: RecordReader) -> Registers:
    """Read every table of a school."""
    details, policies = reader.details_and_policies()
    tables: dict[str, Register[Any]] = {
        record.table: reader.register(record, is_required=record in REQUIRED)
        for record in (*REQUIRED, *OPTIONAL)
    }
    return Registers(details=details, policies=policies, **tables)


def _key_of(record: type[Record], row: TextRow) -> Iterator[str]:
    """Give the first key of a row that could not be read, where that much of it can be."""
    if record.key and record.key[0] in row.cells:
        try:
            yield str(read_id(row.cells[record.key[0]]))
        except CellError:
            return
