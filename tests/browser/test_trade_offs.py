"""A question asked in the meeting: chosen, answered, taken away, and there again later."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from planner.insight.questions import question_called
from tests.browser.driver import settle, turn_to, visit
from tests.browser.test_journeys import PLANNING, make_plan, open_school

GAP = question_called("gap")


def choose(page: Page, title: str) -> None:
    page.get_by_role("combobox", name="Question").click()
    page.get_by_role("option", name=title).click()
    settle(page)


def ask(page: Page) -> None:
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".st-key-answer")).to_be_visible(timeout=PLANNING)
    settle(page)


def test_a_question_about_the_plan_is_answered_and_there_again_for_the_next_visit(page):
    visit(page)
    open_school(page, "Asking Primary")
    turn_to(page, "Plan")
    make_plan(page)
    page.get_by_role("link", name="What would it cost? Ask.").click()
    settle(page)
    choose(page, GAP.title)
    expect(page.get_by_role("heading", level=1)).to_have_text(GAP.title)
    ask(page)
    told = page.locator(".st-key-answer").inner_text()
    assert "money" in told

    with page.expect_download() as taken:
        page.get_by_role("button", name="Download all tables (zip)").click()
    with zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes())) as archive:
        assert json.loads(archive.read("answer.json"))["question"] == "gap"
        assert {f"{table}.csv" for table in GAP.answer.TABLES} <= set(archive.namelist())

    visit(page, "trade_offs")
    choose(page, GAP.title)
    expect(page.locator(".st-key-answer")).to_have_text(told, use_inner_text=True)
