"""The plans of a year: which of them is read, whether it still fits, and all the others."""

from __future__ import annotations

import streamlit as st

from planner.access import LOCAL, Action, Actor
from planner.charts.register_words import moment
from planner.charts.sureness import outcome
from planner.charts.table import Column, ColumnKind, Table
from planner.store.values import StoredPlan
from planner.ui import guard, plans, state
from planner.ui.leadership.approval import approved
from planner.ui.staleness import is_up_to_date, out_of_date
from planner.ui.state import Key
from planner.ui.storage import store
from planner.ui.tables import draw_sentences_table
from planner.ui.text import say


def made_by(stored: StoredPlan) -> str:
    """When a plan was made, and by whom where there are several people."""
    by = "" if stored.who == LOCAL.who else f" by {stored.who}"
    return f"Made {moment(stored.made_at)}{by}."


def draw_standing(actor: Actor, stored: StoredPlan) -> None:
    """Say whether a plan still fits; an earlier one leads to the newest."""
    if stored.id != plans.all_plans(actor)[0].id:
        say("This is an earlier plan.", kind="info")
        st.button("Back to the newest plan", key=Key.NEWEST_PLAN, on_click=_show, args=(None,))
    if yes := approved(store().approvals(actor, stored.year_id), stored):
        say(yes, kind="small")
    if why := out_of_date(actor, stored):
        say(f"{why} Plan again to bring it up to date.", kind="warning")


def draw_shelf(actor: Actor) -> None:
    """List the plans of the year where there are several, each to be opened."""
    found = plans.all_plans(actor)
    if len(found) < 2:
        return
    title = f"All {len(found)} plans of this year"
    with st.expander(title, key=Key.PLANS, on_change="rerun"):
        draw_sentences_table(_table(actor, found), key="plans")
        names = {one.id: moment(one.made_at) for one in found}
        chosen = st.selectbox(
            "Open a plan",
            list(names),
            format_func=lambda number: f"Made {names[number]}",
            key=Key.EARLIER_PLAN,
            width=320,
        )
        st.button("Open this plan", key=Key.OPEN_PLAN, on_click=_show, args=(chosen,))


def _show(number: int | None) -> None:
    if guard.actor_who_may(Action.READ_PLAN) is not None:
        state.show_plan(number)


def _table(actor: Actor, found: tuple[StoredPlan, ...]) -> Table:
    approvals = store().approvals(actor, found[0].year_id)
    return Table(
        name="plans",
        says="The plans made for this year, the newest first, and whether each is up to date.",
        columns=(
            Column("Made", ColumnKind.CODE),
            Column("By"),
            Column("How it ended"),
            Column("Up to date"),
            Column("Approved"),
        ),
        rows=tuple(
            (
                moment(one.made_at),
                one.who,
                outcome(one.status),
                "yes" if is_up_to_date(actor, one) else "no",
                approved(approvals, one) or "no",
            )
            for one in found
        ),
    )
