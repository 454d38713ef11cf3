"""Plans side by side on the page: sentences, figures, pictures, and who gains and who loses."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.scenarios.view import comparison_view
from planner.charts.words import listed
from planner.ui.pictures import draw_picture
from planner.ui.plan_documents import ZIP_TYPE
from planner.ui.scenarios.comparing import SideBySide, comparison_of, packed, side_by_side
from planner.ui.scenarios.trials import Trial
from planner.ui.state import Key
from planner.ui.tables import draw_sentences_table, draw_table
from planner.ui.text import list_of, say


def draw_comparison(actor: Actor, trials: tuple[Trial, ...]) -> None:
    """Set the plans of the ticked scenarios beside the plan of the year as it is."""
    found = side_by_side(actor, trials)
    if found is None:
        return
    say("Side by side", kind="heading")
    for warning in found.warnings:
        say(f"{warning} Plan again to bring it up to date.", kind="warning")
    if found.left_out:
        names = listed(f"‘{trial.name}’" for trial in found.left_out)
        say(f"Planned with other terms, so not compared: {names}. Plan again.", kind="warning")
    if found.trials:
        _draw(actor, found)


def _draw(actor: Actor, found: SideBySide) -> None:
    comparison = comparison_of(actor, found)
    view = comparison_view(found.base.school, comparison)
    list_of(view.sentences)
    first, *tables = view.tables
    draw_sentences_table(first)
    if may(actor, Action.EXPORT):
        st.download_button(
            "Download all tables as CSV, with the scenarios (zip)",
            data=packed(found, comparison),
            file_name="comparison.zip",
            mime=ZIP_TYPE,
            key=Key.COMPARE_ZIP,
            on_click="ignore",
        )
    for picture in view.pictures:
        draw_picture(picture)
    for table in tables:
        say(table.says, kind="heading")
        draw_table(table)
