"""What is kept from whoever may not see everything."""

from __future__ import annotations

import pytest

from planner.access import Role
from planner.charts.leadership.audience import Audience, audience_of

VIEWER = Audience(sees_all=False, fewest_shown=5)


def members(**sizes):
    """Groups of as many different pupils as said."""
    return {name: {f"{name}{place}" for place in range(size)} for name, size in sizes.items()}


@pytest.mark.parametrize(
    ("role", "sees_all"),
    [(Role.SENCO, True), (Role.LEADER, True), (Role.FINANCE, False), (Role.VIEWER, False)],
)
def test_whoever_may_read_plans_sees_all(role, sees_all):
    assert audience_of(role).sees_all is sees_all


def test_a_small_count_is_told_as_such_and_nobody_is_no_secret():
    assert VIEWER.counted(4, "pupil") == "fewer than 5 pupils"
    assert VIEWER.counted(5, "pupil") == "5 pupils"
    assert VIEWER.counted(0, "pupil") == "0 pupils"
    assert Audience().counted(1, "pupil") == "1 pupil"


@pytest.mark.parametrize(
    ("sizes", "together"),
    [
        ({"a": 5, "b": 9}, set()),
        # 3 + 2 = 5 are enough together.
        ({"a": 3, "b": 2, "c": 9}, {"a", "b"}),
        # 4 alone would be what is missing from the total, so the next larger goes with it.
        ({"a": 4, "b": 6, "c": 9}, {"a", "b"}),
        # 2 + 2 are still too few.
        ({"a": 2, "b": 2, "c": 6, "d": 9}, {"a", "b", "c"}),
        ({"a": 1}, {"a"}),
    ],
)
def test_small_groups_go_together_until_they_are_enough(sizes, together):
    assert VIEWER.too_few(members(**sizes)) == together
    assert Audience().too_few(members(**sizes)) == frozenset()


def test_groups_of_the_same_pupils_are_not_counted_twice():
    # Three and three, but the same three: the third group goes with them.
    same = {"a": {"p", "q", "r"}, "b": {"p", "q", "r"}, "c": {"s", "t", "u", "v", "w"}}
    assert VIEWER.too_few(same) == {"a", "b", "c"}
