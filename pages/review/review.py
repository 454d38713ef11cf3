"""Review: what came of provision, and what that says of its effect and its cost."""

from __future__ import annotations

from planner.access import Action
from planner.ui import guard, review_panel
from planner.ui.review_panel import Part
from planner.ui.state import Key
from planner.ui.year_page import begin, choose_part

actor = guard.enter(Action.READ_PUPILS)
views = begin(
    actor,
    "What came of provision, and what does that change?",
    "Outcomes before and after; nothing here makes a plan out of date until an effect is changed.",
)
review_panel.draw_what_was_done(views)

match choose_part(Key.REVIEW_PART, tuple(Part)):
    case Part.OUTCOMES:
        review_panel.draw_outcomes(views)
    case Part.EFFECTS:
        review_panel.draw_effects(actor, views)
    case Part.COSTS:
        review_panel.draw_costs(actor, views)
    case Part.ENTER:
        review_panel.draw_entering(actor, views)
