"""What an effective hour costs with each provision."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.charts.leadership.audience import Audience
from planner.charts.leadership.effect import Evidence, cost_and_effect, worths_of
from tests.builders import a_support, an_effect
from tests.charts.small_plan import small_plan, small_school

VIEWER = Audience(sees_all=False, fewest_shown=2)


def with_tutoring(**facts):
    """P2's hours are tutoring, of which an hour is worth 0.8 for literacy."""
    effects = [an_effect(), an_effect("S2", strand="literacy", effect=0.8, **facts)]
    provisions = [a_support(), a_support("S2", name="Tutoring")]
    school = small_school(provisions=provisions, effects=effects)
    plan = small_plan()
    rows = [
        row.model_copy(update={"provision": "S2"}) if row.pupil == "P2" else row
        for row in plan.allocations
    ]
    return school, replace(plan, allocations=tuple(rows))


def test_cost_is_set_against_hours_by_their_effect():
    school, plan = with_tutoring(months=3, evidence="A trial")
    (first, second), idle = worths_of(school, plan)
    # Support: 1.5 × 39 = 58.5 hours, each worth 1, at £20; tutoring: 2 × 14 = 28, each worth 0.8.
    assert (first.name, first.effective_hours, first.cost_of_an_hour) == (
        "In-class support",
        pytest.approx(58.5),
        pytest.approx(20),
    )
    assert (second.effective_hours, second.cost_of_an_hour) == (
        pytest.approx(22.4),
        pytest.approx(25),
    )
    assert idle == ()


@pytest.mark.parametrize(
    ("months", "evidence"), [(3, Evidence.GAIN), (0, Evidence.NO_GAIN), (None, Evidence.UNKNOWN)]
)
def test_the_sign_says_what_trials_have_measured(months, evidence):
    school, plan = with_tutoring(months=months, evidence="In words")
    rows, _ = worths_of(school, plan)
    assert (rows[1].evidence, rows[1].told) == (evidence, "In words")


@pytest.mark.parametrize(
    ("audience", "told"),
    [
        (Audience(sees_all=True), "0.8 for literacy now, and 1 before (Our reviews say so)"),
        (Audience(sees_all=False, fewest_shown=1), "0.8 for literacy now, and 1 before"),
    ],
)
def test_an_effect_that_the_school_changed_is_told_with_its_reason_to_those_who_may(audience, told):
    found = with_tutoring(default_effect=1.0, reason="Our reviews say so")
    assert [row[6] for row in cost_and_effect(*found, audience).table.rows] == ["", told]


def test_title_and_chart_have_the_cheapest_first():
    picture = cost_and_effect(*with_tutoring(months=3))
    assert picture.title == (
        "An effective hour costs from £20 (In-class support) to £25 (Tutoring)"
    )
    bars, known, unknown = picture.figure.to_dict()["data"]
    assert list(bars["x"]) == pytest.approx([20, 25])
    assert (known["marker"]["symbol"], unknown["marker"]["symbol"]) == ("circle", "circle-open")


def test_what_helps_no_need_is_named_and_not_counted():
    school, plan = with_tutoring()
    school = replace(school, effects=(an_effect(),))
    picture = cost_and_effect(school, plan)
    assert [row[0] for row in picture.table.rows] == ["In-class support"]
    assert "because no need gains by it: Tutoring." in picture.note


def test_a_viewer_sees_provision_for_few_only_together():
    picture = cost_and_effect(*with_tutoring(), VIEWER)
    # Each is for one pupil; both together for two: 1,170 + 560 over 58.5 + 22.4 hours.
    (row,) = picture.table.rows
    assert row[:2] == ("Other provision", 1730.0)
    assert row[2] == pytest.approx(80.9)
    assert "Tutoring" not in f"{picture.table} {picture.title} {picture.figure.to_json()}"


def test_a_viewer_sees_nothing_where_all_together_are_few():
    school, plan = with_tutoring()
    picture = cost_and_effect(school, plan, replace(VIEWER, fewest_shown=3))
    assert (picture.figure, picture.table.rows) == (None, ())


def test_a_long_name_stands_on_two_lines_and_is_never_read_as_markup():
    school, plan = with_tutoring()
    name = "Reading <b>tutoring</b> in very small groups of pupils who are behind"
    school = replace(school, provisions=(a_support(), a_support("S2", name=name)))
    bars = cost_and_effect(school, plan).figure.to_dict()["data"][0]
    # At most 22 letters a line, and "<b>tutoring</b>" has 15 of them.
    assert bars["y"][1] == "Reading<br>&lt;b&gt;tutoring&lt;/b&gt; in…"
