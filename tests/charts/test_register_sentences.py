"""What the pages of registers say in their first sentences."""

from __future__ import annotations

import pytest

from planner.charts.pupils_standing import pupil_label, pupils_say
from planner.charts.year_says import year_says
from planner.school.registers import Registers
from tests.builders import a_need, a_pupil, a_school


def registers(**tables):
    return Registers.of(a_school(**tables))


def test_pupils_are_counted_by_status_with_the_hours_that_would_meet_their_needs():
    found = registers(
        pupils=[
            a_pupil(sen_status="E"),
            a_pupil("P2"),
            a_pupil("P3"),
            a_pupil("P4", sen_status="N"),
        ],
        # Level 2 is 1 hour a week and level 3 is 2.5: together 3.5.
        needs=[a_need(), a_need("N2", pupil="P2", level=3)],
    )
    assert pupils_say(found) == (
        "4 pupils: 1 with an EHCP, 2 on SEN Support and 1 with neither. 2 needs, which 3.5 "
        "effective hours a week would meet in full."
    )


def test_a_status_that_nobody_has_is_not_told():
    assert pupils_say(registers(needs=())) == "1 pupil: 1 on SEN Support."


def test_without_pupils_it_says_so():
    assert pupils_say(registers(pupils=(), needs=())) == "No pupil is entered yet."


@pytest.mark.parametrize(
    ("status", "label"),
    [("E", "P1, Year 4, EHCP"), ("K", "P1, Year 4, SEN Support"), ("N", "P1, Year 4")],
)
def test_a_pupil_in_a_list_goes_by_code_year_and_status(status, label):
    assert pupil_label(a_pupil(sen_status=status)) == label


def test_a_year_is_told_by_its_terms_and_weeks():
    # 14 + 12 + 13 = 39
    assert year_says(registers()) == (
        "3 terms with 39 teaching weeks, from 1 September 2026 to 21 July 2027."
    )


def test_a_year_without_terms_cannot_be_planned():
    assert "nothing can be planned" in year_says(registers(terms=()))
