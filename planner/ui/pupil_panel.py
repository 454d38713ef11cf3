"""The sections of the page about one pupil, each with the way to where it is changed."""

from __future__ import annotations

import streamlit as st

from planner.access import EDIT_ACTION, Action, Actor, may
from planner.charts.ledgers import ledger_of_pupil
from planner.charts.pupils_one import Section
from planner.store.values import YearRegisters
from planner.ui import plans, review_panel
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
REVIEW_PAGE = "pages/review/review.py"


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
        st.switch_page(_page_to_look_at(year, table, pupil))


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


def _page_to_look_at(year: YearRegisters, table: str, pupil: str) -> str:
    """Let the page on which a table is changed show the rows of one pupil, and give its path."""
    st.session_state[f"{sheet_key(year.year.id, table)}_search"] = pupil
    if table == "reviews":
        st.session_state[Key.REVIEW_PART] = review_panel.Part.ENTER
        return REVIEW_PAGE
    forget_choice()
    st.session_state[Key.PUPILS_PART] = PART_OF[table]
    return PUPILS_PAGE
