from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from planner.charts.progress import Standing
from planner.errors import ContradictionError
from planner.optimiser.progress import Options
from planner.ui import job as job_module
from planner.ui.job import Job
from planner.ui.planning import planning_job
from tests.builders import a_pin, a_school


@pytest.fixture
def pool():
    with ThreadPoolExecutor(max_workers=1) as workers:
        yield workers


def until(condition):
    give_up_at = time.monotonic() + 30
    while not condition() and time.monotonic() < give_up_at:
        time.sleep(0.01)
    assert condition()


def a_job(**tables):
    return planning_job(a_school(**tables), Options(time_limit=20.0))


def test_a_job_ends_with_its_plan_and_what_was_heard(pool):
    job = a_job()
    job.start(pool)
    until(lambda: job.is_over)
    assert job.result is not None
    assert job.error is None
    assert job.heard is not None


def of_seconds(heard, seconds):
    """A standing that repeats what was heard."""
    return Standing(str(heard), 0.0, "", "")


def test_a_job_does_any_work_tells_how_far_it_has_come_and_keeps_what_comes_of_it(pool):
    kept = []

    def count(hear, should_stop):
        hear("one of two")
        hear("two of two")
        return 2

    job = Job(count, of_seconds, keep=kept.append)
    assert job.standing.doing == "None"
    job.start(pool)
    until(lambda: job.is_over)
    assert job.result == 2
    assert kept == [2]
    assert job.standing.doing == "two of two"


def test_a_job_that_is_stopped_gives_what_there_is_so_far(pool):
    def wait(hear, should_stop):
        until(should_stop)
        return "half"

    job = Job(wait, of_seconds)
    job.start(pool)
    until(lambda: not job.is_waiting)
    job.stop()
    until(lambda: job.is_over)
    assert job.result == "half"


def test_what_is_left_of_work_that_nobody_waited_for_is_not_kept(pool, monkeypatch):
    kept, left = [], threading.Event()

    def wait(hear, should_stop):
        left.wait()
        return "half"

    job = Job(wait, of_seconds, keep=kept.append)
    job.start(pool)
    until(lambda: not job.is_waiting)
    job.nobody_is_there()
    monkeypatch.setattr(job_module, "SECONDS_UNTIL_FORGOTTEN", 0.0)
    left.set()
    until(lambda: job.is_over)
    assert kept == []


def test_a_job_that_cannot_be_done_keeps_why(pool):
    job = a_job(pins=[a_pin(rule="exactly", hours_per_week=30.0)])
    job.start(pool)
    until(lambda: job.is_over)
    assert isinstance(job.error, ContradictionError)
    assert job.result is None


def test_a_job_waits_while_others_are_made(pool):
    gate = threading.Event()
    pool.submit(gate.wait)
    job = a_job()
    job.start(pool)
    assert job.is_waiting
    assert not job.is_over
    gate.set()
    until(lambda: job.is_over)
    assert not job.is_waiting


def test_a_waiting_job_that_is_stopped_never_begins(pool):
    gate = threading.Event()
    pool.submit(gate.wait)
    job = a_job()
    job.start(pool)
    job.stop()
    gate.set()
    assert job.is_over
    assert job.result is None
    assert job.error is None


def test_a_job_goes_on_while_somebody_is_there_and_a_moment_longer(monkeypatch):
    job = a_job()
    assert not job.should_stop()
    job.nobody_is_there()
    assert not job.should_stop()
    monkeypatch.setattr(job_module, "SECONDS_UNTIL_FORGOTTEN", 0.0)
    assert job.should_stop()
    job.somebody_is_there()
    assert not job.should_stop()


def test_a_job_nobody_waits_for_ends_without_a_plan_and_says_so(pool, monkeypatch, caplog):
    monkeypatch.setattr(job_module, "SECONDS_UNTIL_FORGOTTEN", 0.0)
    job = a_job()
    job.nobody_is_there()
    job.start(pool)
    until(lambda: job.is_over)
    assert job.result is None


def test_a_stopped_job_says_that_it_is_stopping_until_it_has():
    job = a_job()
    job.stop()
    assert job.is_stopping
    assert job.should_stop()
