"""Budget: what comes in, what is committed, what is left to decide, and the money's registers."""

from __future__ import annotations

from planner.access import Action
from planner.ui import budget_panel, guard
from planner.ui.amount_panel import draw_amount
from planner.ui.budget_panel import Part
from planner.ui.state import Key
from planner.ui.year_page import begin, choose_part

actor = guard.enter(Action.READ_MONEY)
views = begin(
    actor,
    "What money is there, and what is left?",
    "Before any plan: money in against what is owed whatever is planned.",
)
position = budget_panel.position(views)
assert position is not None
budget_panel.draw_headline(position)

match choose_part(Key.BUDGET_PART, budget_panel.parts_for(actor)):
    case Part.STANDING:
        budget_panel.draw_standing(position)
    case Part.MONTHS:
        budget_panel.draw_months(position)
    case Part.STREAMS:
        budget_panel.draw_streams(actor)
    case Part.LINES:
        budget_panel.draw_lines(actor, position)
    case Part.AMOUNT:
        draw_amount(actor, views.year)
    case Part.THRESHOLD:
        budget_panel.draw_threshold(position)
