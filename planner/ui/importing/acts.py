"""What the buttons of an import do. Each asks again who is there: it runs before the page does."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, Actor
from planner.errors import PlannerError
from planner.exchange.mis.choosing import columns_to_remember, meanings_to_remember
from planner.ui import guard, messages
from planner.ui.importing import desk as desks
from planner.ui.importing.desk import Desk, Memory
from planner.ui.importing.work import Work, work_of
from planner.ui.saved_step import SavedStep, what_was_saved
from planner.ui.state import Failure, Key
from planner.ui.storage import store

COLUMNS, MEANINGS = "mis_columns", "mis_meanings"
_NOT_READ = "This file could not be read."
_NOT_SAVED = "Nothing was imported."


def take_file(year_id: int) -> None:
    """Read the file that was uploaded, and lay it on the desk; if it cannot be, say why."""
    actor = guard.actor_who_may(Action.IMPORT)
    upload = st.session_state.get(Key.MIS_FILE)
    if actor is None or upload is None:
        return
    number, memory = desks.next_number(), _memory(actor)
    read = messages.attempt(
        lambda: desks.laid(number, year_id, upload.name, upload.getvalue(), memory), _NOT_READ
    )
    desks.put(None if isinstance(read, Failure) else read)
    desks.set_failure(read if isinstance(read, Failure) else None)
    desks.set_done(None)


def read_again(desk: Desk, part: str) -> None:
    """Read another sheet of the file, or the headings from another row."""
    if guard.actor_who_may(Action.IMPORT) is None:
        return
    wanted = st.session_state[desk.key(part)]
    sheet = desk.report.sheet or None
    how = {"sheet": wanted} if part == "sheet" else {"sheet": sheet, "header_row": wanted}
    read = messages.attempt(
        lambda: desks.laid(
            desks.next_number(), desk.year_id, desk.name, desk.data, desk.memory, **how
        ),
        _NOT_READ,
    )
    if isinstance(read, Failure):
        desk.failure, desk.is_unread = read, True
    else:
        desks.put(read)


def put_away() -> None:
    """Put the file away; nothing of it is kept."""
    desks.put(None)
    desks.set_failure(None)


def save(desk: Desk) -> None:
    """Save what the preview shows, if it still is what would be saved."""
    actor = guard.actor_who_may(Action.IMPORT)
    if actor is None or desks.desk_of(desk.year_id) is not desk:
        return
    found = messages.attempt(lambda: work_of(desk, actor), _NOT_SAVED)
    if isinstance(found, Failure):
        desk.failure = found
    elif found.identity != desk.shown:
        what = "Something changed after this preview was shown. Look at it again, then save."
        desk.failure = Failure(_NOT_SAVED, what)
    else:
        _save(actor, desk, found)


def _save(actor: Actor, desk: Desk, work: Work) -> None:
    removed = {one.code for one in work.leaving if desk.chosen(f"gone_{one.code}", otherwise=False)}
    try:
        saved = store().save_import(
            actor,
            desk.year_id,
            work.changes(removed),
            work.preview.pairing,
            seen=work.registers.digest,
            why="Import from the MIS",
        )
    except PlannerError as error:
        desk.failure = messages.failure_of(error, _NOT_SAVED)
        return
    # It is saved: that the choices could not be remembered would be no reason to say otherwise.
    messages.attempt(lambda: _remember(actor, desk, work), "")
    what = what_was_saved(actor, desk.year_id, saved)
    says = f"Saved as one step: {what}." if what else "Saved. No pupil was changed."
    desks.set_done(SavedStep(desk.year_id, saved.step, says))
    desks.put(None)


def _memory(actor: Actor) -> Memory:
    columns = store().get_preference(actor, COLUMNS)
    meanings = store().get_preference(actor, MEANINGS)
    return Memory(columns or {}, meanings or {})


def _remember(actor: Actor, desk: Desk, work: Work) -> None:
    memory = _memory(actor)
    columns = columns_to_remember(work.matches, desk.report, memory.columns)
    store().set_preference(actor, COLUMNS, columns)
    meanings = meanings_to_remember(work.meanings, memory.meanings)
    store().set_preference(actor, MEANINGS, meanings)
