"""What of the answers to questions stands among the pictures, and who sees it."""

from __future__ import annotations

from planner.charts.leadership.asked import pictures_of_answers, sentences_of_answer
from planner.charts.leadership.audience import Audience
from planner.insight.frontier import FrontierAnswer, FrontierAsked, FrontierRow
from planner.insight.gap import GapAnswer, GapItemRow
from planner.insight.ladder import LadderAnswer
from tests.charts.small_plan import small_school

HOW = {"inputs_sha256": "a1", "seconds": 1.0, "is_whole": True}


def a_point(money, met):
    """A plan with so much more money that meets a share of all needs, and the law."""
    zero = ("shortfall_hours", "unfunded")
    shares = ("fair_share", "needs_met")
    return FrontierRow(
        money=money,
        mean_coverage=met,
        lowest_coverage=met,
        **{f"{name}{end}": 0.0 for name in zero for end in ("", "_bound")},
        **{f"{name}{end}": met for name in shares for end in ("", "_bound")},
    )


ANSWERS = {
    "frontier": FrontierAnswer(
        asked=FrontierAsked(), frontier=(a_point("0", 0.5), a_point("1000", 0.6)), **HOW
    ),
    "ladder": LadderAnswer(**HOW),
}


def test_curve_and_ladder_stand_in_their_order_and_what_was_not_asked_is_missing():
    pictures = pictures_of_answers(small_school(), ANSWERS)
    assert [picture.key for picture in pictures] == ["frontier", "ladder"]
    assert pictures[0].title == "From today to £1,000 more, needs met go from 50 % to 60 %"
    assert pictures_of_answers(small_school(), {}) == ()


def test_a_viewer_sees_the_curve_of_all_pupils_and_no_step_for_some_of_them():
    some = pictures_of_answers(small_school(), ANSWERS, Audience(sees_all=False, fewest_shown=2))
    assert [picture.key for picture in some] == ["frontier"]
    none = pictures_of_answers(small_school(), ANSWERS, Audience(sees_all=False, fewest_shown=3))
    assert none == ()


def test_a_sentence_of_an_answer_that_names_a_pupil_is_left_out():
    item = GapItemRow(
        item="F1",
        pupil="P1",
        source="Section F 3.2",
        shortfall_hours=19.5,
        left_hours=19.5,
        money_can_meet=False,
        cause="P1",
        reason="",
    )
    answer = GapAnswer(shortfall_hours=19.5, left_hours=19.5, money="0", items=(item,), **HOW)
    said = sentences_of_answer(small_school(), "gap", {"gap": answer})
    assert said == ("No more money is needed for what is owed: what is short, money cannot meet.",)
