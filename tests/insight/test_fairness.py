"""The price of fairness, on a school whose curve can be worked out on paper."""

from __future__ import annotations

import pytest

from planner.charts.insight.fairness import fairness_view
from planner.insight.fairness import FairnessAnswer, FairnessAsked, ask_fairness, steps_of
from planner.insight.question import Asking
from tests.insight.schools import two_of_unequal_weight

EXACTLY = 1e-4


def answer_for(steps=2, **facts):
    """The answer for two pupils who share one hour."""
    return ask_fairness(Asking(two_of_unequal_weight(), **facts), FairnessAsked(steps=steps))


def test_the_steps_have_the_choice_of_the_school_among_them():
    assert steps_of(2, 0.8) == (0.0, 0.5, 0.8, 1.0)
    assert steps_of(4, 0.5) == (0.0, 0.25, 0.5, 0.75, 1.0)


def test_what_everybody_keeps_costs_the_one_whose_need_weighs_more():
    answer = answer_for()
    assert answer.fair_share == pytest.approx(0.5, abs=EXACTLY)
    rows = answer.fairness
    assert [row.fairness for row in rows] == [0.0, 0.5, 0.8, 1.0]
    assert [row.is_policy for row in rows] == [False, False, True, False]
    assert [row.share_kept for row in rows] == pytest.approx([0, 0.25, 0.4, 0.5], abs=EXACTLY)
    # The first pupil has exactly what all keep, the other the rest of the hour. Worth in thirds:
    # 0: 6 * 1 = 6; 0.25: 2 * 0.25 * 1.3 + 6 * (1.3/3 + 1/3 + 0.7/12) = 0.65 + 4.95 = 5.6;
    # 0.4: 2 * (1.3/3 + 0.2/3) + 6 * (1.3/3 + 0.8/3) = 1.0 + 4.2 = 5.2; 0.5: 8 * 0.6 = 4.8; of 8.
    met = [0.75, 0.7, 0.65, 0.6]
    assert [row.needs_met for row in rows] == pytest.approx(met, abs=EXACTLY)
    assert [row.needs_met_bound for row in rows] == pytest.approx(met, abs=EXACTLY)
    assert [row.lowest_coverage for row in rows] == pytest.approx([0, 0.25, 0.4, 0.5], abs=EXACTLY)
    assert [row.pupils_below_half for row in rows] == [1, 1, 1, 0]


def test_what_was_stopped_has_only_what_was_solved():
    told = []
    answer = answer_for(steps=10, on_step=told.append, should_stop=lambda: len(told) >= 2)
    assert not answer.is_whole
    # From the most that is kept down: 1 and 0.9 were solved, the school's own 0.8 was not.
    assert [row.fairness for row in answer.fairness] == [0.9, 1.0]
    sentences = fairness_view(two_of_unequal_weight(), answer).sentences
    assert sentences == ("It was stopped before the plan with the school’s own choice was solved.",)


def test_an_answer_is_stored_as_text_and_read_again():
    answer = answer_for()
    assert FairnessAnswer.model_validate_json(answer.model_dump_json()) == answer


def test_it_is_read_as_sentences_with_the_figures_in_them():
    view = fairness_view(two_of_unequal_weight(), answer_for())
    assert view.sentences[2] == (
        "If nobody were held to it, 75 % of needs would be met, and the pupil with the least "
        "would have 0 %; 1 pupil would have less than half of their needs met."
    )
    title = "From 0 % to 100 % of the fairest share kept, needs met go from 75 % to 60 %"
    assert view.pictures[0].title == title
