"""What is done with one change of a scenario: add, edit, move, switch off and on, remove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from planner.scenarios.change import Change
from planner.store.values import Scenario
from planner.ui import state
from planner.ui.scenarios import acts
from planner.ui.scenarios.change_form import Form, read
from planner.ui.state import Key


@dataclass(frozen=True)
class Editing:
    """The change that is edited.

    Attributes:
        scenario: The number of its scenario.
        place: Where it stands, from 0.
        before: What it was when somebody began to edit it.
        token: What tells the boxes of its form from others.
    """

    scenario: int
    place: int
    before: Mapping[str, Any]
    token: str


def editing(scenario: Scenario) -> Editing | None:
    """The change of a scenario that is edited; none once it is not there any more as it was."""
    found: Editing | None = st.session_state.get(Key.CHANGE_EDITED)
    if found is None or found.scenario != scenario.id or found.before not in scenario.changes:
        return None
    return Editing(found.scenario, scenario.changes.index(found.before), found.before, found.token)


def edit(scenario: Scenario, place: int) -> None:
    """Begin to edit a change."""
    token = f"{scenario.id}_edit_{_next('edit')}"
    st.session_state[Key.CHANGE_EDITED] = Editing(
        scenario.id, place, scenario.changes[place], token
    )


def leave() -> None:
    """Leave the change that is edited as it was."""
    st.session_state[Key.CHANGE_EDITED] = None


def token_of_new(number: int) -> str:
    """What tells the boxes of a new change of a scenario from those of the one before."""
    return f"{number}_new_{st.session_state.get(_counter(f'new {number}'), 0)}"


def save(scenario: Scenario, form: Form, place: int | None) -> None:
    """Save the change that is typed, in its place or after the others.

    Args:
        scenario: The scenario as it was shown.
        form: The form that it was typed into.
        place: Where the change stands that was edited; ``None`` for a new one.
    """
    found = read(form)
    if not isinstance(found, Change):
        st.session_state[_tried(form)] = True
        return
    changes = list(scenario.changes)
    written = found.model_dump(mode="json")
    if place is None:
        acts.put(scenario, [*changes, written], "The change was added.")
    else:
        changes[place] = written
        acts.put(scenario, changes, "The change was saved.")
    if state.failure(Key.SCENARIO_FAILED) is None:
        if place is None:
            _next(f"new {scenario.id}")
            st.session_state[f"{Key.CHANGE_KIND}_{scenario.id}"] = None
        else:
            leave()


def faults(form: Form) -> tuple[str, ...]:
    """What keeps the typed change from being saved, once somebody has tried to save it."""
    if not st.session_state.get(_tried(form)):
        return ()
    found = read(form)
    return () if isinstance(found, Change) else found


def switch(scenario: Scenario, place: int) -> None:
    """Switch a change off, or on again."""
    changes = list(scenario.changes)
    is_on = not changes[place].get("is_on", True)
    changes[place] = {**changes[place], "is_on": is_on}
    acts.put(scenario, changes, f"Change {place + 1} was switched {'on' if is_on else 'off'}.")


def move_up(scenario: Scenario, place: int) -> None:
    """Make a change before the one that stands above it."""
    _exchange(scenario, place, place - 1, "up")


def move_down(scenario: Scenario, place: int) -> None:
    """Make a change after the one that stands below it."""
    _exchange(scenario, place, place + 1, "down")


def remove(scenario: Scenario, place: int) -> None:
    """Take a change out of the scenario."""
    changes = [change for at, change in enumerate(scenario.changes) if at != place]
    acts.put(scenario, changes, f"Change {place + 1} was removed.")


def _exchange(scenario: Scenario, place: int, other: int, way: str) -> None:
    changes = list(scenario.changes)
    changes[place], changes[other] = changes[other], changes[place]
    acts.put(scenario, changes, f"Change {place + 1} was moved {way}.")


def _tried(form: Form) -> str:
    return f"{form.prefix}_tried"


def _counter(name: str) -> str:
    return f"{Key.CHANGE_FIELD}_counter_{name}"


def _next(name: str) -> int:
    """Count on, so that the next form has boxes of its own."""
    number = int(st.session_state.get(_counter(name), 0)) + 1
    st.session_state[_counter(name)] = number
    return number
