"""The editor put together: the boxes above the grid, the grid, and what stands below it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner.school.typed.table import typed_from
from planner.ui.editor import panels
from planner.ui.editor.desk import Desk, desk_of, lay, perform, take, take_late
from planner.ui.editor.grid import draw_grid
from planner.ui.editor.sheet import Sheet
from planner.ui.editor.view import draw_view
from planner.ui.editor.work import work_of


def draw_editor(sheet: Sheet[Any]) -> None:
    """Show a table to be edited in place.

    What is typed draws the whole page again. A fragment would draw less, but a browser that is told
    to draw a fragment while its visitor leaves the page shows nothing at all any more.
    """
    desk = desk_of(sheet)
    if _catch_up(sheet, desk):
        st.rerun()
    if desk.clashes:
        panels.draw_clashes(sheet, desk)
        return
    _forget_empty_offer(sheet, desk)
    panels.draw_offer(sheet, desk)
    is_open = sheet.can_edit and desk.offer is None
    work = work_of(sheet, desk.typed, desk.agreed)
    view = draw_view(sheet)
    lay(sheet, desk, view, frozenset(fault.place for fault in (*work.faults, *sheet.standing)))
    if is_open:
        panels.draw_buttons(sheet, desk, work)
        panels.draw_reason(sheet, desk)
    panels.draw_tally(sheet, desk, work)
    draw_grid(sheet, desk, is_open=is_open)
    if is_open:
        panels.draw_faults(sheet, work.faults)
        panels.draw_waiting(sheet, desk, work)
        panels.draw_changes(sheet, work.told)
    panels.draw_standing_faults(sheet)
    panels.draw_download(sheet, desk)


def _catch_up(sheet: Sheet[Any], desk: Desk) -> bool:
    """Do what was asked for and take over what was typed.

    Returns:
        Whether something was saved, so that the rows at hand are not those that are stored now.
    """
    with desk.lock:
        perform(sheet, desk)
        has_saved, desk.has_saved = desk.has_saved, False
        if not has_saved:
            take_late(sheet, desk)
            take(sheet, desk)
    return has_saved


def _forget_empty_offer(sheet: Sheet[Any], desk: Desk) -> None:
    """A draft in which nothing is left that this table can hold is not worth a question."""
    if desk.offer is not None and not typed_from(sheet.record, desk.offer.payload):
        desk.offer = None
