"""The parts of the page about staff that are worked out: costs, and hours by skill."""

from __future__ import annotations

from enum import StrEnum

import streamlit as st

from planner.charts.staff_cost import staff_costs
from planner.charts.staff_skills_chart import hours_of_skills
from planner.ui.pictures import draw_picture
from planner.ui.state import Key
from planner.ui.tables import draw_table
from planner.ui.text import say
from planner.ui.year_views import YearViews


class Part(StrEnum):
    """A part of the page; the value is what it is called on the screen."""

    REGISTER = "Register"
    COST = "Cost of each adult"
    WORK_OUT = "Work out a cost"
    SKILLS = "Hours by skill"


def draw_costs(views: YearViews) -> None:
    """Show what each adult costs, and the sum of one of them."""
    table = views.work_out("staff costs", None, staff_costs)
    if not table.rows:
        return
    draw_table(table)
    sums = {str(row[0]): str(row[-1]) for row in table.rows}
    chosen = st.selectbox("How is it worked out for", sums, key=Key.ADULT, width=320)
    say(sums.get(chosen or "", ""))


def draw_skills(views: YearViews) -> None:
    """Show the hours of each skill against those that statutory items alone need."""
    draw_picture(views.work_out("hours by skill", None, hours_of_skills))
