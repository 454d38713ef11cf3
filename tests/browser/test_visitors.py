"""Several visitors of one machine, and one who leaves before the plan is made."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

from planner.ui.job import SECONDS_UNTIL_FORGOTTEN
from tests.browser.conftest import new_visitor
from tests.browser.driver import settle, turn_to, visit
from tests.browser.server import running_app
from tests.browser.test_journeys import (
    ENDED,
    choose_time,
    make_plan,
    open_sample,
    open_school,
)

# What the planner may take to notice that it is to stop, on a busy machine.
SECONDS_TO_NOTICE = 60
STOP = "Stop and keep the best so far"


def begin_a_long_plan(page: Page, phase: str = "secondary") -> None:
    visit(page)
    open_sample(page, phase)
    turn_to(page, "Plan")
    choose_time(page, "Thorough")
    page.get_by_role("button", name="Plan", exact=True).click()
    expect(page.get_by_role("button", name=STOP)).to_be_visible(timeout=20_000)
    expect(page.get_by_text(re.compile(r"seconds? so far"))).to_be_visible(timeout=20_000)


@pytest.fixture
def own_app(chromium: Browser, tmp_path):
    """An app whose log this test can read."""
    with running_app(tmp_path) as address:
        yield address, tmp_path / "app.log"


def test_a_plan_goes_on_beside_other_work_and_stops_when_its_page_is_closed(chromium, own_app):
    address, log = own_app
    with new_visitor(chromium, address) as first:
        begin_a_long_plan(first)

        # On another page of the same visit it goes on, and the way back leads to it.
        turn_to(first, "Start")
        expect(first.get_by_test_id("stSidebar")).to_contain_text("Planning:")
        turn_to(first, "Plan")
        expect(first.get_by_role("button", name=STOP)).to_be_visible()

        # Another visitor is not kept waiting, not even for a plan of their own.
        with new_visitor(chromium, address) as second:
            visit(second)
            open_school(second, "Second Primary")
            turn_to(second, "Plan")
            make_plan(second)
        expect(first.get_by_role("button", name=STOP)).to_be_visible()
        assert "Work ended early" not in log.read_text()

    give_up_at = time.monotonic() + SECONDS_UNTIL_FORGOTTEN + SECONDS_TO_NOTICE
    while "Work ended early" not in log.read_text() and time.monotonic() < give_up_at:
        time.sleep(0.5)
    assert "Work ended early" in log.read_text()


def test_stopping_keeps_the_best_so_far_or_says_that_there_is_none(page):
    begin_a_long_plan(page, "primary")
    page.get_by_role("button", name=STOP).click()
    outcome = page.get_by_role("button", name=ENDED)
    expect(outcome).to_be_visible(timeout=SECONDS_TO_NOTICE * 1000)
    settle(page)
    said = page.get_by_text(re.compile("with the best plan so far|before there was a plan"))
    expect(said.first).to_be_visible()
