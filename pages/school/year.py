"""The school year: what the school is, how it counts, and when its terms are."""

from __future__ import annotations

from planner.access import Action
from planner.charts.year_says import year_says
from planner.ui import guard
from planner.ui.authority_panel import draw_authority
from planner.ui.details_form import draw_details
from planner.ui.register_panel import draw_register
from planner.ui.state import Key
from planner.ui.text import say
from planner.ui.year_page import begin, choose_part

actor = guard.enter(Action.READ_SCHOOL)
views = begin(actor, "What school and year is this?", "What every plan of the year goes by.")
say(year_says(views.registers))
part = choose_part(Key.YEAR_PART, ("School", "Terms", "Local authority’s rate"))
if part == "School":
    draw_details(actor, views.year)
elif part != "Terms":
    draw_authority(actor, views)
else:
    says = "Terms or half-terms in the order of the year, each with its teaching weeks."
    say(says, kind="small")
    draw_register(actor, "terms", says=says)
