"""The parts of the page about pupils: each register with its line, and the needs as a picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import streamlit as st

from planner.access import Actor
from planner.charts.pupils_filter import PupilChoice
from planner.charts.pupils_needs import needs_by_status, needs_by_year, needs_picture
from planner.charts.pupils_referrals import costs_say, due_table, referrals_say
from planner.charts.pupils_standing import pupil_label
from planner.charts.pupils_statute import unplannable_lines, unplannable_says, unplannable_table
from planner.school.agreement.tables import Tables
from planner.school.registers import Registers
from planner.ui.moments import the_day
from planner.ui.pictures import draw_picture
from planner.ui.register_panel import draw_register
from planner.ui.state import Key
from planner.ui.tables import draw_sentences_table, draw_short_table
from planner.ui.text import say
from planner.ui.year_views import YearViews

PUPIL_PAGE = "pages/pupils/pupil.py"


class Part(StrEnum):
    """A part of the page; the value is what it is called on the screen."""

    OVERVIEW = "Overview"
    NATIONAL = "Beside national figures"
    REGISTER = "Register"
    NEEDS = "Needs"
    STATUTORY = "Statutory items"
    TODAY = "Today’s provision"
    DECISIONS = "Decisions made"
    REFERRALS = "Referrals"


@dataclass(frozen=True)
class Shown:
    """A register of the page.

    Attributes:
        table: The table.
        says: What it is, in a line.
        filters: The columns with a box to choose among their values.
    """

    table: str
    says: str
    filters: tuple[str, ...] = ()


REGISTERS = {
    Part.REGISTER: Shown("pupils", "One row for each pupil whom the plan is about."),
    Part.NEEDS: Shown(
        "needs",
        "What each pupil needs help with: one row for each strand, from level 1 (light) to 4.",
        ("strand", "level"),
    ),
    Part.STATUTORY: Shown(
        "statutory",
        "What Section F of an EHCP, a healthcare plan or an order says must be arranged.",
        ("per",),
    ),
    Part.TODAY: Shown(
        "current_plan",
        "What each pupil receives now, term by term. A plan changes as little of it as it can.",
        ("term", "provision"),
    ),
    Part.DECISIONS: Shown(
        "pins",
        "What has been decided beforehand: who must have something, must not, or has exactly so "
        "many hours. A plan keeps to it.",
        ("rule", "provision"),
    ),
    Part.REFERRALS: Shown(
        "referrals",
        "To whom a pupil was referred, why and when, what it costs and what came of it. Write the "
        "cost, or a service of the staff register with its hours; 0 where it is free.",
        ("status", "service"),
    ),
}
PART_OF = {shown.table: part for part, shown in REGISTERS.items()}


def draw_table(actor: Actor, part: Part, rows: Callable[[str], frozenset[int] | None]) -> None:
    """Show one register of the page, as far as it is about the chosen pupils."""
    shown = REGISTERS[part]
    say(shown.says, kind="small")
    draw_register(
        actor, shown.table, says=shown.says, filters=shown.filters, shown=rows(shown.table)
    )


def draw_overview(views: YearViews, choice: PupilChoice, chosen: Registers) -> None:
    """Show what the chosen pupils need help with, as a picture and as tables."""
    draw_picture(views.work_out("needs", choice, lambda _: needs_picture(chosen)))
    by_year = views.work_out("needs by year", choice, lambda _: needs_by_year(chosen))
    by_status = views.work_out("needs by status", choice, lambda _: needs_by_status(chosen))
    say("By year group", kind="heading")
    draw_short_table(by_year)
    say("By status", kind="heading")
    draw_short_table(by_status)


def draw_unplannable(views: YearViews, chosen: Registers) -> None:
    """Show which statutory items of the chosen pupils cannot be planned, and what to ask for."""
    mine = {item.item for item in chosen.statutory.records}
    every = views.work_out("unplannable", None, unplannable_lines)
    lines = tuple(line for line in every if line.item.item in mine)
    says = unplannable_says(lines, len(mine))
    say(says, kind="warning" if lines else "text")
    if lines:
        draw_sentences_table(unplannable_table(lines))


def draw_due(views: YearViews, choice: PupilChoice, chosen: Registers) -> None:
    """Show what is due of the chosen pupils' referrals, and what all referrals cost."""
    today, referrals = the_day(), chosen.referrals.records
    say("What is due", kind="heading")
    say(referrals_say(referrals, today))
    if costs := views.work_out("what referrals cost", None, _costs):
        say(costs, kind="small")
    table = views.work_out("referrals due", (choice, today), lambda _: due_table(referrals, today))
    if table.rows:
        draw_short_table(table)
    say("All referrals", kind="heading")


def _costs(registers: Registers) -> str:
    return costs_say(Tables(registers).school)


def draw_way_to_one(chosen: Registers) -> None:
    """Offer the page about one pupil."""
    labels = {pupil.pupil: pupil_label(pupil) for pupil in chosen.pupils.records}
    if not labels:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        picked = st.selectbox(
            "Everything about one pupil",
            labels,
            format_func=lambda code: labels.get(code, ""),
            key=Key.PUPIL_PICKED,
            width=320,
        )
        if st.button("Show this pupil", key=Key.PUPIL_SHOW):
            st.session_state[Key.PUPIL_SHOWN] = picked
            st.switch_page(PUPIL_PAGE)
