"""Decisions already made that contradict or repeat one another."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from planner.errors import Problem
from planner.school.agreement.pins import Decision, decisions
from planner.school.agreement.tables import Tables
from planner.school.codes import PinRule

_TINY = 1e-9


def pins_do_not_contradict_one_another(tables: Tables) -> Iterator[Problem]:
    """No pin rules out, repeats or disagrees with an earlier one of the pupil and provision."""
    kept: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in decisions(tables):
        earlier = kept[decision.pin.pupil, decision.pin.provision]
        for other in earlier:
            if why := _why_not_both(other, decision):
                what = f"{why} (row {other.number})"
                yield decision.fault("rule", what, "delete one of the two rows")
                break
        else:
            earlier.append(decision)


def _why_not_both(one: Decision, other: Decision) -> str | None:
    if one.pin == other.pin:
        return "the same decision stands already"
    both_ways = one.provision.is_support
    clash = _support_clashes(one, other) if both_ways else _placement_clashes(one, other)
    return "it cannot be kept together with an earlier decision" if clash else None


def _support_clashes(one: Decision, other: Decision) -> bool:
    """Whether no number of hours a week keeps both, in a term that both are about."""
    if None not in {one.pin.term, other.pin.term} and one.pin.term != other.pin.term:
        return False
    fewest, most = zip(_hours_allowed(one), _hours_allowed(other), strict=True)
    return max(fewest) > min(most) + _TINY


def _hours_allowed(decision: Decision) -> tuple[float, float]:
    """The fewest and most hours that keep a pin of support [h/week]."""
    if decision.pin.rule is PinRule.MUST_NOT:
        return 0.0, 0.0
    is_exact = decision.pin.rule is PinRule.EXACTLY and decision.pin.hours_per_week is not None
    return decision.hours_per_week, decision.hours_per_week if is_exact else math.inf


def _placement_clashes(one: Decision, other: Decision) -> bool:
    """Whether no placement, of which there is one a year at most, keeps both."""
    if one.gives and other.gives:
        return None not in {one.pin.term, other.pin.term} and one.pin.term != other.pin.term
    if one.gives == other.gives:
        return False
    never = other if one.gives else one
    given = one if one.gives else other
    return never.pin.term in {None, given.pin.term}
