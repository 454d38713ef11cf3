"""Plans side by side on the page: sentences, figures, pictures, and who gains and who loses."""

from __future__ import annotations

from enum import StrEnum

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.scenarios.figures_table import figures_table
from planner.charts.scenarios.gains_chart import gains_picture
from planner.charts.scenarios.groups_chart import groups_pictures
from planner.charts.scenarios.money_chart import money_picture
from planner.charts.scenarios.tables import (
    changes_table,
    comers_and_leavers_table,
    lines_table,
    pupils_table,
)
from planner.charts.scenarios.words import account_of
from planner.charts.table import Table
from planner.charts.words import listed
from planner.scenarios.comparison import Comparison
from planner.ui.pictures import draw_picture
from planner.ui.plan_documents import ZIP_TYPE
from planner.ui.scenarios.comparing import SideBySide, comparison_of, packed, side_by_side
from planner.ui.scenarios.trials import Trial
from planner.ui.scenarios.ways import quoted
from planner.ui.state import Key
from planner.ui.tables import draw_sentences_table, draw_short_table, draw_table
from planner.ui.text import list_of, say
from planner.ui.year_page import choose_part


class Part(StrEnum):
    """A part of the comparison; the value is what it is called on the screen."""

    PUPILS = "Who gains and who loses"
    LINES = "Line by line"
    GROUPS = "Fairness between groups"
    MONEY = "Money"
    CHANGES = "What was changed"


def draw_comparison(actor: Actor, trials: tuple[Trial, ...]) -> None:
    """Set the plans of the ticked scenarios beside the plan of the year as it is."""
    found = side_by_side(actor, trials)
    if found is None:
        return
    say("Side by side", kind="heading")
    for warning in found.warnings:
        say(f"{warning} Plan again to bring it up to date.", kind="warning")
    if found.left_out:
        names = listed(quoted(trial.name) for trial in found.left_out)
        say(f"Planned with other terms, so not compared: {names}. Plan again.", kind="warning")
    if not found.trials:
        return
    comparison = comparison_of(actor, found)
    list_of(tuple(account_of(comparison)))
    draw_short_table(figures_table(comparison))
    if may(actor, Action.EXPORT):
        _draw_download(found, comparison)
    _draw_part(found, comparison)


def _draw_download(found: SideBySide, comparison: Comparison) -> None:
    st.download_button(
        "Download all tables as CSV, with the scenarios (zip)",
        data=packed(found, comparison),
        file_name="comparison.zip",
        mime=ZIP_TYPE,
        key=Key.COMPARE_ZIP,
        on_click="ignore",
    )


def _draw_part(found: SideBySide, comparison: Comparison) -> None:
    """Let somebody choose what to look at more closely, and show it."""
    match choose_part(Key.COMPARE_PART, tuple(Part)):
        case Part.PUPILS:
            for place in range(1, len(comparison.comparison)):
                draw_picture(gains_picture(comparison, place))
            _draw_table("Pupil by pupil, who loses most first", pupils_table(comparison))
            _draw_table("New pupils, and those who leave", comers_and_leavers_table(comparison))
        case Part.LINES:
            lines = lines_table(found.base.school, comparison)
            _draw_table("Every line that changes, the largest change first", lines)
        case Part.GROUPS:
            for picture in groups_pictures(comparison):
                draw_picture(picture)
        case Part.MONEY:
            draw_picture(money_picture(comparison))
        case Part.CHANGES:
            say("What each scenario changes", kind="heading")
            draw_sentences_table(changes_table(comparison))


def _draw_table(title: str, table: Table) -> None:
    if table.rows:
        say(title, kind="heading")
        draw_table(table)
