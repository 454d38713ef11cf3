"""Trying out what may happen, from a first scenario to the comparison on one's own disk."""

from __future__ import annotations

import io
import re
import zipfile

from playwright.sync_api import expect

from tests.browser.accessibility import accessibility_faults
from tests.browser.driver import settle, turn_to, visit
from tests.browser.test_journeys import PLANNING, open_school, press


def test_a_scenario_is_begun_changed_by_keyboard_planned_for_and_compared(page):
    visit(page)
    open_school(page, "Trial Primary")
    turn_to(page, "Scenarios")
    assert accessibility_faults(page) == []
    press(page, "Lose £2,500")
    press(page, "Change")

    page.get_by_role("combobox", name="What changes").click()
    page.get_by_role("option", name="Pay award").click()
    settle(page)
    award = page.get_by_role("textbox", name="Pay award (%)")
    award.fill("4")
    # A click straight from the box loses neither what was typed nor the click.
    press(page, "Add this change")
    expect(page.get_by_role("checkbox", name="2. Pay award of 4 %")).to_be_checked()
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Move up").nth(1).focus()
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_role("checkbox", name="1. Pay award of 4 %")).to_be_checked()
    press(page, "Close")

    page.get_by_role("button", name="Plan and compare").click()
    main = page.get_by_test_id("stMain")
    expect(main.get_by_role("heading", name="Side by side")).to_be_visible(timeout=PLANNING)
    settle(page)
    expect(main).to_contain_text(re.compile("Lose £2,500: needs met"))
    assert accessibility_faults(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Download all tables as CSV").click()
    files = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))
    assert "lines.csv" in files.namelist()
    assert b"Lose \xc2\xa32,500" in files.read("comparison.csv")
