"""Type in a register of a page as the browser would tell it, and press its buttons."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from planner.access import LOCAL
from planner.school.school import School
from planner.store.values import StoredRow, YearRegisters
from planner.ui import storage
from planner.ui.editor.desk import Desk
from planner.ui.register_sheet import sheet_key
from planner.ui.state import Key
from tests.pages.helpers import PAGES, open_page


def open_part(
    page: str, key: Key, part: str, school: School | None = None, app: AppTest | None = None
) -> AppTest:
    """Open one part of a page; with a school, as a new visitor."""
    app = open_page(page, school) if app is None else app.switch_page(PAGES[page]).run()
    assert not app.exception
    app.radio(key=key).set_value(part).run()
    assert not app.exception
    # A browser takes along what is typed in a grid only where this stands in no tab or expander.
    blocks = [block for block in app.main.children.values() if isinstance(block, Block)]
    in_nothing = [one for block in blocks for one in block.children.values()]
    assert all(grid in in_nothing for grid in app.get("dataframe") if grid.proto.editing_mode)
    return app


def year_now() -> YearRegisters:
    """The year that is open, as it is stored now."""
    store = storage.store()
    (year,) = store.years(LOCAL)
    return store.registers(LOCAL, year.id)


def rows_now(table: str) -> tuple[StoredRow[Any], ...]:
    return year_now().rows[table]


class Typing:
    """The editor of one table on a page that is open."""

    def __init__(self, app: AppTest, table: str) -> None:
        self.app = app
        self.key = sheet_key(year_now().year.id, table)

    @property
    def desk(self) -> Desk:
        found: Desk = self.app.session_state[f"{self.key}_desk"]
        return found

    def put(self, **parts: Any) -> Typing:
        nothing = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
        self.app.session_state[f"{self.key}_grid_{self.desk.grid}"] = nothing | parts
        self.app.run()
        assert not self.app.exception
        return self

    def write(self, row: int, **cells: str | None) -> Typing:
        return self.put(edited_rows={row: cells})

    def press(self, part: str) -> Typing:
        self.app.button(key=f"{self.key}_{part}").click().run()
        assert not self.app.exception
        return self

    @property
    def codes(self) -> list[str]:
        """The first cell of each row that is shown."""
        return [next(iter(cells.values())) for cells in self.desk.texts.values()]
