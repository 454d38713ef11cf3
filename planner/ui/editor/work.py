"""What a save would do now: its rows, the rows of other tables that follow, and all in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planner.charts.words import counted, listed
from planner.school.agreement.reference import REFERENCES
from planner.school.typed.depending import Dependent, Renaming, depending_on
from planner.school.typed.reading import Codes, Fault, RowChange, Told, read_typed
from planner.school.typed.table import Typed, texts_of
from planner.school.typed.words import name_of, shown, titles_of
from planner.ui.editor.sheet import Sheet

_ROWS = {
    "needs": ("need", "needs"),
    "statutory": ("statutory item", "statutory items"),
    "effects": ("effect", "effects"),
    "funding": ("stream", "streams"),
    "budget_lines": ("budget line", "budget lines"),
    "pins": ("pin", "pins"),
    "current_plan": ("line of today’s plan", "lines of today’s plan"),
}


@dataclass(frozen=True)
class Waiting:
    """A row that is to be deleted, and on which others depend."""

    place: int
    row: str
    dependents: tuple[Dependent, ...]


@dataclass(frozen=True)
class Work:
    """What a save would do now.

    Attributes:
        count: How many changes it saves, as the button says.
        changes: The rows to save, with those of other tables that follow.
        told: What they change, cell by cell.
        faults: What cannot be saved, and why.
        waiting: The rows whose deletion waits for an answer.
        followed: The rows in which cells change that nobody typed over.
    """

    count: int
    changes: tuple[RowChange, ...]
    told: tuple[Told, ...]
    faults: tuple[Fault, ...]
    waiting: tuple[Waiting, ...]
    followed: frozenset[int] = frozenset()


def work_of(sheet: Sheet[Any], typed: Typed, agreed: frozenset[int]) -> Work:
    """Work out what a save of what is typed would do.

    Args:
        sheet: The table.
        typed: What is typed over it.
        agreed: The rows that may be deleted with what depends on them.
    """
    waiting = tuple(found for found in _waiting(sheet, typed) if found.place not in agreed)
    going = typed.without(*(found.place for found in waiting))
    read = read_typed(sheet.record, sheet.rows, going, known=_codes(sheet), after=sheet.after)
    following = depending_on(sheet.related, _renamings(sheet, read.changes))
    return Work(
        read.count,
        (*(dependent.change for dependent in following), *read.changes),
        (*read.told, *(told for dependent in following for told in _told(dependent))),
        read.faults,
        waiting,
        read.followed,
    )


def said_of(dependents: tuple[Dependent, ...]) -> str:
    """What depends on a row, and what becomes of it, as a sentence without its full stop."""
    gone = [dependent for dependent in dependents if dependent.record is None]
    changed = [dependent for dependent in dependents if dependent.record is not None]
    said = []
    if gone:
        said.append(f"{listed(_grouped(gone))} would be deleted with it")
    if changed:
        said.append(f"{listed(_grouped(changed))} would no longer name it")
    return "; ".join(said)


def _grouped(dependents: list[Dependent]) -> Iterator[str]:
    for table in dict.fromkeys(dependent.table for dependent in dependents):
        rows = [dependent for dependent in dependents if dependent.table == table]
        one, many = _ROWS[table]
        has_code = len(rows) == 1 and len(rows[0].stored.record.key) == 1
        yield (
            f"{one} {name_of(rows[0].stored.record)}" if has_code else counted(len(rows), one, many)
        )


def _waiting(sheet: Sheet[Any], typed: Typed) -> Iterator[Waiting]:
    if not typed.deleted or len(sheet.record.key) != 1:
        return
    for stored in sheet.rows:
        if stored.id in typed.deleted:
            code = name_of(stored.record)
            found = depending_on(sheet.related, [Renaming(sheet.record.table, code)])
            if found:
                yield Waiting(stored.id, code, found)


def _renamings(sheet: Sheet[Any], changes: tuple[RowChange, ...]) -> Iterator[Renaming]:
    """The codes that rows of other tables have to follow."""
    if len(sheet.record.key) != 1:
        return
    by_id = {stored.id: stored for stored in sheet.rows} if changes else {}
    for change in changes:
        if change.row is None or change.row not in by_id:
            continue
        old = name_of(by_id[change.row].record)
        new = None if change.record is None else name_of(change.record)
        if old != new:
            yield Renaming(sheet.record.table, old, new)


def _codes(sheet: Sheet[Any]) -> Codes:
    tables = {reference.to for reference in REFERENCES if reference.table == sheet.record.table}
    return {
        table: frozenset(name_of(stored.record) for stored in sheet.related[table])
        for table in tables
        if table in sheet.related
    }


def _told(dependent: Dependent) -> Iterator[Told]:
    before = texts_of(dependent.stored.record)
    row = f"{_ROWS[dependent.table][0]} {name_of(dependent.stored.record)}"
    if dependent.record is None:
        yield Told(row, "", "the whole row", "deleted")
        return
    after = texts_of(dependent.record)
    for column, title in titles_of(type(dependent.record)).items():
        if after[column] != before[column]:
            yield Told(row, title, shown(before[column]), shown(after[column]))
