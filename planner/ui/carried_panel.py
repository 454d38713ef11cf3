"""What became of each row when a year was made from the one before, for as long as it is there."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import listed, sentence_case
from planner.store.registry import ROW_NAMES
from planner.store.values import Carried, Outcome, SchoolYear
from planner.ui.storage import store
from planner.ui.tables import draw_sentences_table
from planner.ui.text import say

_GRAVEST_FIRST = (Outcome.RENEW, Outcome.LEFT, Outcome.CHANGED)
_WORDS = {
    Outcome.RENEW: "to be looked at again",
    Outcome.LEFT: "left behind",
    Outcome.CHANGED: "changed",
    Outcome.CARRIED: "the same",
}


def draw_carried(actor: Actor, year: SchoolYear) -> None:
    """Show what a year took from the one before, where it was made from one."""
    if not may(actor, Action.MANAGE_SCHOOLS):
        return
    notes = store().carried(actor, year.id)
    if not notes:
        return
    counts = Counter(note.outcome for note in notes)
    parts = [
        f"{counts[outcome]:,} {_WORDS[outcome]}"
        for outcome in (*_GRAVEST_FIRST, Outcome.CARRIED)
        if counts[outcome]
    ]
    with st.expander("What changed when this year was made from the one before"):
        say(f"Of {len(notes):,} rows, {listed(parts)}.")
        draw_sentences_table(_table(notes), key="carried")


def _table(notes: tuple[Carried, ...]) -> Table:
    rows = sorted(
        (note for note in notes if note.outcome in _GRAVEST_FIRST),
        key=lambda note: _GRAVEST_FIRST.index(note.outcome),
    )
    return Table(
        name="what_changed",
        says="Each row that did not stay as it was, what became of it, and why.",
        columns=(
            Column("Which", ColumnKind.CODE),
            Column("Register"),
            Column("What became of it"),
            Column("Why"),
        ),
        rows=tuple(
            (
                note.key.replace("_", " ") or "–",
                sentence_case(ROW_NAMES[note.table][1]),
                sentence_case(_WORDS[note.outcome]),
                sentence_case(note.why),
            )
            for note in rows
        ),
    )
