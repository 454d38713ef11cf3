"""The rows of an export, each cell translated; what cannot be is told, and its row held back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from planner.errors import Problem
from planner.exchange.mis.codes import needs_in
from planner.exchange.mis.heading import holds_names, holds_what_is_private
from planner.exchange.mis.identity import People, key_of, looks_like_upn
from planner.exchange.mis.report import Report
from planner.exchange.mis.target import FIELDS, NAMES, Target
from planner.exchange.mis.translation import Meanings, translated
from planner.exchange.mis.words import plain
from planner.exchange.text_table import TextRow
from planner.school.codes import SenStatus
from planner.school.fields import CellError

_OF_A_PUPIL = tuple({*FIELDS, *NAMES} - {Target.PRIMARY_NEED})
_FIRST = frozenset({"1", "01", "1st", "first", "primary", "p", "main"})


@dataclass(frozen=True)
class FileRow:
    """One row of an export, as far as it could be read.

    Attributes:
        number: The row in the file [row].
        who: What rows of one pupil have in common.
        key: What tells the pupil apart in the MIS; blank where the file gives the pupil's code.
        code: The pupil's code, if it has one already.
        values: The text for each column of ``pupils.csv`` that is filled in.
        name: The pupil's name, if it is wanted and known.
        is_sound: Whether every cell could be read.
    """

    number: int
    who: str
    key: str
    code: str | None
    values: Mapping[Target, str]
    name: str = ""
    is_sound: bool = True


@dataclass(frozen=True, order=True)
class Unknown:
    """A value that the school may explain.

    Attributes:
        target: The column of ``pupils.csv``.
        text: What the file says.
        rows: How many rows say it.
        what: What is wrong with it.
        remedy: What to say of it.
    """

    target: Target
    text: str
    rows: int
    what: str
    remedy: str


@dataclass
class RowReader:
    """Reads the rows of one export.

    Attributes:
        report: The export.
        columns: Which column is which.
        people: Who is known.
        meanings: What the school says of its own codes.
        key_is_code: Whether the number in the MIS becomes the code.
        everybody: Whether pupils who are not on the SEN register are wanted too.
        problems: What is wrong so far.
        notes: What was passed over or chosen.
        unknown: How often each value was not known, with what is wrong and what to do.
        nameless_rows: How many rows do not say whose they are.
    """

    report: Report
    columns: Mapping[Target, str]
    people: People
    meanings: Meanings = field(default_factory=dict)
    key_is_code: bool = False
    everybody: bool = False
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    unknown: dict[tuple[Target, str], tuple[int, str, str]] = field(default_factory=dict)
    nameless_rows: int = 0

    def read(self) -> tuple[FileRow, ...]:
        """Read every row that says whose it is."""
        return tuple(row for row in map(self._row, self.report.rows) if row is not None)

    def unknown_values(self) -> tuple[Unknown, ...]:
        """Give each value that was not known once, in the order of columns and values."""
        return tuple(
            Unknown(target, text, count, what, remedy)
            for (target, text), (count, what, remedy) in sorted(self.unknown.items())
        )

    def _row(self, row: TextRow) -> FileRow | None:
        target = Target.CODE if Target.CODE in self.columns else Target.KEY
        text = self._cell(row, target)
        if self._is_heading_again(row) or (not text and self._is_no_pupil(row)):
            return None
        if text and len(row.cells) == 1 and len(self.columns) > 2 and not self._knows(text):
            self._note(row.number, "", "has one cell only", "it was left out")
            return None
        try:
            key, code = self._identity(target, text)
        except CellError as error:
            self.nameless_rows += 1
            self._fault(row.number, target, error)
            return None
        who = f"code {code}" if code in self.people.codes else f"key {key or key_of(text)}"
        if self._is_not_wanted(row, code):
            return FileRow(row.number, who, key, code, {})
        is_sound = row.is_sound
        values: dict[Target, str] = {}
        for field_target in FIELDS:
            value = self._value(row, field_target)
            is_sound = is_sound and value is not None
            if value:
                values[field_target] = value
        return FileRow(row.number, who, key, code, values, self._name(row), is_sound)

    def _is_not_wanted(self, row: TextRow, code: str | None) -> bool:
        """Whether a row is of a pupil with no SEN, whose faults would be nobody's business."""
        if self.everybody or code in self.people.pupils or Target.SEN_STATUS not in self.columns:
            return False
        try:
            said = {
                translated(target, text, self.meanings)
                for target in (Target.SEN_STATUS, Target.PRIMARY_NEED)
                if (text := self._cell(row, target))
            }
        except CellError:
            return False
        return said <= {"", SenStatus.NONE.value}

    def _is_heading_again(self, row: TextRow) -> bool:
        return bool(row.cells) and all(
            plain(text) == plain(self.report.titles[column]) for column, text in row.cells.items()
        )

    def _is_no_pupil(self, row: TextRow) -> bool:
        """Pass over a line below the table, such as a total, and one with a further need only."""
        if row.is_sound and not any(self._cell(row, target) for target in _OF_A_PUPIL):
            self._note(row.number, "", "does not say whose it is", "it was left out")
            return True
        return False

    def _knows(self, text: str) -> bool:
        key = key_of(text)
        return key in self.people.pairing or key in self.people.spelling

    def _identity(self, target: Target, text: str) -> tuple[str, str | None]:
        if not text:
            raise CellError("is blank", "fill it in, or leave the row out")
        if target is Target.CODE:
            return "", self.people.code_as_given(text)
        code = self.people.code_paired_with(text)
        if code is None and self.key_is_code:
            code = self.people.code_as_given(text)
        return key_of(text), code

    def _value(self, row: TextRow, target: Target) -> str | None:
        """Give what a cell says, blank where it says nothing, ``None`` where it is a fault."""
        text = self._cell(row, target)
        if not text or (target is Target.PRIMARY_NEED and not self._is_first_need(row)):
            return ""
        try:
            value = translated(target, text, self.meanings)
        except CellError as error:
            count = self.unknown.get((target, text), (0, "", ""))[0]
            self.unknown[target, text] = (count + 1, error.what, error.remedy)
            self._fault(row.number, target, error)
            return None
        if target is Target.PRIMARY_NEED and len(needs_in(text)) > 1:
            what = f"names several needs, of which {value} is the first"
            self._note(row.number, self._title(target), what, "it was taken as the primary need")
        return value

    def _is_first_need(self, row: TextRow) -> bool:
        rank = plain(self._cell(row, Target.NEED_RANK))
        return not rank or rank in _FIRST

    def _name(self, row: TextRow) -> str:
        parts = [self._cell(row, target) for target in (Target.FORENAME, Target.SURNAME)]
        whole = self._cell(row, Target.NAME)
        if all(parts) or not whole:
            return " ".join(part for part in parts if part)
        last, comma, first = (part.strip() for part in whole.partition(","))
        return f"{first} {last}" if comma and first and "," not in first else whole

    def _cell(self, row: TextRow, target: Target) -> str:
        return row.cells.get(self.columns.get(target, ""), "")

    def _title(self, target: Target) -> str:
        return self.report.titles.get(self.columns.get(target, ""), "")

    def _fault(self, row: int, target: Target, error: CellError) -> None:
        where = self._title(target)
        self.problems.append(Problem(self.report.file, row, where, error.what, error.remedy))

    def _note(self, row: int, column: str, what: str, remedy: str) -> None:
        self.notes.append(Problem(self.report.file, row, column, what, remedy))


def columns_by_target(
    report: Report, matches: Mapping[str, Target], *, key_is_code: bool
) -> tuple[dict[Target, str], list[Problem]]:
    """Turn what each column is round, and refuse what may not be or cannot be.

    Args:
        report: The export.
        matches: What each column is.
        key_is_code: Whether the number in the MIS becomes the code.
    """
    columns: dict[Target, str] = {}
    problems: list[Problem] = []
    for column in report.columns:
        target = matches.get(column, Target.NOTHING)
        if target is Target.NOTHING:
            continue
        fault = _refusal(report, column, target, key_is_code=key_is_code)
        if fault is None and target in columns:
            other = report.titles[columns[target]]
            fault = (f"is matched to the same as ‘{other}’", "choose one of them")
        if fault is not None:
            where = report.titles[column]
            problems.append(Problem(report.file, report.header_row, where, *fault))
        else:
            columns[target] = column
    problems.extend(_what_is_missing(report, columns))
    return columns, problems


def _refusal(
    report: Report, column: str, target: Target, *, key_is_code: bool
) -> tuple[str, str] | None:
    """Why a column may not become what it was matched to: names and UPNs stay out."""
    title = report.titles[column]
    goes_in = target in FIELDS or target is Target.CODE or (target is Target.KEY and key_is_code)
    is_upn = any(map(looks_like_upn, report.texts(column)))
    if goes_in and (is_upn or holds_what_is_private(title)):
        return "holds names or UPNs, which are never kept in a register", "choose another column"
    if target is Target.KEY and holds_names(title):
        return "holds names, by which pupils are never told apart", "choose another column"
    return None


def _what_is_missing(report: Report, columns: Mapping[Target, str]) -> Iterator[Problem]:
    file, row = report.file, report.header_row
    if Target.CODE in columns and Target.KEY in columns:
        what = "are both matched: the pupil's code, and what tells pupils apart"
        yield Problem(file, row, "", what, "choose one of them")
    if Target.CODE not in columns and Target.KEY not in columns:
        remedy = "choose the column with the admission number, or with your own codes"
        yield Problem(file, row, "", "has no column that tells pupils apart", remedy)
    if not any(target in columns for target in FIELDS):
        yield Problem(file, row, "", "has no column that the register has", "match its columns")
