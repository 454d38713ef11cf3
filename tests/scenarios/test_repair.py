"""Planning for a scenario afresh, and repairing the plan of before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.optimiser.progress import Options
from planner.optimiser.solve import make_plan
from planner.scenarios.repair import Mode, to_plan_for
from planner.school.records import Allocation, CurrentAllocation
from tests.builders import (
    a_need,
    a_pupil,
    a_school,
    a_statutory_item,
    a_teaching_assistant,
)
from tests.charts.small_plan import small_plan, small_school


def test_a_school_planned_for_afresh_is_as_it_is():
    school = small_school()

    assert to_plan_for(school, small_plan(), Mode.FULL) is school


def test_in_a_repair_the_plan_of_before_takes_the_place_of_today_where_it_still_can():
    school = small_school(pupils=[a_pupil("P2")], needs=[], statutory=[], current_plan=[])
    repaired = to_plan_for(school, small_plan(), Mode.LEAST_CHANGE)

    assert repaired.policies.keep_current_plan == 1
    (kept,) = repaired.current_plan
    assert isinstance(kept, CurrentAllocation)
    assert (kept.pupil, kept.term, kept.hours_per_week, kept.weeks) == ("P2", "T1", 2.0, 14.0)


WEEKS = {"T1": 14, "T2": 12, "T3": 13}


def shared(with_pupils, **tables):
    """Two pupils who could each use 1 hour a week, of an adult who has some hours with pupils."""
    return a_school(
        pupils=[a_pupil(), a_pupil("P2")],
        needs=[a_need(), a_need("N2", pupil="P2")],
        staff=[a_teaching_assistant(deployable_hours=with_pupils)],
        **tables,
    )


def half_an_hour_each():
    """The plan of before: each of the two has half an hour a week all year."""
    rows = tuple(
        Allocation(term=term, pupil=pupil, provision="S1", hours_per_week=0.5, weeks=weeks)
        for pupil in ("P1", "P2")
        for term, weeks in WEEKS.items()
    )
    return replace(small_plan(), allocations=rows)


def planned(school, mode):
    """The hours in the year of each pupil in a plan made in one of the two ways."""
    plan = make_plan(to_plan_for(school, half_an_hour_each(), mode), Options(time_limit=20))
    return {
        pupil: sum(row.hours_per_week * row.weeks for row in plan.allocations if row.pupil == pupil)
        for pupil in ("P1", "P2")
    }


def test_a_repair_gives_the_law_its_hours_and_leaves_the_rest_as_it_was():
    owed = shared(1.5, statutory=[a_statutory_item(hours=0.9)])

    # 0.9 hours a week for P1; P2 could have 0.6 of the 1.5, and keeps 0.5. Neither falls below 0.8
    # of the fairest share: that share is 0.6 of what could be done for P2 alone, so 0.48.
    assert planned(owed, Mode.LEAST_CHANGE) == pytest.approx({"P1": 35.1, "P2": 19.5}, abs=0.01)


def test_a_repair_leaves_new_hours_unused_that_a_plan_afresh_would_use():
    more = shared(2.0)

    # Afresh, each has an hour a week. Repaired, each has as much as the floor asks for: 0.8 of the
    # fairest share, which is everything that could be done for each alone.
    assert planned(more, Mode.FULL) == pytest.approx({"P1": 39, "P2": 39}, abs=0.01)
    assert planned(more, Mode.LEAST_CHANGE) == pytest.approx({"P1": 31.2, "P2": 31.2}, abs=0.05)


def test_a_repair_takes_no_more_than_was_lost():
    fewer = shared(0.9)

    # Of an hour a week 0.9 is left: together they lose a tenth of an hour.
    assert sum(planned(fewer, Mode.LEAST_CHANGE).values()) == pytest.approx(35.1, abs=0.05)
