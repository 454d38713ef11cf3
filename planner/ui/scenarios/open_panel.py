"""The scenario that is open: its name, its changes one by one, and the form of a further one."""

from __future__ import annotations

import streamlit as st

from planner.charts.words import sentence_case
from planner.exchange.scenario_file import scenario_bytes
from planner.scenarios.change import Change
from planner.scenarios.kinds import KINDS
from planner.scenarios.scenario import Outcome
from planner.ui.scenarios import acts, change_acts
from planner.ui.scenarios.change_acts import Editing
from planner.ui.scenarios.change_form import Form, draw_form
from planner.ui.scenarios.trials import Trial
from planner.ui.state import Key
from planner.ui.text import plain_label, say


def draw_open(trial: Trial) -> None:
    """Show everything of a scenario that can be changed."""
    with st.container(border=True, key=f"open_{trial.number}"):
        _draw_name(trial)
        if trial.applied is None:
            say("The year cannot be planned for now; put right what is wrong first.", kind="info")
            return
        _draw_saved()
        editing = change_acts.editing(trial.kept)
        for place, outcome in enumerate(trial.applied.outcomes):
            _draw_change(trial, place, outcome, editing)
        if editing is None:
            _draw_new(trial)
        _draw_download(trial)


def _draw_name(trial: Trial) -> None:
    """Show the name in a box, and save what is typed there.

    What a box calls by itself can be broken off by the next click, and the name would be lost. So
    it is saved here, where the page is drawn.
    """
    key = acts.name_key(trial.kept)
    st.session_state.setdefault(key, trial.name)
    st.text_input("Name of the scenario", key=key, max_chars=100, width=420)
    if acts.rename_as_typed(trial.kept):
        st.rerun()


def _draw_saved() -> None:
    step = acts.saved()
    if step is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            say(step.says, kind="small")
            st.button("Undo this", key=Key.SCENARIO_UNDO, on_click=acts.undo, args=(step,))


def _draw_change(trial: Trial, place: int, outcome: Outcome, editing: Editing | None) -> None:
    key, is_busy = f"{Key.CHANGE_ON}_{trial.number}_{place}", editing is not None
    st.session_state[key] = outcome.change.is_on
    st.checkbox(
        plain_label(f"{place + 1}. {outcome.sentence}"),
        key=key,
        on_change=change_acts.switch,
        args=(trial.kept, place),
        disabled=is_busy,
        help="Ticked: the change takes part. Otherwise it keeps its place and does nothing.",
    )
    if outcome.change.is_on and not outcome.applies:
        say(f"This does not apply. {outcome.why_not}", kind="warning")
    if editing is not None and editing.place == place:
        _draw_edited(trial, editing)
        return
    last = len(trial.kept.changes) - 1
    with st.container(horizontal=True, gap="small"):
        for label, name, do, is_off in (
            ("Move up", Key.CHANGE_UP, change_acts.move_up, place == 0),
            ("Move down", Key.CHANGE_DOWN, change_acts.move_down, place == last),
            ("Edit", Key.CHANGE_EDIT, change_acts.edit, False),
            ("Remove", Key.CHANGE_REMOVE, change_acts.remove, False),
        ):
            st.button(
                label,
                key=f"{name}_{trial.number}_{place}",
                on_click=do,
                args=(trial.kept, place),
                disabled=is_busy or is_off,
                type="tertiary",
            )


def _draw_edited(trial: Trial, editing: Editing) -> None:
    assert trial.scenario is not None
    change = trial.scenario.changes[editing.place]
    form = _form(trial, editing.token, type(change), change)
    with st.container(border=True):
        draw_form(form)
        _draw_faults(form)
        with st.container(horizontal=True):
            st.button(
                "Save this change",
                key=Key.CHANGE_SAVE,
                on_click=change_acts.save,
                args=(trial.kept, form, editing.place),
            )
            st.button("Leave it as it was", key=Key.CHANGE_LEAVE, on_click=change_acts.leave)


def _draw_new(trial: Trial) -> None:
    say("Add a change", kind="heading")
    key = f"{Key.CHANGE_KIND}_{trial.number}"
    code = st.selectbox(
        "What changes",
        list(KINDS),
        index=None,
        format_func=lambda one: sentence_case(KINDS[one].TITLE) if one in KINDS else one,
        key=key,
        placeholder="Choose what changes",
        width=420,
        persist_state="session",
    )
    if code is None:
        return
    form = _form(trial, change_acts.token_of_new(trial.number), KINDS[code])
    draw_form(form)
    _draw_faults(form)
    st.button(
        "Add this change",
        key=Key.CHANGE_SAVE,
        on_click=change_acts.save,
        args=(trial.kept, form, None),
    )


def _draw_download(trial: Trial) -> None:
    assert trial.scenario is not None
    st.download_button(
        "Download this scenario (scenario.toml)",
        data=scenario_bytes(trial.scenario),
        file_name="scenario.toml",
        mime="application/toml",
        key=f"{Key.SCENARIO_TOML}_{trial.number}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def _form(trial: Trial, token: str, kind: type[Change], change: Change | None = None) -> Form:
    assert trial.base is not None
    assert trial.applied is not None
    return Form(token, kind, (trial.base, trial.applied.school), change)


def _draw_faults(form: Form) -> None:
    """Say what keeps the change from being saved, once somebody has tried."""
    for fault in change_acts.faults(form):
        say(fault, kind="error")
