"""What is entered is kept safe: a backup and back from it, and a pupil deleted for good."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import new_visitor
from tests.browser.driver import settle, turn_to, visit
from tests.browser.server import running_app
from tests.browser.test_journeys import press

TABS = ("Figures", "Backup", "Who changed what", "Names", "What is kept how long", "People")
PUPIL = "P004"


@pytest.fixture
def installation(chromium, tmp_path_factory):
    """Gives somebody at an installation of their own in which nothing is, as often as asked."""
    open_now = []

    def install():
        app = running_app(tmp_path_factory.mktemp("home"))
        visitor = new_visitor(chromium, app.__enter__())
        open_now.append((app, visitor))
        page = visitor.__enter__()
        visit(page)
        return page

    yield install
    for app, visitor in open_now:
        visitor.__exit__(None, None, None)
        app.__exit__(None, None, None)


def tab(page, name):
    page.get_by_role("tab", name=name, exact=True).click()
    settle(page)


def test_counts_and_settings_shut_nobody_out(installation):
    page = installation()
    press(page, "Open the sample primary school")
    for width in (1400, 400):
        page.set_viewport_size({"width": 1400, "height": 1000})
        turn_to(page, "At a glance")
        page.set_viewport_size({"width": width, "height": 1000})
        assert accessibility_faults(page) == []
        page.set_viewport_size({"width": 1400, "height": 1000})
        turn_to(page, "Settings")
        page.set_viewport_size({"width": width, "height": 1000})
        for name in TABS:
            tab(page, name)
            assert accessibility_faults(page) == []


def test_a_backup_brings_everything_back_on_another_machine(installation):
    page = installation()
    press(page, "Open the sample primary school")
    turn_to(page, "Settings")
    with page.expect_download() as download:
        page.get_by_role("button", name="Back up now").click()
    data = download.value.path().read_bytes()

    other = installation()
    turn_to(other, "Settings")
    box = other.get_by_test_id("stFileUploader").locator("input[type=file]")
    box.set_input_files({"name": "a.zip", "mimeType": "application/zip", "buffer": data})
    settle(other)
    press(other, "Restore this backup")
    expect(other.get_by_text("1 school year brought back.")).to_be_visible()
    for one in (page, other):
        turn_to(one, "At a glance")
        expect(one.get_by_text("pupils are in the register")).to_be_visible()


def test_a_pupil_is_deleted_for_good_once_it_is_confirmed(installation):
    page = installation()
    press(page, "Open the sample primary school")
    turn_to(page, "Settings")
    tab(page, "What is kept how long")
    box = page.get_by_role("combobox", name="Pupil")
    box.click()
    box.fill(PUPIL)
    page.get_by_role("option", name=PUPIL).click()
    settle(page)
    delete = page.get_by_role("button", name=f"Delete {PUPIL} for good")
    expect(delete).to_be_disabled()
    page.get_by_text(f"Delete {PUPIL} for good. This cannot be undone.").click()
    settle(page)
    delete.click()
    settle(page)
    expect(page.get_by_text("The pupil was deleted for good.")).to_be_visible()
    box.click()
    box.fill(PUPIL)
    expect(page.get_by_role("option", name=PUPIL)).to_have_count(0)
