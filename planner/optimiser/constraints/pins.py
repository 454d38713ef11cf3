"""Decisions already made."""

from __future__ import annotations

from collections.abc import Iterator

from planner.optimiser.problem import Placement
from planner.optimiser.rows import Parts, Row, at_least, at_most, equal
from planner.school.codes import PinRule
from planner.school.records import LEAST_PINNED_HOURS, Pin


def _terms(parts: Parts, pin: Pin) -> list[int]:
    terms = parts.problem.school.terms
    return [
        index
        for index, term in enumerate(terms)
        if pin.term == term.term
        or (pin.term is None and parts.problem.roll_share(pin.pupil, index) > 0)
    ]


def _support_pin(parts: Parts, number: int, pin: Pin) -> Iterator[Row]:
    provision = parts.problem.school.provision_by_id[pin.provision]
    for term in _terms(parts, pin):
        hours = parts.variables.hours.get(Placement(pin.pupil, pin.provision, term))
        received = [] if hours is None else [(hours, 1.0)]
        asked = pin.hours_per_week
        if pin.rule is PinRule.MUST_NOT:
            yield (number, term), at_most(received, 0)
        elif asked is None:
            yield (number, term), at_least(received, provision.min_hours or LEAST_PINNED_HOURS)
        elif pin.rule is PinRule.EXACTLY:
            yield (number, term), equal(received, asked)
        else:
            yield (number, term), at_least(received, asked)


def pins_are_kept(parts: Parts) -> Iterator[Row]:
    """Every decision already made stands as it was made.

    support:   hours[p,v,t] >= hours, = hours, or = 0        in the term, or in every term  [h/week]
    otherwise: sum_t place[p,v,t] >= 1, or = 0               started in the term, or at any time
    """
    pupils = {pupil.pupil for pupil in parts.problem.pupils}
    for number, pin in enumerate(parts.problem.school.pins):
        if pin.pupil not in pupils:
            continue
        if parts.problem.school.provision_by_id[pin.provision].is_support:
            yield from _support_pin(parts, number, pin)
            continue
        starts = [
            (family[place], 1.0)
            for family in (parts.variables.place, parts.variables.bought)
            for term in _terms(parts, pin)
            if (place := Placement(pin.pupil, pin.provision, term)) in family
        ]
        if pin.rule is PinRule.MUST_NOT:
            yield number, at_most(starts, 0)
        else:
            yield number, at_least(starts, 1)
