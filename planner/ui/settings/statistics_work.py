"""What the buttons under official statistics do: read a file, keep its figures, put it away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from planner.access import Action, Actor
from planner.charts.words import counted
from planner.exchange.statistics.loaded import Loaded, read_statistics
from planner.school.codes import Phase
from planner.school.records import OwnFigure
from planner.store.values import RowChange, YearRegisters
from planner.ui import guard
from planner.ui.messages import attempt
from planner.ui.saved_step import SavedStep, what_was_saved
from planner.ui.state import Failure, Key
from planner.ui.storage import store

_NOT_READ = "This file could not be read."
_NOT_KEPT = "Nothing was kept."


@dataclass(frozen=True)
class Laid:
    """A file that was read for a year and is not kept yet.

    Attributes:
        year_id: The year.
        loaded: What it would bring.
    """

    year_id: int
    loaded: Loaded


def laid_for(year_id: int) -> Laid | Failure | None:
    """What was read last for a year, or why it could not be."""
    found = st.session_state.get(Key.STATISTICS_LAID)
    if isinstance(found, Laid) and found.year_id != year_id:
        return None
    return found


def done_in(year_id: int) -> SavedStep | None:
    """What was kept last in a year, to be told and undone."""
    found = st.session_state.get(Key.STATISTICS_DONE)
    return found if isinstance(found, SavedStep) and found.year_id == year_id else None


def take_file(year_id: int, phase: Phase | None) -> None:
    """Read the file that was uploaded; nothing of it is kept."""
    actor = guard.actor_who_may(Action.EDIT_MONEY)
    upload = st.session_state.get(Key.STATISTICS_FILE)
    if actor is None or upload is None:
        return
    today = dt.datetime.now().astimezone().date()
    read = attempt(
        lambda: Laid(year_id, read_statistics(upload.name, upload.getvalue(), phase, today)),
        _NOT_READ,
    )
    st.session_state[Key.STATISTICS_LAID] = read
    st.session_state.pop(Key.STATISTICS_DONE, None)


def put_away() -> None:
    """Put the file away; nothing of it is kept."""
    st.session_state.pop(Key.STATISTICS_LAID, None)


def replaced_by(figures: Sequence[OwnFigure], year: YearRegisters) -> tuple[OwnFigure, ...]:
    """The school's figures of which those of a file would take the place."""
    mine = {_key(one) for one in figures}
    return tuple(row.record for row in year.rows["figures"] if _key(row.record) in mine)


def keep(laid: Laid) -> None:
    """Keep the figures of a file among the school's own, as one step."""
    actor = guard.actor_who_may(Action.EDIT_MONEY)
    if actor is None or laid_for(laid.year_id) is not laid:
        return
    done = attempt(lambda: _kept(actor, laid), _NOT_KEPT)
    if isinstance(done, Failure):
        st.session_state[Key.STATISTICS_LAID] = done
        return
    put_away()
    st.session_state[Key.STATISTICS_DONE] = done


def _kept(actor: Actor, laid: Laid) -> SavedStep:
    year = store().registers(actor, laid.year_id)
    rows = {_key(row.record): row for row in year.rows["figures"]}
    changes = []
    for figure in laid.loaded.figures:
        row = rows.get(_key(figure))
        changes.append(
            RowChange("figures", None, None, figure)
            if row is None
            else RowChange("figures", row.id, row.version, figure)
        )
    why = f"Official statistics loaded from {laid.loaded.file}"
    saved = store().save(actor, laid.year_id, changes, why=why)
    what = what_was_saved(actor, laid.year_id, saved)
    number = counted(len(changes), "national figure")
    says = f"{number} kept as one step: {what}." if what else "They were all there already."
    return SavedStep(laid.year_id, saved.step, says)


def _key(figure: OwnFigure) -> tuple[str, dt.date]:
    return figure.figure, figure.starts
