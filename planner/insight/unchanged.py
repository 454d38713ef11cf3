"""Pupils whose hours stay as they are in a plan, as decisions that a new plan has to keep."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import replace

from planner.optimiser.few_changed import starts_of, weekly_hours
from planner.optimiser.plan import Plan
from planner.optimiser.problem import Placement
from planner.school.codes import PinRule
from planner.school.records import Pin
from planner.school.school import School

# Hours are kept to this part of an hour, rounded down, so that rounding never asks for more [h].
_GRAIN = 1e4


def unchanged_but_for(school: School, plan: Plan, changed: Collection[str]) -> School:
    """Have the school in which every pupil keeps the hours of a plan, but for some.

    Their own earlier decisions are in the plan already, and make way.
    """
    kept = [pupil.pupil for pupil in school.pupils if pupil.pupil not in changed]
    others = [pin for pin in school.pins if pin.pupil in changed]
    return replace(school, pins=(*others, *_pins(school, plan, kept)))


def _pins(school: School, plan: Plan, pupils: Collection[str]) -> Iterator[Pin]:
    hours, starts = weekly_hours(school, plan), starts_of(school, plan)
    first = {(place.pupil, place.provision): place.term for place in starts}
    for pupil in pupils:
        for provision in school.provisions:
            code = provision.provision
            if (pupil, code) not in first:
                yield Pin(pupil=pupil, provision=code, rule=PinRule.MUST_NOT)
            elif not provision.is_support:
                term = school.terms[first[pupil, code]].term
                yield Pin(pupil=pupil, provision=code, term=term, rule=PinRule.MUST)
            else:
                for number, period in enumerate(school.terms):
                    had = hours.get(Placement(pupil, code, number), 0.0)
                    yield _of_support(pupil, code, period.term, had)


def _of_support(pupil: str, code: str, term: str, hours: float) -> Pin:
    had = math.floor(hours * _GRAIN + 1e-6) / _GRAIN
    if had <= 0:
        return Pin(pupil=pupil, provision=code, term=term, rule=PinRule.MUST_NOT)
    return Pin(pupil=pupil, provision=code, term=term, rule=PinRule.EXACTLY, hours_per_week=had)
