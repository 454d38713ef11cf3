"""A list from the MIS brought in, edited and undone; and a year's amount put into a stream."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from planner.access import LOCAL
from planner.school.registers import Registers
from planner.store.store import Store
from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import new_visitor
from tests.browser.driver import settle, turn_to, visit
from tests.browser.grid import Grid
from tests.browser.server import running_app
from tests.browser.test_journeys import PLANNING, make_plan
from tests.builders import a_budget_line, a_need, a_pupil, a_school, a_stream

TRIES, MILLISECONDS_A_TRY = 20, 250
LIST = (
    "Pupil code,Legal Surname,NC Year,Reg Group,SEN Status,SEN Need Type\n"
    "P1,Lee,5,5A,K,SLCN\n"
    "P3,Roe,2,2B,M,ASD\n"
)


def school():
    return a_school(
        pupils=[a_pupil(class_name="4A"), a_pupil("P2", sen_status="E", class_name="4B")],
        needs=[a_need(), a_need("N2", pupil="P2")],
        funding=[a_stream(), a_stream("TU-P2", amount="4000", restricted_to="pupil:P2")],
        budget_lines=[a_budget_line()],
    )


@pytest.fixture
def visitor(chromium: Browser, tmp_path):
    """A visitor of an app of their own, in whose store there is one school."""
    (tmp_path / "data").mkdir()
    store = Store.open(f"sqlite:///{tmp_path / 'data' / 'evenhand.db'}")
    kept = school()
    store.create_year(LOCAL, kept.details, kept.policies, Registers.of(kept))
    store.close()
    with running_app(tmp_path) as address, new_visitor(chromium, address) as page:
        visit(page)
        yield page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)


def choose_part(page: Page, name: str) -> None:
    page.get_by_test_id("stRadio").get_by_text(name, exact=True).first.click()
    settle(page)


def choose(page: Page, box: str | re.Pattern[str], option: str) -> None:
    wanted = page.get_by_role("option", name=option, exact=True)
    page.get_by_role("combobox", name=box).first.click()
    for _ in range(TRIES):
        if wanted.count():
            break
        # The first list of a visit is fetched when it is asked for, and may close on arrival.
        page.wait_for_timeout(MILLISECONDS_A_TRY)
        page.keyboard.press("ArrowDown")
    wanted.click()
    settle(page)


def main(page: Page):
    return page.get_by_test_id("stMain")


def upload(page: Page) -> None:
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(
        {"name": "export.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    )
    settle(page)


def test_a_list_is_brought_in_edited_undone_and_planned_for_again(visitor):
    turn_to(visitor, "Plan")
    make_plan(visitor)
    turn_to(visitor, "Import pupils")
    assert accessibility_faults(visitor) == []
    upload(visitor)
    expect(main(visitor)).to_contain_text("0 pupils would be added, 1 changed")
    choose(visitor, re.compile("SEN status: ‘M’"), "SEN Support (K)")
    expect(main(visitor)).to_contain_text("1 pupil would be added, 1 changed")
    visitor.get_by_text(re.compile("^Remove P2")).click()
    settle(visitor)
    assert accessibility_faults(visitor) == []
    press(visitor, "Save 3 changes")
    expect(main(visitor)).to_contain_text("Saved as one step")

    turn_to(visitor, "Pupils")
    choose_part(visitor, "Register")
    grid = Grid(visitor)
    assert [grid.says(row, "Pupil") for row in range(grid.count())] == ["P1", "P3"]
    assert grid.says(0, "Class") == "5A"
    grid.type(1, "Class", "2C")
    press(visitor, "Save 1 change")
    press(visitor, "Undo")
    expect(Grid(visitor).cell(1, "Class")).to_have_text("2B")

    turn_to(visitor, "Plan")
    expect(main(visitor)).to_contain_text("The plan was made before")
    visitor.get_by_role("button", name="Plan again", exact=True).click()
    expect(visitor.get_by_text("The plan is up to date.")).to_be_visible(timeout=PLANNING)
    settle(visitor)

    turn_to(visitor, "Pupils")
    choose_part(visitor, "Register")
    Grid(visitor)
    press(visitor, "Undo")
    expect(Grid(visitor).cell(1, "Pupil")).to_have_text("P2")
    expect(Grid(visitor).cell(0, "Class")).to_have_text("4A")


def test_an_amount_is_worked_out_and_put_into_a_stream(visitor):
    turn_to(visitor, "Budget")
    expect(main(visitor)).to_contain_text("£29,000 comes in")
    for part in ("Where it stands", "Month by month", "Money in", "Money out", "Before top-up"):
        choose_part(visitor, part)
        assert accessibility_faults(visitor) == []
    choose_part(visitor, "Work out an amount")
    band = visitor.get_by_label("Amount of the band (£ for a full year)")
    band.fill("6,500")
    band.press("Tab")
    settle(visitor)
    expect(main(visitor)).to_contain_text("£6,500.00 a year × 365 of 365 days = £6,500.00")
    choose(visitor, "Put it into", "TU-P2: SEN budget (now £4,000)")
    assert accessibility_faults(visitor) == []
    press(visitor, "Put £6,500 into TU-P2")
    expect(main(visitor)).to_contain_text("£31,500 comes in")
    press(visitor, "Undo this")
    expect(main(visitor)).to_contain_text("£29,000 comes in")


def test_what_is_typed_just_before_the_button_is_never_saved_unseen(visitor):
    turn_to(visitor, "Budget")
    choose_part(visitor, "Work out an amount")
    band = visitor.get_by_label("Amount of the band (£ for a full year)")
    band.fill("6500")
    band.press("Tab")
    settle(visitor)
    choose(visitor, "Put it into", "TU-P2: SEN budget (now £4,000)")
    band.fill("7000")
    visitor.get_by_role("button", name="Put £6,500 into TU-P2").click()
    settle(visitor)
    # Either nothing is saved yet, or what is now on the page; never the amount typed over.
    expect(main(visitor)).to_contain_text("£7,000.00 a year")
    expect(main(visitor)).not_to_contain_text("£31,500 comes in")


@pytest.mark.parametrize("width", [400, 1400])
def test_neither_page_is_wider_than_the_screen(visitor, width):
    visitor.set_viewport_size({"width": width, "height": 900})
    for path in ("budget", "import_pupils"):
        visit(visitor, path)
        wider = visitor.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 0
    upload(visitor)
    wider = visitor.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider <= 0
