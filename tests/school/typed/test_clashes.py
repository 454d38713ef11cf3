"""Two people typed over the same row."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from planner.school.records import Record
from planner.school.typed.clashes import Difference, differences_of, settled
from planner.school.typed.table import Typed
from tests.builders import a_pupil
from tests.school.typed.stored import Row, stored

BEFORE = a_pupil("P1")
YOURS = a_pupil("P1", year_group="5")
THEIRS = a_pupil("P1", class_name="4B", year_group="6")
TYPED = Typed().with_cells(stored(BEFORE)[0], {"year_group": "5"})
NOW = (Row(1, 2, THEIRS),)


@dataclass(frozen=True)
class Both:
    """A clash as a store would tell it."""

    yours: Record | None = YOURS
    theirs: Record | None = THEIRS
    before: Record | None = BEFORE
    table: str = "pupils"
    row: int = 1
    who: str = "head@oak.example"
    when: dt.datetime = dt.datetime(2026, 11, 26, 14, 5, tzinfo=dt.UTC)


def test_both_values_of_each_cell_are_shown():
    assert list(differences_of(Both())) == [
        Difference("Year group", "4", "5", "6"),
        Difference("Class", "(blank)", "(not changed)", "4B"),
    ]


def test_a_deleted_row_is_shown_as_such():
    assert list(differences_of(Both(theirs=None))) == [Difference("", "", "changed", "deleted")]
    assert list(differences_of(Both(yours=None))) == [Difference("", "", "deleted", "changed")]


def test_keeping_mine_goes_on_from_what_is_stored_now():
    edit = settled(NOW, TYPED, [Both()], {1}).edited[1]
    assert edit.version == 2
    # The class, which the other person alone wrote, stays as they wrote it.
    assert edit.cells == {"year_group": "5"}
    assert edit.texts["class"] == "4B"


def test_taking_theirs_takes_the_edit_back():
    assert settled(NOW, TYPED, [Both()], ()) == Typed()


def test_mine_over_a_row_that_was_deleted_is_a_new_row():
    typed = settled((), TYPED, [Both(theirs=None)], {1})
    assert typed.edited == {}
    assert typed.added[-1]["pupil"] == "P1"
    assert typed.added[-1]["year_group"] == "5"


def test_a_deletion_that_is_kept_deletes_what_is_stored_now():
    typed = Typed().with_deleted(1, 1)
    assert settled(NOW, typed, [Both(yours=None)], {1}).deleted == {1: 2}
    assert settled((), typed, [Both(yours=None, theirs=None)], {1}) == Typed()


def test_other_rows_are_left_as_they_were_typed():
    other = TYPED.with_row(-1, {"pupil": "P9"})
    assert settled(NOW, other, [Both()], ()).added == {-1: {"pupil": "P9"}}
