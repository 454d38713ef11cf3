"""What has been typed over a table and is not saved: cells as text, rows added, rows deleted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

from planner.school.columns import columns_of
from planner.school.fields import write_cell
from planner.school.records import Record

R_co = TypeVar("R_co", bound=Record, covariant=True)

# The text of cells, by the name of their column.
Cells = Mapping[str, str]
Payload = dict[str, Any]


class Stored(Protocol[R_co]):
    """A row as it is stored: which it is, which version of it, and what it says."""

    @property
    def id(self) -> int:
        """The row's own number, which it keeps."""

    @property
    def version(self) -> int:
        """How often it has been saved, so that two people do not overwrite one another."""

    @property
    def record(self) -> R_co:
        """What it says."""


@dataclass(frozen=True)
class Edit:
    """What is typed over one stored row.

    Attributes:
        version: The version of the row that was typed over.
        before: The text of every cell of that version.
        cells: The text of the cells that now say something else.
    """

    version: int
    before: Cells
    cells: Cells

    @property
    def texts(self) -> dict[str, str]:
        """The text of every cell of the row as it is now."""
        return {**self.before, **self.cells}


@dataclass(frozen=True)
class Typed:
    """Everything typed over a table since it was read.

    Attributes:
        edited: What is typed over stored rows, by place.
        added: The text of new rows, by place.
        deleted: The version of each stored row that is to go, by place.
    """

    edited: Mapping[int, Edit] = field(default_factory=dict)
    added: Mapping[int, Cells] = field(default_factory=dict)
    deleted: Mapping[int, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything is typed at all."""
        return bool(self.edited or self.deleted or any(map(any_text, self.added.values())))

    @property
    def next_place(self) -> int:
        """The place of the next new row."""
        return min(self.added, default=0) - 1

    @property
    def count(self) -> int:
        """How many changes it holds: each cell of a stored row, each row added, each deleted."""
        cells = sum(len(edit.cells) for edit in self.edited.values())
        return cells + sum(map(any_text, self.added.values())) + len(self.deleted)

    def with_cells(self, stored: Stored[Record], cells: Cells) -> Typed:
        """Type over cells of a stored row; a text that says what is stored takes the edit back."""
        known = self.edited.get(stored.id)
        edit = known or Edit(stored.version, texts_of(stored.record), {})
        typed = {**edit.cells, **cells}
        differing = {
            column: text for column, text in typed.items() if text != edit.before.get(column, "")
        }
        edited = {place: edit for place, edit in self.edited.items() if place != stored.id}
        if differing:
            edited[stored.id] = replace(edit, cells=differing)
        return replace(self, edited=edited)

    def with_row(self, place: int, cells: Cells) -> Typed:
        """Add a new row, or type over cells of one."""
        return replace(self, added={**self.added, place: {**self.added.get(place, {}), **cells}})

    def with_deleted(self, place: int, version: int) -> Typed:
        """Let a stored row go, with what was typed over it."""
        return replace(self.without(place), deleted={**self.deleted, place: version})

    def without(self, *places: int) -> Typed:
        """Take back everything about some rows."""
        return Typed(
            {place: edit for place, edit in self.edited.items() if place not in places},
            {place: cells for place, cells in self.added.items() if place not in places},
            {place: version for place, version in self.deleted.items() if place not in places},
        )

    def payload(self) -> Payload:
        """Give it as values that JSON can hold, to be kept as a draft."""
        return {
            "edited": [
                {
                    "row": place,
                    "version": edit.version,
                    "before": dict(edit.before),
                    "cells": dict(edit.cells),
                }
                for place, edit in self.edited.items()
            ],
            "added": [
                {"row": place, "cells": dict(cells)}
                for place, cells in self.added.items()
                if any_text(cells)
            ],
            "deleted": [
                {"row": place, "version": version} for place, version in self.deleted.items()
            ],
        }


def any_text(cells: Cells) -> bool:
    """Whether a row has something in any cell."""
    return any(text.strip() for text in cells.values())


def texts_of(record: Record) -> dict[str, str]:
    """The text of each cell of a record, as a file has it."""
    return {
        column.name: write_cell(getattr(record, column.field))
        for column in columns_of(type(record))
    }


def typed_from(record: type[Record], payload: Mapping[str, Any]) -> Typed:
    """Read a draft again; what a table of this kind cannot hold is left out of it."""
    known = frozenset(column.name for column in columns_of(record))
    edited = {
        place: Edit(version, _cells(row.get("before"), known), _cells(row.get("cells"), known))
        for place, version, row in _rows(payload, "edited")
    }
    return Typed(
        {place: edit for place, edit in edited.items() if edit.cells},
        {place: _cells(row.get("cells"), known) for place, _, row in _rows(payload, "added")},
        {place: version for place, version, _ in _rows(payload, "deleted")},
    )


def _rows(payload: Mapping[str, Any], part: str) -> Iterator[tuple[int, int, Mapping[str, Any]]]:
    found = payload.get(part)
    for row in found if isinstance(found, list) else ():
        if isinstance(row, Mapping) and isinstance(row.get("row"), int):
            version = row.get("version")
            yield row["row"], version if isinstance(version, int) else 0, row


def _cells(found: object, known: frozenset[str]) -> dict[str, str]:
    if not isinstance(found, Mapping):
        return {}
    return {str(column): str(text) for column, text in found.items() if column in known}
