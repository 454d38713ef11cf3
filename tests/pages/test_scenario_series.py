"""A series of plans, apart from any page: what is kept, what is left out, what goes wrong."""

from __future__ import annotations

import pytest

from planner.exchange.school_folder import with_digest
from planner.optimiser.progress import Options
from planner.scenarios.repair import Mode
from planner.ui.scenarios.series import Heard, Series, Target
from planner.ui.scenarios.ways import Base, mark_of, school_for
from tests.builders import a_pin, a_school
from tests.charts.small_plan import small_plan, small_school


def a_target(number, **tables):
    school = a_school(**tables)
    return Target(number, f"Scenario {number}", lambda base: school)


def a_series(*targets, kept=None, base=None):
    keep = (lambda made: None) if kept is None else (lambda made: kept.append(made.target.number))
    return Series(7, targets, Options(time_limit=20.0), base, keep)


def never():
    return False


def test_each_plan_is_kept_as_soon_as_it_is_made():
    kept, heard = [], []
    outcome = a_series(a_target(None), a_target(1), kept=kept).run(heard.append, never)
    assert kept == [None, 1]
    assert outcome.planned == ("Scenario None", "Scenario 1")
    assert (outcome.failed, outcome.left_out, outcome.last) == ((), (), None)
    assert {(one.place, one.count) for one in heard} == {(1, 2), (2, 2)}


def test_one_that_cannot_be_planned_does_not_keep_the_others_from_it():
    kept = []
    impossible = a_target(1, pins=[a_pin(rule="exactly", hours_per_week=30.0)])
    outcome = a_series(impossible, a_target(2), kept=kept).run(lambda heard: None, never)
    assert kept == [2]
    ((name, failure),) = outcome.failed
    assert name == "Scenario 1"
    assert failure.title == "No plan could be made for ‘Scenario 1’."
    assert failure.problems


def test_once_it_is_stopped_the_plan_being_made_is_given_and_the_rest_is_left_out():
    kept, heard = [], []
    series = a_series(a_target(1), a_target(2), a_target(3), kept=kept)
    outcome = series.run(heard.append, lambda: any(one.place == 2 for one in heard))
    assert kept == [1]
    assert outcome.last is not None
    assert outcome.last.target.number == 2, "whoever stopped it decides whether it is kept"
    assert outcome.left_out == ("Scenario 3",)


def test_a_scenario_is_planned_from_the_plan_of_the_year_that_was_made_just_before():
    seen = []

    def school(base):
        seen.append(base)
        return a_school()

    series = a_series(a_target(None), Target(1, "Scenario 1", school))
    series.run(lambda heard: None, never)
    (base,) = seen
    assert base is not None
    assert base == Base.made_now(base.plan)


@pytest.mark.parametrize(
    ("place", "share"), [(1, 0.0), (2, 1 / 3), (3, 2 / 3)], ids=["first", "second", "third"]
)
def test_how_far_it_has_come_counts_the_plans_that_are_made(place, share):
    standing = a_series().standing(Heard(place, 3, "Cut", None, 0.0), 1.0)
    assert standing.share == pytest.approx(share)
    assert standing.doing == f"Cut, {place} of 3: Getting ready"


def test_a_plan_made_in_one_way_does_not_fit_what_is_made_in_the_other():
    school, base = with_digest(small_school()), Base.made_now(small_plan())
    assert mark_of(school, base, Mode.FULL) == school.planning_sha256
    close = mark_of(school, base, Mode.LEAST_CHANGE)
    assert close == school_for(school, base, Mode.LEAST_CHANGE).planning_sha256
    other = Base(base.plan, "another plan")
    marks = {school.planning_sha256, close, mark_of(school, other, Mode.LEAST_CHANGE)}
    assert len(marks) == 3
    assert mark_of(school, None, Mode.LEAST_CHANGE) == school.planning_sha256
