"""Figures of a plan for anybody: counted from all of it, and nothing else leaves the store."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.errors import StoreError
from planner.store.values import Rules
from tests.store.acting import SENCO, VIEWER, keep

MADE = dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.UTC)
FILES = {"coverage.csv": b"need,pupil\r\nN1,P1\r\n"}


def a_plan(store, year, **facts):
    made = {"inputs_sha256": "a1", "files": FILES, "status": "optimal", "made_at": MADE}
    return store.save_plan(SENCO, year.id, **made | facts)


def an_answer(store, year, **facts):
    made = {"question": "gap", "asked": "{}", "answer": "{}", "inputs_sha256": "a1"}
    return store.save_answer(SENCO, year.id, **made | {"made_at": MADE} | facts)


def whole(one):
    return one


def test_a_viewer_gets_what_is_counted_from_all_of_a_plan(store):
    year = keep(store)
    store.privacy.save_rules(SENCO, year.school_id, Rules(7))
    plan = a_plan(store, year)
    answer = an_answer(store, year)
    found = store.privacy.count_plan(VIEWER, year.id, whole)
    assert (found.stored, found.files, found.answers, found.fewest_shown) == (
        plan,
        FILES,
        (answer,),
        7,
    )


def test_it_is_the_last_plan_of_the_year_as_it_is_or_the_one_that_is_asked_for(store):
    year = keep(store)
    first = a_plan(store, year)
    last = a_plan(store, year, made_at=MADE + dt.timedelta(hours=1))
    scenario = store.create_scenario(SENCO, year.id, "Cut", [])
    later = {"scenario_id": scenario.id, "made_at": MADE + dt.timedelta(hours=2)}
    of_scenario = a_plan(store, year, **later)
    an_answer(store, year, scenario_id=scenario.id)
    assert store.privacy.count_plan(VIEWER, year.id, whole).stored == last
    assert store.privacy.count_plan(VIEWER, year.id, whole, first.id).stored == first
    assert store.privacy.count_plan(VIEWER, year.id, whole, of_scenario.id) is None
    assert store.privacy.count_plan(VIEWER, year.id, whole).answers == ()


def test_without_a_plan_nothing_is_counted_and_without_a_year_it_is_said_so(store):
    year = keep(store)
    assert store.privacy.count_plan(VIEWER, year.id, whole) is None
    with pytest.raises(StoreError):
        store.privacy.count_plan(VIEWER, year.id + 1, whole)
