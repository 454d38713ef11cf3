"""Every page, in every state and both themes, under the accessibility checker."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import new_visitor
from tests.browser.driver import settle, turn_to, visit
from tests.browser.server import running_app
from tests.browser.test_journeys import (
    begin_with,
    make_plan,
    open_files,
    open_school,
    press,
)
from tests.browser.test_trade_offs import ask


@pytest.fixture(params=["light", "dark"])
def visitor(request, chromium, tmp_path):
    """Somebody at an app in which nothing is yet."""
    with (
        running_app(tmp_path) as address,
        new_visitor(chromium, address, colours=request.param) as first,
    ):
        yield first


def test_no_page_shuts_anybody_out(visitor):
    visit(visitor)
    assert accessibility_faults(visitor) == []
    turn_to(visitor, "Plan")
    assert accessibility_faults(visitor) == []
    turn_to(visitor, "Documents")
    assert accessibility_faults(visitor) == []

    turn_to(visitor, "Start")
    begin_with(visitor, "From scratch")
    assert accessibility_faults(visitor) == []
    open_files(visitor, {"pupils.csv": b"pupil\n=1+1"})
    expect(visitor.locator(".st-key-faults")).to_be_visible()
    assert accessibility_faults(visitor) == []

    visit(visitor)
    open_school(visitor, "Open Primary")
    assert accessibility_faults(visitor) == []
    turn_to(visitor, "Plan")
    assert accessibility_faults(visitor) == []
    make_plan(visitor)
    assert accessibility_faults(visitor) == []
    visitor.get_by_text("What the school decides").click()
    settle(visitor)
    assert accessibility_faults(visitor) == []
    turn_to(visitor, "Trade-offs")
    assert accessibility_faults(visitor) == []
    ask(visitor)
    assert accessibility_faults(visitor) == []
    turn_to(visitor, "Leadership")
    assert accessibility_faults(visitor) == []
    press(visitor, "Approve this plan")
    expect(visitor.get_by_text("The plan is approved.")).to_be_visible()
    assert accessibility_faults(visitor) == []
    turn_to(visitor, "Documents")
    assert accessibility_faults(visitor) == []

    turn_to(visitor, "Start")
    press(visitor, "Make 2027/28 from 2026/27")
    visitor.get_by_text("What changed when this year was made").click()
    settle(visitor)
    assert accessibility_faults(visitor) == []
    press(visitor, "Delete 2027/28")
    assert accessibility_faults(visitor) == []


@pytest.mark.parametrize("width", [400, 1400])
def test_nothing_is_wider_than_the_page(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    visit(page)
    for _ in range(2):
        wider = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 0
        page.goto("/plan")
