"""What was typed becomes changes to save, words for them, and faults beside the cells."""

from __future__ import annotations

import json
import time
from decimal import Decimal

import pytest

from planner.school.fields import CELL_CHARACTERS
from planner.school.records import FundingStream, Need, Pin, Pupil
from planner.school.typed.reading import RowChange, Told, read_typed
from planner.school.typed.table import Typed, texts_of, typed_from
from planner.school.typed.words import titles_of
from tests.builders import a_need, a_pin, a_pupil, a_stream
from tests.school.typed.stored import Row, stored

PUPILS = stored(a_pupil("P1"), a_pupil("P2"), a_pupil("P3"))
STREAMS = stored(a_stream("GENERAL", amount="25000"), a_stream("PP", amount="1000"))


def over(rows, place, **cells):
    """What is typed over one row."""
    return Typed().with_cells(rows[place - 1], cells)


def faults_in(reading):
    return [(fault.row, fault.name, fault.what) for fault in reading.faults]


def test_one_cell_is_one_change_told_in_words():
    read = read_typed(Pupil, PUPILS, over(PUPILS, 2, year_group="Year 5"))
    assert read.changes == (RowChange("pupils", 2, 1, a_pupil("P2", year_group="5")),)
    assert read.told == (Told("P2", "Year group", "4", "5"),)
    assert read.faults == ()


@pytest.mark.parametrize("text", ["£25,000.00", "25000", " 25,000 "])
def test_another_way_of_writing_what_is_stored_changes_nothing(text):
    read = read_typed(FundingStream, STREAMS, over(STREAMS, 1, amount=text))
    assert (read.changes, read.told, read.faults) == ((), (), ())


def test_typing_what_was_there_takes_the_edit_back():
    typed = over(PUPILS, 1, year_group="5").with_cells(PUPILS[0], {"year_group": "4"})
    assert not typed
    assert typed.count == 0


def test_money_is_told_as_it_was_understood():
    read = read_typed(FundingStream, STREAMS, over(STREAMS, 2, amount="£1,234.5"))
    assert read.told == (Told("PP", "Amount (£ a year)", "1000", "1234.50"),)
    assert read.changes[0].record.amount == Decimal("1234.50")


def test_a_negative_amount_is_heard_and_then_refused_by_its_range():
    read = read_typed(FundingStream, STREAMS, over(STREAMS, 2, amount="(500)"))
    assert faults_in(read) == [("PP", "amount", "is '-500', which is out of range")]
    assert read.faults[0].typed == "(500)"
    assert read.faults[0].remedy == "write 0 to 100,000,000 pounds"


def test_the_good_rows_can_be_saved_beside_a_faulty_one():
    typed = over(PUPILS, 1, year_group="14").with_cells(PUPILS[1], {"class": "4B"})
    read = read_typed(Pupil, PUPILS, typed)
    assert [change.row for change in read.changes] == [2]
    assert faults_in(read) == [("P1", "year_group", "is '14'")]


def test_a_new_row_is_saved_without_an_id_and_told_by_what_was_written():
    typed = Typed().with_row(-1, {"pupil": "P9", "year_group": "R", "sen_status": "e"})
    read = read_typed(Pupil, PUPILS, typed)
    assert read.changes == (
        RowChange("pupils", None, None, a_pupil("P9", year_group="R", sen_status="E")),
    )
    assert read.told == (
        Told("P9 (new)", "Pupil", "(blank)", "P9"),
        Told("P9 (new)", "Year group", "(blank)", "R"),
        Told("P9 (new)", "SEN status", "(blank)", "E"),
    )


def test_what_a_new_row_still_needs_is_said_cell_by_cell():
    read = read_typed(Pupil, PUPILS, Typed().with_row(-1, {"year_group": "3"}))
    assert faults_in(read) == [
        ("A new row", "pupil", "is blank"),
        ("A new row", "sen_status", "is blank"),
    ]
    assert read.changes == ()


def test_a_row_added_and_left_empty_is_nothing():
    typed = Typed().with_row(-1, {}).with_row(-2, {"pupil": "  "})
    assert not typed
    assert read_typed(Pupil, PUPILS, typed).faults == ()


def test_a_deleted_row_goes_with_the_version_that_was_seen():
    read = read_typed(Pupil, PUPILS, Typed().with_deleted(3, 1))
    assert read.changes == (RowChange("pupils", 3, 1, None),)
    assert read.told == (Told("P3", "", "the whole row", "deleted"),)


def test_what_is_already_gone_needs_no_deleting():
    assert read_typed(Pupil, PUPILS, Typed().with_deleted(7, 1)).changes == ()


def test_a_code_that_another_row_has_is_a_fault_of_the_row_that_was_typed():
    typed = over(PUPILS, 1, pupil="P3")
    assert faults_in(read_typed(Pupil, PUPILS, typed)) == [
        ("P1", "pupil", "'P3' stands in another row already")
    ]


def test_two_new_rows_of_one_code_leave_the_first():
    row = {"pupil": "P9", "year_group": "1", "sen_status": "K"}
    read = read_typed(Pupil, PUPILS, Typed().with_row(-1, row).with_row(-2, row))
    assert len(read.changes) == 1
    assert faults_in(read) == [
        ("P9", "pupil", "'P9' stands in another row already, also just typed")
    ]


def test_two_rows_may_swap_their_codes():
    typed = over(PUPILS, 1, pupil="P2").with_cells(PUPILS[1], {"pupil": "P1"})
    read = read_typed(Pupil, PUPILS, typed)
    assert read.faults == ()
    assert len(read.changes) == 2


def test_a_code_is_not_free_while_the_row_that_gives_it_up_cannot_be_saved():
    # P1 wants to be P2 and P2 wants to be P9, but P2 also has a year that does not exist: in the
    # store P2 stays P2, so P1 has to wait.
    typed = over(PUPILS, 1, pupil="P2").with_cells(PUPILS[1], {"pupil": "P9", "year_group": "99"})
    read = read_typed(Pupil, PUPILS, typed)
    assert read.changes == ()
    assert {fault.row for fault in read.faults} == {"P1", "P2"}


def test_a_deleted_row_frees_its_code():
    row = {"pupil": "P3", "year_group": "1", "sen_status": "K"}
    typed = Typed().with_deleted(3, 1).with_row(-1, row)
    read = read_typed(Pupil, PUPILS, typed)
    assert read.faults == ()
    # The old row goes before the new one comes, or the store would see the code twice.
    assert [change.record is None for change in read.changes] == [True, False]


def test_a_code_of_another_table_has_to_be_there():
    needs = stored(a_need())
    typed = over(needs, 1, pupil="P7")
    read = read_typed(Need, needs, typed, known={"pupils": {"P1"}})
    assert faults_in(read) == [("N1", "pupil", "'P7' is not among the pupils")]
    assert read_typed(Need, needs, typed).faults == ()


def test_a_table_without_a_code_is_named_by_what_it_is_about():
    pins = stored(a_pin())
    read = read_typed(Pin, pins, over(pins, 1, hours_per_week="2"))
    assert read.told == (Told("P1, S1", "Hours per week", "(blank)", "2"),)


def test_what_follows_from_an_edit_is_a_change_of_its_own():
    def after(before, typed):
        changed = typed.year_group != before.year_group
        return typed.model_copy(update={"class_name": "5A"}) if changed else typed

    typed = over(PUPILS, 2, year_group="5").with_cells(PUPILS[0], {"class": "4B"})
    read = read_typed(Pupil, PUPILS, typed, after=after)
    assert read.records == {
        2: a_pupil("P2", year_group="5", class_name="5A"),
        1: a_pupil("P1", class_name="4B"),
    }
    assert read.followed == {2}
    # The year group, what follows from it, and the class of the other pupil.
    assert read.count == len(read.told) == 3


def test_a_cell_too_long_for_a_spreadsheet_is_refused():
    read = read_typed(Need, stored(a_need()), over(stored(a_need()), 1, outcome="x" * 32_768))
    assert CELL_CHARACTERS == 32_767
    assert faults_in(read) == [("N1", "outcome", "is longer than 32,767 characters")]


def test_a_fault_of_the_whole_row_has_no_column():
    pupils = stored(a_pupil("P1"))
    typed = over(pupils, 1, starts="2027-01-01", pupil="P 1")
    assert [fault.column for fault in read_typed(Pupil, pupils, typed).faults] == ["Pupil"]


def test_what_is_typed_over_a_row_that_changed_meanwhile_keeps_the_version_it_was_typed_over():
    typed = over(PUPILS, 1, year_group="5")
    now = (Row(1, 2, a_pupil("P1", class_name="4B")), *PUPILS[1:])
    read = read_typed(Pupil, now, typed)
    assert read.changes == (
        RowChange("pupils", 1, 1, a_pupil("P1", class_name="4B", year_group="5")),
    )


def test_a_draft_survives_json():
    typed = (
        over(PUPILS, 1, year_group="5")
        .with_row(-1, {"pupil": "P9"})
        .with_row(-2, {"pupil": ""})
        .with_deleted(3, 1)
    )
    again = typed_from(Pupil, json.loads(json.dumps(typed.payload())))
    assert again == typed.without(-2)
    assert again.count == 3


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"edited": "?"},
        {"edited": [{"row": "x"}], "added": [7], "deleted": None},
        {"edited": [{"row": 1, "version": 1, "cells": {"colour": "red"}}]},
    ],
)
def test_a_draft_that_makes_no_sense_is_no_draft(payload):
    assert not typed_from(Pupil, payload)


def test_headings_have_capitals_and_units_and_say_nothing_twice():
    titles = titles_of(Pupil)
    assert titles["sen_status"] == "SEN status"
    assert titles["withdrawal_limit_hours"] == "Withdrawal limit hours a week"
    assert titles_of(FundingStream)["amount"] == "Amount (£ a year)"
    assert titles_of(Need)["hours_per_week"] == "Hours per week"


def test_four_hundred_pupils_are_compared_and_read_at_once():
    # Every cell as text, and every row typed over: the most a paste over the whole table can be.
    rows = stored(*(a_pupil(f"P{number}") for number in range(400)))
    began = time.perf_counter()
    typed = Typed()
    edits = {row.id: Typed().with_cells(row, {"class": "4B"}).edited[row.id] for row in rows}
    read = read_typed(Pupil, rows, Typed(edits))
    [texts_of(row.record) for row in rows]
    seconds = time.perf_counter() - began
    assert len(read.changes) == 400
    assert typed == Typed()
    # On a busy machine it takes a few times the 0.03 s that it takes by itself.
    assert seconds < 0.5
