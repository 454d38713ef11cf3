"""What questions were answered with: kept, found again by what was asked, and only so many."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.errors import AccessError, StoreError
from planner.store.answers import MOST_KEPT
from tests.store.acting import FINANCE, LEADER, SENCO, VIEWER, keep

MADE = dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.UTC)
USUAL = {"inputs_sha256": "a1", "question": "gap", "asked": "{}", "answer": "{}", "made_at": MADE}


def an_answer(store, year, actor=SENCO, **facts):
    return store.save_answer(actor, year.id, **{**USUAL, **facts})


def test_an_answer_comes_out_as_it_went_in(store):
    year = keep(store)
    kept = an_answer(store, year, asked='{"cut": "20000.00"}', answer='{"gap": "1.50"}')
    assert store.answers(LEADER, year.id) == (kept,)
    assert (kept.asked, kept.answer) == ('{"cut": "20000.00"}', '{"gap": "1.50"}')
    assert (kept.who, kept.made_at, kept.scenario_id) == (SENCO.who, MADE, None)


def test_the_last_answer_to_the_same_question_about_the_same_stays(store):
    year = keep(store)
    scenario = store.create_scenario(SENCO, year.id, "Cut", [])
    an_answer(store, year, answer='"first"')
    later = MADE + dt.timedelta(minutes=1)
    others = [
        an_answer(store, year, question="why"),
        an_answer(store, year, asked='{"cut": 1}'),
        an_answer(store, year, inputs_sha256="b2"),
        an_answer(store, year, scenario_id=scenario.id),
    ]
    second = an_answer(store, year, answer='"second"', made_at=later)
    assert store.answers(SENCO, year.id) == (second, *reversed(others))


def test_an_answer_about_the_same_but_for_reviews_takes_the_place_of_the_one_before(store):
    year = keep(store)
    an_answer(store, year, planning_sha256="c3")
    second = an_answer(store, year, planning_sha256="c3", inputs_sha256="b2")
    assert store.answers(SENCO, year.id) == (second,)
    assert (second.inputs_sha256, second.planning_sha256) == ("b2", "c3")


def test_only_the_newest_answers_of_a_year_are_kept(store):
    year, other = keep(store), keep(store)
    an_answer(store, other)
    for number in range(MOST_KEPT + 1):
        an_answer(store, year, asked=str(number), made_at=MADE + dt.timedelta(minutes=number))
    asked = [answer.asked for answer in store.answers(SENCO, year.id)]
    assert (len(asked), asked[0], asked[-1]) == (MOST_KEPT, str(MOST_KEPT), "1")
    assert len(store.answers(SENCO, other.id)) == 1


def test_answers_go_with_their_scenario_and_with_their_year(store):
    year = keep(store)
    scenario = store.create_scenario(SENCO, year.id, "Cut", [])
    mine = an_answer(store, year)
    an_answer(store, year, scenario_id=scenario.id)
    store.delete_scenario(SENCO, year.id, scenario.id)
    assert store.answers(SENCO, year.id) == (mine,)
    store.delete_year(SENCO, year.id)
    assert store.answers(SENCO, year.id) == ()


def test_an_answer_about_a_scenario_of_another_year_or_without_end_is_refused(store, monkeypatch):
    year, other = keep(store), keep(store)
    scenario = store.create_scenario(SENCO, other.id, "Cut", [])
    with pytest.raises(StoreError, match="scenario is not there"):
        an_answer(store, year, scenario_id=scenario.id)
    monkeypatch.setattr("planner.store.answers._CHARACTERS", 10)
    with pytest.raises(StoreError, match="too large"):
        an_answer(store, year, answer="x" * 11)
    assert store.answers(SENCO, year.id) == ()


def test_the_senco_and_leaders_ask_and_nobody_else_reads_what_was_answered(store):
    year = keep(store)
    kept = an_answer(store, year, actor=LEADER)
    assert store.answers(SENCO, year.id) == (kept,)
    for actor in (FINANCE, VIEWER):
        with pytest.raises(AccessError):
            an_answer(store, year, actor=actor)
        with pytest.raises(AccessError):
            store.answers(actor, year.id)


def test_an_answer_is_noted_in_the_audit(store):
    year = keep(store)
    an_answer(store, year)
    last = store.audit(SENCO, year.id, limit=1)[0]
    assert (last.kind, last.table, last.key) == ("answer", "answers", "gap")
