"""Approving a plan: who has said yes to it, and the form in which somebody does."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from planner.access import LOCAL, Action, Actor, may
from planner.charts.register_words import moment
from planner.charts.sureness import outcome
from planner.charts.words import counted, listed
from planner.errors import StoreError
from planner.optimiser.checks import violations
from planner.store.values import Approval, StoredPlan
from planner.ui import plans
from planner.ui.settings.telling import do, draw_told
from planner.ui.state import Key
from planner.ui.storage import store
from planner.ui.text import say

_PART = "approval"


def approved(approvals: Sequence[Approval], stored: StoredPlan) -> str:
    """Who approved a plan and when, as a sentence; blank where nobody did."""
    mine = [one for one in approvals if one.plan_id == stored.id]
    said = [f"{who(one)} on {moment(one.at)}" for one in reversed(mine)]
    return f"Approved by {listed(said)}." if said else ""


def who(approval: Approval) -> str:
    """Who said yes, for a sentence."""
    return "the user of this computer" if approval.who == LOCAL.who else approval.who


def draw_approval(actor: Actor, stored: StoredPlan, out_of_date: str) -> None:
    """Say whether a plan is approved, and let somebody who may approve it do so.

    Args:
        actor: Who is there.
        stored: The plan.
        out_of_date: Why it is out of date; blank where it is not.
    """
    say("Approval", kind="heading")
    approvals = store().approvals(actor, stored.year_id)
    mine = [one for one in approvals if one.plan_id == stored.id]
    if mine:
        say(approved(approvals, stored), kind="success")
        for one in mine:
            if one.note:
                say(f"{who(one)} wrote: {one.note}")
    else:
        say("Nobody has approved this plan yet.")
        _say_of_others(approvals)
    draw_told(_PART)
    if may(actor, Action.APPROVE_PLAN) and actor.who not in {one.who for one in mine}:
        _draw_form(actor, stored, out_of_date)


def _say_of_others(approvals: Sequence[Approval]) -> None:
    if approvals:
        last = approvals[0]
        say(
            f"Another plan of this year was approved by {who(last)} on {moment(last.at)}. That "
            "does not go over to this one."
        )


def _draw_form(actor: Actor, stored: StoredPlan, out_of_date: str) -> None:
    if stored.who == actor.who and actor != LOCAL:
        say("You made this plan, so somebody else approves it.", kind="info")
        return
    say(
        f"What you would approve: the plan made {moment(stored.made_at)}, "
        f"{outcome(stored.status)}. It is checked once more, line by line, before your approval "
        "is kept."
    )
    if out_of_date:
        say(f"{out_of_date} You would approve what was planned then.", kind="warning")
    with st.form(f"{Key.APPROVAL}_{stored.id}", border=False):
        st.text_area(
            "Note, such as where and with whom it was agreed (no pupils’ names)",
            key=f"{Key.APPROVAL_NOTE}_{stored.id}",
            max_chars=2_000,
            height=90,
        )
        st.form_submit_button(
            "Approve this plan", type="primary", on_click=_approve, args=(stored.id,)
        )


def _approve(plan_id: int) -> None:
    note = str(st.session_state.get(f"{Key.APPROVAL_NOTE}_{plan_id}") or "")

    def approve(actor: Actor) -> str:
        _refuse_if_broken(actor, plan_id)
        store().approve_plan(actor, plan_id, note)
        return "The plan is approved. It stays as it is; a later plan is approved anew."

    do(_PART, Action.APPROVE_PLAN, approve, "The plan was not approved.")


def _refuse_if_broken(actor: Actor, plan_id: int) -> None:
    """Check every line again from the school's figures, as anybody who approves it relies on it.

    Raises:
        StoreError: It breaks a rule, or is not there any more.
    """
    stored = next((one for one in plans.every_plan(actor) if one.id == plan_id), None)
    if stored is None:
        what = "This plan is not there any more."
        raise StoreError(what, "Look at the plan that is there now.")
    planned = plans.read(actor, stored)
    broken = violations(planned.school, planned.plan)
    if broken:
        what = f"This plan breaks a rule in {counted(len(broken), 'place')}."
        raise StoreError(what, "Plan again, and approve that plan.")
