"""Whoever pulls the plug in the middle of a save loses nothing that was confirmed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.builders import a_need, a_pupil, a_school, a_teaching_assistant
from tests.store.acting import SENCO, keep
from tests.store.saver import TABLES

ROOT = Path(__file__).parents[2]
# A server outlives those who are killed, so that what it is asked to prove is less.
KILLS = {"sqlite": 200, "postgresql": 40}
MOST_SAVES = 3
LONGEST_WAIT = 0.01

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no kill -9")


def counted_in(store, year):
    """The number that the last save wrote into each of three tables."""
    rows = store.registers(SENCO, year.id).rows
    return {int(getattr(rows[table][0].record, field)) for table, field in TABLES.items()}


def kill_a_saver(process, saves, wait):
    """Let a child confirm some saves, kill it in a later one; give what it found and confirmed."""
    process.stdin.write(b"go\n")
    process.stdin.flush()
    word, child, found = process.stdout.readline().split()
    assert word == b"ready"
    lines = [process.stdout.readline() for _ in range(saves)]
    time.sleep(wait)
    os.kill(int(child), signal.SIGKILL)
    lines.extend(iter(process.stdout.readline, b"gone\n"))
    confirmed = [int(line.removeprefix(b"saved ")) for line in lines]
    return int(found), max(confirmed, default=int(found))


def test_kills_during_saves_lose_nothing_confirmed_and_leave_nothing_half_written(address, store):
    zero = {
        "pupils": [a_pupil(class_name="0")],
        "needs": [a_need(outcome="0")],
        "staff": [a_teaching_assistant(role="0")],
    }
    year = keep(store, a_school(**zero))
    command = [sys.executable, "-m", "tests.store.saver", address, str(year.id)]
    moments = random.Random(200)
    kills = KILLS[address.partition(":")[0]]
    last = 0
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        for _ in range(kills):
            saves, wait = moments.randrange(MOST_SAVES), moments.uniform(0, LONGEST_WAIT)
            found, confirmed = kill_a_saver(process, saves, wait)
            (there,) = counted_in(store, year)
            # A save may have been kept and killed before it could say so, but only one.
            assert last <= found <= last + 1
            assert confirmed <= there <= confirmed + 1
            last = confirmed
        process.stdin.close()
    (there,) = counted_in(store, year)
    noted = [one for one in store.audit(SENCO, year.id, limit=10**6) if one.kind == "save"]
    assert sorted(int(one.after) for one in noted) == sorted(3 * list(range(1, there + 1)))
    assert there > kills / 2, "too few saves were confirmed for this to prove anything"
