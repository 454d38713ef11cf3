"""Who said yes to which plan: by somebody other than its maker, once for each of them, for good."""

from __future__ import annotations

import sqlalchemy as sa

from planner.errors import StoreError
from planner.store import trail
from planner.store.rows import Signature, lock_year
from planner.store.schema import APPROVALS, PLANS
from planner.store.trail import Change, Kind
from planner.store.values import Approval

_NOTE_CHARACTERS = 2_000


def approve(
    connection: sa.Connection, plan_id: int, signature: Signature, *, is_only_user: bool
) -> Approval:
    """Keep somebody's yes to a plan; why they said it is their note.

    Args:
        connection: The transaction.
        plan_id: The plan.
        signature: Who says it, when, and the note.
        is_only_user: Whether nobody else is there who could have made the plan.

    Raises:
        StoreError: They made it themselves, or said yes already; it is there no more; it was made
            for a scenario; or the note is too long.
    """
    plan = connection.execute(sa.select(PLANS).where(PLANS.c.id == plan_id)).first()
    if plan is None:
        what = "This plan is not there any more."
        raise StoreError(what, "Nothing was approved. Look at the plan that is there now.")
    lock_year(connection, plan.year_id)
    _refuse(connection, plan, signature, is_only_user=is_only_user)
    yes = Approval(plan_id, signature.who, signature.at, signature.why.strip())
    connection.execute(
        sa.insert(APPROVALS).values(plan_id=plan_id, who=yes.who, at=yes.at, note=yes.note)
    )
    step = trail.begin_step(
        connection, plan.year_id, signature, kind=Kind.APPROVAL, what=f"plan {plan_id} approved"
    )
    entry = trail.happened(step, "approvals", Change.ADDED, row=plan_id, key=str(plan_id))
    trail.add_entries(connection, [entry])
    return yes


def approvals(connection: sa.Connection, year_id: int) -> tuple[Approval, ...]:
    """Give who said yes to the plans of a year, the last first."""
    query = (
        sa.select(APPROVALS.c.plan_id, APPROVALS.c.who, APPROVALS.c.at, APPROVALS.c.note)
        .join(PLANS, PLANS.c.id == APPROVALS.c.plan_id)
        .where(PLANS.c.year_id == year_id)
        .order_by(APPROVALS.c.at.desc(), APPROVALS.c.id.desc())
    )
    return tuple(Approval(**row) for row in connection.execute(query).mappings())


def _refuse(
    connection: sa.Connection,
    plan: sa.Row[tuple[object, ...]],
    yes: Signature,
    *,
    is_only_user: bool,
) -> None:
    if plan.scenario_id is not None:
        what = "This plan was made for a scenario and not for the year as it is."
        raise StoreError(what, "Put its changes into the registers, plan, and approve that plan.")
    if plan.who == yes.who and not is_only_user:
        what = "You made this plan yourself."
        raise StoreError(what, "A plan is approved by somebody else, so ask another leader.")
    if len(yes.why) > _NOTE_CHARACTERS:
        what = f"A note has at most {_NOTE_CHARACTERS:,} characters."
        raise StoreError(what, "Shorten it. Nothing was approved.")
    theirs = (APPROVALS.c.plan_id == plan.id, APPROVALS.c.who == yes.who)
    if connection.execute(sa.select(APPROVALS.c.id).where(*theirs)).first() is not None:
        raise StoreError("You have approved this plan already.", "There is nothing more to do.")
