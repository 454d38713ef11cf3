"""The statutory gap in words and pictures."""

from __future__ import annotations

from decimal import Decimal

from planner.charts.insight.gap import gap_view
from planner.insight.gap import GapAnswer, GapAsked, ask_gap
from planner.insight.question import Asking
from tests.builders import a_pin, a_pupil, a_stream
from tests.insight.test_gap import buying, nobody_has_the_skill


def view(school):
    return gap_view(school, ask_gap(Asking(school), GapAsked()))


def test_the_gap_is_told_with_its_proof_and_what_no_money_meets():
    # £176.60 are 7.064 hours at £25; an hour a week of the skill is 14 hours.
    assert view(nobody_has_the_skill("523.40")).sentences == (
        "£177 more this year would meet the 7.1 hours a year that money can meet.",
        "Planned again with £177 more, nothing is short that money can meet; with £50 less than "
        "that, something still is.",
        "No money can meet 14 hours a year of 1 statutory line for 1 pupil: no more hours of the "
        "skill.",
    )


def test_the_picture_of_what_is_short_says_how_much_of_it_money_could_meet():
    picture = view(nobody_has_the_skill("523.40")).pictures[0]
    assert picture.title == "Money could meet 7.1 hours of the 21.1 hours a year that are short"
    assert [cause for cause, _ in picture.table.rows] == [
        "No more hours of the skill",
        "Money would meet it",
    ]


def test_nothing_short_is_said_in_one_sentence():
    found = view(buying("700"))
    assert found.sentences == ("Every statutory hour can be met with the money there is.",)
    assert (found.pictures, found.tables) == ((), ())


def test_what_an_ehcp_costs_and_brings_is_drawn_without_a_pupils_code():
    # 2 × 14 × £25 = £700 against £6,000 and a top-up of £400.
    top_up = a_stream("TU", amount="400", kind="top_up", restricted_to="pupil:P1")
    school = buying(
        "700", pupils=[a_pupil(sen_status="E")], funding=[a_stream(amount="700"), top_up]
    )
    found = view(school)
    (picture,) = found.pictures
    assert picture.title == "0 of 1 EHCP cost more than they bring; together £700 against £6,400"
    assert "P1" not in str(picture.figure) + str(picture.table) + picture.alternative
    by_pupil = next(table for table in found.tables if table.name == "gap_ehcps_by_pupil")
    assert by_pupil.rows == (("P1", 700, 6000, 400, 0, -400, 0),)


def test_decisions_that_the_money_cannot_pay_are_told():
    found = view(buying("523.40", pins=[a_pin(hours_per_week=2.0)]))
    assert found.sentences[0] == (
        "Decisions already made cannot all be kept without £177 more this year; with it, they can, "
        "and all is met that money can meet."
    )


def test_a_range_is_told_as_one():
    answer = GapAnswer(
        inputs_sha256="",
        seconds=1.0,
        is_whole=True,
        shortfall_hours=10.0,
        left_hours=0.0,
        money=Decimal(500),
        money_bound=Decimal(400),
        basis="range",
        confirmed=False,
        hours_with_money=0.0,
    )
    first, second = gap_view(buying("0"), answer).sentences
    assert first == (
        "Between £400 and £500 more this year would meet the 10 hours a year that money can meet."
    )
    assert second == "Planned again with £500 more; that £50 less would not do was not proven."


def test_an_answer_that_was_stopped_says_what_is_missing():
    answer = GapAnswer(inputs_sha256="", seconds=1.0, is_whole=False)
    assert gap_view(buying("0"), answer).sentences == (
        "The least money was not found before it was stopped.",
        "It was stopped before everything was worked out; what is missing is left out.",
    )
