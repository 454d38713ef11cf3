"""Sign-ins in the database: shared by every process, and outliving them all."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from planner.store.store import Store

HOUR = dt.timedelta(hours=1)


def test_what_one_process_notes_another_finds(store, address, clock):
    with closing(Store.open(address, now=clock)) as other:
        began = clock.time - HOUR
        store.sign_ins.see("a", began, clock.time)
        found = other.sign_ins.find("a")
        assert (found.began, found.last_seen, found.has_ended) == (began, clock.time, False)
        other.sign_ins.end("a", began, clock.time)
        assert store.sign_ins.find("a").has_ended


def test_one_that_has_ended_stays_so_whoever_sees_it_next(store, clock):
    store.sign_ins.end("a", clock.time, clock.time)
    store.sign_ins.see("a", clock.time, clock.time + HOUR)
    found = store.sign_ins.find("a")
    assert found.has_ended
    assert found.last_seen == clock.time + HOUR


def test_ending_and_seeing_at_the_same_moment_leaves_it_ended(store, clock):
    def note(place):
        act = store.sign_ins.end if place == 7 else store.sign_ins.see
        act("a", clock.time, clock.time)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(note, range(16)))
    assert store.sign_ins.find("a").has_ended


def test_since_when_sign_ins_are_remembered_is_kept_and_is_never_forgotten(store, address, clock):
    since = store.sign_ins.remembers_since
    store.sign_ins.see("old", clock.time - HOUR, clock.time)
    clock.goes_on(days=90)
    store.sign_ins.forget_begun_before(clock.time)
    with closing(Store.open(address, now=clock)) as later:
        assert later.sign_ins.find("old") is None
        assert later.sign_ins.remembers_since == since
