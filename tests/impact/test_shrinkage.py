from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.impact.shrinkage import Spread, spread_of, t_value

RATIOS = st.lists(st.floats(-1, 3), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("freedom", "value"),
    # Two-sided 5 % points of Student's t, as every table of it has them.
    [(4, 2.776), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980)],
)
def test_the_t_value_is_that_of_the_tables(freedom, value):
    assert t_value(freedom) == pytest.approx(value, abs=0.002)


def test_before_any_pupil_the_spread_is_the_one_assumed():
    spread = spread_of([])
    assert (spread.deviation, spread.freedom) == (0.75, 4)
    # k = (0.75 / 0.25)^2 = 9, so six pupils weigh 6 / 15.
    assert spread.weight(6) == pytest.approx(0.4)


def test_the_spread_is_pooled_over_provisions_each_around_its_own_mean():
    spread = spread_of([(0.5, 0.9), (1.2, 1.0, 0.8)])
    # (4 * 0.5625 + 2 * 0.2^2 + 2 * 0.2^2) / (4 + 1 + 2) = 2.41 / 7.
    assert spread.deviation**2 == pytest.approx(2.41 / 7)
    assert spread.freedom == 7


def test_the_suggestion_is_the_posterior_mean_of_the_textbook():
    spread = spread_of([(0.5, 0.9), (1.2, 1.0, 0.8)])
    # Precisions: prior 1 / 0.0625 = 16; two pupils 2 * 7 / 2.41 = 1400 / 241. Their mean is 0.7:
    # (16 * 1 + 1400 / 241 * 0.7) / (16 + 1400 / 241) = 4836 / 5256.
    assert 1 + spread.weight(2) * (0.7 - 1) == pytest.approx(4836 / 5256)


def test_pupils_are_never_taken_to_be_more_alike_than_the_floor():
    # (2.25 + 0) / (4 + 99): 0.148 without the floor.
    assert spread_of([(1.0,) * 100]).deviation == 0.5


def test_one_pupil_is_known_less_well_than_four():
    spread = Spread(0.75, 4)
    # 2.776 * 0.75, and half of it with four.
    assert spread.half_width(1) == pytest.approx(2.082, abs=0.002)
    assert spread.half_width(4) == pytest.approx(1.041, abs=0.001)


@given(st.lists(RATIOS, max_size=4), st.integers(1, 30))
def test_more_pupils_always_weigh_more_and_never_all(groups, pupils):
    spread = spread_of(groups)
    assert 0 < spread.weight(pupils) < spread.weight(pupils + 1) < 1
