"""What the buttons of the page of scenarios do, and how the last of it is told and undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from planner.access import Action, Actor
from planner.store.values import Scenario
from planner.ui import guard, messages, open_year, state
from planner.ui.state import Failure, Key
from planner.ui.storage import store

_NOT_SAVED = "Nothing was saved."
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Undoable:
    """A change of a scenario that was saved and can be taken back.

    Attributes:
        scenario: The scenario as it is since.
        before: The changes that it had.
        says: What was done, as a sentence.
    """

    scenario: Scenario
    before: tuple[Any, ...]
    says: str


def saved() -> Undoable | None:
    """What was saved last on this page, while nothing else has been done."""
    found: Undoable | None = st.session_state.get(Key.SCENARIO_SAVED)
    return found


def create(name: str, changes: Sequence[Any] = (), *, is_open: bool = False) -> None:
    """Make a scenario; it gets another name where there is one of this name already.

    Args:
        name: What it is called.
        changes: Its changes, as they are kept.
        is_open: Whether it is opened, to be changed.
    """

    def do(actor: Actor, year_id: int) -> None:
        taken = {one.name.casefold() for one in store().scenarios(actor, year_id)}
        called = free_name(name, taken) if name.casefold() in taken else name
        made = store().create_scenario(actor, year_id, called, changes)
        state.open_scenario(made.id if is_open else None)

    _do(do)


def create_named() -> None:
    """Make a scenario without changes, by the name that was typed."""
    name = str(st.session_state.get(Key.SCENARIO_NEW_NAME, ""))
    create(name, is_open=True)
    if state.failure(Key.SCENARIO_FAILED) is None:
        st.session_state[Key.SCENARIO_NEW_NAME] = ""


def clone(scenario: Scenario) -> None:
    """Make a scenario with the same changes, and open it."""
    create(scenario.name, scenario.changes, is_open=True)


def free_name(name: str, taken: set[str]) -> str:
    """Give a name that no other scenario has.

    Args:
        name: What it is like.
        taken: The names that there are, their capitals taken away.
    """
    for number in range(1, len(taken) + 2):
        ending = " (copy)" if number == 1 else f" (copy {number})"
        found = f"{name[: _LONGEST_NAME - len(ending)]}{ending}"
        if found.casefold() not in taken:
            return found
    raise AssertionError(name)


def name_key(scenario: Scenario) -> str:
    """The key of the box with a scenario's name: another one once it has another name."""
    return f"{Key.SCENARIO_NAME}_{scenario.id}_{scenario.name}"


def rename_as_typed(scenario: Scenario) -> bool:
    """Give the open scenario the name that is typed, unless it has been refused already.

    Returns:
        Whether anything was done.
    """
    typed = str(st.session_state.get(name_key(scenario), ""))
    name = " ".join(typed.split())
    if name == scenario.name or st.session_state.get(Key.SCENARIO_RENAME) == (scenario, name):
        return False
    _do(lambda actor, year_id: store().rename_scenario(actor, year_id, scenario.id, name))
    st.session_state[Key.SCENARIO_RENAME] = (scenario, name)
    return True


def ask_to_delete(number: int | None) -> None:
    """Ask whether a scenario is to be deleted, or no longer."""
    st.session_state[Key.SCENARIO_DELETING] = number


def deleting() -> int | None:
    """The number of the scenario of which it is asked whether it is to be deleted."""
    found: int | None = st.session_state.get(Key.SCENARIO_DELETING)
    return found


def delete(scenario: Scenario) -> None:
    """Delete a scenario with the plans made for it."""
    ask_to_delete(None)
    state.set_compared(None)
    _do(lambda actor, year_id: store().delete_scenario(actor, year_id, scenario.id))


def open_for_changes(number: int | None) -> None:
    """Open a scenario for changes, or none; what is told of another goes away."""
    state.open_scenario(number)
    ask_to_delete(None)
    _forget()


def put(scenario: Scenario, changes: Sequence[Any], says: str) -> None:
    """Give a scenario other changes than those that were shown.

    Args:
        scenario: The scenario as it was shown.
        changes: Its changes from now on.
        says: What is done, as a sentence.
    """

    def do(actor: Actor, year_id: int) -> None:
        now = store().change_scenario(actor, year_id, scenario.id, changes, seen=scenario.changes)
        st.session_state[Key.SCENARIO_SAVED] = Undoable(now, scenario.changes, says)

    _do(do)


def undo(step: Undoable) -> None:
    """Take back what was saved last, unless the scenario has been changed since."""

    def do(actor: Actor, year_id: int) -> None:
        now = step.scenario
        store().change_scenario(actor, year_id, now.id, step.before, seen=now.changes)

    _do(do)


def _forget() -> None:
    st.session_state[Key.SCENARIO_SAVED] = None
    state.set_failure(Key.SCENARIO_FAILED, None)


def _do(act: Callable[[Actor, int], object]) -> None:
    """Do something to the scenarios of the open year, and keep why it did not work."""
    actor = guard.actor_who_may(Action.EDIT_SCENARIOS)
    year = open_year.open_year(actor) if actor else None
    if actor is None or year is None:
        return
    _forget()
    result = messages.attempt(lambda: act(actor, year.id), _NOT_SAVED)
    state.set_failure(Key.SCENARIO_FAILED, result if isinstance(result, Failure) else None)
