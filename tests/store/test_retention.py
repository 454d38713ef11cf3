"""How long a school keeps what: its own rule, what is due, and nothing deleted unasked."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.errors import AccessError, StoreError
from planner.store.retention import later
from planner.store.values import Due, DuePupil, Rules
from tests.builders import a_need, a_pupil, a_school
from tests.store.acting import FINANCE, LEADER, SENCO, VIEWER, keep, records_of, remove

MADE = {"inputs_sha256": "a1", "status": "optimal", "files": {"summary.json": b"{}"}}
LEFT = dt.date(2026, 10, 16)


def a_year(store):
    """P1 is there all of 2026/27; P2 leaves on 16 October 2026."""
    pupils = [a_pupil(), a_pupil("P2", leaves=LEFT)]
    return keep(store, a_school(pupils=pupils, needs=[a_need()]))


def test_a_school_that_has_decided_nothing_keeps_everything_and_hides_counts_under_five(
    store, clock
):
    year = a_year(store)
    assert store.privacy.rules(SENCO, year.school_id) == Rules(5, None, None)
    clock.goes_on(days=36_500)
    assert store.privacy.due(SENCO, year.school_id).is_nothing


def test_what_a_school_decides_is_kept_and_noted_in_words(store):
    year = a_year(store)
    for decided in (Rules(10, 12, 6), Rules(10, 12, None)):
        store.privacy.save_rules(SENCO, year.school_id, decided)
        assert store.privacy.rules(LEADER, year.school_id) == decided
    assert [one.what for one in store.privacy.happenings(SENCO)] == [
        "Counts under 10 are hidden, pupils are due 12 months after their last day, plans are kept",
        "Counts under 10 are hidden, pupils are due 12 months after their last day, "
        "plans are due 6 years after they were made",
    ]


@pytest.mark.parametrize("decided", [Rules(1), Rules(5, 0), Rules(5, 601), Rules(5, 1, 51)])
def test_what_cannot_be_kept_to_is_refused(store, decided):
    year = a_year(store)
    with pytest.raises(StoreError, match="Nothing was saved"):
        store.privacy.save_rules(SENCO, year.school_id, decided)


def test_a_pupil_is_due_so_many_months_after_their_last_day_and_not_before(store, clock):
    year = a_year(store)
    store.privacy.save_rules(SENCO, year.school_id, Rules(5, 2, None))
    # 16 October and two months: from 16 December; the clock stands at 23 November.
    clock.goes_on(days=22)
    assert store.privacy.due(SENCO, year.school_id) == Due()
    clock.goes_on(days=1)
    due = DuePupil("P2", LEFT, dt.date(2026, 12, 16))
    assert store.privacy.due(SENCO, year.school_id) == Due(pupils=(due,))


def test_without_a_day_of_leaving_the_last_day_is_that_of_the_last_year_with_the_pupil(
    store, clock
):
    year = a_year(store)
    store.privacy.save_rules(SENCO, year.school_id, Rules(5, 1, None))
    following, _ = store.copy_forward(SENCO, year.id)
    assert [one.pupil for one in records_of(store, following, "pupils")] == ["P1"]
    clock.time = dt.datetime(2027, 10, 1, tzinfo=dt.UTC)
    assert [one.pupil for one in store.privacy.due(SENCO, year.school_id).pupils] == ["P2"]
    clock.time = dt.datetime(2028, 9, 30, tzinfo=dt.UTC)
    last = store.privacy.due(SENCO, year.school_id).pupils[-1]
    assert (last.pupil, last.last_day) == ("P1", dt.date(2028, 8, 31))


def test_a_plan_is_due_so_many_years_after_it_was_made(store, clock):
    year = a_year(store)
    store.privacy.save_rules(SENCO, year.school_id, Rules(5, None, 3))
    old = store.save_plan(SENCO, year.id, made_at=clock.time, **MADE)
    clock.time = dt.datetime(2029, 11, 22, tzinfo=dt.UTC)
    store.save_plan(SENCO, year.id, made_at=clock.time, **MADE)
    assert store.privacy.due(SENCO, year.school_id).plans == ()
    clock.goes_on(days=1)
    (due,) = store.privacy.due(SENCO, year.school_id).plans
    assert (due.id, due.due) == (old.id, dt.date(2029, 11, 23))


def test_a_name_of_nobody_is_due_whatever_the_rule(store):
    year = a_year(store)
    store.privacy.save_names(SENCO, year.school_id, {"P1": "A", "P2": "B"})
    remove(store, year, "pupils", 1)
    assert store.privacy.due(SENCO, year.school_id) == Due(names=("P2",))


def test_what_is_confirmed_is_deleted_and_the_rest_stays(store, clock):
    year = a_year(store)
    store.privacy.save_rules(SENCO, year.school_id, Rules(5, 1, 1))
    store.privacy.save_names(SENCO, year.school_id, {"P2": "B"})
    plan = store.save_plan(SENCO, year.id, made_at=clock.time, **MADE)
    store.save_plan(SENCO, year.id, made_at=clock.time, **MADE)
    clock.goes_on(days=400)
    assert [one.pupil for one in store.privacy.due(SENCO, year.school_id).pupils] == ["P2", "P1"]
    store.privacy.delete_due(SENCO, year.school_id, pupils=["P2"], plans=[plan.id])
    due = store.privacy.due(SENCO, year.school_id)
    assert [one.pupil for one in due.pupils] == ["P1"]
    assert len(due.plans) == len(store.plans(SENCO, year.id)) == 1
    assert store.privacy.names(SENCO, year.school_id) == {}
    told = [(entry.kind, entry.after) for entry in store.audit(SENCO, year.id)[:2]]
    assert told == [("plan", "1 plan deleted by the school’s rule"), ("deleted for good", None)]


def test_what_is_no_longer_due_is_not_deleted_though_it_was_confirmed(store):
    year = a_year(store)
    plan = store.save_plan(SENCO, year.id, made_at=year.created_at, **MADE)
    store.privacy.save_names(SENCO, year.school_id, {"P2": "B"})
    wanted = {"pupils": ["P1", "P2"], "plans": [plan.id], "names_of": ["P2"]}
    store.privacy.delete_due(SENCO, year.school_id, **wanted)
    assert len(records_of(store, year, "pupils")) == 2
    assert store.plans(SENCO, year.id) == (plan,)
    assert store.privacy.names(SENCO, year.school_id) == {"P2": "B"}


def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month():
    assert later(dt.date(2027, 1, 31), 1) == dt.date(2027, 2, 28)
    assert later(dt.date(2026, 8, 31), 24) == dt.date(2028, 8, 31)
    assert later(dt.date(2026, 12, 5), 1) == dt.date(2027, 1, 5)


@pytest.mark.parametrize("actor", [LEADER, FINANCE, VIEWER])
def test_whoever_may_not_delete_for_good_sets_no_rule_and_deletes_nothing(store, actor):
    year = a_year(store)
    for call in (
        lambda: store.privacy.save_rules(actor, year.school_id, Rules(5, 1, 1)),
        lambda: store.privacy.due(actor, year.school_id),
        lambda: store.privacy.delete_due(actor, year.school_id, pupils=["P2"]),
    ):
        with pytest.raises(AccessError):
            call()
