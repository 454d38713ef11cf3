"""What the buttons of an editor do. Nothing here reads the session: see ``desk.ask``."""

from __future__ import annotations

from typing import Any

from planner.charts.words import counted, sentence_case
from planner.school.typed.clashes import settled
from planner.school.typed.table import typed_from
from planner.ui.editor.desk import Desk, change, clear_grid, keep, put
from planner.ui.editor.sheet import Clashing, Sheet, Step
from planner.ui.editor.work import Work, work_of
from planner.ui.state import Failure


def save(sheet: Sheet[Any], desk: Desk) -> None:
    """Save every row that can be saved; what cannot stays on the desk."""
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
    desk.settle(every - left)
    desk.agreed = frozenset()
    if work.followed or any(change.row is None or change.record is None for change in own):
        clear_grid(desk)
    keep(sheet, desk)


def discard(sheet: Sheet[Any], desk: Desk) -> None:
    """Take everything that is typed off the desk; it can be undone."""
    change(sheet, desk, type(desk.typed)())
    desk.failure = None
    clear_grid(desk)


def undo(sheet: Sheet[Any], desk: Desk) -> None:
    """Go back by one change of what is typed, or by one saved step where nothing is."""
    if desk.past:
        desk.future.append(desk.typed)
        put(sheet, desk, desk.past.pop())
        clear_grid(desk)
    elif sheet.undo is not None:
        _do(desk, sheet.undo, "undone")


def redo(sheet: Sheet[Any], desk: Desk) -> None:
    """Do again what was undone last."""
    if desk.future:
        desk.past.append(desk.typed)
        put(sheet, desk, desk.future.pop())
        clear_grid(desk)
    elif sheet.redo is not None:
        _do(desk, sheet.redo, "done again")


def _do(desk: Desk, step: Step, done: str) -> None:
    outcome = step.do()
    desk.failure = outcome if isinstance(outcome, Failure) else None
    desk.has_saved = True
    desk.said = "" if desk.failure else f"{sentence_case(step.words)}: {done}"


def agree(sheet: Sheet[Any], desk: Desk, place: int) -> None:
    """Let a row be deleted with what depends on it."""
    desk.agreed |= {place}


def keep_row(sheet: Sheet[Any], desk: Desk, place: int) -> None:
    """Keep a row that was to be deleted."""
    change(sheet, desk, desk.typed.without(place))
    clear_grid(desk)


def put_back(sheet: Sheet[Any], desk: Desk) -> None:
    """Go on with what an earlier visit typed."""
    if desk.offer is not None:
        put(sheet, desk, typed_from(sheet.record, desk.offer.payload))
    desk.offer = None
    clear_grid(desk)


def throw_away(sheet: Sheet[Any], desk: Desk) -> None:
    """Forget what an earlier visit typed."""
    desk.offer = None
    keep(sheet, desk)


def choose(sheet: Sheet[Any], desk: Desk, kept: frozenset[int]) -> None:
    """Go on after a clash, with what was typed over some of the rows, and save."""
    own = [clash for clash in desk.clashes if clash.table == sheet.record.table]
    put(sheet, desk, settled(sheet.rows, desk.typed, own, kept))
    desk.clashes = ()
    desk.past, desk.future = [], []
    clear_grid(desk)
    save(sheet, desk)
