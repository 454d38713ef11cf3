"""What the buttons about what came of provision do, each as one step with a way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from planner.access import Action, Actor
from planner.charts.impact.effects import reason, seen_in
from planner.charts.words import counted
from planner.errors import StoreError
from planner.impact.seen import EffectSeen
from planner.impact.starting import reviews_to_start
from planner.school.changed_effect import changed
from planner.school.records import Effect, Review
from planner.school.registers import Registers
from planner.store.values import RowChange, StoredRow, YearRegisters
from planner.ui import guard, messages, plans
from planner.ui.saved_step import SavedStep
from planner.ui.state import Failure, Key, Planned
from planner.ui.storage import store
from planner.ui.year_views import seen_registers


def use(year_id: int, shown: Sequence[EffectSeen]) -> None:
    """Give effects the values that were suggested, if they still are."""
    _do(
        Action.EDIT_PROVISION,
        "The effects were not changed.",
        lambda who: _use(who, year_id, shown),
    )


def start(year_id: int, only: str | None = None) -> None:
    """Begin the reviews that the plan shown calls for, of all its provision or of one."""
    _do(Action.EDIT_PUPILS, "The reviews were not begun.", lambda who: _start(who, year_id, only))


def to_start(planned: Planned, registers: Registers) -> tuple[Review, ...]:
    """Give the reviews that a plan calls for and that are not there yet.

    What is not in the registers any more since the plan was made is not reviewed.
    """
    pupils = {row.pupil for row in registers.pupils.records}
    provisions = {row.provision for row in registers.provisions.records}
    plan = planned.plan.allocations
    return reviews_to_start(
        [row for row in plan if row.pupil in pupils and row.provision in provisions],
        planned.school.terms,
        registers.needs.records,
        registers.effects.records,
        registers.reviews.records,
    )


def _do(action: Action, title: str, call: Callable[[Actor], SavedStep]) -> None:
    actor = guard.actor_who_may(action)
    if actor is None:
        return
    result = messages.attempt(lambda: call(actor), title)
    st.session_state[Key.REVIEW_FAILED if isinstance(result, Failure) else Key.REVIEW_SAVED] = (
        result
    )


def _use(actor: Actor, year_id: int, shown: Sequence[EffectSeen]) -> SavedStep:
    year = store().registers(actor, year_id)
    now = seen_in(seen_registers(year))
    if any(one not in now for one in shown):
        what = "Something changed after this was suggested."
        raise StoreError(what, "Look at it again, then use it.")
    fewest = store().privacy.rules(actor, year.year.school_id).fewest_shown
    changes = [_change(year, one, fewest) for one in shown]
    saved = store().save(actor, year_id, changes, why="Use what we saw in reviews")
    says = (
        f"{counted(len(shown), 'effect is', 'effects are')} what was suggested now, with the "
        "reason beside it and what it was before. A plan made before is out of date."
    )
    return SavedStep(year_id, saved.step, says)


def _change(year: YearRegisters, seen: EffectSeen, fewest_shown: int) -> RowChange:
    rows: Sequence[StoredRow[Effect]] = year.rows["effects"]
    row = next(row for row in rows if (row.record.provision, row.record.strand) == seen.key)
    assert seen.suggested is not None
    record = changed(row.record, seen.suggested, reason(seen, fewest_shown))
    return RowChange("effects", row.id, row.version, record)


def _start(actor: Actor, year_id: int, only: str | None) -> SavedStep:
    planned = plans.planned(actor)
    if planned is None:
        raise StoreError("There is no plan any more.", "Plan first.")
    started = to_start(planned, seen_registers(store().registers(actor, year_id)))
    begun = [review for review in started if only in {None, review.provision}]
    changes = [RowChange("reviews", None, None, review) for review in begun]
    saved = store().save(actor, year_id, changes, why="Reviews of the plan begun")
    says = f"{counted(len(begun), 'review is', 'reviews are')} begun, with nothing measured yet."
    return SavedStep(year_id, saved.step, says)
