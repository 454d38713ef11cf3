"""A preview as people see it."""

from __future__ import annotations

import pytest

from planner.exchange.mis import view
from planner.exchange.mis.matching import guess_columns
from tests.builders import a_pupil
from tests.exchange.mis.exports import preview, sample

FOUND = preview(
    "Adno,Year,SEN Status\n1,5,K\n2,4,E\n3,4,N\n4,Oak,K\n5,4,K\n",
    (a_pupil("P1"), a_pupil("P2"), a_pupil("P3")),
    pairing={"1": "P1", "5": "P3"},
)


def test_what_would_happen_is_said_in_counts():
    assert view.in_short(FOUND) == (
        "1 pupil would be added, 1 changed and 1 left as before.",
        "1 pupil of the register is not at the school by this file. "
        "Nobody is removed unless you say so.",
        "1 row or pupil is held back until a fault is put right.",
        "1 row was left out: not on the SEN register.",
    )


def test_changes_stand_with_what_is_there_now_and_what_would_be():
    assert view.changed_listing(FOUND).rows == (("P1", "Year group", "4", "5", "2"),)


def test_new_pupils_stand_with_their_columns():
    assert view.added_listing(FOUND).rows == (("P004", "4", "", "E", "", "N", "N", "", "", "3"),)


def test_faults_stand_with_what_to_do():
    assert view.problems_listing(FOUND).rows[0][:3] == ("5", "Year", "is 'Oak'")


def test_columns_stand_with_what_becomes_of_them_and_how_sure_that_is():
    listing = view.columns_listing(guess_columns(sample("sims.csv")))

    assert listing.rows[0] == (
        *("Adno", "Tells pupils apart (kept outside the register)", "sure", "by its heading"),
        "000412, 000398, 000455",
    )


@pytest.mark.parametrize("make", [view.added_listing, view.changed_listing])
def test_every_row_has_a_cell_for_each_heading(make):
    listing = make(FOUND)

    assert listing.rows
    assert {len(row) for row in listing.rows} == {len(listing.headings)}
