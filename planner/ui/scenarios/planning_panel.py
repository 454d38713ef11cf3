"""The button that plans for scenarios, what it would do, and what became of it."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.choices import TIME_LIMITS, USUAL_TIME_LIMIT
from planner.charts.words import counted, listed
from planner.ui import state
from planner.ui.messages import draw_failure
from planner.ui.scenarios.planning import Ahead, ahead, start_as_chosen
from planner.ui.scenarios.series import Outcome
from planner.ui.scenarios.trials import Trial
from planner.ui.scenarios.ways import WAYS, quoted
from planner.ui.state import Key
from planner.ui.text import say


def draw_planning(actor: Actor, trials: tuple[Trial, ...]) -> None:
    """Offer to plan for what is chosen, and say what that is."""
    found = ahead(actor, trials)
    if found is None:
        return
    st.radio(
        "How is each planned?",
        list(WAYS),
        format_func=WAYS.__getitem__,
        key=Key.COMPARE_HOW,
        persist_state="session",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Plan again" if found.is_again else "Plan and compare",
            key=Key.COMPARE,
            type="primary",
            on_click=start_as_chosen,
            disabled=not found.names,
        )
        st.selectbox(
            "How long may each plan take?",
            list(TIME_LIMITS),
            index=list(TIME_LIMITS).index(USUAL_TIME_LIMIT),
            key=Key.COMPARE_TIME_LIMIT,
            width=320,
            persist_state="session",
        )
    say(_says(actor, found), kind="small")


def _says(actor: Actor, found: Ahead) -> str:
    if not found.names:
        return "Tick a scenario that changes something, and it is planned for."
    if found.is_again:
        return (
            f"Everything that is ticked has an up-to-date plan. Pressed, it plans again for "
            f"{_quoted(found.names)}."
        )
    said = f"Plans for {_quoted(found.names)}"
    count = len(found.names)
    said += f": {counted(count, 'plan')}, one after another." if count > 1 else "."
    if found.base is None and not may(actor, Action.PLAN):
        said += " The plan of the year as it is, to compare with, is made by the SENCO."
    return said


def _quoted(names: tuple[str, ...]) -> str:
    return listed(map(quoted, names))


def draw_outcome(year_id: int) -> None:
    """Say what became of the plans that were made last for a year, where not all of them were."""
    outcome: Outcome | None = state.compared()
    if outcome is None or outcome.year_id != year_id:
        return
    for place, (_, failure) in enumerate(outcome.failed):
        draw_failure(failure, f"{Key.COMPARING_FAILED}_{place}")
    if outcome.left_out:
        made = f"Planned: {_quoted(outcome.planned)}. " if outcome.planned else ""
        say(
            f"It was stopped. {made}Not planned yet: {_quoted(outcome.left_out)}.",
            kind="info",
        )
