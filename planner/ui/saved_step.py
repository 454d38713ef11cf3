"""What a page has just saved as one step, told with a button that takes it back."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from planner.access import Action, Actor
from planner.store.values import Saved
from planner.ui import guard, messages
from planner.ui.messages import draw_failure
from planner.ui.state import Failure
from planner.ui.storage import store
from planner.ui.text import say

_NOT_UNDONE = "It could not be undone."


@dataclass
class SavedStep:
    """A step that was saved.

    Attributes:
        year_id: The year.
        step: The step's number; 0 where no row changed.
        says: What it did, as a sentence.
        is_undone: Whether it has been undone since.
        failure: Why it could not be undone.
    """

    year_id: int
    step: int
    says: str
    is_undone: bool = False
    failure: Failure | None = None


def what_was_saved(actor: Actor, year_id: int, saved: Saved) -> str:
    """Give what a save did, such as ``2 pupils added``; blank where no row changed."""
    steps = store().steps(actor, year_id).undo
    return next((step.what for step in steps if step.id == saved.step), "")


def draw_saved_step(step: SavedStep, key: str) -> None:
    """Show what was saved, and offer to undo it."""
    if step.failure is not None:
        draw_failure(step.failure, f"{key}_failed")
    if step.is_undone:
        say(f"Undone. Everything is as it was before. ({step.says})", kind="info")
        return
    say(step.says, kind="success")
    if step.step:
        st.button("Undo this", key=key, on_click=undo, args=(step,))


def undo(step: SavedStep) -> None:
    """Undo a step, unless its saver has saved something else after it."""
    actor = guard.actor_who_may(Action.READ_AGGREGATES)
    if actor is None or step.is_undone:
        return
    result = messages.attempt(lambda: _undo(actor, step), _NOT_UNDONE)
    if isinstance(result, Failure):
        step.failure = result
    elif not result:
        what = "Something else was saved after it. Undo that first, where it was saved."
        step.failure = Failure(_NOT_UNDONE, what)
    else:
        step.is_undone, step.failure = True, None


def _undo(actor: Actor, step: SavedStep) -> bool:
    steps = store().steps(actor, step.year_id).undo
    is_last = bool(steps) and steps[0].id == step.step
    if is_last:
        store().undo(actor, step.year_id)
    return is_last
