"""Pupils: who needs help, with what, and what the law says must be arranged for them."""

from __future__ import annotations

from planner.access import Action
from planner.charts.pupils_filter import only_pupils
from planner.charts.pupils_standing import pupils_say
from planner.ui import guard, pupils_panel
from planner.ui.national_panel import draw_national
from planner.ui.pupil_choice import draw_pupil_choice, rows_of
from planner.ui.pupils_panel import Part
from planner.ui.state import Key
from planner.ui.text import say
from planner.ui.year_page import begin, choose_part

actor = guard.enter(Action.READ_PUPILS)
views = begin(actor, "Who needs help, and with what?", "Pupils are codes throughout.")
choice = draw_pupil_choice(views.registers)
chosen = views.work_out("chosen pupils", choice, lambda seen: only_pupils(seen, choice))
rows = rows_of(views.year, views.registers, choice)
say(pupils_say(chosen))

match choose_part(Key.PUPILS_PART, tuple(Part)):
    case Part.OVERVIEW:
        pupils_panel.draw_overview(views, choice, chosen)
    case Part.NATIONAL:
        draw_national(actor, views)
    case Part.STATUTORY:
        pupils_panel.draw_unplannable(views, chosen)
        pupils_panel.draw_table(actor, Part.STATUTORY, rows)
    case Part.REFERRALS:
        pupils_panel.draw_due(views, choice, chosen)
        pupils_panel.draw_table(actor, Part.REFERRALS, rows)
    case Part.REGISTER:
        pupils_panel.draw_table(actor, Part.REGISTER, rows)
        pupils_panel.draw_way_to_one(chosen)
    case part:
        pupils_panel.draw_table(actor, Part(part), rows)
