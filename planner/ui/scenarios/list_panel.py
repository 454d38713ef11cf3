"""The scenarios of a year: what each changes, whether its plan fits, and what may be done."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.register_words import moment
from planner.charts.words import counted, listed
from planner.scenarios.scenario import Outcome
from planner.ui import state
from planner.ui.scenarios import acts
from planner.ui.scenarios.open_panel import draw_open
from planner.ui.scenarios.trials import Trial, out_of_date
from planner.ui.scenarios.ways import MADE
from planner.ui.state import Key
from planner.ui.storage import store
from planner.ui.text import list_of, plain_label, say


def is_chosen(number: int) -> bool:
    """Whether a scenario is to be planned and compared; at first each is."""
    return bool(st.session_state.get(f"{Key.COMPARE_CHOSEN}_{number}", True))


def draw_list(actor: Actor, trials: tuple[Trial, ...]) -> None:
    """List the scenarios; the one that is open can be changed where it stands."""
    for trial in trials:
        with st.container(key=f"scenario_{trial.number}"):
            if acts.deleting() == trial.number and may(actor, Action.EDIT_SCENARIOS):
                _ask_whether_to_delete(actor, trial)
            else:
                _draw_one(actor, trial)


def _draw_one(actor: Actor, trial: Trial) -> None:
    is_open = state.scenario_open() == trial.number and may(actor, Action.EDIT_SCENARIOS)
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        key = f"{Key.COMPARE_CHOSEN}_{trial.number}"
        st.session_state.setdefault(key, True)
        st.checkbox(
            f"**{plain_label(trial.name)}**",
            key=key,
            help="Ticked: it takes part in the comparison.",
            persist_state="session",
        )
        if may(actor, Action.EDIT_SCENARIOS):
            _draw_buttons(trial, is_open=is_open)
    if is_open:
        draw_open(trial)
    elif trial.scenario is None:
        say("Its changes were written by another Evenhand and cannot be read.", kind="warning")
    else:
        _draw_changes(trial)
    _draw_standing(actor, trial)


def _draw_buttons(trial: Trial, *, is_open: bool) -> None:
    with st.container(horizontal=True, width="content"):
        st.button(
            "Close" if is_open else "Change",
            key=f"{Key.SCENARIO_EDIT}_{trial.number}",
            on_click=acts.open_for_changes,
            args=(None if is_open else trial.number,),
            disabled=trial.scenario is None,
        )
        st.button(
            "Clone",
            key=f"{Key.SCENARIO_CLONE}_{trial.number}",
            on_click=acts.clone,
            args=(trial.kept,),
        )
        st.button(
            "Delete",
            key=f"{Key.SCENARIO_DELETE}_{trial.number}",
            on_click=acts.ask_to_delete,
            args=(trial.number,),
        )


def _draw_changes(trial: Trial) -> None:
    if trial.applied is not None:
        sentences = tuple(map(said_of, trial.applied.outcomes))
        if sentences:
            list_of(sentences)
    if not trial.kept.changes:
        say("It changes nothing yet. Press Change to say what is different.")


def said_of(outcome: Outcome) -> str:
    """A change as it is read: what it does, that it is off, or why it does not apply."""
    if not outcome.change.is_on:
        return f"{outcome.sentence} (switched off)"
    if not outcome.applies:
        return f"{outcome.sentence}. This does not apply: {outcome.why_not}"
    return outcome.sentence


def _draw_standing(actor: Actor, trial: Trial) -> None:
    if trial.applied is not None and not trial.can_be_planned:
        say("Nothing in it takes effect, so there is nothing to plan.", kind="small")
    elif trial.plan is None:
        say("Not planned yet.", kind="small")
    elif why := out_of_date(actor, trial):
        say(f"{why} Plan again to bring it up to date.", kind="warning")
    elif trial.fits is not None:
        how = MADE[trial.fits]
        say(f"Planned {how}, {moment(trial.plan.made_at)}; up to date.", kind="small")


def _ask_whether_to_delete(actor: Actor, trial: Trial) -> None:
    made = [
        one for one in store().plans(actor, trial.kept.year_id) if one.scenario_id == trial.number
    ]
    goes = [counted(len(trial.kept.changes), "change")]
    if made:
        goes.append(f"{counted(len(made), 'plan')} made for it")
    say(
        f"Delete {trial.name}? This deletes its {listed(goes)}. It cannot be undone.",
        kind="warning",
    )
    with st.container(horizontal=True):
        st.button(
            "Keep it",
            key=f"{Key.SCENARIO_KEEP}_{trial.number}",
            on_click=acts.ask_to_delete,
            args=(None,),
        )
        st.button(
            "Delete for good",
            key=f"{Key.SCENARIO_DELETE_FOR_GOOD}_{trial.number}",
            on_click=acts.delete,
            args=(trial.kept,),
        )
