"""What an import would do: who is added, changed, unchanged and gone. Nothing is written here.

Merging goes by code. Needs, statutory items and decisions belong to codes and are not touched; no
need is ever made up from a type of need. A row with a fault is held back, the others can be used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from planner.errors import Problem
from planner.exchange.mis.gathering import gathered
from planner.exchange.mis.identity import People, new_codes
from planner.exchange.mis.merging import (
    Change,
    Outside,
    changed_pupil,
    changes_between,
    is_on_sen_register,
    new_pupil,
    outside,
)
from planner.exchange.mis.report import Report
from planner.exchange.mis.rows import FileRow, RowReader, Unknown, columns_by_target
from planner.exchange.mis.target import Target
from planner.exchange.mis.translation import Meanings
from planner.periods import AcademicYear
from planner.school.fields import CellError
from planner.school.records import Pupil


@dataclass(frozen=True)
class Choices:
    """What the user decides about an import.

    Attributes:
        pairing: The code of each pupil by their key, from earlier imports.
        key_is_code: The number in the MIS becomes the code of a new pupil.
        erases: Columns in which a blank cell takes away what the register has.
        everybody: Pupils who are not on the SEN register are added too.
        with_names: Names are given back, by code, for the table of names.
        meanings: What the school's own codes mean.
        year: The year planned; dates outside it are not kept, and who is not there is left out.
    """

    pairing: Mapping[str, str] = field(default_factory=dict)
    key_is_code: bool = False
    erases: frozenset[Target] = frozenset()
    everybody: bool = False
    with_names: bool = False
    meanings: Meanings = field(default_factory=dict)
    year: AcademicYear | None = None


@dataclass(frozen=True)
class Added:
    """A pupil who would be new, and the row that says so."""

    row: int
    pupil: Pupil


@dataclass(frozen=True)
class Changed:
    """A pupil whose record would change, and the row that says so."""

    row: int
    before: Pupil
    after: Pupil
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Gone:
    """A pupil of the register whom the file does not have at the school, and why."""

    pupil: Pupil
    because: str


@dataclass(frozen=True)
class Preview:
    """What an import would do.

    Attributes:
        added: Who would be new, by code.
        changed: Whose record would change, by code.
        unchanged: Who stays as they are, by code.
        gone: Who is not in the file; whether they go is for the user to decide.
        held_back: How many pupils the file has who cannot be used before a fault is put right.
        left_out: How many rows are not for this register, by the reason.
        pairing: The code of every pupil by their key, old and new, to be kept apart.
        names: The name of each pupil who would be in the register, by code, where asked for.
        unknown: Every value that was not known, once.
        problems: Everything that is wrong.
        notes: What was passed over, or chosen.
    """

    added: tuple[Added, ...] = ()
    changed: tuple[Changed, ...] = ()
    unchanged: tuple[Pupil, ...] = ()
    gone: tuple[Gone, ...] = ()
    held_back: int = 0
    left_out: Mapping[Outside, int] = field(default_factory=dict)
    pairing: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[Unknown, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    def merged(self, pupils: Iterable[Pupil], *, without_gone: bool = False) -> tuple[Pupil, ...]:
        """Give the register as it would be: those there in their order, then the new ones.

        Args:
            pupils: The register that the preview was made for.
            without_gone: Those who are gone are taken out.
        """
        after = {change.before.pupil: change.after for change in self.changed}
        out = {gone.pupil.pupil for gone in self.gone} if without_gone else set()
        kept = (after.get(pupil.pupil, pupil) for pupil in pupils if pupil.pupil not in out)
        return (*kept, *(added.pupil for added in self.added))


_DEFAULT = Choices()


def preview_import(
    report: Report,
    matches: Mapping[str, Target],
    pupils: Sequence[Pupil],
    choices: Choices = _DEFAULT,
) -> Preview:
    """Work out what an import would do, without doing it.

    Args:
        report: The export.
        matches: What each of its columns is.
        pupils: The register.
        choices: What the user decides.
    """
    columns, faults = columns_by_target(report, matches, key_is_code=choices.key_is_code)
    people = People.of(pupils, choices.pairing)
    if faults:
        problems = tuple(sorted([*report.problems, *faults]))
        return Preview(problems=problems, pairing=people.pairing)
    reader = RowReader(
        report, columns, people, choices.meanings, choices.key_is_code, choices.everybody
    )
    rows, contradictions = gathered(reader.read(), report, columns)
    sorting = _Sorting(report, people, choices, columns)
    sorting.sort(rows)
    problems = (*report.problems, *reader.problems, *contradictions, *sorting.problems)
    return Preview(
        added=tuple(sorted(sorting.added, key=lambda one: one.pupil.pupil)),
        changed=tuple(sorted(sorting.changed, key=lambda one: one.before.pupil)),
        unchanged=tuple(sorted(sorting.unchanged, key=lambda one: one.pupil)),
        gone=sorting.gone(),
        held_back=sorting.held_back + reader.nameless_rows,
        left_out=dict(sorting.left_out),
        pairing={**people.pairing, **sorting.paired},
        names=sorting.names if choices.with_names else {},
        unknown=reader.unknown_values(),
        problems=tuple(sorted(problems)),
        notes=tuple(sorted([*reader.notes, *sorting.notes(reader.nameless_rows)])),
    )


@dataclass
class _Sorting:
    """Sorts the rows of an export by what each would do."""

    report: Report
    people: People
    choices: Choices
    columns: Mapping[Target, str]
    added: list[Added] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    unchanged: list[Pupil] = field(default_factory=list)
    left: dict[str, Outside] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    held_back: int = 0
    left_out: Counter[Outside] = field(default_factory=Counter)
    paired: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def sort(self, rows: Iterable[FileRow]) -> None:
        """Sort the rows of pupils who are there, then give the new ones their codes."""
        new: list[FileRow] = []
        for row in rows:
            before = self.people.pupils.get(row.code or "")
            if before is not None:
                self.seen.add(before.pupil)
            if not row.is_sound:
                self.held_back += 1
            elif why := self._outside(row, before):
                self.left_out[why] += 1
                if before is not None:
                    self.left[before.pupil] = why
            elif before is None:
                new.append(row)
            else:
                self._compare(before, row)
        self._add(new)

    def _outside(self, row: FileRow, before: Pupil | None) -> Outside | None:
        why = outside(row, self.choices.year)
        if why is not None or before is not None or self.choices.everybody:
            return why
        says_nothing = Target.SEN_STATUS not in self.columns
        return None if says_nothing or is_on_sen_register(row) else Outside.NOT_ON_SEN_REGISTER

    def _compare(self, before: Pupil, row: FileRow) -> None:
        erases = self.choices.erases & self.columns.keys()
        try:
            after = changed_pupil(before, row, self.choices.year, erases)
        except (CellError, ValidationError) as error:
            self._hold_back(row, error)
            return
        changes = changes_between(before, after)
        if changes:
            self.changed.append(Changed(row.number, before, after, changes))
        else:
            self.unchanged.append(before)
        self._pair(before.pupil, row)
        self._keep_name(before.pupil, row)

    def _add(self, rows: Sequence[FileRow]) -> None:
        """Add the new pupils whose record can be made; only they use up a code."""
        if rows and not self._has_what_new_pupils_need(len(rows)):
            return
        usable = [row for row in rows if self._could_be_made(row)]
        without = {row.key for row in usable if row.code is None}
        self.paired |= new_codes(without, self.people.codes)
        for row in usable:
            code = row.code if row.code is not None else self.paired[row.key]
            self._pair(code, row)
            self.added.append(Added(row.number, new_pupil(row, code, self.choices.year)))
            self._keep_name(code, row)

    def _has_what_new_pupils_need(self, count: int) -> bool:
        """Tell once, not in every row, that new pupils cannot be made from these columns."""
        missing = [
            target
            for target in (Target.YEAR_GROUP, Target.SEN_STATUS)
            if target not in self.columns
        ]
        for target in missing:
            what = f"has no column for {target.says}, so {count} new pupils cannot be added"
            where = (self.report.file, self.report.header_row, "")
            self.problems.append(Problem(*where, what, "match that column, or export it too"))
        self.held_back += count if missing else 0
        return not missing

    def _pair(self, code: str, row: FileRow) -> None:
        if row.key:
            self.paired[row.key] = code

    def _could_be_made(self, row: FileRow) -> bool:
        try:
            new_pupil(row, row.code or "P", self.choices.year)
        except (CellError, ValidationError) as error:
            self._hold_back(row, error)
            return False
        return True

    def _hold_back(self, row: FileRow, error: CellError | ValidationError) -> None:
        self.held_back += 1
        what, remedy = "cannot be used as it is", "check its cells"
        if isinstance(error, CellError):
            what, remedy = error.what, error.remedy
        self.problems.append(Problem(self.report.file, row.number, "", what, remedy))

    def _keep_name(self, code: str, row: FileRow) -> None:
        if row.name:
            self.names[code] = row.name

    def gone(self) -> tuple[Gone, ...]:
        """Give whoever is in the register and not at the school by the file."""
        return tuple(
            Gone(pupil, self.left[code].value if code in self.left else "not in the file")
            for code, pupil in sorted(self.people.pupils.items())
            if code not in self.seen or code in self.left
        )

    def notes(self, nameless_rows: int) -> Iterable[Problem]:
        """Say where the list of those gone, or of those added, is not what it seems."""
        file = self.report.file
        if nameless_rows and len(self.seen) < len(self.people.pupils):
            what = f"has {nameless_rows} rows that do not say whose they are"
            yield Problem(file, 0, "", what, "pupils shown as gone may be among them")
        if self.people.pupils and not self.seen:
            what = "has none of the pupils of the register"
            remedy = "if they are the same pupils, match the column that has their codes"
            yield Problem(file, 0, "", what, remedy)
