from __future__ import annotations

from dataclasses import replace

import pytest

from planner.charts.duties import duties_of
from planner.optimiser.plan import ReasonCode
from tests.builders import a_statutory_item
from tests.charts.small_plan import small_plan, small_school


def duty(rows=None, **item):
    school = small_school(statutory=[a_statutory_item(source="Section F 3.2", **item)])
    plan = small_plan()
    given = plan.statutory if rows is None else rows
    (found,) = duties_of(school, replace(plan, statutory=tuple(given)))
    return found


def rows(*shortfalls, **facts):
    usual = small_plan().statutory
    return [
        row.model_copy(update={"shortfall_hours": short, "planned_hours": 2 - short, **facts})
        for row, short in zip(usual, shortfalls, strict=False)
    ]


def test_hours_short_in_the_year_are_weekly_hours_times_weeks():
    assert duty().hours_short == pytest.approx(0.5 * 39)


def test_the_limit_is_told_apart_from_the_sentence():
    found = duty()
    assert found.limit is ReasonCode.SKILL
    assert found.why == "Only TA1 signs and has 1.5 hours a week."


def test_a_code_at_the_start_of_a_reason_keeps_its_capitals():
    assert duty(rows(0.5, reason="hours: TA1 is full.")).because == "TA1 is full"


def test_a_reason_without_a_known_limit_is_kept_whole():
    found = duty(rows(0.5, reason="moneybags are empty"))
    assert found.limit is None
    assert found.why == "moneybags are empty"


def test_a_shortfall_in_some_terms_names_them():
    assert duty(rows(0.5, 0.0, 0.25)).shortfall == "up to 0.5 hours a week in T1 and T3"


def test_a_yearly_item_counts_once():
    row = small_plan().statutory[0].model_copy(update={"term": None, "per": "year"})
    found = duty([row], per="year", hours=12.0)
    assert found.hours_short == pytest.approx(0.5)
    assert found.shortfall == "0.5 hours a year"
    assert found.asks_for == "12 hours a year"


def test_what_is_planned_is_a_range_where_terms_differ():
    assert duty(rows(0.5, 0.0, 0.0)).planned_per_period == "1.5 to 2"


def test_less_than_a_minute_is_a_rounding_and_a_minute_is_not():
    assert duty(rows(0.016, 0.0, 0.0)).is_met
    assert not duty(rows(0.02, 0.0, 0.0)).is_met


def test_an_item_that_is_met_says_that_nothing_is_short():
    found = duty(rows(0.0, 0.0, 0.0))
    assert found.is_met
    assert found.shortfall == "nothing"


def test_an_item_never_in_force_is_left_out():
    assert duties_of(small_school(), replace(small_plan(), statutory=())) == ()
