"""Import: bring a list of pupils from the MIS into the register, seen before it is saved."""

from __future__ import annotations

from planner.access import Action
from planner.ui import guard
from planner.ui.importing import draw_import
from planner.ui.year_page import begin

actor = guard.enter(Action.IMPORT)
views = begin(
    actor,
    "Which pupils does the MIS have now?",
    "Bring in one list of pupils from SIMS, Arbor, Bromcom or another MIS. You see what would "
    "change before anything is saved.",
)
draw_import(actor, views.year.year)
