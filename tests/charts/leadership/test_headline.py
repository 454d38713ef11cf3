"""A plan in sentences for leaders, none of which names a pupil."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from planner.charts.leadership.audience import Audience
from planner.charts.leadership.headline import sentences_of
from tests.builders import a_need, a_pupil
from tests.charts.small_plan import small_plan, small_school

VIEWER = Audience(sees_all=False, fewest_shown=2)


def told(school=None, plan=None, audience=None):
    return " ".join(
        sentences_of(school or small_school(), plan or small_plan(), audience or Audience())
    )


def met_in_tenths(*tenths):
    """A pupil for each number, whose one need is met to so many tenths."""
    codes = [f"P{place}" for place in range(len(tenths))]
    row = small_plan().coverage[0]
    school = small_school(
        pupils=[a_pupil(code) for code in codes],
        needs=[a_need(f"N{code}", pupil=code) for code in codes],
        statutory=(),
        current_plan=None,
    )
    rows = [
        row.model_copy(update={"need": f"N{code}", "pupil": code, "coverage": share / 10})
        for code, share in zip(codes, tenths, strict=True)
    ]
    return school, replace(small_plan(), coverage=tuple(rows), allocations=(), statutory=())


def test_law_gap_money_who_is_helped_least_and_how_sure():
    text = told()
    assert "The law. 1 pupil is short of statutory hours: 19.5 of 78 hours owed" in text
    assert "The part that money can fill would cost £390 a year." in text
    assert "The money. Within it: the year costs £19,500 of the £25,000" in text
    # P2 has 14 of 97.5 hours, P1 all of them: the middle of two is half-way.
    assert "gets 14 % of what would meet their needs in full; half of all pupils get 57 %" in text
    assert "No plan can be better by more than 0.4 %" in text


def test_what_the_gap_of_one_pupil_costs_is_told_only_to_who_may_see_everybody():
    assert "What filling it costs" not in told(audience=VIEWER)


def test_a_gap_that_no_money_fills_is_said_to_be_one():
    text = told(plan=small_plan(statutory_gap_cost=Decimal(0)))
    assert "Money alone does not fill it" in text
    asked = sentences_of(small_school(), small_plan(), gap="It takes £400.")
    assert asked[1] == "What filling it costs. It takes £400."


def test_a_plan_that_meets_the_law_has_no_gap_to_fill():
    met = replace(small_plan(statutory_shortfall_hours=0.0), statutory=())
    text = told(small_school(statutory=()), met)
    assert "No statutory hours are entered, so none are owed." in text
    assert "What filling it costs" not in text


def test_nobody_is_named_to_anybody():
    for audience in (Audience(), VIEWER):
        text = told(audience=audience)
        assert "P1" not in text
        assert "P2" not in text


def test_a_viewer_is_not_told_how_much_the_one_helped_least_gets():
    # Of 1 to 9 tenths a quarter has 3 or less, and 5 is the middle.
    text = told(*met_in_tenths(1, 2, 3, 4, 5, 6, 7, 8, 9), VIEWER)
    assert "Three pupils in four get 30 % or more" in text
    assert "half get 50 % or more" in text
    assert "10 %" not in text


def test_a_viewer_of_few_pupils_is_told_the_middle_or_nothing():
    assert "Half of all pupils get 20 % or more" in told(*met_in_tenths(1, 2, 3), VIEWER)
    assert "Helped least" not in told(*met_in_tenths(1), VIEWER)


def test_needs_that_nothing_serves_are_counted():
    assert "1 need has no provision" in told(plan=small_plan(unserved_needs=("N2",)))
    text = told(plan=small_plan(unserved_needs=("N2",)), audience=VIEWER)
    assert "Fewer than 2 needs have no provision" in text
