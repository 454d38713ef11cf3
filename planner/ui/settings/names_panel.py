"""Pupils' names: a table of codes and names for those who may see them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.words import counted
from planner.store.values import SchoolYear
from planner.ui.settings.telling import do, draw_told
from planner.ui.state import Key
from planner.ui.storage import store
from planner.ui.text import say

_PART = "names"
_CODE, _NAME = "Pupil", "Name"
_HEIGHT = 560


def draw_names(actor: Actor, year: SchoolYear | None) -> None:
    """Show the names, to be changed by whoever may."""
    draw_told(_PART)
    say(
        "Evenhand works with codes. If you want names beside them on screen, write them here: they "
        "stand in this table alone, for the SENCO and leaders. They are in no plan, document, "
        "address or log; a backup has them, because it has everything."
    )
    if year is None:
        say("No school is open. Choose one on the Start page.", kind="info")
        return
    names = store().privacy.names(actor, year.school_id)
    pupils = store().privacy.codes(actor, year.school_id)
    if not pupils:
        say("There are no pupils yet.", kind="info")
        return
    say(f"{counted(len(names), 'name')} for {counted(len(pupils), 'pupil')} of {year.school}.")
    rows = pd.DataFrame({_CODE: pupils, _NAME: [names.get(pupil, "") for pupil in pupils]})
    may_edit = may(actor, Action.EDIT_NAMES)
    with st.form(Key.NAMES_FORM, border=False):
        typed = st.data_editor(
            rows,
            key=_key(pupils, names),
            hide_index=True,
            disabled=True if not may_edit else [_CODE],
            height=min(_HEIGHT, 35 * (len(pupils) + 1) + 3),
            alt="The code and the name of each pupil of this school.",
        )
        is_saved = st.form_submit_button("Save names", key=Key.SAVE_NAMES, disabled=not may_edit)
    if is_saved:
        _save(year.school_id, dict(zip(typed[_CODE], typed[_NAME].fillna(""), strict=True)), names)


def _save(school_id: int, typed: Mapping[str, str], names: Mapping[str, str]) -> None:
    """Save what is other than it was when the page was drawn."""
    changed = {pupil: name for pupil, name in typed.items() if name.strip() != names.get(pupil, "")}

    def save(actor: Actor) -> str:
        number = store().privacy.save_names(actor, school_id, changed)
        return f"{counted(number, 'name')} saved." if number else "No name was other than before."

    do(_PART, Action.EDIT_NAMES, save, "The names were not saved.")
    st.rerun()


def _key(pupils: Sequence[str], names: Mapping[str, str]) -> str:
    """A key for these rows alone: what is typed goes by its place, which others would not have."""
    content = repr((pupils, sorted(names.items()))).encode()
    return f"{Key.NAMES}_{hashlib.sha256(content).hexdigest()[:16]}"
