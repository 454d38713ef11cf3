"""Provision: what the school can offer, what it is worth, who gives it and what a place costs."""

from __future__ import annotations

from planner.access import Action, may
from planner.charts.catalogue_effects import strands_without_provision
from planner.ui import guard, provision_panel
from planner.ui.library_panel import draw_library
from planner.ui.provision_panel import Part
from planner.ui.register_panel import draw_register
from planner.ui.state import Key
from planner.ui.text import say
from planner.ui.year_page import begin, choose_part

actor = guard.enter(Action.READ_PROVISION)
views = begin(
    actor, "What can the school offer, and what is it worth?", "The school’s own catalogue."
)
say(provision_panel.catalogue_says(views))
# What pupils need stands in their registers.
if may(actor, Action.READ_PUPILS):
    say(views.work_out("strands without provision", None, strands_without_provision))

match choose_part(Key.PROVISION_PART, tuple(Part)):
    case Part.CATALOGUE:
        says = "A programme has a fixed dose in groups, support as many hours as chosen; "
        says += "equipment is bought once."
        say(says, kind="small")
        draw_register(actor, "provisions", says=says, filters=("kind", "tier"))
    case Part.EFFECTS:
        provision_panel.draw_effects(actor, views)
    case Part.LIBRARY:
        draw_library(actor, views)
    case Part.PEOPLE:
        provision_panel.draw_people(views)
    case Part.PLACES:
        provision_panel.draw_places(views)
