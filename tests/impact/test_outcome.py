from __future__ import annotations

import pytest

from planner.impact.outcome import WhyNot, outcomes_of, ratios
from tests.builders import a_review, an_effect

EFFECTS = (an_effect("S1"),)


def outcome(effects=EFFECTS, **facts):
    return outcomes_of([a_review(**facts)], effects)[0]


@pytest.mark.parametrize(
    ("facts", "ratio"),
    [
        # 7 of 10 points.
        ({}, 0.7),
        # Lower is better: 4 of 10 points down.
        ({"before": 20, "expected": 10, "after": 16}, 0.4),
        # 8 of 10 points in 80 % of the sessions: all of what those sessions promised.
        ({"after": 78, "attended_percent": 80}, 1.0),
        # 2 points back where 10 forward were expected.
        ({"after": 68}, -0.2),
        # At a quarter of the sessions a review still counts: 0.5 / 0.25.
        ({"after": 75, "attended_percent": 25}, 2.0),
    ],
)
def test_the_ratio_is_what_was_made_of_what_was_expected_for_each_session(facts, ratio):
    found = outcome(**facts)
    assert found.ratio == pytest.approx(ratio)
    assert (found.is_bounded, found.why_not) == (False, None)


@pytest.mark.parametrize(("after", "ratio"), [(170, 3.0), (-30, -1.0)])
def test_a_wild_measurement_counts_as_the_bound(after, ratio):
    found = outcome(after=after)
    assert (found.ratio, found.is_bounded) == (ratio, True)
    # 100 points of 10 up, and 100 of 10 down.
    assert found.share_made == pytest.approx(10 if after == 170 else -10)


@pytest.mark.parametrize(
    ("facts", "why_not"),
    [
        ({"after": None}, WhyNot.NOT_MEASURED),
        ({"before": None}, WhyNot.NOT_MEASURED),
        ({"expected": None}, WhyNot.NOT_EXPECTED),
        ({"expected": 70}, WhyNot.NO_CHANGE_EXPECTED),
        ({"attended_percent": 24}, WhyNot.HARDLY_THERE),
        ({"attended_percent": 0}, WhyNot.HARDLY_THERE),
        ({"provision": "GONE"}, WhyNot.UNKNOWN_PROVISION),
        ({"strand": "numeracy"}, WhyNot.NO_EFFECT),
    ],
)
def test_a_review_that_says_nothing_of_an_effect_says_why(facts, why_not):
    found = outcome(**facts)
    assert (found.ratio, found.why_not) == (None, why_not)


def test_a_review_without_a_strand_is_of_the_only_one_that_there_is():
    assert outcome(strand=None).strand == "language"


def test_with_several_strands_a_review_says_which_or_is_left_out():
    several = (*EFFECTS, an_effect("S1", strand="literacy"))
    assert outcome(several, strand=None).why_not is WhyNot.NO_STRAND
    assert outcome(several, strand="literacy").ratio == pytest.approx(0.7)


def test_several_reviews_of_one_pupil_count_once():
    reviews = [a_review(), a_review(after=79), a_review("P2", after=80)]
    found = ratios(outcomes_of(reviews, EFFECTS))
    # P1: (0.7 + 0.9) / 2; P2: 10 of 10.
    assert found["S1", "language"] == pytest.approx((0.8, 1.0))
