"""Drafts, preferences, plans and scenarios."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.errors import AccessError, StoreError
from planner.store.values import RowChange
from tests.builders import a_pupil
from tests.store.acting import ANNA, BEN, FINANCE, LEADER, SENCO, VIEWER, keep

MADE = dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.UTC)


def a_plan(store, year, actor=SENCO, **facts):
    usual = {"inputs_sha256": "ab" * 32, "files": {"summary.json": b"{}"}, "status": "optimal"}
    return store.save_plan(actor, year.id, **{**usual, "made_at": MADE, **facts})


def test_a_draft_is_kept_until_it_is_dropped_with_who_and_when(store, clock):
    year = keep(store)
    store.save_draft(ANNA, year.id, "pupils", {"edited": {"3": {"hours": "£1,234.50"}}})
    clock.goes_on(minutes=1)
    store.save_draft(ANNA, year.id, "pupils", {"edited": {}})
    draft = store.draft(ANNA, year.id, "pupils")
    assert (draft.payload, draft.who, draft.at) == ({"edited": {}}, ANNA.who, clock.time)
    store.drop_draft(ANNA, year.id, "pupils")
    assert store.draft(ANNA, year.id, "pupils") is None


def test_a_draft_is_its_writers_own(store):
    year = keep(store)
    store.save_draft(ANNA, year.id, "pupils", {"by": "anna"})
    store.save_draft(BEN, year.id, "pupils", {"by": "ben"})
    store.save_draft(BEN, year.id, "needs", {"by": "ben"})
    assert store.draft(ANNA, year.id, "pupils").payload == {"by": "anna"}
    assert [draft.table for draft in store.drafts(BEN, year.id)] == ["needs", "pupils"]


def test_a_draft_goes_in_the_same_step_as_its_save_and_only_then(store):
    year = keep(store)
    store.save_draft(SENCO, year.id, "pupils", {"typed": "P2"})
    bad = RowChange("pupils", 99, 1, a_pupil("P2"))
    with pytest.raises(StoreError):
        store.save(SENCO, year.id, [bad], drop_draft="pupils")
    assert store.draft(SENCO, year.id, "pupils") is not None
    good = RowChange("pupils", None, None, a_pupil("P2"))
    store.save(SENCO, year.id, [good], drop_draft="pupils")
    assert store.draft(SENCO, year.id, "pupils") is None


def test_a_draft_larger_than_any_table_is_refused(store):
    year = keep(store)
    with pytest.raises(StoreError, match="too much to keep"):
        store.save_draft(SENCO, year.id, "pupils", {"typed": "x" * 5_000_001})


def test_nobody_drafts_in_a_table_that_they_may_not_change(store):
    year = keep(store)
    with pytest.raises(AccessError):
        store.save_draft(FINANCE, year.id, "pupils", {})
    assert store.draft(FINANCE, year.id, "pupils") is None


def test_a_preference_is_remembered_for_one_person_and_can_be_forgotten(store):
    store.set_preference(ANNA, "columns", {"UPN": "pupil"})
    store.set_preference(ANNA, "columns", {"UPN": "pupil", "Reg": "class"})
    assert store.get_preference(ANNA, "columns") == {"UPN": "pupil", "Reg": "class"}
    assert store.get_preference(BEN, "columns") is None
    store.set_preference(ANNA, "columns", None)
    assert store.get_preference(ANNA, "columns") is None


def test_a_plan_comes_out_as_the_bytes_that_went_in(store):
    year = keep(store)
    files = {"summary.json": b"{}", "allocations.csv": bytes(range(256))}
    plan = a_plan(store, year, files=files)
    assert store.plan_files(SENCO, plan.id) == files
    assert store.plans(SENCO, year.id) == (plan,)
    assert (plan.inputs_sha256, plan.status, plan.made_at) == ("ab" * 32, "optimal", MADE)
    assert (plan.who, plan.scenario_id) == (SENCO.who, None)


def test_plans_are_listed_the_last_one_first_and_a_change_of_the_year_leaves_them(store):
    year = keep(store)
    old = a_plan(store, year)
    new = a_plan(store, year, made_at=MADE + dt.timedelta(hours=1))
    store.save(SENCO, year.id, [RowChange("pupils", None, None, a_pupil("P2"))])
    assert store.plans(SENCO, year.id) == (new, old)


def test_the_store_has_no_way_to_change_a_plan(store):
    year = keep(store)
    plan = a_plan(store, year)
    with pytest.raises(AttributeError):
        plan.status = "better"
    ways = ["approve_plan", "plan_files", "plans", "save_plan"]
    assert [name for name in dir(store) if "plan" in name] == ways


def test_only_whoever_may_read_a_plan_gets_its_files(store):
    year = keep(store)
    plan = a_plan(store, year)
    assert store.plan_files(LEADER, plan.id)
    for actor in (FINANCE, VIEWER):
        with pytest.raises(AccessError):
            store.plan_files(actor, plan.id)
    with pytest.raises(AccessError):
        a_plan(store, year, actor=LEADER)


def test_a_plan_that_is_not_there_is_said_so(store):
    with pytest.raises(StoreError, match="not there any more"):
        store.plan_files(SENCO, 99)


def test_a_scenario_is_named_changed_renamed_and_deleted_with_its_plans(store):
    year = keep(store)
    scenario = store.create_scenario(SENCO, year.id, "  Without   TA1 ", [{"remove": "TA1"}])
    assert (scenario.name, scenario.changes) == ("Without TA1", ({"remove": "TA1"},))
    plan = a_plan(store, year, scenario_id=scenario.id)
    assert plan.scenario_id == scenario.id
    store.rename_scenario(SENCO, year.id, scenario.id, "Fewer adults")
    store.change_scenario(SENCO, year.id, scenario.id, [])
    (now,) = store.scenarios(LEADER, year.id)
    assert (now.id, now.name, now.changes) == (scenario.id, "Fewer adults", ())
    store.delete_scenario(SENCO, year.id, scenario.id)
    assert store.scenarios(SENCO, year.id) == ()
    assert store.plans(SENCO, year.id) == ()


def test_a_scenario_that_somebody_else_changed_meanwhile_is_not_overwritten(store):
    year = keep(store)
    seen = store.create_scenario(SENCO, year.id, "Cut", [{"remove": "TA1"}])
    store.change_scenario(LEADER, year.id, seen.id, [{"remove": "TA2"}], seen=seen.changes)
    with pytest.raises(StoreError, match="changed after it was shown"):
        store.change_scenario(SENCO, year.id, seen.id, [], seen=seen.changes)
    assert store.scenarios(SENCO, year.id)[0].changes == ({"remove": "TA2"},)


def test_a_leader_keeps_the_plan_of_a_scenario_and_not_that_of_the_year(store):
    year = keep(store)
    scenario = store.create_scenario(LEADER, year.id, "Cut")
    assert a_plan(store, year, actor=LEADER, scenario_id=scenario.id).who == LEADER.who
    with pytest.raises(AccessError):
        a_plan(store, year, actor=LEADER)


def test_a_scenario_needs_a_name_of_its_own(store):
    year = keep(store)
    store.create_scenario(SENCO, year.id, "Cut", [])
    other = store.create_scenario(SENCO, year.id, "Grow", [])
    for name in ("cut", " ", "x" * 101):
        with pytest.raises(StoreError, match=r"name|called"):
            store.create_scenario(SENCO, year.id, name, [])
        with pytest.raises(StoreError, match=r"name|called"):
            store.rename_scenario(SENCO, year.id, other.id, name)
    assert store.rename_scenario(SENCO, year.id, other.id, "GROW").name == "GROW"


def test_a_scenario_of_one_year_is_not_one_of_another(store):
    year, other = keep(store), keep(store)
    scenario = store.create_scenario(SENCO, year.id, "Cut", [])
    for ask in (
        lambda: store.delete_scenario(SENCO, other.id, scenario.id),
        lambda: a_plan(store, other, scenario_id=scenario.id),
    ):
        with pytest.raises(StoreError, match="scenario is not there"):
            ask()


def test_plans_and_scenarios_are_noted_in_the_audit(store):
    year = keep(store)
    store.create_scenario(ANNA, year.id, "Cut", [])
    a_plan(store, year, actor=BEN)
    plan, scenario = store.audit(SENCO, year.id, limit=2)
    assert (plan.kind, plan.who) == ("plan", BEN.who)
    assert (scenario.kind, scenario.key, scenario.change) == ("scenario", "Cut", "added")


def test_a_plan_whose_files_are_too_large_is_refused(store, monkeypatch):
    year = keep(store)
    monkeypatch.setattr("planner.store.shelf._PLAN_BYTES", 10)
    with pytest.raises(StoreError, match="too large"):
        a_plan(store, year, files={"a": b"x" * 6, "b": b"x" * 6})
    assert a_plan(store, year, files={}).id
    assert store.plan_files(SENCO, store.plans(SENCO, year.id)[0].id) == {}
