"""The schools and years there are: open one, make the next year of it, delete it."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.register_words import moment
from planner.charts.words import counted, listed, sentence_case
from planner.errors import PlannerError
from planner.periods import AcademicYear
from planner.store.registry import ROW_NAMES
from planner.store.values import SchoolYear
from planner.ui import guard, messages, open_year, state
from planner.ui.state import Key
from planner.ui.storage import store
from planner.ui.text import plain, say


def draw_years(actor: Actor, opened: SchoolYear | None) -> None:
    """List the years of each school, with what may be done with each."""
    years = store().years(actor)
    if not years:
        return
    say("Schools and years", kind="heading")
    if failure := state.failure(Key.YEARS_FAILED):
        messages.draw_failure(failure, Key.YEARS_FAILED)
    for school, some in groupby(years, key=lambda year: year.school):
        st.markdown(f"**{plain(school)}**")
        for year in some:
            _draw_year(actor, year, years, is_open=opened is not None and year.id == opened.id)


def _draw_year(
    actor: Actor, year: SchoolYear, years: tuple[SchoolYear, ...], *, is_open: bool
) -> None:
    if state.deleting() == year.id and may(actor, Action.MANAGE_SCHOOLS):
        _ask_whether_to_delete(actor, year)
        return
    place, buttons = st.columns([2, 3], vertical_alignment="center")
    with place:
        words = "open now" if is_open else f"last changed {moment(year.changed_at)}"
        say(f"{year.academic_year}, {words}")
    with buttons.container(horizontal=True, horizontal_alignment="right"):
        if not is_open:
            _button("Open", year, Key.OPEN_YEAR, _open)
        if not may(actor, Action.MANAGE_SCHOOLS):
            return
        if not _has_next(year, years):
            _button(f"Make {_next(year)} from", year, Key.COPY_FORWARD, _copy_forward)
        _button("Delete", year, Key.DELETE_YEAR, _ask)


def _button(verb: str, year: SchoolYear, key: Key, do: object) -> None:
    st.button(
        f"{verb} {year.academic_year}",
        key=f"{key}_{year.id}",
        on_click=do,  # type: ignore[arg-type]
        args=(year.id,),
        help=plain(str(year)),
    )


def _next(year: SchoolYear) -> AcademicYear:
    return AcademicYear(year.academic_year.first + 1)


def _has_next(year: SchoolYear, years: tuple[SchoolYear, ...]) -> bool:
    same = (one for one in years if one.school_id == year.school_id)
    return _next(year) in {one.academic_year for one in same}


def _ask_whether_to_delete(actor: Actor, year: SchoolYear) -> None:
    with st.container(border=True, key=f"{Key.DELETING}_{year.id}"):
        say(
            f"Delete {year} for good? This deletes {_what_goes(actor, year)}, and the record of "
            "who changed what. It cannot be undone; only a backup made before brings it back.",
            kind="warning",
        )
        with st.container(horizontal=True):
            _button("Keep", year, Key.KEEP_YEAR, _stop_asking)
            st.button("Delete for good", key=Key.DELETE_FOR_GOOD, on_click=_delete, args=(year.id,))


def _what_goes(actor: Actor, year: SchoolYear) -> str:
    rows = store().registers(actor, year.id).rows
    parts = [counted(len(found), *ROW_NAMES[table]) for table, found in rows.items() if len(found)]
    if plans := store().plans(actor, year.id):
        parts.append(counted(len(plans), "plan"))
    if scenarios := store().scenarios(actor, year.id):
        parts.append(counted(len(scenarios), "scenario"))
    return listed(parts) or "the school’s details"


def _open(number: int) -> None:
    if actor := guard.actor_who_may(Action.READ_AGGREGATES):
        open_year.choose(actor, number)


def _copy_forward(number: int) -> None:
    if actor := guard.actor_who_may(Action.MANAGE_SCHOOLS):
        try:
            year, _ = store().copy_forward(actor, number)
            open_year.choose(actor, year.id)
        except PlannerError as error:
            _fail(error, "The next year could not be made.")


def _ask(number: int) -> None:
    state.set_deleting(number)
    state.set_failure(Key.YEARS_FAILED, None)


def _stop_asking(_: int) -> None:
    state.set_deleting(None)


def _delete(number: int) -> None:
    if actor := guard.actor_who_may(Action.MANAGE_SCHOOLS):
        try:
            store().delete_year(actor, number)
        except PlannerError as error:
            _fail(error, "The year could not be deleted.")
    state.set_deleting(None)


def _fail(error: PlannerError, title: str) -> None:
    state.set_failure(Key.YEARS_FAILED, messages.failure_of(error, sentence_case(title)))
