"""The editor without a browser: what its buttons do with what is typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from planner.school.records import Pupil
from planner.school.typed.reading import Told
from planner.school.typed.table import Typed
from planner.ui.editor import Sheet
from planner.ui.editor.desk import Desk
from planner.ui.editor.work import work_of
from tests.builders import a_need, a_pupil
from tests.pages.helpers import said
from tests.school.typed.stored import stored as stored_rows

APP = Path(__file__).parents[1] / "browser" / "apps" / "editor.py"


@pytest.fixture
def app():
    """The editor of pupils, over a store of its own."""
    st.cache_resource.clear()
    return a_visit()


def a_visit() -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=60).run()


def desk(app: AppTest) -> Desk:
    found: Desk = app.session_state["edit_pupils_desk"]
    return found


def grid(app: AppTest) -> dict[str, Any]:
    key = f"edit_pupils_grid_{desk(app).grid}"
    if key not in app.session_state:
        app.session_state[key] = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    held: dict[str, Any] = app.session_state[key]
    return {part: type(value)(value) for part, value in held.items()}


def put(app: AppTest, **parts: Any) -> None:
    """Type in the grid that is shown, as the browser would tell it."""
    app.session_state[f"edit_pupils_grid_{desk(app).grid}"] = grid(app) | parts
    app.run()
    assert not app.exception


def write(app: AppTest, row: int, **cells: str | None) -> None:
    edited = grid(app)["edited_rows"]
    put(app, edited_rows={**edited, row: {**edited.get(row, {}), **cells}})


def press(app: AppTest, part: str) -> None:
    app.button(key=f"edit_pupils_{part}").click().run()
    assert not app.exception


def label(app: AppTest) -> str:
    return app.button(key="edit_pupils_save").label


def stored(app: AppTest) -> str:
    return next(text.value for text in app.text if text.value.startswith("stored"))


def shown(app: AppTest, row: int, column: str) -> str:
    return list(desk(app).texts.values())[row][column]


def test_one_edit_is_one_change_to_save(app):
    write(app, 0, year_group="Year 6")
    assert label(app) == "Save 1 change"
    press(app, "save")
    assert "pupil='P1', year_group='6'" in stored(app)
    assert label(app) == "Save"
    assert "1 change saved" in said(app)


def test_a_cell_that_was_saved_can_be_set_back_in_the_same_grid(app):
    write(app, 0, **{"class": "4B"})
    press(app, "save")
    first = desk(app).grid
    write(app, 0, **{"class": ""})
    assert label(app) == "Save 1 change"
    press(app, "save")
    assert "class_name='4B'" not in stored(app)
    assert desk(app).grid == first


def test_what_cannot_be_saved_stays_while_the_rest_is_saved(app):
    write(app, 0, year_group="40")
    write(app, 1, **{"class": "4B"})
    assert label(app) == "Save 1 change"
    press(app, "save")
    assert "class_name='4B'" in stored(app)
    assert "1 row cannot be saved yet" in said(app)
    write(app, 0, year_group="4")
    press(app, "save")
    assert "pupil='P1', year_group='4'" in stored(app)


def test_a_fault_typed_back_to_what_it_was_is_gone_after_a_save_beside_it(app):
    write(app, 0, year_group="40")
    write(app, 1, **{"class": "4B"})
    press(app, "save")
    write(app, 0, year_group="2")
    assert "cannot be saved" not in said(app)
    assert label(app) == "Save"


def test_undo_and_redo_go_through_what_was_typed(app):
    write(app, 0, **{"class": "4A"})
    write(app, 0, **{"class": "4B"})
    press(app, "undo")
    assert shown(app, 0, "class") == "4A"
    press(app, "redo")
    assert shown(app, 0, "class") == "4B"
    press(app, "discard")
    assert shown(app, 0, "class") == ""
    assert label(app) == "Save"
    press(app, "undo")
    assert shown(app, 0, "class") == "4B"


def test_with_nothing_typed_undo_takes_back_the_last_save(app):
    write(app, 0, **{"class": "4B"})
    press(app, "save")
    press(app, "undo")
    assert "class_name='4B'" not in stored(app)
    assert shown(app, 0, "class") == ""


def test_a_draft_is_kept_with_every_edit_and_offered_to_the_next_visit(app):
    write(app, 0, **{"class": "4B"})
    other = a_visit()
    assert "You had 1 change not saved, from" in said(other)
    press(other, "put_back")
    assert label(other) == "Save 1 change"
    press(other, "save")
    assert "not saved" not in said(a_visit())


def test_a_draft_that_is_thrown_away_is_not_offered_again(app):
    write(app, 0, **{"class": "4B"})
    other = a_visit()
    press(other, "throw_away")
    assert label(other) == "Save"
    assert "not saved" not in said(a_visit())


def test_a_draft_over_a_row_that_changed_since_comes_to_a_choice(app):
    write(app, 2, year_group="1")
    app.button[-1].click().run()
    other = a_visit()
    press(other, "put_back")
    press(other, "save")
    assert "Somebody else saved some of these rows" in said(other)
    other.radio(key="edit_pupils_clash_3").set_value("Take theirs")
    press(other, "choose")
    assert "pupil='P3', year_group='6', class_name='6Z'" in stored(other)
    assert label(other) == "Save"


def test_a_save_that_fails_loses_nothing_and_says_why(app):
    write(app, 0, **{"class": "4B"})
    app.session_state["is_broken"] = True
    app.run()
    press(app, "save")
    assert "Nothing was saved. The disk is full." in said(app)
    assert label(app) == "Save 1 change"
    app.session_state["is_broken"] = False
    app.run()
    press(app, "save")
    assert "class_name='4B'" in stored(app)
    assert "The disk is full" not in said(app)


def test_a_new_code_is_saved_with_the_rows_of_other_tables_that_name_it():
    pupils, needs = stored_rows(a_pupil("P1")), stored_rows(a_need("N1"))
    sheet = Sheet("k", Pupil, pupils, nothing, nothing, related={"needs": needs})
    work = work_of(sheet, Typed().with_cells(pupils[0], {"pupil": "P9"}), frozenset())
    assert [(change.table, change.record) for change in work.changes] == [
        ("needs", a_need("N1", pupil="P9")),
        ("pupils", a_pupil("P9")),
    ]
    assert work.count == 1
    assert work.told[-1] == Told("need N1", "Pupil", "P1", "P9")


def nothing(_: object) -> None:
    """A save or a draft that nobody asks about."""


def test_a_pupil_who_is_kept_after_all_is_back_in_the_grid(app):
    put(app, deleted_rows=[0])
    assert "1 deletion to confirm below" in said(app)
    press(app, "keep_1")
    assert shown(app, 0, "pupil") == "P1"
    assert label(app) == "Save"


def test_years_are_sorted_as_in_school_and_codes_by_their_number(app):
    app.selectbox(key="edit_pupils_sort").set_value("pupil").run()
    app.checkbox(key="edit_pupils_last_first").check().run()
    assert [shown(app, row, "pupil") for row in (0, 1, 39)] == ["P40", "P39", "P1"]
    app.selectbox(key="edit_pupils_sort").set_value("year_group").run()
    assert shown(app, 0, "year_group") == "6"


def test_a_search_looks_in_every_column_and_in_what_is_typed(app):
    write(app, 3, **{"class": "Kestrel"})
    app.text_input(key="edit_pupils_search").set_value("kest").run()
    assert [cells["pupil"] for cells in desk(app).texts.values()] == ["P4"]
    assert "1 of 40 rows; what is typed in the others is kept." in said(app)


def test_only_the_rows_with_faults_can_be_shown(app):
    write(app, 3, year_group="40")
    app.checkbox(key="edit_pupils_only_faulty").check().run()
    assert [cells["pupil"] for cells in desk(app).texts.values()] == ["P4"]
