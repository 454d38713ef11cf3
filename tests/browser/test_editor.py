"""The table that registers are edited in, typed in as a person types: nothing is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import new_visitor
from tests.browser.driver import settle, turn_to, visit
from tests.browser.grid import Grid
from tests.browser.server import running_app

SCRIPT = "tests/browser/apps/editor.py"


@pytest.fixture(scope="module")
def editor_url(chromium: Browser, tmp_path_factory):
    with running_app(tmp_path_factory.mktemp("home"), script=SCRIPT) as address:
        with new_visitor(chromium, address) as first:
            visit(first)
        yield address


@pytest.fixture
def visitor(chromium: Browser, editor_url):
    with new_visitor(chromium, editor_url) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)


def choose(page: Page, box: str, option: str) -> Grid:
    wanted = page.get_by_role("option", name=option, exact=True)
    page.get_by_role("combobox", name=box).first.click()
    if not wanted.count():
        # The first list of a visit is fetched when it is asked for, and may close on arrival.
        page.keyboard.press("ArrowDown")
    wanted.click()
    settle(page)
    return Grid(page)


def go_to(page: Page, name: str) -> Grid:
    turn_to(page, name)
    return Grid(page)


def stored(page: Page) -> str:
    return page.get_by_text(re.compile("^stored ")).inner_text()


def test_what_is_pasted_arrives_as_it_was_written_even_beyond_the_last_row(visitor):
    visit(visitor, "money?store=paste")
    grid = Grid(visitor)
    grid.paste(1, "Stream", "S1\tOne\t£1,234.50", "S2\tTwo\t(500)", "S3\tThree\t.01")
    assert grid.count() == 4
    assert [grid.says(row, "Amount (£ a year)") for row in (1, 2, 3)] == [
        "£1,234.50",
        "(500)",
        ".01",
    ]
    # The second is heard as what is owed, and the range speaks; the other two can be saved.
    expect(visitor.get_by_text("is '-500', which is out of range")).to_be_visible()
    # Three cells of the row that was there and one new row.
    press(visitor, "Save 4 changes")
    assert "name='One', amount=Decimal('1234.50')" in stored(visitor)
    assert "name='Three', amount=Decimal('0.01')" in stored(visitor)
    assert "S2" not in stored(visitor)
    grid = Grid(visitor)
    grid.type(3, "Amount (£ a year)", "500.00")
    press(visitor, "Save 1 change")
    assert "name='Two', amount=Decimal('500.00')" in stored(visitor)


def test_what_is_typed_in_rows_that_a_filter_hides_is_kept(visitor):
    visit(visitor, "?store=filter")
    Grid(visitor).type(0, "Class", "4B")
    grid = choose(visitor, "Year group", "3")
    assert grid.says(0, "Pupil") == "P2"
    grid.type(0, "Class", "3X")
    grid = choose(visitor, "Year group", "All")
    assert (grid.says(0, "Class"), grid.says(1, "Class")) == ("4B", "3X")
    press(visitor, "Save 2 changes")
    assert "class_name='4B'" in stored(visitor)
    assert "class_name='3X'" in stored(visitor)


def test_a_refresh_gives_back_what_was_typed(visitor):
    visit(visitor, "?store=refresh")
    grid = Grid(visitor)
    grid.type(0, "Class", "4B")
    grid.add()
    visitor.reload()
    settle(visitor)
    expect(visitor.get_by_text("You had 1 change not saved, from")).to_be_visible()
    press(visitor, "Put them back")
    assert Grid(visitor).says(0, "Class") == "4B"
    press(visitor, "Save 1 change")
    visitor.reload()
    settle(visitor)
    expect(visitor.get_by_text("not saved, from")).to_have_count(0)
    assert Grid(visitor).says(0, "Class") == "4B"


def test_leaving_the_page_in_the_middle_of_a_cell_loses_nothing(visitor):
    visit(visitor, "?store=leave")
    grid = Grid(visitor)
    grid.type(0, "Class", "4B")
    grid.begin(1, "Class", "3X")
    go_to(visitor, "Money")
    grid = go_to(visitor, "Pupils")
    assert (grid.says(0, "Class"), grid.says(1, "Class")) == ("4B", "3X")
    # The button is pressed while a cell is still open: what is in it is saved too.
    grid.begin(2, "Class", "9Z")
    visitor.get_by_role("button", name="Save 2 changes").click()
    settle(visitor)
    assert "class_name='9Z'" in stored(visitor)


def test_the_click_on_another_page_takes_along_what_was_typed_last(visitor):
    # Closing a cell and clicking tell the server twice. On a busy machine the click comes before
    # the server has got round to the cell, and what it was told of that alone is thrown away.
    overtaken, is_busy = [], False

    def to_server(server, told):
        if is_busy:
            overtaken.append(told)
        else:
            server.send(told)

    def watch(socket):
        server = socket.connect_to_server()
        socket.on_message(lambda told: to_server(server, told))

    visitor.route_web_socket(re.compile("/_stcore/stream"), watch)
    visit(visitor, "?store=overtaken")
    grid = Grid(visitor)
    grid.type(0, "Class", "4B")
    grid.begin(1, "Class", "3X")
    is_busy = True
    visitor.get_by_role("link", name="Money").hover()
    visitor.mouse.down()
    while not overtaken:
        visitor.wait_for_timeout(20)
    is_busy = False
    visitor.mouse.up()
    settle(visitor)
    expect(visitor.get_by_role("heading", name="What money is there?")).to_be_visible()
    grid = go_to(visitor, "Pupils")
    assert (grid.says(0, "Class"), grid.says(1, "Class")) == ("4B", "3X")


def test_what_is_typed_while_the_server_is_slow_is_kept(visitor):
    visit(visitor, "?store=slow&slow=0.8")
    grid = Grid(visitor)
    grid.begin(0, "Class", "A1")
    visitor.keyboard.press("Enter")
    grid.begin(1, "Class", "B2")
    visitor.keyboard.press("Enter")
    visitor.get_by_role("button", name=re.compile("^Save")).click()
    # The save takes its time, and typing goes on meanwhile.
    grid.begin(2, "Class", "C3")
    visitor.keyboard.press("Enter")
    settle(visitor)
    grid = Grid(visitor)
    assert [grid.says(row, "Class") for row in range(3)] == ["A1", "B2", "C3"]
    # The last edit may have reached the server in time for that save, or not. A busy server can
    # take a press for one that came before the edit; whoever sees the button still there presses
    # it again.
    save = visitor.get_by_role("button", name=re.compile("^Save"))
    for _ in range(3):
        if save.is_enabled():
            save.click()
            settle(visitor)
    kept = visitor.get_by_text(re.compile("^stored "))
    for name in ("A1", "B2", "C3"):
        expect(kept).to_contain_text(f"class_name='{name}'")


def test_what_is_typed_while_new_rows_are_being_saved_is_kept(visitor):
    visit(visitor, "?store=late&slow=2.5")
    grid = Grid(visitor)
    grid.paste(39, "Pupil", "P40\t2\t4B\tK", "Q1\tR\t\tN")
    visitor.get_by_role("button", name=re.compile("^Save")).click()
    grid.begin(6, "Class", "D4")
    visitor.keyboard.press("Enter")
    settle(visitor)
    grid = Grid(visitor)
    assert grid.count() == 41
    assert grid.says(6, "Class") == "D4"
    assert "Q1" in stored(visitor)


def test_deleting_a_pupil_asks_about_what_is_theirs(visitor):
    visit(visitor, "?store=delete")
    grid = Grid(visitor)
    grid.delete(4)
    grid.delete(0)
    expect(
        visitor.get_by_text(
            "To delete P1: 2 needs, statutory item F1, 1 pin and stream TU-P1 would be deleted"
        )
    ).to_be_visible()
    # The other pupil has nothing and can go at once.
    press(visitor, "Save 1 change")
    press(visitor, "Delete P1 with all of this")
    press(visitor, "Save 1 change")
    assert stored(visitor).startswith("stored pupils: 38")
    go_to(visitor, "Money")
    assert "TU-P1" not in stored(visitor)


def test_two_browsers_on_one_row_see_both_values_and_choose(chromium, editor_url, visitor):
    visit(visitor, "?store=clash")
    Grid(visitor).type(2, "Year group", "1")
    with new_visitor(chromium, editor_url) as other:
        visit(other, "?store=clash")
        press(other, "Throw them away")
        grid = Grid(other)
        grid.type(2, "Year group", "6")
        grid.type(2, "Class", "6Z")
        press(other, "Save 2 changes")
    press(visitor, "Save 1 change")
    row = visitor.get_by_role("row", name=re.compile("^Year group"))
    expect(row).to_have_text(re.compile(r"Year group\s*4\s*1\s*6"))
    press(visitor, "Go on with these choices")
    # Mine in the cell that both typed in; theirs in the one that they alone did.
    assert "pupil='P3', year_group='1', class_name='6Z'" in stored(visitor)


def test_the_editor_shuts_nobody_out_and_fits_a_telephone(visitor):
    visit(visitor, "?store=narrow")
    grid = Grid(visitor)
    grid.type(0, "Class", "4B")
    grid.type(1, "Year group", "40")
    assert accessibility_faults(visitor) == []
    visitor.set_viewport_size({"width": 400, "height": 900})
    settle(visitor)
    wider = visitor.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider <= 0
