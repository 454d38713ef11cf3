"""The school's choices as things to set, each with what it does under it."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from planner.access import Action, Actor
from planner.charts import choices
from planner.charts.register_words import moment
from planner.charts.words import listed
from planner.errors import ConflictError, PlannerError
from planner.school.records import Policies
from planner.store.values import RowChange, Step, StoredRow
from planner.ui import guard, open_year, state
from planner.ui.messages import attempt, draw_failure, failure_of
from planner.ui.state import Failure, Key
from planner.ui.storage import store
from planner.ui.text import say

_KEEP_MONEY = "Nothing is bought without money"
_CLASH = (
    "{who} has decided something meanwhile: what is in force now is shown. Set yours again if it "
    "still stands."
)
_LAW_FIRST = "What the law asks for comes first"


def draw_choices(actor: Actor) -> None:
    """Show every choice with its effect in words; a change is saved as soon as it is made."""
    row = open_year.registers(actor).policies
    if row is None:
        return
    now = row.record
    _see(row)
    if failure := state.failure(Key.KEEPING_FAILED):
        draw_failure(failure, Key.KEEPING_FAILED)
    left, right = st.columns(2, gap="large")
    with left:
        _law_and_money(now)
        _fairness(now)
        _spread(now)
    with right:
        _keep(now)
        _reserve(now)
        _absence(now)
    say(
        "These are the school’s values, not ours. A change is saved as you make it, for everybody "
        "who plans for this year.",
        kind="small",
    )
    _draw_undo(actor)


def _draw_undo(actor: Actor) -> None:
    """Offer to undo a choice, while it is the last thing that this person saved."""
    step = _last_choice(actor)
    if step is not None:
        when = moment(step.at)
        st.button(f"Undo the choice made {when}", key=Key.UNDO_CHOICE, on_click=_undo)


def _last_choice(actor: Actor) -> Step | None:
    year = open_year.open_year(actor)
    if year is None:
        return None
    steps = store().steps(actor, year.id).undo
    decided = {entry.step for entry in store().audit(actor, year.id, table="policies")}
    return steps[0] if steps and steps[0].id in decided else None


def _undo() -> None:
    actor = guard.actor_who_may(Action.DECIDE_POLICIES)
    year = open_year.open_year(actor) if actor else None
    if actor is not None and year is not None and _last_choice(actor) is not None:
        _note(attempt(lambda: store().undo(actor, year.id), "The choice could not be undone."))


def _law_and_money(now: Policies) -> None:
    _lay(Key.OVERSPEND, _LAW_FIRST if now.statutory_may_overspend else _KEEP_MONEY)
    st.radio(
        "When the money does not reach for what the law asks for",
        (_KEEP_MONEY, _LAW_FIRST),
        key=Key.OVERSPEND,
        on_change=_take_overspend,
    )
    say(choices.overspend_effect(now.statutory_may_overspend), kind="small")


def _take_overspend() -> None:
    _change(statutory_may_overspend=st.session_state[Key.OVERSPEND] == _LAW_FIRST)


def _fairness(now: Policies) -> None:
    _lay(Key.FAIRNESS, round(100 * now.fairness, 4))
    st.number_input(
        "Fairness (% of the fairest share that every pupil keeps)",
        0.0,
        100.0,
        step=5.0,
        format="%.0f",
        key=Key.FAIRNESS,
        on_change=_take_fairness,
    )
    say(choices.fairness_effect(now.fairness), kind="small")


def _take_fairness() -> None:
    _change(fairness=round(st.session_state[Key.FAIRNESS] / 100, 6))


def _spread(now: Policies) -> None:
    name = choices.spread_name(now.diminishing_returns)
    names = [*choices.SPREADS, *([name] if name == choices.OWN_SPREAD else [])]
    _lay(Key.SPREAD, name)
    st.radio(
        "How help is spread",
        names,
        key=Key.SPREAD,
        on_change=_take_spread,
    )
    say(choices.spread_effect(now.diminishing_returns), kind="small")


def _take_spread() -> None:
    chosen = choices.SPREADS.get(st.session_state[Key.SPREAD])
    if chosen is not None:
        _change(diminishing_returns=chosen)


def _keep(now: Policies) -> None:
    _lay(Key.KEEP, round(100 * now.keep_current_plan, 4))
    st.number_input(
        "Keep what is done today (% of the help that may be given up for it)",
        0.0,
        100.0,
        step=0.5,
        format="%.1f",
        key=Key.KEEP,
        on_change=_take_keep,
    )
    say(choices.keep_effect(now.keep_current_plan), kind="small")


def _take_keep() -> None:
    _change(keep_current_plan=round(st.session_state[Key.KEEP] / 100, 6))


def _reserve(now: Policies) -> None:
    _lay(Key.RESERVE, float(now.reserve))
    st.number_input(
        "Reserve (£ of the year’s money left unspent)",
        0.0,
        1e8,
        step=500.0,
        format="%.0f",
        key=Key.RESERVE,
        on_change=_take_reserve,
    )
    say(choices.reserve_effect(float(now.reserve)), kind="small")


def _take_reserve() -> None:
    _change(reserve=Decimal(str(st.session_state[Key.RESERVE])))


def _absence(now: Policies) -> None:
    _lay(Key.ABSENCE, now.absence_percent)
    st.number_input(
        "Absence (% of adults’ hours lost without cover)",
        0.0,
        100.0,
        step=0.5,
        format="%.1f",
        key=Key.ABSENCE,
        on_change=_take_absence,
    )
    say(choices.absence_effect(now.absence_percent), kind="small")


def _take_absence() -> None:
    _change(absence_percent=st.session_state[Key.ABSENCE])


def _lay(key: Key, value: object) -> None:
    """Let a field show what is stored, whoever changed it."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _change(**change: object) -> None:
    """Save a choice, unless somebody else has decided since this visitor last saw the choices."""
    actor = guard.actor_who_may(Action.DECIDE_POLICIES)
    year = open_year.open_year(actor) if actor else None
    row = open_year.registers(actor).policies if actor and year else None
    if actor is None or year is None or row is None:
        return
    decided = Policies.model_validate(dict(row.record) | change)
    seen = st.session_state.get(Key.CHOICES_SEEN, row.version)
    changes = [RowChange("policies", row.id, seen, decided)]
    try:
        store().save(actor, year.id, changes)
    except ConflictError as error:
        who = listed(conflict.who for conflict in error.conflicts)
        _note(Failure("The choice was not saved.", _CLASH.format(who=who)))
    except PlannerError as error:
        _note(failure_of(error, "The choice was not saved."))
    else:
        _note(None)
    _see(open_year.registers(actor).policies)


def _see(row: StoredRow[Policies] | None) -> None:
    st.session_state[Key.CHOICES_SEEN] = row.version if row else None


def _note(result: object) -> None:
    state.set_failure(Key.KEEPING_FAILED, result if isinstance(result, Failure) else None)
