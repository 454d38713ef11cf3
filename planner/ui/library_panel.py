"""Adding provision from the library to the catalogue: choose, read what is known of it, add."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.catalogue_library import facts_of, findings_of, library_table
from planner.charts.catalogue_people import deliverers_of
from planner.charts.register_words import tier_name
from planner.charts.words import counted, sentence_case, strand_name
from planner.library.adding import Addition, addition_of
from planner.library.basis import RULE
from planner.library.entry import Entry
from planner.library.shelf import entries_for
from planner.school.agreement.tables import Tables
from planner.school.codes import Phase, Strand, Tier
from planner.store.values import RowChange
from planner.ui import guard
from planner.ui.messages import attempt, draw_failure
from planner.ui.state import Failure, Key
from planner.ui.storage import store
from planner.ui.tables import draw_short_table, draw_table
from planner.ui.text import say
from planner.ui.year_views import YearViews

V = TypeVar("V")


def draw_library(actor: Actor, views: YearViews) -> None:
    """Show the library, and add what is picked from it."""
    say("What others use, with what was found of it and where that was read.", kind="small")
    say(RULE, kind="small")
    found = _draw_filters(views)
    taken = [row.provision for row in views.registers.provisions.records]
    draw_table(library_table(found, taken))
    if not found:
        say("Nothing in the library fits; ask for less.")
        return
    by_code = {entry.code: entry for entry in found}
    known = {code.casefold() for code in taken}
    fresh = (place for place, entry in enumerate(found) if entry.code.casefold() not in known)
    code = st.selectbox(
        "See all that is known of",
        by_code,
        format_func=lambda one: by_code[one].provision.name if one in by_code else one,
        index=next(fresh, 0),
        key=Key.LIBRARY_ENTRY,
        width=420,
    )
    if code in by_code:
        _draw_entry(actor, views, by_code[code], taken)


def _draw_filters(views: YearViews) -> tuple[Entry, ...]:
    details = views.registers.details
    phases = [None, *Phase]
    with st.container(horizontal=True):
        strand = _box(Key.LIBRARY_STRAND, "Helps with", [None, *Strand], strand_name)
        tier = _box(Key.LIBRARY_TIER, "Tier", [None, *Tier], tier_name)
        usual = phases.index(details.phase) if details else 0
        phase = _box(Key.LIBRARY_PHASE, "Phase", phases, lambda one: one.value, usual)
    return entries_for(strand, tier, phase)


def _box(
    key: Key, label: str, options: list[V | None], name: Callable[[V], str], usual: int = 0
) -> V | None:
    return st.selectbox(
        label,
        options,
        index=usual,
        format_func=lambda one: "All" if one is None else sentence_case(name(one)),
        key=key,
        width=260,
        persist_state="session",
    )


def _draw_entry(actor: Actor, views: YearViews, entry: Entry, taken: Collection[str]) -> None:
    addition = addition_of(entry, taken, views.registers.terms.records)
    draw_short_table(facts_of(entry))
    if entry.findings:
        say("What was found, newest first", kind="heading")
        draw_short_table(findings_of(entry))
    say(f"Who could deliver it here: {_who(views, addition)}")
    say(addition.note)
    if addition.provision.provision != entry.code:
        say(f"{entry.code} is in the catalogue already; this would be a second one.")
    if may(actor, Action.EDIT_PROVISION):
        code = addition.provision.provision
        st.button(
            f"Add {code} with {counted(len(addition.effects), 'effect')}",
            key=Key.LIBRARY_ADD,
            type="primary",
            on_click=_add,
            args=(views.year.year.id, addition),
        )
    outcome = st.session_state.pop(Key.LIBRARY_SAID, None)
    if isinstance(outcome, Failure):
        draw_failure(outcome, "library_failed")
    elif outcome:
        say(outcome, kind="success")


def _who(views: YearViews, addition: Addition) -> str:
    return deliverers_of(addition.provision, Tables(views.registers).school).says


def _add(year_id: int, addition: Addition) -> None:
    """Save the provision and its effects as one step."""
    actor = guard.actor_who_may(Action.EDIT_PROVISION)
    if actor is None:
        return
    changes = [
        RowChange("provisions", None, None, addition.provision),
        *(RowChange("effects", None, None, effect) for effect in addition.effects),
    ]
    name = addition.provision.name
    saved = attempt(
        lambda: store().save(actor, year_id, changes, why=f"{name} added from the library"),
        f"{name} was not added.",
    )
    st.session_state[Key.LIBRARY_SAID] = (
        saved
        if isinstance(saved, Failure)
        else f"{name} is in the catalogue as {addition.provision.provision}, with its effects. "
        "Undo in the catalogue takes all of it back."
    )
