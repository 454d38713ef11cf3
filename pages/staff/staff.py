"""Staff: who can help, what each costs and how that is worked out, and whether hours suffice."""

from __future__ import annotations

from planner.access import Action, may
from planner.charts.staff_cost import staff_cost_says
from planner.ui import guard, staff_panel
from planner.ui.pay_panel import draw_pay
from planner.ui.register_panel import draw_register
from planner.ui.staff_panel import Part
from planner.ui.state import Key
from planner.ui.text import say
from planner.ui.year_page import begin, choose_part

actor = guard.enter(Action.READ_STAFF_PAY)
views = begin(actor, "Who can help, and what do they cost?", "Adults are codes throughout.")
say(views.work_out("staff cost", None, staff_cost_says))

# What hours are needed for stands in the registers of pupils.
parts = tuple(Part) if may(actor, Action.READ_PUPILS) else (Part.REGISTER, Part.COST, Part.WORK_OUT)
match choose_part(Key.STAFF_PART, parts):
    case Part.REGISTER:
        says = "Everyone who can deliver: employed, a post to fill, agency by the hour, a service."
        say(says, kind="small")
        draw_register(actor, "staff", says=says, filters=("role", "engagement"))
    case Part.COST:
        staff_panel.draw_costs(views)
    case Part.WORK_OUT:
        draw_pay(actor, views.year)
    case Part.SKILLS:
        staff_panel.draw_skills(views)
