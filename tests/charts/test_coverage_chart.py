from __future__ import annotations

from dataclasses import replace

import pytest

from planner.charts.coverage_chart import coverage_by_strand
from tests.charts.small_plan import small_plan, small_school


def picture(**tables):
    return coverage_by_strand(small_school(**tables), small_plan())


def test_the_title_names_the_strand_that_is_met_least():
    # 2 × 14 × 0.5 = 14 of 97.5 hours are 14.4 %; nothing is given for literacy today.
    assert picture().title == "Needs in literacy are the least met: 14 %, against 0 % today"


def test_today_and_the_plan_are_bars_from_zero_with_the_least_met_first():
    today, plan = picture().figure.to_dict()["data"]
    assert today["name"] == "Today"
    assert plan["name"] == "The plan"
    assert list(plan["y"]) == ["Literacy", "Language"]
    assert plan["x"] == pytest.approx([100 * 14 / 97.5, 100])
    # Half an hour of the hour a week that the need in language asks for.
    assert today["x"] == pytest.approx([0, 50])


def test_the_topmost_bars_name_their_series_and_every_bar_has_its_figure():
    today, plan = picture().figure.to_dict()["data"]
    assert list(plan["text"]) == ["14 % in the plan", "100 %"]
    assert list(today["text"]) == ["0 % today", "50 %"]


def test_the_axis_has_its_unit():
    assert picture().figure.to_dict()["layout"]["xaxis"]["title"]["text"] == "Needs met (%)"


def test_the_table_has_the_figures_of_the_chart():
    literacy, language = picture().table.rows
    assert literacy[:3] == ("Literacy", "Cognition and learning", 1)
    assert literacy[3:] == pytest.approx((0, 100 * 14 / 97.5))
    assert language[3:] == pytest.approx((50, 100))


def test_the_text_alternative_says_what_the_chart_shows():
    assert picture().alternative == (
        "Bar chart of needs met in the plan, least met first: "
        "literacy 14 % (today 0 %) and language 100 % (today 50 %)."
    )


def test_without_todays_plan_only_the_plan_is_drawn():
    shown = picture(current_plan=None)
    assert [trace["name"] for trace in shown.figure.to_dict()["data"]] == ["The plan"]
    assert shown.title == "Needs in literacy are the least met: 14 %"
    assert shown.table.rows[0][3] is None


def test_a_need_that_nothing_serves_is_left_out():
    plan = small_plan(unserved_needs=("N2",))
    shown = coverage_by_strand(small_school(), plan)
    assert [row[0] for row in shown.table.rows] == ["Language"]


def test_a_school_without_needs_has_a_sentence_and_no_chart():
    shown = coverage_by_strand(
        small_school(needs=[], current_plan=None), replace(small_plan(), coverage=())
    )
    assert shown.figure is None
    assert shown.title == "No need is entered that a provision could serve"


def test_needs_that_are_all_met_are_said_to_be():
    plan = small_plan()
    met = tuple(row.model_copy(update={"coverage": 1.0}) for row in plan.coverage)
    shown = coverage_by_strand(small_school(), replace(plan, coverage=met))
    assert shown.title == "Needs in every strand are met in full"


def test_one_strand_alone_is_not_called_the_least():
    shown = coverage_by_strand(small_school(), small_plan(unserved_needs=("N1",)))
    assert shown.title.startswith("Literacy: 14 % of what would meet the needs is planned")
