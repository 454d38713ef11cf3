"""Read what was typed: the rows that can be saved, what they change, and what is wrong elsewhere.

Only rows that were typed over are read; all others are as they were stored, and so are right.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from planner.school.agreement.reference import REFERENCES
from planner.school.columns import columns_of
from planner.school.faults import faults_of
from planner.school.fields import CELL_CHARACTERS
from planner.school.records import Record
from planner.school.typed.table import Cells, Stored, Typed, any_text, texts_of
from planner.school.typed.words import called, name_of, shown, titles_of

R = TypeVar("R", bound=Record)
Codes = Mapping[str, Collection[str]]
_NO_CODES: Codes = {}
# What a row becomes, from what it was and what was typed over it.
After = Callable[[Any, Any], Any]


@dataclass(frozen=True)
class RowChange:
    """One row to save.

    Attributes:
        table: The table.
        row: The stored row; ``None`` for a new one.
        version: The version that was typed over; ``None`` for a new row.
        record: What it is to say; ``None`` where it is to be deleted.
    """

    table: str
    row: int | None
    version: int | None
    record: Record | None


@dataclass(frozen=True)
class Told:
    """One cell that will change, in words.

    Attributes:
        row: What the row is called.
        column: The heading of the column, or blank for the whole row.
        before: What stands there.
        after: What will stand there.
    """

    row: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Fault:
    """What is wrong with one typed cell, or with a typed row.

    Attributes:
        place: The row.
        row: What the row is called.
        name: The column's name; blank where it is about the whole row.
        column: The heading of the column; blank where it is about the whole row.
        typed: What was typed.
        what: What is wrong, as a sentence without its full stop.
        remedy: What to write instead.
    """

    place: int
    row: str
    name: str
    column: str
    typed: str
    what: str
    remedy: str


@dataclass(frozen=True)
class Reading(Generic[R]):
    """What was typed, read.

    Attributes:
        records: Each row that can be saved, by place; ``None`` where it is to be deleted.
        changes: The same rows as changes to save: deletions, then edits, then new rows.
        told: What these change, cell by cell.
        faults: What is wrong with the others.
        count: How many changes these are: each cell of a stored row, each row added or deleted.
        followed: The rows in which cells change that nobody typed over.
    """

    records: Mapping[int, R | None]
    changes: tuple[RowChange, ...]
    told: tuple[Told, ...]
    faults: tuple[Fault, ...]
    count: int
    followed: frozenset[int] = frozenset()


def read_typed(
    record: type[R],
    base: Sequence[Stored[R]],
    typed: Typed,
    *,
    known: Codes = _NO_CODES,
    after: After | None = None,
) -> Reading[R]:
    """Read what was typed over stored rows.

    Args:
        record: The kind of row.
        base: The rows as they are stored now.
        typed: What was typed.
        known: The codes there are in other tables, by table; what refers to a table that is not
            among them is not looked up.
        after: Gives what a stored row becomes, from what it was and what was typed; without it a
            row becomes what was typed.
    """
    return _Reader(record, base, typed, known, after).read()


@dataclass
class _Reader(Generic[R]):
    record: type[R]
    base: Sequence[Stored[R]]
    typed: Typed
    known: Codes
    after: After | None

    def read(self) -> Reading[R]:
        made: dict[int, R] = {}
        faults: list[Fault] = []
        for place, cells in self._rows():
            found = list(self._faults_of_texts(place, cells))
            found = found or self._take_in(place, cells, made)
            found = found or list(self._unknown_codes(place, cells, made[place]))
            if found:
                made.pop(place, None)
            faults += found
        faults += self._repeats(made)
        followed = self._follow(made)
        changed = {
            place: row
            for place, row in made.items()
            if place not in self._stored or row != self._stored[place].record
        }
        return Reading(
            {**dict.fromkeys(self._deleted), **changed},
            tuple(self._changes(changed)),
            tuple(self._told(changed)),
            tuple(faults),
            len(self._deleted) + sum(map(self._cells_changed, changed, changed.values())),
            followed & changed.keys(),
        )

    def _follow(self, made: dict[int, R]) -> frozenset[int]:
        """Let what follows from a typed row follow, and give the rows in which something does."""
        if self.after is None:
            return frozenset()
        stored = {place: self._stored[place].record for place in made if place in self._stored}
        become = {place: self.after(was, made[place]) for place, was in stored.items()}
        followed = frozenset(place for place, row in become.items() if row != made[place])
        made.update(become)
        return followed

    @cached_property
    def _stored(self) -> dict[int, Stored[R]]:
        return {stored.id: stored for stored in self.base}

    @cached_property
    def _titles(self) -> dict[str, str]:
        return titles_of(self.record)

    @cached_property
    def _deleted(self) -> tuple[int, ...]:
        return tuple(place for place in self.typed.deleted if place in self._stored)

    def _rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        for place, edit in self.typed.edited.items():
            stored = self._stored.get(place)
            is_as_it_was = stored is not None and stored.version == edit.version
            yield place, _trimmed(edit.texts if is_as_it_was or not stored else self._over(place))
        for place, cells in self.typed.added.items():
            if any_text(cells):
                yield place, _trimmed(cells)

    def _over(self, place: int) -> dict[str, str]:
        """What is typed, over a row that somebody else has saved since."""
        return {**texts_of(self._stored[place].record), **self.typed.edited[place].cells}

    def _faults_of_texts(self, place: int, cells: Cells) -> Iterator[Fault]:
        for name, text in cells.items():
            if len(text) > CELL_CHARACTERS:
                what = f"is longer than {CELL_CHARACTERS:,} characters"
                yield self._fault(place, cells, name, what, "shorten it")

    def _take_in(self, place: int, cells: Cells, made: dict[int, R]) -> list[Fault]:
        """Make the record of a row, or say why it cannot be made."""
        known = {column.name: column for column in columns_of(self.record)}
        try:
            made[place] = self.record.model_validate(
                {name: text for name, text in cells.items() if text and name in known}
            )
        except ValidationError as error:
            return [self._fault(place, cells, *fault) for fault in faults_of(error, known)]
        return []

    def _unknown_codes(self, place: int, cells: Cells, row: R) -> Iterator[Fault]:
        for reference in REFERENCES:
            if reference.table != self.record.table or reference.to not in self.known:
                continue
            for code in reference.codes(row):
                if code not in self.known[reference.to]:
                    what = f"'{code}' is not among the {reference.to}"
                    remedy = f"write a code that is there, or add {code} to the {reference.to}"
                    yield self._fault(place, cells, reference.column, what, remedy)

    def _repeats(self, made: dict[int, R]) -> list[Fault]:
        """Take out the rows whose code another row has, and say so.

        A row that is not saved keeps the code that it has in the store, which may in its turn be
        the code of another typed row; hence the rounds.
        """
        if not self.record.key:
            return []
        found: list[Fault] = []
        while repeated := self._first_repeat(made):
            place, other = repeated
            row = made.pop(place)
            code = name_of(row)
            what = f"'{code}' stands in another row already{other}"
            remedy = "write another code, or delete one of the two rows"
            found.append(self._fault(place, texts_of(row), self.record.key[0], what, remedy))
        return found

    def _first_repeat(self, made: Mapping[int, R]) -> tuple[int, str] | None:
        key = self.record.key
        taken = {
            tuple(getattr(stored.record, name) for name in key): ""
            for place, stored in self._stored.items()
            if place not in made and place not in self.typed.deleted
        }
        for place, row in made.items():
            code = tuple(getattr(row, name) for name in key)
            if code in taken:
                return place, taken[code]
            taken[code] = ", also just typed"
        return None

    def _fault(self, place: int, cells: Cells, name: str, what: str, remedy: str) -> Fault:
        title = self._titles.get(name, "")
        return Fault(
            place, self._name(place, cells), name, title, cells.get(name, ""), what, remedy
        )

    def _name(self, place: int, cells: Cells) -> str:
        """A stored row goes by the code it has in the store, whatever is typed over it."""
        stored = self._stored.get(place)
        return name_of(stored.record) if stored else called(self.record, cells) or "A new row"

    def _changes(self, changed: Mapping[int, R]) -> Iterator[RowChange]:
        table = self.record.table
        for place in self._deleted:
            yield RowChange(table, place, self.typed.deleted[place], None)
        for place, row in changed.items():
            is_new = place < 0
            version = None if is_new else self.typed.edited[place].version
            yield RowChange(table, None if is_new else place, version, row)

    def _cells_changed(self, place: int, row: R) -> int:
        """How many cells of a row change; a new row is one change."""
        if place not in self._stored:
            return 1
        before = texts_of(self._stored[place].record)
        return sum(text != before[column] for column, text in texts_of(row).items())

    def _told(self, changed: Mapping[int, R]) -> Iterator[Told]:
        for place in self._deleted:
            yield Told(name_of(self._stored[place].record), "", "the whole row", "deleted")
        for place, row in changed.items():
            stored = self._stored.get(place)
            before = texts_of(stored.record) if stored else {}
            name = name_of(stored.record) if stored else f"{name_of(row) or 'A row'} (new)"
            given = self.typed.added.get(place, {})
            for column, text in texts_of(row).items():
                is_said = stored is not None or given.get(column, "").strip()
                if is_said and text != before.get(column, ""):
                    yield Told(
                        name, self._titles[column], shown(before.get(column, "")), shown(text)
                    )


def _trimmed(cells: Cells) -> dict[str, str]:
    return {name: text.strip() for name, text in cells.items()}
