"""What is open, beside every page: the school, its year, and whether the plan fits it."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, Actor, may
from planner.store.values import Scenario, SchoolYear
from planner.ui import guard, open_year, state, visitor, work
from planner.ui.job_kinds import PLANNING
from planner.ui.page_list import SCENARIOS_PAGE
from planner.ui.plans import shown_plan
from planner.ui.staleness import out_of_date
from planner.ui.state import Key
from planner.ui.storage import store
from planner.ui.text import plain, say


def draw_sidebar(actor: Actor) -> None:
    """Show what is open; while a plan is made, on any page, follow it."""
    year = open_year.open_year(actor)
    _draw_years(actor, year)
    if year is None:
        return
    if work.going_on():
        _follow()
    if state.job(PLANNING.key) is None and may(actor, Action.READ_PLAN):
        say(_standing_of_plan(actor))
        if found := store().scenarios(actor, year.id):
            say(_scenario_looked_at(found), kind="small")


def _scenario_looked_at(found: tuple[Scenario, ...]) -> str:
    """Which scenario a page is about: all but that of scenarios show the year as it is."""
    opened = next((one for one in found if one.id == state.scenario_open()), None)
    if opened is None or st.session_state.get(Key.PAGE) != SCENARIOS_PAGE.address:
        return "Scenario: none, the year as it is."
    return f"Scenario: {opened.name}, open for changes."


def _draw_years(actor: Actor, year: SchoolYear | None) -> None:
    years = store().years(actor)
    if year is None:
        say("No school is open.", kind="small")
    else:
        st.markdown(f"**{plain(year.school)}**  \n{plain(str(year.academic_year))}")
    if len(years) < 2:
        return
    if st.session_state.get(Key.YEAR_CHOSEN) != state.year_id():
        st.session_state[Key.YEAR_CHOSEN] = state.year_id()
    # The school that is open stands above in full.
    names = {
        one.id: str(one.academic_year if year and one.school_id == year.school_id else one)
        for one in years
    }
    st.selectbox(
        "Open another school or year" if year else "Open a school",
        list(names),
        index=0 if year else None,
        format_func=lambda number: names.get(number, ""),
        key=Key.YEAR_CHOSEN,
        on_change=_open_chosen,
    )


def _open_chosen() -> None:
    actor = guard.actor_who_may(Action.READ_AGGREGATES)
    number = st.session_state[Key.YEAR_CHOSEN]
    if actor is not None and number is not None:
        open_year.choose(actor, number)


def _standing_of_plan(actor: Actor) -> str:
    stored = shown_plan(actor)
    if stored is None:
        return "No plan yet."
    why = out_of_date(actor, stored)
    return f"{why} Plan again." if why else "The plan is up to date."


@st.fragment(run_every="1s")
def _follow() -> None:
    jobs = work.going_on()
    if not jobs or any(job.is_over for _, job in jobs) or visitor.is_over():
        st.rerun()
    for kind, job in jobs:
        work.keep_alive(job)
        doing = "waiting for another plan or question" if job.is_waiting else job.standing.doing
        say(f"{kind.doing}: {doing}.")
