"""A save: changes of rows that are kept together or not at all, against the versions read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from planner.errors import ConflictError, StoreError
from planner.school.records import Record
from planner.store import rows, trail
from planner.store.kinds import to_record, to_texts
from planner.store.registry import SINGLES, record_of
from planner.store.schema import AUDIT, STEPS
from planner.store.trail import Edit, Kind, State
from planner.store.values import Conflict, RowChange, Saved, StoredRow


@dataclass
class _Sorted:
    """The changes of a save, by what each comes to; ``rows`` has the row of each, once known."""

    rows: list[int | None]
    added: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    edits: list[Edit] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def save(
    connection: sa.Connection,
    year_id: int,
    changes: Sequence[RowChange],
    signature: rows.Signature,
) -> Saved:
    """Keep changes as one step.

    Raises:
        ConflictError: Somebody else has changed or removed one of the rows since it was read.
        StoreError: A change is not one that a table can have.
    """
    _refuse_impossible(changes)
    rows.lock_year(connection, year_id)
    found = _sort(connection, year_id, changes)
    if found.conflicts:
        raise ConflictError(found.conflicts)
    edits = [*_add(connection, year_id, changes, found), *found.edits]
    kept = tuple(row for row in found.rows if row is not None)
    if not edits:
        return Saved(0, kept)
    write(connection, year_id, found.edits)
    what = trail.in_words(edits)
    step = trail.begin_step(connection, year_id, signature, kind=Kind.SAVE, what=what)
    trail.write_entries(connection, step, edits)
    _drop_redo(connection, year_id, signature.who)
    rows.touch_year(connection, year_id, signature.at)
    return Saved(step, kept)


def write(connection: sa.Connection, year_id: int, edits: Iterable[Edit]) -> None:
    """Do to the rows what the edits say; one that adds a row puts it back in its old place."""
    for edit in edits:
        if edit.after is None:
            rows.delete_row(connection, edit.table, edit.row)
            continue
        row = StoredRow(edit.row, edit.version, edit.after)
        if edit.before is None:
            rows.put_back(connection, year_id, edit.table, row)
        else:
            rows.update_row(connection, edit.table, row)


def _refuse_impossible(changes: Sequence[RowChange]) -> None:
    seen: set[tuple[str, int]] = set()
    for change in changes:
        kind = record_of(change.table)
        if change.record is not None and type(change.record) is not kind:
            what = f"A {type(change.record).__name__} cannot be saved in {change.table}."
            raise StoreError(what)
        if change.table in SINGLES and (change.row is None or change.record is None):
            what = f"A year always has exactly one row of {change.table}."
            raise StoreError(what)
        if change.row is None:
            if change.record is None:
                what = f"There is nothing to add to {change.table}."
                raise StoreError(what)
            continue
        if (change.table, change.row) in seen:
            what = f"One row of {change.table} would be changed twice at once."
            raise StoreError(what)
        seen.add((change.table, change.row))


def _sort(connection: sa.Connection, year_id: int, changes: Sequence[RowChange]) -> _Sorted:
    wanted: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        if change.row is not None:
            wanted[change.table].add(change.row)
    there = {
        table: rows.read_rows(connection, year_id, table, ids) for table, ids in wanted.items()
    }
    found = _Sorted([change.row for change in changes])
    for place, change in enumerate(changes):
        if change.row is None:
            found.added[change.table].append(place)
        else:
            now = there[change.table].get(change.row)
            _compare(connection, change, now, found)
    return found


def _compare(
    connection: sa.Connection, change: RowChange, now: StoredRow[Any] | None, found: _Sorted
) -> None:
    """Sort a change of a row by what is there now: nothing to do, in conflict, or to be done."""
    if now is None and change.record is None:
        return
    if now is None or now.version != change.version:
        found.conflicts.append(_conflict(connection, change, now))
    elif now.record != change.record:
        edit = Edit(change.table, now.id, now.version + 1, now.record, change.record)
        found.edits.append(edit)


def _add(
    connection: sa.Connection, year_id: int, changes: Sequence[RowChange], found: _Sorted
) -> list[Edit]:
    edits: list[Edit] = []
    for table, places in found.added.items():
        records = [record for place in places if (record := changes[place].record) is not None]
        ids = rows.insert_rows(connection, year_id, table, records)
        for place, record, row in zip(places, records, ids, strict=True):
            found.rows[place] = row
            edits.append(Edit(table, row, rows.FIRST_VERSION, None, record))
    return edits


def _drop_redo(connection: sa.Connection, year_id: int, who: str) -> None:
    connection.execute(
        sa.update(STEPS)
        .where(STEPS.c.year_id == year_id, STEPS.c.who == who, STEPS.c.state == State.UNDONE)
        .values(state=State.DROPPED)
    )


def _conflict(connection: sa.Connection, change: RowChange, now: StoredRow[Any] | None) -> Conflict:
    """Tell what is there now, what was there when it was read, and who changed it last."""
    entries = connection.execute(
        sa.select(AUDIT, STEPS.c.who, STEPS.c.at)
        .join(STEPS, STEPS.c.id == AUDIT.c.step_id)
        .where(
            AUDIT.c.table_name == change.table,
            AUDIT.c.row_id == change.row,
            AUDIT.c.version > (change.version or 0),
        )
        .order_by(AUDIT.c.version.desc(), AUDIT.c.id)
    ).all()
    return Conflict(
        table=change.table,
        row=change.row or 0,
        yours=change.record,
        theirs=now.record if now else None,
        before=_rolled_back(record_of(change.table), now, entries),
        version=now.version if now else None,
        who=entries[0].who if entries else "",
        when=entries[0].at if entries else None,
    )


def _rolled_back(
    kind: type[Record], now: StoredRow[Any] | None, entries: Sequence[sa.Row[Any]]
) -> Record | None:
    """Take changes back from what is there now, the last one first."""
    texts: dict[str, str | None] = dict(to_texts(now.record)) if now else {}
    for entry in entries:
        texts[entry.column_name] = entry.before
    known = {column: text for column, text in texts.items() if text is not None}
    return to_record(kind, known) if known else None
