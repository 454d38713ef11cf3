from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.impact.outcome import WhyNot, outcomes_of
from planner.impact.seen import effect_seen, effects_seen
from planner.impact.shrinkage import Spread
from tests.builders import a_review, an_effect

# k = (0.75 / 0.25)^2 = 9.
SPREAD = Spread(0.75, 4)


def test_six_pupils_who_made_seven_tenths_move_the_effect_two_fifths_of_the_way():
    seen = effect_seen(an_effect(effect=0.8), [0.7] * 6, SPREAD)
    assert (seen.pupils, seen.mean_ratio) == (6, pytest.approx(0.7))
    # 0.8 * 0.7 = 0.56; weight 6 / (6 + 9); 0.8 - 0.4 * 0.24 = 0.704.
    assert seen.seen == pytest.approx(0.56)
    assert seen.weight == pytest.approx(0.4)
    assert seen.suggested == 0.7
    # 2.776 * 0.75 / sqrt(6) = 0.850: from 0.8 * (0.7 - 0.85), which is below 0, to 0.8 * 1.55.
    assert seen.low == 0
    assert seen.high == pytest.approx(1.24, abs=0.002)


@pytest.mark.parametrize("pupils", [1, 2])
def test_one_pupil_or_two_suggest_nothing(pupils):
    seen = effect_seen(an_effect(effect=0.8), [0.1] * pupils, SPREAD)
    assert seen.suggested is None
    assert not seen.would_change


def test_what_the_school_changed_before_is_not_moved_again_by_the_same_reviews():
    effect = an_effect(effect=0.7, default_effect=0.8, reason="Reviews")
    seen = effect_seen(effect, [0.7] * 6, SPREAD)
    assert (seen.assumed, seen.suggested) == (0.8, 0.7)
    assert not seen.would_change


@pytest.mark.parametrize(("ratio", "limit"), [(-1.0, 0.0), (3.0, 5.0)])
def test_an_effect_is_never_under_nothing_or_over_five(ratio, limit):
    seen = effect_seen(an_effect(effect=4.0), [ratio] * 1000, Spread(0.25, 100))
    assert seen.seen == limit
    assert 0 <= seen.low <= seen.high <= 5
    # Weight 1000 / 1001: within a hundredth of what was seen.
    assert seen.suggested == pytest.approx(limit, abs=0.01)


def test_each_effect_is_seen_by_its_own_pupils_and_one_that_none_measures_is_not_there():
    effects = [an_effect("S1"), an_effect("S1", strand="literacy"), an_effect("S2")]
    reviews = [a_review(), a_review("P2", provision="S2"), a_review("P3", provision="S2")]
    found = effects_seen(outcomes_of(reviews, effects), effects)
    assert [(one.key, one.pupils) for one in found] == [
        (("S1", "language"), 1),
        (("S2", "language"), 2),
    ]


def test_an_effect_that_is_assumed_to_be_nothing_is_not_seen_and_says_why():
    # Whatever is made of nothing, 0 * 0.7 is nothing: no range, and nothing to suggest.
    for effect in (an_effect(effect=0), an_effect(effect=0.5, default_effect=0, reason="Ours")):
        (outcome,) = outcomes = outcomes_of([a_review()], [effect])
        assert (outcome.ratio, outcome.why_not) == (None, WhyNot.NONE_ASSUMED)
        assert effects_seen(outcomes, [effect]) == ()
    # 0.8 that the school set to 0 is seen: 0.8 * 0.7.
    effect = an_effect(effect=0, default_effect=0.8, reason="Ours")
    (seen,) = effects_seen(outcomes_of([a_review()], [effect]), [effect])
    assert seen.seen == pytest.approx(0.56)


RATIO, EFFECT = st.floats(-1, 3), st.floats(0, 5)
SPREADS = st.builds(Spread, st.floats(0.25, 2), st.integers(4, 60))


@given(EFFECT, st.lists(RATIO, min_size=3, max_size=20), SPREADS)
def test_a_suggestion_lies_between_what_was_assumed_and_what_was_seen(assumed, ratios, spread):
    seen = effect_seen(an_effect(effect=assumed), ratios, spread)
    ends = sorted((seen.assumed, seen.seen))
    assert seen.suggested is not None
    assert ends[0] <= seen.suggested <= ends[1]
    assert seen.low <= seen.seen <= seen.high


@given(EFFECT, RATIO, SPREADS, st.integers(3, 20), st.integers(1, 20))
def test_more_pupils_who_say_the_same_move_it_further(assumed, ratio, spread, few, more):
    effect = an_effect(effect=assumed)
    less = effect_seen(effect, [ratio] * few, spread)
    far = effect_seen(effect, [ratio] * (few + more), spread)
    assert less.weight < far.weight
    assert less.suggested is not None
    assert far.suggested is not None
    # Rounding to two decimals may leave both at the same.
    assert abs(less.suggested - assumed) <= abs(far.suggested - assumed) + 1e-9
