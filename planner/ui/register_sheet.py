"""A register of the open year as the editor takes it: read from the store and saved into it.

What a button calls runs before the page and its door, so it asks again whether whoever drew the
page is still let in; it touches no session, so that it is done in full or not at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from planner.access import EDIT_ACTION, Actor, may
from planner.errors import ConflictError
from planner.school.changed_effect import after_edit
from planner.school.records import Record
from planner.school.typed.reading import After, RowChange
from planner.school.typed.table import Payload
from planner.store import values
from planner.store.registry import REGISTERS
from planner.store.values import Conflict, YearRegisters
from planner.ui import visitor
from planner.ui.editor import Clashing, Sheet, Step
from planner.ui.editor.sheet import Outcome
from planner.ui.messages import attempt
from planner.ui.moments import said_when
from planner.ui.standing_faults import faults_in
from planner.ui.state import Failure, Key
from planner.ui.storage import store

# What follows from an edit of a row, by table.
_AFTER: Mapping[str, After] = {"effects": after_edit}
_NOT_SAVED = "Nothing was saved."
_NO_LONGER = Failure(_NOT_SAVED, "You may not change this any more.")


@dataclass(frozen=True)
class Clashed:
    """A row that somebody else saved meanwhile, as the editor asks about it."""

    table: str
    row: int
    yours: Record | None
    theirs: Record | None
    before: Record | None
    who: str
    when: dt.datetime

    @classmethod
    def of(cls, conflict: Conflict) -> Self:
        """Tell of a conflict; whose change the audit does not know is somebody's."""
        return cls(
            table=conflict.table,
            row=conflict.row,
            yours=conflict.yours,
            theirs=conflict.theirs,
            before=conflict.before,
            who=conflict.who or "somebody",
            when=conflict.when or dt.datetime.now(dt.UTC),
        )


@dataclass(frozen=True)
class Kept:
    """A draft of an earlier visit."""

    payload: Mapping[str, Any]
    when: dt.datetime


@dataclass(frozen=True)
class Binding:
    """One table of one year, and what somebody does to it in the store.

    Attributes:
        actor: Who does it.
        year_id: The year.
        table: The table, as the store names it.
    """

    actor: Actor
    year_id: int
    table: str

    def save(self, changes: Sequence[RowChange]) -> Outcome:
        """Save changes as one step; say which rows somebody else was quicker with."""
        if not self._may_still():
            return _NO_LONGER
        to_save = [
            values.RowChange(change.table, change.row, change.version, change.record)
            for change in changes
        ]
        outcome = attempt(lambda: _save(self.actor, self.year_id, to_save), _NOT_SAVED)
        return outcome if isinstance(outcome, Clashing | Failure) else None

    def keep_draft(self, payload: Payload | None) -> Failure | None:
        """Keep what is typed and not saved, or forget it."""
        if not self._may_still():
            return _NO_LONGER
        kept = attempt(
            lambda: (
                store().drop_draft(self.actor, self.year_id, self.table)
                if payload is None
                else store().save_draft(self.actor, self.year_id, self.table, payload)
            ),
            "What is typed could not be kept for a later visit.",
        )
        return kept if isinstance(kept, Failure) else None

    def draft(self) -> Kept | None:
        """Give what was typed in an earlier visit and not saved."""
        found = store().draft(self.actor, self.year_id, self.table)
        return None if found is None else Kept(found.payload, found.at)

    def undo(self) -> Failure | None:
        """Take back the last save of whoever is there."""
        return self._go(store().undo, "The last save could not be undone.")

    def redo(self) -> Failure | None:
        """Do again what whoever is there undid last."""
        return self._go(store().redo, "It could not be done again.")

    def _go(self, go: Any, title: str) -> Failure | None:
        if not self._may_still():
            return _NO_LONGER
        outcome = attempt(lambda: go(self.actor, self.year_id), title)
        return outcome if isinstance(outcome, Failure) else None

    def _may_still(self) -> bool:
        return visitor.is_still(self.actor)


def sheet_of(
    year: YearRegisters,
    table: str,
    *,
    says: str = "",
    filters: tuple[str, ...] = (),
    first: tuple[str, ...] = (),
    shown: frozenset[int] | None = None,
) -> Sheet[Any]:
    """Make the sheet of one table.

    Args:
        year: The year, as whoever is there may see it.
        table: The table.
        says: What it holds, for people who do not see it.
        filters: Up to two columns with a box to choose among their values.
        first: The columns that are shown first.
        shown: The rows to show, where the page asks for some only.
    """
    actor = year.reader
    binding = Binding(actor, year.year.id, table)
    can_edit = may(actor, EDIT_ACTION[table])
    undo, redo = _steps(binding) if can_edit else (None, None)
    return Sheet(
        key=sheet_key(year.year.id, table),
        record=REGISTERS[table],
        rows=year.rows[table],
        save=binding.save,
        keep_draft=binding.keep_draft,
        draft=binding.draft() if can_edit else None,
        says=says,
        filters=filters,
        first=first,
        related={name: rows for name, rows in year.rows.items() if name != table},
        shown=shown,
        standing=faults_in(year, table),
        can_edit=can_edit,
        undo=undo,
        redo=redo,
        after=_AFTER.get(table),
    )


def sheet_key(year_id: int, table: str) -> str:
    """The key of a table's widgets: one for each table of each year."""
    return f"{Key.REGISTER}_{year_id}_{table}"


def _save(actor: Actor, year_id: int, changes: Sequence[values.RowChange]) -> Clashing | None:
    """Save; what both people changed alike is there already and left out."""
    try:
        store().save(actor, year_id, changes)
    except ConflictError as error:
        clashes = [Clashed.of(conflict) for conflict in error.conflicts if not conflict.is_same]
        if clashes:
            return Clashing(clashes)
        done = {(conflict.table, conflict.row) for conflict in error.conflicts}
        return _save(actor, year_id, [one for one in changes if (one.table, one.row) not in done])
    return None


def _steps(binding: Binding) -> tuple[Step | None, Step | None]:
    steps = store().steps(binding.actor, binding.year_id)
    undo, redo = (next(iter(offered), None) for offered in (steps.undo, steps.redo))
    return (
        Step(_words(undo), binding.undo) if undo else None,
        Step(_words(redo), binding.redo) if redo else None,
    )


def _words(step: values.Step) -> str:
    return f"the save of {said_when(step.at)} ({step.what})"
