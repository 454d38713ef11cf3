"""The parts of the page about staff that are worked out: costs, and hours by skill."""

from __future__ import annotations

from enum import StrEnum

from planner.charts.staff_cost import staff_costs
from planner.charts.staff_skills_chart import hours_of_skills
from planner.ui.pictures import draw_picture
from planner.ui.tables import draw_sentences_table
from planner.ui.text import say
from planner.ui.year_views import YearViews


class Part(StrEnum):
    """A part of the page; the value is what it is called on the screen."""

    REGISTER = "Register"
    COST = "Cost of each adult"
    SKILLS = "Hours by skill"


def draw_costs(views: YearViews) -> None:
    """Show what each adult costs, with the sum."""
    table = views.work_out("staff costs", None, staff_costs)
    if table.rows:
        draw_sentences_table(table)
    else:
        say("No adult is entered yet.")


def draw_skills(views: YearViews) -> None:
    """Show the hours of each skill against those that statutory items alone need."""
    draw_picture(views.work_out("hours by skill", None, hours_of_skills))
