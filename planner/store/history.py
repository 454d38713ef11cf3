"""Undo and redo, a step at a time. Each is itself a step, and is noted like any other.

Everybody undoes their own saves, the last one first. A step whose rows somebody else has since
saved again stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from planner.errors import StoreError
from planner.school.records import Record
from planner.store import rows, saving, trail
from planner.store.kinds import to_record, to_texts
from planner.store.registry import record_of
from planner.store.schema import AUDIT, STEPS
from planner.store.trail import Change, Edit, Kind, State
from planner.store.values import Step, Steps, StoredRow

_OFFERED = 50


@dataclass(frozen=True)
class _Direction:
    """Undoing or redoing: which state a step goes from and to, and in which order they come."""

    kind: Kind
    goes_from: State
    goes_to: State
    word: str


_UNDO = _Direction(Kind.UNDO, State.DONE, State.UNDONE, "undone")
_REDO = _Direction(Kind.REDO, State.UNDONE, State.DONE, "redone")


def steps(connection: sa.Connection, year_id: int, who: str) -> Steps:
    """Give what somebody can undo and redo."""
    return Steps(_next(connection, year_id, who, _UNDO), _next(connection, year_id, who, _REDO))


def undo(connection: sa.Connection, year_id: int, signature: rows.Signature) -> Step | None:
    """Take back the last save that is still there; ``None`` where there is none.

    Raises:
        StoreError: Somebody else has saved one of its rows since.
    """
    return _go(connection, year_id, signature, _UNDO)


def redo(connection: sa.Connection, year_id: int, signature: rows.Signature) -> Step | None:
    """Do again what was undone last; ``None`` where there is nothing.

    Raises:
        StoreError: Somebody else has saved one of its rows since.
    """
    return _go(connection, year_id, signature, _REDO)


def tables_of(connection: sa.Connection, step: int) -> frozenset[str]:
    """Give the tables that a step changes."""
    query = sa.select(AUDIT.c.table_name).where(AUDIT.c.step_id == step).distinct()
    return frozenset(connection.execute(query).scalars())


def _next(
    connection: sa.Connection, year_id: int, who: str, direction: _Direction
) -> tuple[Step, ...]:
    order = STEPS.c.id.desc() if direction is _UNDO else STEPS.c.id.asc()
    query = (
        sa.select(STEPS)
        .where(
            STEPS.c.year_id == year_id,
            STEPS.c.kind == Kind.SAVE,
            STEPS.c.who == who,
            STEPS.c.state == direction.goes_from,
        )
        .order_by(order)
        .limit(_OFFERED)
    )
    return tuple(
        Step(row.id, row.who, row.at, row.why, row.what) for row in connection.execute(query)
    )


def _go(
    connection: sa.Connection, year_id: int, signature: rows.Signature, direction: _Direction
) -> Step | None:
    rows.lock_year(connection, year_id)
    offered = _next(connection, year_id, signature.who, direction)
    if not offered:
        return None
    step = offered[0]
    _refuse_if_saved_since(connection, step, direction)
    edits = _edits(connection, year_id, step, direction)
    saving.write(connection, year_id, edits)
    what = f"{step.what} ({direction.word})"
    number = trail.begin_step(
        connection, year_id, signature, kind=direction.kind, what=what, of_step=step.id
    )
    trail.write_entries(connection, number, edits)
    connection.execute(
        sa.update(STEPS).where(STEPS.c.id == step.id).values(state=direction.goes_to)
    )
    rows.touch_year(connection, year_id, signature.at)
    return step


def _refuse_if_saved_since(connection: sa.Connection, step: Step, direction: _Direction) -> None:
    """A later save that is itself undone does not count: what it did is no longer there."""
    mine, later = AUDIT.alias(), AUDIT.alias()
    found = connection.execute(
        sa.select(STEPS.c.who, STEPS.c.at, later.c.table_name, later.c.row_key)
        .select_from(mine)
        .join(
            later,
            sa.and_(
                later.c.table_name == mine.c.table_name,
                later.c.row_id == mine.c.row_id,
                later.c.step_id > mine.c.step_id,
            ),
        )
        .join(STEPS, STEPS.c.id == later.c.step_id)
        .where(mine.c.step_id == step.id, STEPS.c.kind == Kind.SAVE, STEPS.c.state == State.DONE)
        .order_by(later.c.step_id.desc())
    ).first()
    if found:
        what = (
            f"This step cannot be {direction.word}: {found.who} has since changed "
            f"{found.table_name} {found.row_key}."
        )
        raise StoreError(what, "Change the row by hand, or ask them to undo theirs first.")


def _edits(
    connection: sa.Connection, year_id: int, step: Step, direction: _Direction
) -> list[Edit]:
    by_row: dict[tuple[str, int], list[sa.Row[Any]]] = defaultdict(list)
    for entry in trail.entries_of(connection, step.id):
        by_row[entry.table_name, entry.row_id].append(entry)
    if not by_row:
        what = f"This step cannot be {direction.word}: what it changed was deleted for good."
        raise StoreError(what)
    ids: dict[str, set[int]] = defaultdict(set)
    for table, row in by_row:
        ids[table].add(row)
    now = {table: rows.read_rows(connection, year_id, table, some) for table, some in ids.items()}
    last = {table: trail.last_versions(connection, table, some) for table, some in ids.items()}
    edits = []
    for (table, row), entries in by_row.items():
        there = now[table].get(row)
        after = _target(record_of(table), there, entries, direction)
        version = max(last[table].get(row, 0), there.version if there else 0) + 1
        edits.append(Edit(table, row, version, there.record if there else None, after))
    return edits if direction is _REDO else edits[::-1]


def _target(
    kind: type[Record],
    there: StoredRow[Any] | None,
    entries: Sequence[sa.Row[Any]],
    direction: _Direction,
) -> Record | None:
    """Work out what a row becomes; ``None`` where it goes."""
    change = entries[0].change
    if change == (Change.ADDED if direction is _UNDO else Change.REMOVED):
        return None
    if change == Change.CHANGED and there is None:
        what = f"This step cannot be {direction.word}: a row that it changed is not there any more."
        raise StoreError(what)
    texts: dict[str, str | None] = dict(to_texts(there.record)) if there else {}
    for entry in entries:
        texts[entry.column_name] = entry.before if direction is _UNDO else entry.after
    known: Mapping[str, str] = {name: text for name, text in texts.items() if text is not None}
    try:
        return to_record(kind, known)
    except ValidationError:
        what = f"This step cannot be {direction.word}: it no longer fits what was changed since."
        raise StoreError(what, "Change the row by hand.") from None
