"""How a scenario begins: an example of this school, a name, or a file."""

from __future__ import annotations

import streamlit as st

from planner.exchange.scenario_file import read_scenario
from planner.scenarios.examples import examples
from planner.school.school import School
from planner.ui import messages, state
from planner.ui.scenarios import acts
from planner.ui.state import Failure, Key
from planner.ui.text import plain_label, say

_NOT_READ = "The scenario could not be read."


def draw_first(school: School) -> None:
    """Say what a scenario is, and offer some that were worked out from this school."""
    say(
        "A scenario is this school year with something changed: less money, an adult who leaves, "
        "pupils who come. The registers stay as they are. You plan for as many as you like and see "
        "side by side what each costs, and who gains and who loses what."
    )
    say("Begin with one of these, and change it as you need:")
    draw_examples(school, frozenset())
    with st.expander("Begin in another way", key=Key.SCENARIO_ANOTHER, on_change="rerun"):
        _draw_named()
        _draw_file()


def draw_another(school: School, taken: frozenset[str]) -> None:
    """Offer every way in which a further scenario can begin."""
    with st.expander("Make another scenario", key=Key.SCENARIO_ANOTHER, on_change="rerun"):
        draw_examples(school, taken)
        _draw_named()
        _draw_file()


def _draw_named() -> None:
    """Offer a scenario without changes, by its name."""
    with st.form(f"{Key.SCENARIO_NEW}_form", border=False):
        st.text_input(
            "Name of a scenario without changes",
            key=Key.SCENARIO_NEW_NAME,
            max_chars=100,
            width=420,
        )
        st.form_submit_button("Make it", key=Key.SCENARIO_NEW, on_click=acts.create_named)


def _draw_file() -> None:
    """Offer to read a scenario from its file."""
    st.file_uploader(
        "Or a file that was downloaded here (scenario.toml)", type=["toml"], key=Key.SCENARIO_FILE
    )
    st.button(
        "Read this file",
        key=Key.SCENARIO_READ,
        on_click=_read,
        disabled=st.session_state.get(Key.SCENARIO_FILE) is None,
    )


def draw_examples(school: School, taken: frozenset[str]) -> None:
    """Offer the examples of this school that are not there yet, one click each."""
    with st.container(horizontal=True):
        for place, example in enumerate(examples(school)):
            if example.name.casefold() in taken:
                continue
            st.button(
                plain_label(example.name),
                key=f"{Key.SCENARIO_EXAMPLE}_{place}",
                on_click=acts.create,
                args=(example.name, example.kept()),
            )


def _read() -> None:
    """Make a scenario of the file that was chosen."""
    upload = st.session_state.get(Key.SCENARIO_FILE)
    if upload is None:
        return
    found = messages.attempt(lambda: read_scenario(upload.getvalue(), upload.name), _NOT_READ)
    if isinstance(found, Failure):
        state.set_failure(Key.SCENARIO_FAILED, found)
    else:
        acts.create(found.name, found.kept())
