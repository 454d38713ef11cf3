"""What became of each row when a year was made from the one before, for as long as it is there."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.register import some_of
from planner.charts.register_words import in_words
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import listed, sentence_case
from planner.school.typed.words import titles_of
from planner.store.registry import RECORDS, ROW_NAMES, SINGLES
from planner.store.values import Carried, Outcome, SchoolYear
from planner.ui.storage import store
from planner.ui.tables import draw_short_table, draw_table
from planner.ui.text import say

_GRAVEST_FIRST = (Outcome.RENEW, Outcome.LEFT, Outcome.CHANGED)
_WORDS = {
    Outcome.RENEW: "to be looked at again",
    Outcome.LEFT: "left behind",
    Outcome.CHANGED: "changed",
    Outcome.CARRIED: "the same",
}
_WHAT_AND_WHY = (Column("What became of it"), Column("Why"))


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
        draw_short_table(_by_reason(notes), key="carried")
        with st.expander("Row by row"):
            draw_table(_row_by_row(notes), key="carried_rows")


def _by_reason(notes: tuple[Carried, ...]) -> Table:
    """Rows of one register to which the same happened for the same reason, told together."""
    groups: dict[tuple[str, Outcome, str], list[str]] = {}
    for note in _in_order(notes):
        groups.setdefault((note.table, note.outcome, note.why), []).append(_name(note))
    return Table(
        name="what_changed",
        says="What did not stay as it was, by register and reason.",
        columns=(Column("Register", ColumnKind.CODE), Column("Which"), *_WHAT_AND_WHY),
        rows=tuple(
            (_register(table), some_of(names), sentence_case(_WORDS[outcome]), _told(why))
            for (table, outcome, why), names in groups.items()
        ),
    )


def _row_by_row(notes: tuple[Carried, ...]) -> Table:
    return Table(
        name="what_changed_row_by_row",
        says="Each row that did not stay as it was, what became of it, and why.",
        columns=(Column("Which", ColumnKind.CODE), Column("Register"), *_WHAT_AND_WHY),
        rows=tuple(
            (
                _name(note),
                _register(note.table),
                sentence_case(_WORDS[note.outcome]),
                _told(note.why),
            )
            for note in _in_order(notes)
        ),
    )


def _in_order(notes: tuple[Carried, ...]) -> list[Carried]:
    told = (note for note in notes if note.outcome in _GRAVEST_FIRST)
    return sorted(told, key=lambda note: _GRAVEST_FIRST.index(note.outcome))


def _name(note: Carried) -> str:
    """The row by its code; a fact of the school itself by the heading of its column."""
    titles = titles_of(RECORDS[note.table]) if note.table in SINGLES else {}
    return titles.get(note.key, note.key) or "–"


def _register(table: str) -> str:
    return sentence_case(ROW_NAMES[table][1])


def _told(why: str) -> str:
    return sentence_case(in_words(why))
