"""Type in an edited table as a person does: with the keyboard, the clipboard and the mouse."""

from __future__ import annotations

import contextlib
import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.driver import settle

# Nobody types faster, and the cell that opens for the first key needs a moment for the next.
MILLISECONDS_A_KEY = 40
OPEN_CELL = "#portal textarea, #portal input"


class Grid:
    """The grid of one editor. Rows are counted from 0; columns go by their headings.

    The grid is a canvas. What it says is read from the table for screen readers inside the canvas,
    which holds the rows in view only.
    """

    def __init__(self, page: Page, within: Locator | None = None) -> None:
        self.page = page
        grids = (within or page).get_by_test_id("stDataFrame")
        self.root = grids.filter(has=page.locator("canvas")).first
        expect(self.root.get_by_test_id("data-grid-canvas")).to_be_visible(timeout=20_000)
        expect(self.root.locator("td[role=gridcell]").first).to_be_attached(timeout=20_000)

    def columns(self) -> dict[str, int]:
        """The columns in view, each with its place."""
        headings = self.root.locator("th[role=columnheader]").evaluate_all(
            "all => all.map(one => [one.textContent.trim(), +one.getAttribute('aria-colindex')])"
        )
        return dict(headings)

    def count(self) -> int:
        """How many rows there are, but for the heading and the line in which a new one begins."""
        rows = self.root.locator("table[role=grid]").get_attribute("aria-rowcount")
        return int(rows or 0) - 2

    def cell(self, row: int, column: str) -> Locator:
        place = self.columns()[column]
        return self.root.locator(f"tr[aria-rowindex='{row + 2}'] td[aria-colindex='{place}']")

    def says(self, row: int, column: str) -> str:
        if column not in self.columns() or not self.cell(row, column).count():
            self.go(row, column)
        return self.cell(row, column).text_content() or ""

    def go(self, row: int, column: str) -> None:
        """Select a cell: first the one in the corner, and from there by arrows."""
        self._go_to_corner()
        for _ in range(row):
            self.page.keyboard.press("ArrowDown")
        place = 1
        self._arrive(row, place)
        while self.columns().get(column) != place:
            self.page.keyboard.press("ArrowRight")
            place += 1
            self._arrive(row, place)

    def _go_to_corner(self) -> None:
        """Click a cell and go home; a cell that was selected already is opened by the click."""
        canvas = self.root.get_by_test_id("data-grid-canvas")
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        assert box
        for height in (50, 85, 50):
            self.root.locator(".dvn-scroller").click(position={"x": box["width"] / 2, "y": height})
            self.page.wait_for_timeout(100)
            if self.page.locator(OPEN_CELL).count():
                self.page.keyboard.press("Escape")
                self.page.wait_for_timeout(100)
            self.page.keyboard.press("ControlOrMeta+Home")
            with contextlib.suppress(AssertionError):
                self._arrive(0, 1, timeout=1_000)
                return

    def _arrive(self, row: int, place: int, timeout: int = 10_000) -> None:
        """Wait until a cell is the selected one."""
        cell = self.root.locator(f"tr[aria-rowindex='{row + 2}'] td[aria-colindex='{place}']")
        expect(cell).to_have_attribute("aria-selected", "true", timeout=timeout)

    def begin(self, row: int, column: str, text: str) -> None:
        """Type straight onto a selected cell, and leave it open."""
        self.go(row, column)
        field = self.page.locator(OPEN_CELL).first
        for end in range(1, len(text) + 1):
            self.page.keyboard.type(text[end - 1])
            expect(field).to_have_value(text[:end])
            self.page.wait_for_timeout(MILLISECONDS_A_KEY)

    def type(self, row: int, column: str, text: str) -> None:
        self.begin(row, column, text)
        self.page.keyboard.press("Enter")
        settle(self.page)

    def empty(self, row: int, column: str) -> None:
        self.go(row, column)
        self.page.keyboard.press("Delete")
        settle(self.page)

    def paste(self, row: int, column: str, *lines: str) -> None:
        """Paste lines of a spreadsheet, whose cells are separated by tabs."""
        self.page.evaluate("text => navigator.clipboard.writeText(text)", "\n".join(lines))
        self.go(row, column)
        self.page.keyboard.press("ControlOrMeta+v")
        settle(self.page)

    def add(self) -> None:
        self.root.hover()
        self.page.get_by_role("button", name=re.compile("^Add row")).first.click()
        settle(self.page)

    def delete(self, row: int) -> None:
        self._go_to_corner()
        for _ in range(row):
            self.page.keyboard.press("ArrowDown")
        self._arrive(row, 1)
        self.page.keyboard.press("Shift+Space")
        self.page.keyboard.press("Delete")
        settle(self.page)
