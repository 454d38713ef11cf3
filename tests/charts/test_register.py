from __future__ import annotations

from planner.charts.register import FILES, files_table, filled_in, missing
from planner.exchange.tables import SCHOOL_FILES
from tests.builders import a_need, a_pupil, a_support
from tests.charts.small_plan import small_school


def test_every_file_of_a_school_folder_is_explained():
    assert {name for name, _, _ in FILES} == set(SCHOOL_FILES)
    assert len(files_table().rows) == len(FILES)


def test_what_is_filled_in_is_counted():
    rows = {row[0]: row[1:] for row in filled_in(small_school()).rows}
    assert rows["Terms"] == (3, "39 teaching weeks in the year")
    assert rows["Pupils"] == (2, "1 EHCP, 1 on SEN Support")
    assert rows["Adults"] == (1, "1 employed, 20 hours a week with pupils")
    assert rows["Streams of money"] == (1, "£25,000 for the year")
    assert rows["Statutory lines"] == (1, "for 1 pupil")
    assert rows["Lines of today’s plan"] == (3, "compared with the new plan")


def test_a_school_with_everything_misses_nothing():
    assert missing(small_school()) == ()


def test_pupils_without_needs_and_plans_without_lines_are_named():
    school = small_school(
        pupils=[a_pupil(sen_status="E"), a_pupil("P2"), a_pupil("P3")], statutory=[]
    )
    first, second = missing(school)
    assert "No need is entered for P3" in first
    assert "No Section F line is entered for P1" in second


def test_more_than_a_few_pupils_are_counted_not_listed():
    pupils = [a_pupil(f"P{number}") for number in range(1, 9)]
    school = small_school(pupils=pupils, needs=[a_need()], statutory=[])
    (said,) = missing(school)
    assert "P2, P3, P4 and 4 more" in said


def test_a_provision_that_counts_towards_nothing_is_named():
    school = small_school(provisions=[a_support(), a_support("S2")])
    (said,) = missing(school)
    assert "No effect is entered for S2" in said


def test_a_school_that_says_nothing_of_today_is_told_what_it_loses():
    (said,) = missing(small_school(current_plan=None))
    assert "nothing to compare with" in said
