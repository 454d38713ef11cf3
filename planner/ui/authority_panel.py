"""The local authority's rate: rules that are chosen or entered, and who says each of them."""

from __future__ import annotations

import streamlit as st

from planner.access import Actor
from planner.charts.authority import authority_says, profiles_table, rules_table
from planner.charts.table import Table
from planner.school.registers import Registers
from planner.ui.budget_panel import school_of
from planner.ui.details_form import draw_details
from planner.ui.tables import draw_short_table
from planner.ui.text import say
from planner.ui.year_views import YearViews


def draw_authority(actor: Actor, views: YearViews) -> None:
    """Show by what rules the authority pays, and let them be chosen or entered."""
    told = views.work_out("authority", None, _told)
    if told is None:
        return
    says, rules = told
    say(says)
    draw_details(actor, views.year, of_authority=True)
    say("What holds, and who says so", kind="heading")
    draw_short_table(rules)
    with st.expander("Rules that come with Evenhand, and where they were read"):
        draw_short_table(profiles_table())


def _told(seen: Registers) -> tuple[str, Table] | None:
    school = school_of(seen)
    return None if school is None else (authority_says(school), rules_table(school))
