"""Deleting one pupil for good: what goes with them is said before it happens."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, Actor
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import listed, sentence_case
from planner.store.registry import ROW_NAMES
from planner.store.values import Erased, SchoolYear
from planner.ui.messages import attempt, draw_failure
from planner.ui.settings.telling import do, forget_the_erased
from planner.ui.state import Failure, Key
from planner.ui.storage import store
from planner.ui.tables import draw_short_table
from planner.ui.text import say

# What else goes, as it is said for the counts that are no table.
_BESIDES = {
    "plans": "plans that mention them",
    "answers": "answers to questions that mention them",
    "approvals": "notes on approved plans from which their code is taken out",
    "wordings": "places of documents that lose words about them",
    "drafts": "unsaved drafts that mention them",
    "scenarios": "scenarios that lose what is about them",
    "rows of others": "rows about others from which their code is taken out",
    "audit": "entries of who changed what",
    "names": "name",
    "numbers": "number in the MIS",
    "notes": "notes of a year copied forward",
    "preferences": "things remembered about whoever looked them up",
}


def what_goes() -> str:
    """Say what is deleted with a pupil, and what is not."""
    return (
        "With a pupil goes everything about them in every year of the school, past years too. "
        "Every plan that mentions them is deleted whole, because without one of its pupils it "
        "would add up no more: take away first what has to be kept of it, such as who paid what. "
        "Backups and files that were taken away earlier still have the pupil, and restoring an "
        "earlier backup brings them back. Do it when nobody else is at work on the pupil: what "
        "somebody has on screen, they could save again."
    )


def draw_one(actor: Actor, year: SchoolYear, part: str) -> None:
    """Show what deleting one pupil would delete, with the button that does it."""
    pupils = store().privacy.codes(actor, year.school_id)
    chosen = st.selectbox(
        "Pupil", pupils, index=None, placeholder="Choose a code", key=Key.ERASE_PUPIL
    )
    if chosen is None:
        return
    found = attempt(
        lambda: store().privacy.would_erase(actor, year.school_id, chosen),
        "What would be deleted could not be worked out.",
    )
    if isinstance(found, Failure):
        draw_failure(found, "would_erase")
        return
    say(what_goes())
    draw_short_table(_table(chosen, found))
    if found.still_named:
        say(
            f"These codes of other rows have {chosen} in them and stay as they are: "
            f"{listed(found.still_named)}. Change them first if they say who is meant.",
            kind="warning",
        )
    st.checkbox(
        f"Delete {chosen} for good. This cannot be undone.", key=f"{Key.ERASE_CONFIRMED}_{chosen}"
    )
    st.button(
        f"Delete {chosen} for good",
        key=Key.ERASE,
        disabled=not st.session_state.get(f"{Key.ERASE_CONFIRMED}_{chosen}"),
        on_click=_erase,
        args=(year.school_id, chosen, part),
    )


def _erase(school_id: int, pupil: str, part: str) -> None:
    if not st.session_state.get(f"{Key.ERASE_CONFIRMED}_{pupil}"):
        return

    def erase(actor: Actor) -> str:
        store().privacy.erase(actor, school_id, pupil)
        forget_the_erased()
        return "The pupil was deleted for good. Earlier backups still have them."

    do(part, Action.ERASE, erase, "Nothing was deleted.")


def _table(pupil: str, found: Erased) -> Table:
    counts = {**found.counts}
    return Table(
        name="what_would_be_deleted",
        says=f"What would be deleted with {pupil}, and how many of each.",
        columns=(Column("What goes"), Column("How many", ColumnKind.COUNT)),
        rows=tuple((_words(what), number) for what, number in counts.items()),
    )


def _words(what: str) -> str:
    return sentence_case(_BESIDES.get(what) or ROW_NAMES[what][1])
