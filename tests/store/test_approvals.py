"""Who may say yes to which plan, and that it is kept with who, when and their note."""

from __future__ import annotations

import pytest

from planner.access import PERMISSIONS, Action, Actor, Role
from planner.errors import AccessError, StoreError
from tests.store.acting import ANNA, LEADER, SENCO, VIEWER, keep

MADE = {"inputs_sha256": "ab" * 32, "files": {"summary.json": b"{}"}, "status": "optimal"}
OTHER_LEADER = Actor("deputy@school.example", Role.LEADER)


def a_plan(store, year, actor=ANNA, **facts):
    return store.save_plan(actor, year.id, **MADE, made_at=year.created_at, **facts)


def test_an_approval_is_kept_with_who_when_and_the_note(store, clock):
    year = keep(store)
    plan = a_plan(store, year)
    clock.goes_on(hours=1)
    store.approve_plan(LEADER, plan.id, "  Agreed with the governors. ")
    clock.goes_on(hours=1)
    store.approve_plan(OTHER_LEADER, plan.id)
    second, first = store.approvals(ANNA, year.id)
    assert (first.plan_id, first.who, first.note) == (
        plan.id,
        LEADER.who,
        "Agreed with the governors.",
    )
    assert (second.who, second.at, second.note) == (OTHER_LEADER.who, clock.time, "")


def test_a_later_plan_is_not_approved_with_an_earlier_one(store):
    year = keep(store)
    earlier, later = a_plan(store, year), a_plan(store, year)
    store.approve_plan(LEADER, earlier.id)
    assert later.id not in {yes.plan_id for yes in store.approvals(LEADER, year.id)}


@pytest.mark.parametrize("role", Role)
def test_only_a_leader_may_approve(store, role):
    plan = a_plan(store, keep(store))
    actor = Actor("somebody@school.example", role)
    if role in PERMISSIONS[Action.APPROVE_PLAN]:
        assert store.approve_plan(actor, plan.id).who == actor.who
        return
    with pytest.raises(AccessError):
        store.approve_plan(actor, plan.id)
    assert store.approvals(LEADER, plan.year_id) == ()


def test_nobody_approves_a_plan_of_their_own_but_the_only_user_of_a_machine(store):
    year = keep(store)
    once_senco = Actor(ANNA.who, Role.LEADER)
    with pytest.raises(StoreError, match="made this plan yourself"):
        store.approve_plan(once_senco, a_plan(store, year).id)
    yes = store.approve_plan(SENCO, a_plan(store, year, actor=SENCO).id)
    assert yes.who == "this computer"


def test_a_plan_is_approved_by_each_of_them_once(store):
    plan = a_plan(store, keep(store))
    store.approve_plan(LEADER, plan.id, "first")
    with pytest.raises(StoreError, match="approved this plan already"):
        store.approve_plan(LEADER, plan.id, "second")
    assert [yes.note for yes in store.approvals(LEADER, plan.year_id)] == ["first"]


def test_a_plan_for_a_scenario_cannot_be_approved(store):
    year = keep(store)
    scenario = store.create_scenario(SENCO, year.id, "Cut", [])
    plan = a_plan(store, year, scenario_id=scenario.id)
    with pytest.raises(StoreError, match="made for a scenario"):
        store.approve_plan(LEADER, plan.id)


def test_a_plan_that_is_not_there_and_a_note_without_end_are_refused(store):
    plan = a_plan(store, keep(store))
    with pytest.raises(StoreError, match="not there any more"):
        store.approve_plan(LEADER, plan.id + 1)
    with pytest.raises(StoreError, match="at most 2,000 characters"):
        store.approve_plan(LEADER, plan.id, "x" * 2_001)
    assert store.approvals(LEADER, plan.year_id) == ()


def test_a_viewer_learns_who_approved_and_when_but_not_the_note(store, clock):
    plan = a_plan(store, keep(store))
    store.approve_plan(LEADER, plan.id, "P1 gets what was promised")
    (yes,) = store.approvals(VIEWER, plan.year_id)
    assert (yes.who, yes.at, yes.note) == (LEADER.who, clock.time, "")


def test_an_approval_is_noted_in_the_audit_with_its_reason(store):
    plan = a_plan(store, keep(store))
    store.approve_plan(LEADER, plan.id, "agreed")
    last = store.audit(SENCO, plan.year_id, limit=1)[0]
    assert (last.kind, last.who, last.table, last.key, last.why) == (
        "approval",
        LEADER.who,
        "approvals",
        str(plan.id),
        "agreed",
    )
