"""Who changed what: the trail of the open year and of the whole installation, to look through."""

from __future__ import annotations

import streamlit as st

from planner.access import READ_ACTION, Actor, may
from planner.charts.words import counted
from planner.store.values import SchoolYear
from planner.ui.settings.audit_words import chosen, table_name, told, trail_table
from planner.ui.state import Key
from planner.ui.storage import store
from planner.ui.tables import draw_table
from planner.ui.text import say

_ALL, _EVERYBODY = "Everything", "Everybody"
# What is looked through at most; earlier changes are found by asking for one table [entries].
_MOST = 5_000


def draw_audit(actor: Actor, year: SchoolYear | None) -> None:
    """Show who changed what, with boxes to look for something."""
    say(
        "Every change with who made it and what it was before. Pupils’ names are never in it; of a "
        "pupil who was deleted for good it says only that it happened."
    )
    tables = {table_name(table): table for table in READ_ACTION if may(actor, READ_ACTION[table])}
    tables |= {table_name(table): table for table in ("plans", "scenarios")}
    about_box, who_box, word_box = st.columns(3)
    about = about_box.selectbox("What it is about", [_ALL, *tables], key=Key.AUDIT_ABOUT)
    table = tables.get(about)
    entries = () if year is None else store().audit(actor, year.id, table=table, limit=_MOST)
    lines = told(entries, store().privacy.happenings(actor))
    people = sorted({line.who for line in lines})
    who = who_box.selectbox("Who", [_EVERYBODY, *people], key=Key.AUDIT_WHO)
    word = word_box.text_input("With this code or word", key=Key.AUDIT_WORD)
    found = chosen(
        lines, about=table or "", who="" if who == _EVERYBODY else who, word=word.strip()
    )
    if len(entries) == _MOST:
        say(
            f"The last {_MOST:,} values that changed are looked through. Choose what it is about "
            "to look further back.",
            kind="info",
        )
    if not found:
        say("Nothing is noted that fits.", kind="info")
        return
    where = "" if year is None else f" of {year} and the installation"
    say(f"{counted(len(found), 'change')}{where}, the last first.", kind="small")
    draw_table(trail_table(found))
