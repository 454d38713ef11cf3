"""The sections of the page about one pupil, each with the way to where it is changed."""

from __future__ import annotations

import streamlit as st

from planner.access import EDIT_ACTION, Action, Actor, may
from planner.charts.ledgers import ledger_of_pupil
from planner.charts.pupils_one import Section
from planner.store.values import YearRegisters
from planner.ui import plans
from planner.ui.pupil_choice import forget_choice
from planner.ui.pupils_panel import PART_OF
from planner.ui.register_sheet import sheet_key
from planner.ui.state import Key
from planner.ui.tables import draw_short_table
from planner.ui.text import say

PUPILS_PAGE = "pages/pupils/pupils.py"
# Where the rows of a section are changed, and what they are called; money is not changed with
# pupils.
_TABLES = {
    "register": ("pupils", "the register"),
    "needs": ("needs", "the needs"),
    "statutory": ("statutory", "the statutory items"),
    "today": ("current_plan", "today’s provision"),
    "decisions": ("pins", "the decisions"),
    "referrals": ("referrals", "the referrals"),
    "reviews": ("reviews", "the reviews"),
}


def turn(pupil: str) -> None:
    """Show another pupil."""
    st.session_state[Key.PUPIL_SHOWN] = pupil


def draw_section(actor: Actor, year: YearRegisters, pupil: str, section: Section) -> None:
    """Show one section, its sentence first."""
    say(section.title, kind="heading")
    say(section.says)
    if section.table is not None:
        draw_short_table(section.table, key=f"{section.key}_of_pupil")
    if section.key not in _TABLES:
        return
    table, name = _TABLES[section.key]
    verb = "Change" if may(actor, EDIT_ACTION[table]) else "See"
    if st.button(
        f"{verb} {name}",
        key=f"change_{section.key}",
        icon=":material/edit:" if verb == "Change" else None,
        type="tertiary",
    ):
        _look_for(year, table, pupil)
        st.switch_page(PUPILS_PAGE)


def draw_ledger(actor: Actor, pupil: str) -> None:
    """Show what the plan gives a pupil in both ledgers, where the authority's rate is known."""
    if not may(actor, Action.READ_PLAN):
        return
    planned = plans.planned(actor)
    told = ledger_of_pupil(planned.school, planned.plan, pupil) if planned else None
    if told is None:
        return
    says, table = told
    say("The plan’s cost, and what the local authority’s rate pays", kind="heading")
    say(says)
    if table.rows:
        draw_short_table(table, key="ledgers_of_pupil")


def _look_for(year: YearRegisters, table: str, pupil: str) -> None:
    """Let the page of all pupils show the rows of one in a table."""
    forget_choice()
    st.session_state[Key.PUPILS_PART] = PART_OF[table]
    st.session_state[f"{sheet_key(year.year.id, table)}_search"] = pupil
