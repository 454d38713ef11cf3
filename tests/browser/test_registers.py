"""The registers in a real browser: type in a grid, save, refresh, and two people on one row."""

from __future__ import annotations

import contextlib

import pytest
from playwright.sync_api import expect

from planner.access import LOCAL
from planner.school.registers import Registers
from planner.store.store import Store
from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import new_visitor
from tests.browser.driver import settle, visit
from tests.browser.grid import Grid
from tests.browser.server import running_app
from tests.builders import a_pin, a_review
from tests.charts.small_plan import small_school

PARTS = {
    "pupils": (
        "Register",
        "Needs",
        "Statutory items",
        "Today’s provision",
        "Decisions made",
    ),
    "review": ("Effect seen and assumed", "Cost of progress", "Write down outcomes"),
    "staff": ("Cost of each adult", "Work out a cost", "Hours by skill"),
    "provision": (
        "Effects by strand",
        "Add from the library",
        "Who can deliver it",
        "Cost of a place",
        "Catalogue",
    ),
    "year": ("Terms",),
    "pupil": (),
}


@pytest.fixture(scope="module")
def registers_url(chromium, tmp_path_factory):
    """The address of an app in whose store a school is open; one decision contradicts another."""
    home = tmp_path_factory.mktemp("registers")
    (home / "data").mkdir()
    store = Store.open(f"sqlite:///{home / 'data' / 'evenhand.db'}")
    school = small_school(
        pins=[a_pin(), a_pin(rule="must_not")],
        reviews=[a_review(pupil) for pupil in ("P1", "P2")],
    )
    store.create_year(LOCAL, school.details, school.policies, Registers.of(school))
    store.close()
    with running_app(home) as address:
        with new_visitor(chromium, address) as first:
            visit(first)
        yield address


@contextlib.contextmanager
def somebody(chromium, address, colours="light"):
    with new_visitor(chromium, address, colours=colours) as visitor:
        yield visitor


@pytest.fixture
def visitor(chromium, registers_url):
    with somebody(chromium, registers_url) as found:
        yield found


def show(page, part):
    page.get_by_test_id("stRadio").get_by_text(part, exact=True).click()
    settle(page)


def open_register(page):
    visit(page, "pupils")
    show(page, "Register")
    return Grid(page)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)


def test_a_cell_that_is_typed_and_saved_is_there_after_a_refresh(visitor):
    grid = open_register(visitor)
    grid.type(0, "Class", "4B")
    press(visitor, "Save 1 change")
    expect(visitor.get_by_text("1 change saved")).to_be_visible()
    assert open_register(visitor).says(0, "Class") == "4B"


def test_what_is_typed_and_not_saved_is_offered_after_a_refresh(visitor):
    grid = open_register(visitor)
    grid.type(1, "Class", "5A")
    open_register(visitor)
    expect(visitor.get_by_text("You had 1 change not saved")).to_be_visible()
    press(visitor, "Put them back")
    assert Grid(visitor).says(1, "Class") == "5A"
    press(visitor, "Discard")
    assert Grid(visitor).says(1, "Class") == ""


def test_two_people_on_one_row_see_both_values_and_the_second_chooses(chromium, registers_url):
    with (
        somebody(chromium, registers_url) as first,
        somebody(chromium, registers_url) as second,
    ):
        one, other = open_register(first), open_register(second)
        one.type(0, "Class", "4X")
        other.type(0, "Class", "4Y")
        press(first, "Save 1 change")
        press(second, "Save 1 change")
        expect(second.get_by_text("Nothing is lost.")).to_be_visible()
        table = second.get_by_test_id("stTable")
        expect(table).to_contain_text("4Y")
        expect(table).to_contain_text("4X")
        press(second, "Go on with these choices")
        assert open_register(first).says(0, "Class") == "4Y"


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_no_page_of_a_register_shuts_anybody_out(chromium, registers_url, colours):
    with somebody(chromium, registers_url, colours) as page:
        for path, parts in PARTS.items():
            visit(page, path)
            assert accessibility_faults(page) == [], path
            for part in parts:
                show(page, part)
                assert accessibility_faults(page) == [], (path, part)


@pytest.mark.parametrize("width", [400, 1400])
def test_no_page_of_a_register_is_wider_than_the_window(visitor, width):
    visitor.set_viewport_size({"width": width, "height": 900})
    for path in PARTS:
        visit(visitor, path)
        wider = visitor.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 0, path
