"""The school's choices as things to set, each with what it does under it."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from planner.access import Action
from planner.charts import choices
from planner.school.records import Policies
from planner.ui import guard, state
from planner.ui.state import Key
from planner.ui.text import say

_KEEP_MONEY = "Nothing is bought without money"
_LAW_FIRST = "What the law asks for comes first"


def draw_choices() -> None:
    """Show every choice with its effect in words; a change holds for this session."""
    now = state.choices()
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
        "These are the school’s values, not ours. A change holds until you close this page; to "
        "keep it, write it in school.csv.",
        kind="small",
    )


def _law_and_money(now: Policies) -> None:
    st.radio(
        "When the money does not reach for what the law asks for",
        (_KEEP_MONEY, _LAW_FIRST),
        index=int(now.statutory_may_overspend),
        key=Key.OVERSPEND,
        on_change=_take_overspend,
    )
    say(choices.overspend_effect(now.statutory_may_overspend), kind="small")


def _take_overspend() -> None:
    _change(statutory_may_overspend=st.session_state[Key.OVERSPEND] == _LAW_FIRST)


def _fairness(now: Policies) -> None:
    st.number_input(
        "Fairness (% of the fairest share that every pupil keeps)",
        0.0,
        100.0,
        round(100 * now.fairness, 4),
        5.0,
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
    st.radio(
        "How help is spread",
        names,
        index=names.index(name),
        key=Key.SPREAD,
        on_change=_take_spread,
    )
    say(choices.spread_effect(now.diminishing_returns), kind="small")


def _take_spread() -> None:
    own = state.opened_policies().diminishing_returns
    _change(diminishing_returns=choices.SPREADS.get(st.session_state[Key.SPREAD], own))


def _keep(now: Policies) -> None:
    st.number_input(
        "Keep what is done today (% of the help that may be given up for it)",
        0.0,
        100.0,
        round(100 * now.keep_current_plan, 4),
        0.5,
        format="%.1f",
        key=Key.KEEP,
        on_change=_take_keep,
    )
    say(choices.keep_effect(now.keep_current_plan), kind="small")


def _take_keep() -> None:
    _change(keep_current_plan=round(st.session_state[Key.KEEP] / 100, 6))


def _reserve(now: Policies) -> None:
    st.number_input(
        "Reserve (£ of the year’s money left unspent)",
        0.0,
        1e8,
        float(now.reserve),
        500.0,
        format="%.0f",
        key=Key.RESERVE,
        on_change=_take_reserve,
    )
    say(choices.reserve_effect(float(now.reserve)), kind="small")


def _take_reserve() -> None:
    _change(reserve=Decimal(str(st.session_state[Key.RESERVE])))


def _absence(now: Policies) -> None:
    st.number_input(
        "Absence (% of adults’ hours lost without cover)",
        0.0,
        100.0,
        now.absence_percent,
        0.5,
        format="%.1f",
        key=Key.ABSENCE,
        on_change=_take_absence,
    )
    say(choices.absence_effect(now.absence_percent), kind="small")


def _take_absence() -> None:
    _change(absence_percent=st.session_state[Key.ABSENCE])


def _change(**change: object) -> None:
    if guard.actor_who_may(Action.DECIDE_POLICIES) is not None:
        state.set_choices(state.choices().model_copy(update=change))
