"""Ask why the school changed an effect: each change without a reason, with a place to write it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.effect_changes import change_in_words
from planner.charts.words import counted
from planner.school.changed_effect import changed, is_unexplained
from planner.school.records import Effect
from planner.store.values import RowChange, StoredRow, YearRegisters
from planner.ui import guard, open_year
from planner.ui.messages import attempt, draw_failure
from planner.ui.state import Failure, Key
from planner.ui.storage import store
from planner.ui.text import plain_label, say

MOST_AT_ONCE = 10
_NOT_SAVED = "The reasons were not saved."
_EXAMPLE = "such as: our reviews of two years found less"


def draw_reasons(actor: Actor, year: YearRegisters) -> None:
    """Show the effects that were changed without a reason; whoever may edit them can write it."""
    bare = _without_reason(year)
    failure: Failure | None = st.session_state.pop(Key.REASONS_FAILED, None)
    if bare:
        says = f"No reason is given yet for {counted(len(bare), 'changed effect')}."
        if not may(actor, Action.EDIT_PROVISION):
            say(says, kind="warning")
            return
        say(f"{says} What was changed is saved; write why, so that others can follow.", "warning")
        _draw_fields(bare, year)
    if failure is not None:
        draw_failure(failure, Key.REASONS_FAILED)


def _draw_fields(bare: Sequence[StoredRow[Effect]], year: YearRegisters) -> None:
    names = {row.record.provision: row.record.name for row in year.rows["provisions"]}
    for row in bare[:MOST_AT_ONCE]:
        effect = row.record
        name = names.get(effect.provision) or effect.provision
        st.text_input(
            plain_label(f"Why is {name} worth {change_in_words(effect)}?"),
            key=_key_of(row),
            placeholder=_EXAMPLE,
            persist_state="session",
        )
    if len(bare) > MOST_AT_ONCE:
        say(f"And {len(bare) - MOST_AT_ONCE} more, once these have theirs.", kind="small")
    st.button("Save the reasons", key=Key.REASONS_SAVE, on_click=_save)


def _without_reason(year: YearRegisters) -> list[StoredRow[Effect]]:
    return [row for row in year.rows["effects"] if is_unexplained(row.record)]


def _key_of(row: StoredRow[Effect]) -> str:
    return f"{Key.REASON}_{row.id}"


def _save() -> None:
    """Save each reason that is written; what is left blank is asked for again."""
    actor = guard.actor_who_may(Action.EDIT_PROVISION)
    if actor is None:
        return
    result = attempt(lambda: _saved(actor), _NOT_SAVED)
    if isinstance(result, Failure):
        st.session_state[Key.REASONS_FAILED] = result


def _saved(actor: Actor) -> None:
    year = open_year.registers(actor)
    written = {
        row: reason
        for row in _without_reason(year)
        if (reason := str(st.session_state.get(_key_of(row), "")).strip())
    }
    changes = [
        RowChange("effects", row.id, row.version, changed(row.record, row.record.effect, reason))
        for row, reason in written.items()
    ]
    if changes:
        store().save(actor, year.year.id, changes, why="Why effects were changed")
