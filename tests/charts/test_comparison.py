from __future__ import annotations

from dataclasses import replace

import pytest

from planner.charts import comparison
from planner.school.records import CurrentAllocation
from tests.charts.small_plan import small_plan, small_school

SCHOOL, PLAN = small_school(), small_plan()


def test_the_sentence_says_what_becomes_better_what_changes_and_what_it_costs():
    # Today half an hour × 39 weeks × £20 = £390; the plan 86.5 hours × £20 = £1,730.
    assert comparison.sentence(SCHOOL, PLAN) == (
        "Needs met go from 17 % to 43 %. 4 lines for 2 pupils change. "
        "Provision costs £1,730 in the plan and £390 today."
    )


def test_changes_come_largest_first_with_what_happens():
    found = comparison.changes(SCHOOL, PLAN)
    assert [(change.pupil, change.term, change.what) for change in found] == [
        ("P2", "T1", "starts"),
        ("P1", "T1", "more hours"),
        ("P1", "T3", "more hours"),
        ("P1", "T2", "more hours"),
    ]
    assert [change.hours_in_year for change in found] == pytest.approx([28, 14, 13, 12])


def test_what_ends_is_a_change_too():
    today = CurrentAllocation(term="T2", pupil="P2", provision="S1", hours_per_week=1.0, weeks=6.0)
    found = comparison.changes(small_school(current_plan=[today]), PLAN)
    (ended,) = [change for change in found if change.what == "ends"]
    assert (ended.pupil, ended.today, ended.planned, ended.hours_in_year) == ("P2", 1.0, 0.0, 6.0)


def test_a_plan_that_keeps_everything_says_so():
    school = small_school(
        current_plan=[
            CurrentAllocation(
                term=row.term,
                pupil=row.pupil,
                provision=row.provision,
                hours_per_week=row.hours_per_week,
            )
            for row in PLAN.allocations
        ]
    )
    assert comparison.sentence(school, PLAN) == "The plan keeps everything as it is today."


def test_without_todays_plan_there_is_nothing_to_compare_with():
    assert "nothing to compare with" in comparison.sentence(small_school(current_plan=None), PLAN)


def test_a_school_that_does_nothing_today_changes_every_line():
    school = small_school(current_plan=[])
    assert len(comparison.changes(school, PLAN)) == 4


def test_the_totals_stand_side_by_side():
    rows = {row[0]: row[1:] for row in comparison.totals(SCHOOL, PLAN).rows}
    assert rows == {
        "Needs met, all pupils": ("17 %", "43 %"),
        "Needs met, pupil helped least": ("0 %", "14 %"),
        "Hours received by pupils in the year": ("20 hours", "86 hours"),
        "Cost of provision in the year": ("£390", "£1,730"),
        "Pupils who receive something": ("1", "2"),
    }


def test_lines_that_no_rate_is_known_for_are_counted():
    school = small_school()
    nobody = replace(school, staff=())
    assert "(lines without a known rate: 3)" in comparison.sentence(nobody, PLAN)
