from __future__ import annotations

import pytest

from planner.charts.impact.costs import costs_say, costs_table
from planner.charts.impact.effects import effects_table, names_in, reason, seen_in, sentence
from planner.charts.impact.effects_chart import effects_picture
from planner.charts.impact.outcomes import outcomes_say, outcomes_seen, outcomes_table
from planner.impact.seen import effect_seen
from planner.impact.shrinkage import Spread
from planner.school.registers import Registers
from tests.builders import a_pupil, a_review, a_school, an_effect
from tests.impact.test_cost import PLAN

# k = 9: six pupils weigh 0.4, nine a half, 21 seven tenths.
SPREAD = Spread(0.75, 4)


def seen(pupils=6, ratio=0.7, **facts):
    return effect_seen(an_effect(**({"effect": 0.8} | facts)), [ratio] * pupils, SPREAD)


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (
            seen(),
            "6 pupils made 70 % of the progress expected. Six is few, so the suggestion moves 40 % "
            "of the way: 0.80 becomes 0.70.",
        ),
        (
            seen(21),
            # 0.8 - 0.7 * 0.24 = 0.632.
            "21 pupils made 70 % of the progress expected. With 21, the suggestion moves 70 % of "
            "the way: 0.80 becomes 0.63.",
        ),
        (
            seen(1),
            "1 pupil made 70 % of the progress expected. One is too few to suggest anything: it "
            "takes three.",
        ),
        (
            seen(3, -0.5),
            # Weight 3 / 12; the effect seen is never under 0, so 0.8 - 0.25 * 0.8 = 0.6.
            "3 pupils went back, by 50 % of the progress expected. Three is few, so the suggestion "
            "moves 25 % of the way: 0.80 becomes 0.60.",
        ),
        (
            seen(6, 1.0),
            "6 pupils made 100 % of the progress expected. Six is few, so the suggestion moves "
            "40 % of the way: 0.80 stays as it is.",
        ),
        (
            seen(effect=0.7, default_effect=0.8),
            "6 pupils made 70 % of the progress expected. Six is few, so the suggestion moves 40 % "
            "of the way: 0.80 becomes 0.70. The school has it already.",
        ),
        (
            seen(effect=0.5, default_effect=0.8),
            "6 pupils made 70 % of the progress expected. Six is few, so the suggestion moves 40 % "
            "of the way: 0.80 becomes 0.70. The school has 0.50 now.",
        ),
    ],
)
def test_a_suggestion_is_explained_in_a_sentence(one, says):
    assert sentence(one) == says


def test_the_reason_has_no_figure_about_few_pupils():
    assert reason(seen(), 5) == (
        "6 pupils reviewed here made 70 % of the progress expected; 40 % of the way from 0.80 to "
        "the 0.56 seen; no comparison group"
    )
    assert reason(seen(4), 5) == "Our own reviews, of fewer than 5 pupils; no comparison group"
    assert reason(seen(), 7) == "Our own reviews, of fewer than 7 pupils; no comparison group"


REVIEWS = [
    a_review(attended_percent=50),
    a_review("P2", after=None),
    a_review("P2", term="T2", expected=None, attended_percent=100),
    a_review("P3", after=150),
]
SCHOOL = a_school(pupils=[a_pupil("P1"), a_pupil("P2"), a_pupil("P3")], reviews=REVIEWS)
REGISTERS = Registers.of(SCHOOL)


def test_outcomes_are_told_with_what_counts_towards_no_effect():
    outcomes = outcomes_seen(REGISTERS)
    assert outcomes_say(outcomes) == (
        "4 reviews of 3 pupils, 3 of them measured before and after. 1 of the 2 that say what was "
        "expected reached it.",
        "Where it is known, 75 % of the sessions were attended on average.",
        "Towards an effect count 2 of them. Left out: not measured before and after (1) and "
        "nothing written about what was expected (1).",
    )
    assert outcomes_say(()) == ("Nothing has been reviewed yet.",)


def test_outcomes_stand_by_provision_and_pupil_and_what_is_not_measured_last():
    table = outcomes_table(REGISTERS, outcomes_seen(REGISTERS))
    assert [(row[0], row[3:6]) for row in table.rows] == [
        ("P1", (70, 80, 77)),
        ("P2", (70, None, 77)),
        ("P3", (70, 80, 150)),
        ("P2", (70, 80, None)),
    ]
    # 7 / 10 in half of the sessions.
    assert table.rows[0][6:9] == (50, pytest.approx(70), "as 140 %")
    assert table.rows[2][8] == "as 300 %, the bound"
    assert table.rows[3][8] == "no: not measured before and after"


def test_the_picture_shows_what_was_seen_with_its_range_beside_what_was_assumed():
    found = seen_in(REGISTERS)
    picture = effects_picture(found, names_in(REGISTERS))
    assert "not one was seen to differ" in picture.title
    dots, assumed = picture.figure.to_dict()["data"]
    (one,) = found
    # P1 made 0.7 / 0.5 = 1.4, P3 the bound of 3; the effect assumed is 1.
    assert list(dots["x"]) == [pytest.approx((1.4 + 3) / 2)]
    assert list(dots["error_x"]["arrayminus"]) == [one.seen - one.low]
    assert list(assumed["x"]) == [1.0]
    assert "effective hours" in picture.figure.layout.xaxis.title.text.casefold()
    # Variance (4 * 0.5625 + 2 * 0.8^2) / 5 = 0.706; 2.571 * 0.840 / sqrt(2) = 1.53 either way.
    assert "seen 2.20 (from 0.67 to 3.73, 2 pupils), assumed 1.00" in picture.alternative
    assert effects_table(found, {}).rows[0][:3] == ("S1", "Language", 2)


def test_without_reviews_there_is_no_picture():
    picture = effects_picture((), {})
    assert (picture.figure, picture.title) == (None, "No effect can be seen yet")


def test_the_cost_of_progress_says_whose_money_it_is_and_why_it_is_blank():
    table = costs_table(a_school(reviews=[a_review()]), PLAN)
    assert costs_say(table, SCHOOL).startswith("1 cost of progress made in 2026/27")
    # £600 for two pupils; in the autumn £500 for two: £250 over 7 points.
    assert table.rows[0][2:4] == (300.0, 7.0)
    assert table.rows[0][4:] == (pytest.approx(250 / 7), "", 1, 2, "the plan")
    blank = costs_table(a_school(), PLAN)
    assert blank.rows[0][5] == "Nothing was measured both before and after."
    assert costs_say(blank, SCHOOL).startswith("No cost of progress is known yet.")
