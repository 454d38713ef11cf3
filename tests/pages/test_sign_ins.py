"""What every memory of sign-ins has to keep, whatever it is kept in."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from dataclasses import replace

import pytest

from planner.access import LOCAL
from planner.store.store import Store
from planner.ui.sign_in_rules import SignInRules
from planner.ui.sign_ins import (
    Over,
    began_of,
    key_of,
    note,
    why_over,
)

NOW = dt.datetime(2026, 11, 26, 14, tzinfo=dt.UTC)
HOUR, DAY, SECOND = dt.timedelta(hours=1), dt.timedelta(days=1), dt.timedelta(seconds=1)
RULES = SignInRules({}, longest=8 * HOUR, idle=HOUR, ask="the SENCO")


@pytest.fixture
def store(tmp_path):
    """A store whose memory of sign-ins goes back 90 days."""
    opened = Store.open(f"sqlite:///{tmp_path / 'evenhand.db'}", now=lambda: NOW - 90 * DAY)
    yield opened
    opened.close()


@pytest.fixture
def sign_ins(store):
    return store.sign_ins


def claims(began, **other):
    return (
        {"iss": "https://id.example", "sub": "1", "nonce": "a"} | other | {"iat": began.timestamp()}
    )


def standing(sign_ins, began, *, last_seen=None, rules=RULES):
    """Whether a sign-in is over, and why."""
    if last_seen is not None:
        sign_ins.see(key_of(claims(began)), began, last_seen)
    return why_over(sign_ins, claims(began), rules, NOW)


def test_a_new_sign_in_counts(sign_ins):
    assert standing(sign_ins, NOW - SECOND) is None


def test_a_sign_in_lasts_its_hours_and_no_longer(sign_ins):
    assert standing(sign_ins, NOW - 8 * HOUR, last_seen=NOW) is None
    assert standing(sign_ins, NOW - 8 * HOUR - SECOND, last_seen=NOW) is Over.EXPIRED


def test_a_sign_in_lasts_without_use_as_long_as_it_may_and_no_longer(sign_ins):
    assert standing(sign_ins, NOW - 3 * HOUR, last_seen=NOW - HOUR) is None
    assert standing(sign_ins, NOW - 4 * HOUR, last_seen=NOW - HOUR - SECOND) is Over.IDLE


def test_until_it_is_seen_a_sign_in_was_last_used_when_it_began(sign_ins):
    assert standing(sign_ins, NOW - HOUR) is None
    assert standing(sign_ins, NOW - HOUR - SECOND) is Over.IDLE


def test_a_sign_in_that_has_ended_never_counts_again(sign_ins):
    began = NOW - HOUR
    key = key_of(claims(began))
    sign_ins.see(key, began, began)
    sign_ins.end(key, began, NOW)
    sign_ins.see(key, began, NOW)
    assert standing(sign_ins, began) is Over.ENDED


def test_a_sign_in_can_end_before_it_was_ever_seen(sign_ins):
    began = NOW - HOUR
    sign_ins.end(key_of(claims(began)), began, NOW)
    assert standing(sign_ins, began) is Over.ENDED


def test_a_sign_in_from_before_the_memory_counts_only_if_it_is_known(sign_ins):
    sign_ins = replace(sign_ins, since=NOW - 10 * SECOND)
    assert standing(sign_ins, NOW - HOUR) is Over.FORGOTTEN
    assert standing(sign_ins, NOW - HOUR, last_seen=NOW) is None


@pytest.mark.parametrize("other", [{"sub": "2"}, {"nonce": "b"}, {"iss": "https://id.else"}])
def test_two_sign_ins_are_told_apart(other):
    assert key_of(claims(NOW)) == key_of(claims(NOW))
    assert key_of(claims(NOW)) != key_of(claims(NOW, **other))
    assert key_of(claims(NOW)) != key_of(claims(NOW + SECOND))


def test_nobody_can_be_read_from_what_is_remembered():
    address = "senco@oak.example"
    assert address not in key_of(claims(NOW, sub=address))


def test_being_there_is_written_down_once_a_minute(sign_ins):
    user = claims(NOW)
    for seconds, written in ((0, 0), (59, 0), (60, 60), (100, 60), (120, 120)):
        note(sign_ins, user, NOW + seconds * SECOND)
        assert sign_ins.find(key_of(user)).last_seen == NOW + written * SECOND


def test_a_sign_in_is_forgotten_once_no_cookie_can_be_that_old(sign_ins):
    # A cookie lasts 30 days, and there are two days to spare.
    for days in (31, 33):
        sign_ins.end(str(days), NOW - days * DAY, NOW)
    note(sign_ins, claims(NOW), NOW)
    assert sign_ins.find("33") is None
    assert sign_ins.find("31").has_ended


@pytest.mark.parametrize("stamp", [None, "now", True, 1e300, float("nan")])
def test_a_date_that_is_none_is_not_read(stamp):
    assert began_of({"iat": stamp}) is None


def test_the_memory_outlives_the_app_and_is_as_old_as_it_ever_was(store, sign_ins):
    began = NOW - HOUR
    sign_ins.see("kept", began, NOW)
    with closing(Store.open(str(store._database.writer.url), now=lambda: NOW)) as again:
        assert again.sign_ins.find("kept") == sign_ins.find("kept")
        assert again.sign_ins.remembers_since == NOW - 90 * DAY


def test_a_backup_signs_nobody_in_and_a_restored_one_signs_nobody_out(store, sign_ins, tmp_path):
    sign_ins.see("here", NOW, NOW)
    data = store.back_up(LOCAL)
    with closing(Store.open(f"sqlite:///{tmp_path / 'other.db'}")) as other:
        other.sign_ins.see("there", NOW, NOW)
        other.restore(LOCAL, data)
        assert other.sign_ins.find("here") is None
        assert other.sign_ins.find("there") is not None
