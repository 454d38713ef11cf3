"""What the buttons of an editor do."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner.charts.words import counted, sentence_case
from planner.school.typed.clashes import settled
from planner.school.typed.table import typed_from
from planner.ui.editor.desk import Desk, change, clear_grid, desk_of, held_by_grid, keep, put, take
from planner.ui.editor.sheet import Clashing, Sheet, Step
from planner.ui.editor.work import Work, work_of
from planner.ui.state import Failure

MINE = "Keep mine"
THEIRS = "Take theirs"


def save(sheet: Sheet[Any]) -> None:
    """Save every row that can be saved; what cannot stays on the desk."""
    take(sheet)
    desk = desk_of(sheet)
    work = work_of(sheet, desk.typed, desk.agreed)
    if not work.changes:
        return
    outcome = sheet.save(work.changes)
    desk.failure = outcome if isinstance(outcome, Failure) else None
    desk.clashes = tuple(outcome.clashes) if isinstance(outcome, Clashing) else ()
    desk.has_saved = not isinstance(outcome, Failure)
    if outcome is None:
        _clear_saved(sheet, desk, work)
        desk.said = f"{counted(work.count, 'change')} saved"


def _clear_saved(sheet: Sheet[Any], desk: Desk, work: Work) -> None:
    """Take what was saved off the desk, and what turned out to change nothing."""
    every = {*desk.typed.edited, *desk.typed.added, *desk.typed.deleted}
    left = {fault.place for fault in work.faults} | {row.place for row in work.waiting}
    own = [change for change in work.changes if change.table == sheet.record.table]
    desk.saved = {change.row: change.record for change in own if change.row and change.record}
    desk.settle(held_by_grid(sheet, desk), every - left)
    desk.agreed = frozenset()
    if any(change.row is None or change.record is None for change in own):
        clear_grid(sheet, desk)
    keep(sheet, desk)


def discard(sheet: Sheet[Any]) -> None:
    """Take everything that is typed off the desk; it can be undone."""
    take(sheet)
    desk = desk_of(sheet)
    change(sheet, desk, type(desk.typed)())
    desk.failure = None
    clear_grid(sheet, desk)


def undo(sheet: Sheet[Any]) -> None:
    """Go back by one change of what is typed, or by one saved step where nothing is."""
    take(sheet)
    desk = desk_of(sheet)
    if desk.past:
        desk.future.append(desk.typed)
        put(sheet, desk, desk.past.pop())
        clear_grid(sheet, desk)
    elif sheet.undo is not None:
        _do(desk, sheet.undo, "undone")


def redo(sheet: Sheet[Any]) -> None:
    """Do again what was undone last."""
    take(sheet)
    desk = desk_of(sheet)
    if desk.future:
        desk.past.append(desk.typed)
        put(sheet, desk, desk.future.pop())
        clear_grid(sheet, desk)
    elif sheet.redo is not None:
        _do(desk, sheet.redo, "done again")


def _do(desk: Desk, step: Step, done: str) -> None:
    outcome = step.do()
    desk.failure = outcome if isinstance(outcome, Failure) else None
    desk.has_saved = True
    desk.said = "" if desk.failure else f"{sentence_case(step.words)}: {done}"


def agree(sheet: Sheet[Any], place: int) -> None:
    """Let a row be deleted with what depends on it."""
    take(sheet)
    desk = desk_of(sheet)
    desk.agreed |= {place}


def keep_row(sheet: Sheet[Any], place: int) -> None:
    """Keep a row that was to be deleted."""
    take(sheet)
    desk = desk_of(sheet)
    change(sheet, desk, desk.typed.without(place))
    clear_grid(sheet, desk)


def put_back(sheet: Sheet[Any]) -> None:
    """Go on with what an earlier visit typed."""
    desk = desk_of(sheet)
    if desk.offer is not None:
        put(sheet, desk, typed_from(sheet.record, desk.offer.payload))
    desk.offer = None
    clear_grid(sheet, desk)


def throw_away(sheet: Sheet[Any]) -> None:
    """Forget what an earlier visit typed."""
    desk = desk_of(sheet)
    desk.offer = None
    keep(sheet, desk)


def choose(sheet: Sheet[Any]) -> None:
    """Go on after a clash with the choices made, and save."""
    desk = desk_of(sheet)
    own = [clash for clash in desk.clashes if clash.table == sheet.record.table]
    kept = {
        clash.row
        for clash in own
        if st.session_state.get(sheet.key_of(f"clash_{clash.row}"), MINE) == MINE
    }
    put(sheet, desk, settled(sheet.rows, desk.typed, own, kept))
    desk.clashes = ()
    desk.past, desk.future = [], []
    clear_grid(sheet, desk)
    save(sheet)
