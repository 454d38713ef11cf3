"""The trade-off curve, on schools whose curve can be worked out on paper."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from planner.charts.insight.frontier import frontier_view
from planner.insight.bends import bends_of
from planner.insight.frontier import (
    FrontierAnswer,
    FrontierAsked,
    amounts_between,
    ask_frontier,
)
from planner.insight.question import Asking
from planner.optimiser.progress import Options
from planner.optimiser.solve import make_plan
from planner.school.records import CurrentAllocation
from tests.builders import a_pin, a_stream
from tests.insight.schools import groups_school, half_met, pounds

EXACTLY = 1e-4


def asked(cut="195", gain="390", points=4, **facts):
    """Points at -£195, 0, £195 and £390."""
    return FrontierAsked(cut=pounds(cut), gain=pounds(gain), points=points, **facts)


def curve(school, question=None, **facts):
    """The answer for a school."""
    return ask_frontier(Asking(school, **facts), question or asked())


def test_the_points_lie_evenly_on_both_sides_of_the_money_there_is():
    usual = amounts_between(pounds("10000"), pounds("25000"), 15)
    assert usual == tuple(Decimal(amount) for amount in range(-10000, 25001, 2500))
    assert amounts_between(pounds("0"), pounds("900"), 4) == (0, 300, 600, 900)
    assert amounts_between(pounds("900"), pounds("0"), 4) == (-900, -600, -300, 0)
    assert amounts_between(pounds("100"), pounds("90000"), 3) == (-100, 0, 90000)
    assert amounts_between(pounds("0"), pounds("0"), 5) == (0,)


def test_each_point_is_what_that_money_can_do():
    rows = curve(half_met()).frontier
    assert [float(row.money) for row in rows] == [-195, 0, 195, 390]
    # £195 of the £390 owed to the TA have no money; they are owed all the same.
    assert [row.unfunded for row in rows] == pytest.approx([195, 0, 0, 0], abs=0.01)
    # Half of the need, then three quarters, then all: £20 an hour, 39 hours in all.
    assert [row.mean_coverage for row in rows] == pytest.approx([0.5, 0.5, 0.75, 1.0], abs=EXACTLY)
    # (1.3 + 1.0 / 2) / 3 = 0.6; (1.3 + 1.0 + 0.7 / 4) / 3 = 0.825.
    met = [0.6, 0.6, 0.825, 1.0]
    assert [row.needs_met for row in rows] == pytest.approx(met, abs=EXACTLY)
    assert [row.needs_met_bound for row in rows] == pytest.approx(met, abs=EXACTLY)


def test_more_money_is_never_worse_in_the_order_of_the_goals():
    rows = curve(groups_school(), asked(cut="900", gain="1800", points=7, seconds=2.0)).frontier
    assert len(rows) == 7
    for less, more in pairwise(rows):
        assert more.shortfall_hours <= less.shortfall_hours + EXACTLY
        assert more.unfunded <= less.unfunded + 0.01
        if abs(more.unfunded - less.unfunded) < 0.01:
            assert more.fair_share >= less.fair_share - EXACTLY
        assert more.fair_share <= more.fair_share_bound + EXACTLY
        assert more.needs_met <= more.needs_met_bound + EXACTLY


def test_the_plan_that_is_asked_about_stands_on_the_curve():
    school = groups_school()
    plan = make_plan(school, Options(30, 1e-4))
    rows = curve(school, asked("0", "300", 2), plan=plan).frontier
    assert rows[0].mean_coverage == pytest.approx(plan.summary.mean_coverage, abs=2e-3)
    assert rows[0].fair_share >= plan.summary.fair_share - 0.01


def test_what_decisions_already_made_rule_out_is_missing_with_the_reason():
    school = half_met(pins=[a_pin(hours_per_week=1.0)], funding=[a_stream(amount="780")])
    answer = curve(school, asked(cut="400", gain="0", points=3))
    assert [float(row.money) for row in answer.frontier] == [0]
    assert [float(row.money) for row in answer.missing] == [-400, -200]
    assert all("Decisions already made" in row.why for row in answer.missing)
    assert answer.is_whole
    assert "there is nothing to show" in " ".join(frontier_view(school, answer).sentences)


def test_what_was_not_solved_before_it_was_stopped_is_missing_and_never_filled_in():
    told = []
    answer = curve(half_met(), on_step=told.append, should_stop=lambda: len(told) >= 1)
    assert not answer.is_whole
    assert [float(row.money) for row in answer.frontier] == [0]
    assert [float(row.money) for row in answer.missing] == [-195, 195, 390]


def test_what_is_done_today_stands_beside_the_curve():
    # 0.23077 h a week meet as much of the need, all in its first third: 1.3 * 0.23077 = 0.3.
    rows = tuple(
        CurrentAllocation(term=term, pupil="P1", provision="S1", hours_per_week=0.3 / 1.3)
        for term in ("T1", "T2", "T3")
    )
    school = half_met(current_plan=rows)
    answer = curve(school, asked(points=2))
    assert [row.needs_met for row in answer.today] == pytest.approx([0.3], abs=EXACTLY)
    said = frontier_view(school, answer).sentences
    assert "What is done today meets 30 % of them." in said
    assert curve(half_met(), asked(points=2)).today == ()


def test_a_bend_is_where_a_thousand_pounds_do_much_less_than_before():
    most = {pounds(money): share for money, share in ((0, 0.5), (500, 0.6), (1000, 0.61))}
    # 0.1 in £500 are 0.2 for £1,000; 0.01 in £500 are 0.02.
    (bend,) = bends_of(most, 2)
    assert bend.money == 500
    assert (bend.gain_before, bend.gain_after) == pytest.approx((0.2, 0.02))
    assert bends_of(most | {pounds(1000): 0.68}, 2) == ()  # 0.16 is more than seven tenths of 0.2
    assert bends_of(most, 0) == ()


def test_what_money_buys_on_either_side_of_a_bend_is_worked_out():
    school = half_met()
    answer = curve(school, asked(cut="0", gain="780", points=5))
    # £390 meet the need in full, the last £195 of them with 9.75 hours; more buys nothing.
    (bend,) = answer.bends
    assert bend.money == 390
    assert bend.gain_after == pytest.approx(0, abs=EXACTLY)
    (bought,) = answer.bought
    assert (bought.money, bought.side, bought.kind, bought.code) == (390, "before", "agency", "AG1")
    assert bought.hours == pytest.approx(9.75, abs=0.01)
    assert float(bought.cost) == pytest.approx(195, abs=0.05)
    said = frontier_view(school, answer).sentences[-1]
    assert said.endswith("up to there, 10 hours a year of teaching assistant time.")


def test_an_answer_is_stored_as_text_and_read_again():
    answer = curve(half_met())
    assert FrontierAnswer.model_validate_json(answer.model_dump_json()) == answer


def test_it_is_read_as_sentences_with_the_figures_in_them():
    school = half_met()
    view = frontier_view(school, curve(school))
    assert view.sentences[1] == "With £390 more, 100 % of needs would be met instead of 60 %."
    assert "£195 of what is owed would have no money" in view.sentences[2]
    picture = view.pictures[0]
    assert picture.title == "From £195 less to £390 more, needs met go from 60 % to 100 %"
    drawn = [trace["y"] for trace in picture.figure.to_dict()["data"] if trace["mode"] != "lines"]
    assert drawn[0] == pytest.approx([60, 60, 82.5, 100], abs=0.01)
    assert len(picture.table.rows) == 4
