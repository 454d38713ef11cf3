"""What is filled in for the open year, what keeps it from being planned for, and the next step."""

from __future__ import annotations

import streamlit as st

from planner.access import Actor
from planner.charts.register import Line, checklist, checklist_table, next_line
from planner.charts.words import listed
from planner.store.values import SchoolYear, YearRegisters
from planner.ui import guard, open_year, state
from planner.ui.mending import faults_of_year, pages_to_mend
from planner.ui.messages import draw_warnings
from planner.ui.moments import the_day
from planner.ui.page_list import PLAN_PAGE, PageEntry, page_of
from planner.ui.state import Key
from planner.ui.tables import draw_sentences_table, draw_short_table
from planner.ui.text import list_of, say


def draw_checklist(actor: Actor, year: SchoolYear) -> None:
    """Show how far a year is filled in, as far as somebody may see it, and what to do next."""
    registers = open_year.registers(actor)
    lines = _lines(registers)
    say(str(year), kind="heading")
    if not lines:
        say(
            "Your role shows figures for the whole school. What is entered about single pupils, "
            "adults and money is seen by the SENCO.",
            kind="info",
        )
        return
    if open_year.sees_all(actor):
        _draw_next_step(actor, lines)
    else:
        say("These are the registers that your role sees.", kind="small")
    _draw_faults(actor, registers)
    draw_short_table(checklist_table(lines))
    if notes := state.notes():
        draw_warnings(notes, Key.NOTES)
    if warnings := open_year.warnings(actor):
        say("Worth a second look. Nothing here stops a plan.", kind="info")
        draw_sentences_table(faults_of_year(warnings, registers, "second_look"), key=Key.WARNINGS)


def _lines(registers: YearRegisters) -> tuple[Line, ...]:
    tables = {table: [row.record for row in rows] for table, rows in registers.rows.items()}
    return checklist(tables, knows_today=registers.has_current_plan, today=the_day())


def _draw_next_step(actor: Actor, lines: tuple[Line, ...]) -> None:
    """Say in a sentence how things stand, with the one button that leads on."""
    faults = open_year.faults(actor)
    wanted = next_line(lines)
    needed = [line.title.lower() for line in lines if line.stops]
    if needed:
        say(f"Before there can be a plan, these are needed: {listed(needed)}. In this order:")
        list_of(tuple(f"{line.to_do}. {line.lacks}" for line in lines if line.lacks))
    elif faults:
        say("Something has to be put right before there can be a plan.")
    elif wanted is not None:
        say("There can be a plan now, and it would be better with what is missing below.")
    else:
        say("Everything that a plan needs is filled in.")
    if needed and wanted is not None:
        _draw_step(wanted.to_do, page_of(wanted.table))
    elif not faults and open_year.school(actor) is not None:
        _draw_step("Go on to the plan", PLAN_PAGE)


def _draw_step(label: str, page: PageEntry | None) -> None:
    if page is None or guard.actor_who_may(page.action) is None:
        return
    if st.button(label, key=Key.NEXT_STEP, type="primary"):
        st.switch_page(page.path)


def _draw_faults(actor: Actor, registers: YearRegisters) -> None:
    faults = [fault for fault in open_year.faults(actor) if fault.row or registers.rows["terms"]]
    if not faults:
        return
    with st.container(key=Key.YEAR_FAULTS):
        say("What has to be put right", kind="heading")
        draw_sentences_table(faults_of_year(faults, registers, "faults"), key="year_faults_table")
        with st.container(horizontal=True):
            for page in pages_to_mend(faults):
                st.page_link(page.path, label=f"Mend it on the page {page.title}")
