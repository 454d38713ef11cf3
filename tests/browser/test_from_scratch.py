"""A school from scratch to a plan, with every register filled in at the screen."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import new_visitor
from tests.browser.driver import settle, turn_to, visit
from tests.browser.grid import Grid
from tests.browser.server import running_app
from tests.browser.test_import_and_money import choose_part, press
from tests.browser.test_journeys import begin_with, figure, make_plan

# For each register: its page, the part of it, the first column, and what is pasted, as a
# spreadsheet would hold it. One pupil needs an hour a week, and one adult can give it.
REGISTERS = (
    ("Staff", None, "Staff", "TA1\tTA\temployed\t\t25\t20\t£19,500"),
    ("Provision", None, "Provision", "SUP\tSupport in class\tsupport" + "\t" * 10 + "TA"),
    ("Provision", "Effects by strand", "Provision", "SUP\tlanguage\t1"),
    ("Pupils", "Register", "Pupil", "P1\t4\t4A\tK"),
    ("Pupils", "Needs", "Need", "N1\tP1\tlanguage\t2"),
    ("Budget", "Money in", "Stream", "GENERAL\tSEN budget\t25,000"),
)


def fill_in(page: Page, name: str, part: str | None, column: str, line: str) -> None:
    """Paste one line into an empty register and save it."""
    turn_to(page, name)
    if part is not None:
        choose_part(page, part)
    more = page.get_by_role("button", name=re.compile("^Add row"))
    more.press("Enter")
    settle(page)
    # Beside the register there may be tables to read; it is the one that takes new rows.
    register = page.get_by_test_id("stElementContainer").filter(has=more)
    Grid(page, register).paste(0, column, line)
    press(page, "Save 1 change")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_disabled()


def test_a_school_from_scratch_is_typed_in_and_planned_for(chromium, tmp_path):
    with running_app(tmp_path) as address, new_visitor(chromium, address) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visit(page)
        begin_with(page, "From scratch")
        page.get_by_role("textbox", name="Name of the school").fill("Scratch Primary")
        press(page, "Add this school")
        for register in REGISTERS:
            fill_in(page, *register)
        turn_to(page, "Start")
        expect(page.get_by_text("There can be a plan now")).to_be_visible()
        turn_to(page, "Plan")
        settle(page)
        make_plan(page)
        # The adult's 20 hours are more than enough for the hour that is needed.
        assert figure(page, "Needs met this year") == "100 %"
