"""The expected range is that of the binomial, worked by hand and in published tables."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.national.chance import Likely, likely_numbers


def test_four_pupils_at_a_half_by_hand():
    # Of 16 cases, 1, 4, 6, 4 and 1 have 0 to 4 pupils. 0 or fewer: 1/16 = 6.25 %, so 0 is the
    # fewest. 3 or fewer: 15/16 = 93.75 %, which is less than 95 %, so 4 is the most.
    assert likely_numbers(4, Fraction(1, 2)) == Likely(0, 4)


# Cumulative binomial probabilities as statistical tables for schools print them.
@pytest.mark.parametrize(
    ("pupils", "share", "fewest", "most"),
    [
        # n = 20, p = 0.3: up to 2 .0355, up to 3 .1071; up to 8 .8867, up to 9 .9520.
        (20, Fraction(3, 10), 3, 9),
        # n = 10, p = 0.5: up to 1 .0107, up to 2 .0547; up to 7 .9453, up to 8 .9893.
        (10, Fraction(1, 2), 2, 8),
        # n = 50, p = 0.1: up to 1 .0338, up to 2 .1117; up to 8 .9421, up to 9 .9755.
        (50, Fraction(1, 10), 2, 9),
    ],
)
def test_the_range_agrees_with_published_tables(pupils, share, fewest, most):
    assert likely_numbers(pupils, share) == Likely(fewest, most)


@pytest.mark.parametrize(
    ("pupils", "share", "likely"),
    [
        (0, Fraction(1, 2), Likely(0, 0)),
        (7, Fraction(0), Likely(0, 0)),
        (7, Fraction(1), Likely(7, 7)),
    ],
)
def test_where_there_is_no_chance_there_is_one_number(pupils, share, likely):
    assert likely_numbers(pupils, share) == likely


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.integers(1, 99))
def test_at_most_one_case_in_twenty_lies_beyond_either_end(pupils, percent):
    share = Fraction(percent, 100)
    likely = likely_numbers(pupils, share)
    chances = [
        math.comb(pupils, number) * share**number * (1 - share) ** (pupils - number)
        for number in range(pupils + 1)
    ]
    assert sum(chances[: likely.fewest]) < Fraction(1, 20)
    assert sum(chances[likely.most + 1 :]) <= Fraction(1, 20)
    # And neither end could be nearer the middle.
    assert sum(chances[: likely.fewest + 1]) >= Fraction(1, 20)
    assert sum(chances[likely.most :]) > Fraction(1, 20)


def test_a_large_school_and_a_long_share_are_worked_out_exactly():
    # 1,000 pupils at 15 %: mean 150, standard deviation √(1000 × 0.15 × 0.85) = 11.29; the normal
    # curve puts 5 % beyond 150 ± 1.645 × 11.29, that is 131.4 and 168.6.
    assert likely_numbers(1000, Fraction("0.15000000001")) == Likely(132, 169)


@pytest.mark.parametrize(("pupils", "share"), [(-1, Fraction(1, 2)), (3, Fraction(3, 2))])
def test_what_is_no_school_or_no_share_is_refused(pupils, share):
    with pytest.raises(ValueError, match="have no range"):
        likely_numbers(pupils, share)
