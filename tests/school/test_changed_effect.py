from __future__ import annotations

import pytest

from planner.school.changed_effect import (
    after_edit,
    changed,
    changed_effects,
    is_changed,
    is_unexplained,
)
from tests.builders import an_effect

REASON = "Our reviews found less"


def test_a_change_keeps_what_the_effect_was_and_why():
    effect = changed(an_effect(effect=0.9), 0.6, f" {REASON} ")
    assert (effect.effect, effect.default_effect, effect.reason) == (0.6, 0.9, REASON)
    assert is_changed(effect)
    assert not is_unexplained(effect)


def test_a_second_change_keeps_the_first_value_and_the_newest_reason():
    effect = changed(changed(an_effect(effect=0.9), 0.6, "a guess"), 0.7, REASON)
    assert (effect.effect, effect.default_effect, effect.reason) == (0.7, 0.9, REASON)


def test_going_back_to_the_first_value_clears_the_change():
    before = an_effect(effect=0.9, months=3, evidence="A trial", source="A report")
    assert changed(changed(before, 0.6, REASON), 0.9, "we were wrong") == before


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"effect": 0.9}, (False, False)),
        ({"effect": 0.9, "default_effect": 0.9}, (False, False)),
        ({"effect": 0.9, "default_effect": 0.0}, (True, True)),
        ({"effect": 0.0, "default_effect": 0.9, "reason": REASON}, (True, False)),
    ],
)
def test_an_effect_is_changed_where_it_differs_from_what_it_was(facts, expected):
    effect = an_effect(**facts)
    assert (is_changed(effect), is_unexplained(effect)) == expected


def test_changed_effects_stand_in_their_order():
    rows = [an_effect("A"), an_effect("B", default_effect=2), an_effect("C", default_effect=3)]
    assert [row.provision for row in changed_effects(rows)] == ["B", "C"]


def test_an_edit_of_the_effect_keeps_what_it_was():
    before = an_effect(effect=0.9)
    after = after_edit(before, an_effect(effect=0.6, evidence="Our own"))
    assert after == an_effect(effect=0.6, default_effect=0.9, evidence="Our own")
    assert after_edit(after, an_effect(effect=0.9, default_effect=0.9)) == before


@pytest.mark.parametrize(
    "after",
    [
        # The effect is as it was.
        an_effect(effect=0.9, evidence="Another trial"),
        # Somebody says what the default is, rightly or not.
        an_effect(effect=0.6, default_effect=0.7),
        # The row is about something else now.
        an_effect(effect=0.6, strand="literacy"),
        an_effect("S2", effect=0.6),
    ],
)
def test_an_edit_of_anything_else_is_left_as_it_is(after):
    assert after_edit(an_effect(effect=0.9), after) == after
