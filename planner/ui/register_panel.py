"""A register of the open year on a page: the editor bound to the store, and what to look at."""

from __future__ import annotations

import streamlit as st

from planner.access import Actor
from planner.charts.words import counted
from planner.ui import open_year
from planner.ui.editor import draw_editor
from planner.ui.editor.panels import draw_faults_table
from planner.ui.register_sheet import sheet_key, sheet_of
from planner.ui.standing_faults import doubts_in


def draw_register(
    actor: Actor,
    table: str,
    *,
    says: str = "",
    filters: tuple[str, ...] = (),
    first: tuple[str, ...] = (),
    shown: frozenset[int] | None = None,
) -> None:
    """Show one table of the open year, to be edited by whoever may.

    Args:
        actor: Who is there; they may read the table.
        table: The table, as the store names it.
        says: What it holds, for people who do not see it.
        filters: Up to two columns with a box to choose among their values.
        first: The columns that are shown first, where files have them in another order.
        shown: The rows to show, where the page asks for some only; ``None`` shows all.
    """
    year = open_year.registers(actor)
    draw_editor(sheet_of(year, table, says=says, filters=filters, first=first, shown=shown))
    doubts = doubts_in(year, table)
    if doubts:
        key = f"{sheet_key(year.year.id, table)}_doubts"
        with st.expander(
            f"{counted(len(doubts), 'thing')} worth a second look; nothing here stops a plan",
            key=f"{key}_box",
        ):
            draw_faults_table(doubts, "worth_a_second_look", key)
