"""Hours owed, planned and short, term by term."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.charts import theme
from planner.charts.leadership.audience import Audience
from planner.charts.leadership.statutory import WHOLE_YEAR, statutory_hours
from planner.optimiser.plan import StatutoryResult
from tests.builders import a_pupil, a_statutory_item
from tests.charts.small_plan import small_plan, small_school

VIEWER = Audience(sees_all=False, fewest_shown=5)


def with_six():
    """Six pupils are each owed 2 hours a week and get them, but P1, who gets 1.5 of them."""
    codes = [f"P{number}" for number in range(1, 7)]
    items = [a_statutory_item(f"F{code}", pupil=code) for code in codes]
    others = [a_pupil(code) for code in codes[2:]]
    school = small_school()
    school = replace(school, pupils=(*school.pupils, *others), statutory=tuple(items))
    plan = small_plan()
    rows = [
        row.model_copy(
            update={"item": f"F{code}", "pupil": code}
            | ({} if code == "P1" else {"planned_hours": 2.0, "shortfall_hours": 0.0})
        )
        for code in codes
        for row in plan.statutory
    ]
    return school, replace(plan, statutory=tuple(rows))


def test_hours_owed_and_short_are_added_up_over_the_weeks_of_each_term():
    picture = statutory_hours(small_school(), small_plan())
    # 2 hours a week in 14, 12 and 13 weeks, half an hour of them short.
    assert picture.table.rows == (
        ("T1", 28.0, 21.0, 7.0, 1, 1),
        ("T2", 24.0, 18.0, 6.0, 1, 1),
        ("T3", 26.0, 19.5, 6.5, 1, 1),
    )
    assert picture.title == (
        "19.5 of the 78 hours that the law asks for are not planned: 1 pupil is short"
    )


def test_the_chart_stacks_what_is_short_in_red_on_what_is_planned():
    planned, short = statutory_hours(small_school(), small_plan()).figure.to_dict()["data"]
    assert (list(planned["x"]), list(short["x"])) == ([21.0, 18.0, 19.5], [7.0, 6.0, 6.5])
    assert short["marker"]["color"] == theme.SHORTFALL


def test_what_is_owed_by_the_year_stands_last():
    yearly = StatutoryResult(
        item="F2", pupil="P1", per="year", required_hours=6, planned_hours=6, shortfall_hours=0
    )
    item = a_statutory_item("F2", hours=6.0, per="year")
    school = small_school()
    school = replace(school, statutory=(*school.statutory, item))
    plan = replace(small_plan(), statutory=(*small_plan().statutory, yearly))
    assert statutory_hours(school, plan).table.rows[-1] == (WHOLE_YEAR, 6.0, 6.0, 0.0, 1, 0)


def test_a_school_that_meets_the_law_is_told_so():
    plan = small_plan()
    rows = [
        row.model_copy(update={"planned_hours": 2.0, "shortfall_hours": 0.0})
        for row in plan.statutory
    ]
    picture = statutory_hours(small_school(), replace(plan, statutory=tuple(rows)))
    assert picture.title == "All 78 hours that the law asks for are planned"


def test_where_nothing_is_owed_nothing_is_drawn():
    picture = statutory_hours(small_school(statutory=()), replace(small_plan(), statutory=()))
    assert (picture.figure, picture.table.rows) == (None, ())
    assert picture.title == "No statutory hours are entered, so none are owed"


def test_a_viewer_sees_the_year_alone_and_no_count_of_few():
    picture = statutory_hours(*with_six(), VIEWER)
    # 6 × 78 = 468 hours owed, of which P1 is short of 19.5.
    assert picture.table.rows == (("The whole year", 468.0, 448.5, 19.5),)
    assert picture.title.endswith("are not planned: fewer than 5 pupils are short")


def test_a_viewer_sees_no_hours_of_few_pupils():
    picture = statutory_hours(small_school(), small_plan(), VIEWER)
    assert (picture.figure, picture.table.rows) == (None, ())
    assert picture.title == "The statutory hours of fewer than 5 pupils are not all planned"


@pytest.mark.parametrize("audience", [Audience(), VIEWER])
def test_nobody_is_named(audience):
    picture = statutory_hours(*with_six(), audience)
    text = f"{picture} {picture.figure.to_json()}"
    assert not any(f"P{number}" in text for number in range(1, 7))
