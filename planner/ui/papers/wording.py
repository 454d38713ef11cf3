"""The places of a paper whose words a school may change: typed here, saved as one step."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import streamlit as st

from planner.access import LOCAL, Action, Actor, may
from planner.charts.register_words import moment
from planner.charts.words import counted
from planner.documents.papers.paper import Place
from planner.store.values import Wording
from planner.ui import state
from planner.ui.papers.making import Made, Wanted
from planner.ui.settings.telling import do, draw_told
from planner.ui.state import Key
from planner.ui.storage import store
from planner.ui.text import plain_label, say

_CHARACTERS = 10_000


def draw_wording(actor: Actor, wanted: Wanted, made: Made) -> None:
    """Offer the words of a paper to whoever may change them."""
    places = wanted.paper.places
    if not places or not may(actor, Action.EDIT_WORDING):
        return
    kept = store().wordings.of(actor, wanted.stored.year_id, wanted.key, wanted.subject)
    changed = _changed(wanted, made, kept)
    # Its title stays the same, because another one would close it while somebody types.
    with st.expander("Change its words", key=Key.WORDING, on_change="rerun"):
        say(
            "What you write here stands in this document alone, in every form of it, and makes no "
            "plan out of date. An empty line begins a paragraph. Leave a place blank and it has "
            "its usual words again. No pupils’ names."
        )
        for place in places:
            _draw_place(wanted, made, place, kept.get(place.key))
        changes = counted(len(changed), "change")
        st.button(
            f"Save {changes}" if changed else "Save",
            key=Key.SAVE_WORDING,
            type="primary",
            disabled=not changed,
            on_click=_save,
            args=(wanted, changed),
        )
    draw_told(_part(wanted.key, wanted.subject))
    if changed:
        are = "is" if len(changed) == 1 else "are"
        changes = counted(len(changed), "change")
        say(f"{changes} of words {are} not saved. The document has those that are.", kind="info")


def _draw_place(wanted: Wanted, made: Made, place: Place, kept: Wording | None) -> None:
    usual = made.usual[place.key]
    there = kept.text if kept else usual
    here = (wanted.key, wanted.subject, place.key)
    # Another box once other words are kept, as a box keeps what it had; what is typed goes with it.
    seen = hashlib.sha256("\n".join((*here, there)).encode()).hexdigest()[:12]
    key = f"{Key.WORDING}_{place.key}_{seen}"
    st.text_area(
        plain_label(place.label),
        value=state.words_typed().get(here, there),
        key=key,
        height=max(100, min(300, 26 * (2 + len(there) // 90))),
        max_chars=_CHARACTERS,
        on_change=_keep_typed,
        args=(here, key),
    )
    if kept:
        by = "" if kept.who == LOCAL.who else f" by {kept.who}"
        say(f"The school’s own words, saved {moment(kept.at)}{by}.", kind="small")


def _keep_typed(here: tuple[str, str, str], key: str) -> None:
    """Keep what is typed until it is saved, whatever else is looked at meanwhile."""
    state.to_tell().pop(_part(*here[:2]), None)
    state.words_typed()[here] = str(st.session_state.get(key) or "")


def _part(key: str, subject: str) -> str:
    """The part of the page for one document, in which it is told what became of a save."""
    return f"{Key.WORDING}_{key}_{subject}"


def _changed(wanted: Wanted, made: Made, kept: Mapping[str, Wording]) -> dict[str, str]:
    """The words that are typed and are not those that stand there, by place."""
    found = {}
    for place in wanted.paper.places:
        typed = state.words_typed().get((wanted.key, wanted.subject, place.key))
        if typed is None:
            continue
        usual = made.usual[place.key]
        own = "" if typed.strip() == usual.strip() else typed.strip()
        if own != (kept[place.key].text if place.key in kept else ""):
            found[place.key] = own
    return found


def _save(wanted: Wanted, words: Mapping[str, str]) -> None:
    typed = state.words_typed()

    def save(actor: Actor) -> str:
        year_id = wanted.stored.year_id
        number = store().wordings.save(actor, year_id, wanted.key, words, wanted.subject)
        for place in words:
            typed.pop((wanted.key, wanted.subject, place), None)
        return f"Saved: {counted(number, 'place')} of this document."

    do(_part(wanted.key, wanted.subject), Action.EDIT_WORDING, save, "The words were not saved.")
