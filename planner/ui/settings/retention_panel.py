"""How long things are kept: the school's rule, what is due by it, and deleting that."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import counted, listed
from planner.store.values import Due, Rules, SchoolYear
from planner.ui.settings.erasing import draw_one, what_goes
from planner.ui.settings.telling import do, draw_told, forget_the_erased
from planner.ui.state import Key
from planner.ui.storage import store
from planner.ui.tables import draw_sentences_table
from planner.ui.text import say

_PART = "retention"


def draw_retention(actor: Actor, year: SchoolYear | None) -> None:
    """Show the rule, what is due by it, and the way to delete one pupil."""
    draw_told(_PART)
    if year is None:
        say("No school is open. Choose one on the Start page.", kind="info")
        return
    decided = store().privacy.rules(actor, year.school_id)
    say(
        f"{year.school}: {decided}. This is the planning, not a pupil’s SEN file, which schools "
        "keep by their own schedule and usually far longer. Evenhand suggests no time of its own "
        "and deletes nothing unasked."
    )
    if not may(actor, Action.ERASE):
        say("What is kept how long is decided here by the SENCO.", kind="info")
        return
    _draw_rule(year.school_id, decided)
    say("What is due", kind="heading")
    _draw_due(year.school_id, store().privacy.due(actor, year.school_id))
    say("Delete one pupil for good", kind="heading")
    draw_one(actor, year, _PART)


def _draw_rule(school_id: int, decided: Rules) -> None:
    with st.form(Key.RULES_FORM, border=False):
        st.number_input(
            "Delete a pupil so many months after their last day (blank: keep)",
            value=decided.pupil_months,
            step=1,
            key=f"{Key.PUPIL_MONTHS}_{school_id}",
        )
        st.number_input(
            "Delete a plan so many years after it was made (blank: keep)",
            value=decided.plan_years,
            step=1,
            key=f"{Key.PLAN_YEARS}_{school_id}",
        )
        st.number_input(
            "Hide counts under this many from viewers (pupils)",
            value=decided.fewest_shown,
            step=1,
            key=f"{Key.FEWEST_SHOWN}_{school_id}",
        )
        st.form_submit_button(
            "Save the rule", key=Key.SAVE_RULES, on_click=_save_rules, args=(school_id, decided)
        )


def _save_rules(school_id: int, before: Rules) -> None:
    typed = {key: st.session_state.get(f"{key}_{school_id}") for key in _RULE_KEYS}
    fewest = typed[Key.FEWEST_SHOWN]
    decided = Rules(
        fewest_shown=before.fewest_shown if fewest is None else int(fewest),
        pupil_months=typed[Key.PUPIL_MONTHS],
        plan_years=typed[Key.PLAN_YEARS],
    )

    def save(actor: Actor) -> str:
        store().privacy.save_rules(actor, school_id, decided)
        return "The rule is saved. What is due by it stands below; nothing was deleted."

    do(_PART, Action.ERASE, save, "The rule was not saved.")


def _draw_due(school_id: int, due: Due) -> None:
    if due.is_nothing:
        say("Nothing is due for deletion.")
        return
    draw_sentences_table(_due_table(due), key=Key.DUE_TABLE)
    say(what_goes())
    st.checkbox(f"Delete {_counted(due)} for good. This cannot be undone.", key=Key.DUE_CONFIRMED)
    st.button(
        "Delete what is due",
        key=Key.DELETE_DUE,
        disabled=not st.session_state.get(Key.DUE_CONFIRMED),
        on_click=_delete_due,
        args=(school_id, due),
    )


def _delete_due(school_id: int, due: Due) -> None:
    if not st.session_state.get(Key.DUE_CONFIRMED):
        return
    st.session_state[Key.DUE_CONFIRMED] = False

    def delete(actor: Actor) -> str:
        store().privacy.delete_due(
            actor,
            school_id,
            pupils=[one.pupil for one in due.pupils],
            plans=[one.id for one in due.plans],
            names_of=due.names,
        )
        forget_the_erased()
        return f"Deleted for good: {_counted(due)}. Earlier backups still have them."

    do(_PART, Action.ERASE, delete, "Nothing was deleted.")


def _due_table(due: Due) -> Table:
    rows = [
        *(
            (f"Pupil {one.pupil}", f"last day known here {_day(one.last_day)}", _day(one.due))
            for one in due.pupils
        ),
        *(
            (f"Plan {one.id}", f"{one.year}, made on {_day(one.made_at)}", _day(one.due))
            for one in due.plans
        ),
        *((f"Name of {code}", "nobody has this code in any year", "now") for code in due.names),
    ]
    return Table(
        name="due_for_deletion",
        says="What is due for deletion by the school’s rule, the longest due first.",
        columns=(Column("What", ColumnKind.CODE), Column("Why"), Column("Due since")),
        rows=tuple(rows),
    )


def _counted(due: Due) -> str:
    parts = ((due.pupils, "pupil"), (due.plans, "plan"), (due.names, "name of nobody"))
    return listed(
        counted(len(some), word, "names of nobody" if "name" in word else "")
        for some, word in parts
        if some
    )


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


_RULE_KEYS = (Key.PUPIL_MONTHS, Key.PLAN_YEARS, Key.FEWEST_SHOWN)
