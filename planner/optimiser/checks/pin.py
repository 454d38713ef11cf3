"""Decisions already made: what must, must not or exactly be given."""

from __future__ import annotations

from collections.abc import Iterator

from planner.optimiser.checks.reading import Reading
from planner.optimiser.checks.rule import Finding, rule
from planner.optimiser.checks.table import where
from planner.optimiser.checks.tolerance import WEEKLY_HOURS, differs, exceeds
from planner.school.calendar import on_roll_share
from planner.school.codes import PinRule
from planner.school.records import LEAST_PINNED_HOURS, Pin


@rule
def pins_are_kept(reading: Reading) -> Iterator[Finding]:
    """What was pinned is given, in its term and for its hours."""
    for pin in reading.school.pins:
        if pin.rule is PinRule.MUST_NOT:
            continue
        if reading.school.provision_by_id[pin.provision].is_support:
            yield from _support_that_is_not_as_pinned(reading, pin)
        elif not _starts(reading, pin):
            yield _place(pin), "does not start as pinned"


@rule
def what_must_not_be_is_not(reading: Reading) -> Iterator[Finding]:
    """What was ruled out is not given, or does not start, in its term; without a term, never."""
    for pin in reading.school.pins:
        if pin.rule is not PinRule.MUST_NOT:
            continue
        if reading.school.provision_by_id[pin.provision].is_support:
            rows = reading.placements.get((pin.pupil, pin.provision), ())
            if any(pin.term in {None, row.term} for row in rows):
                yield _place(pin), "is given although it is ruled out"
        elif _starts(reading, pin):
            yield _place(pin), "starts although it is ruled out"


def _starts(reading: Reading, pin: Pin) -> bool:
    """Whether a programme or an item starts in the term of a pin, or at all if it names none."""
    rows = reading.placements.get((pin.pupil, pin.provision))
    return rows is not None and (pin.term is None or rows[0].term == pin.term)


def _support_that_is_not_as_pinned(reading: Reading, pin: Pin) -> Iterator[Finding]:
    pupil = reading.school.pupil_by_id[pin.pupil]
    fewest = reading.school.provision_by_id[pin.provision].min_hours or LEAST_PINNED_HOURS
    hours = fewest if pin.hours_per_week is None else pin.hours_per_week
    exactly = pin.rule is PinRule.EXACTLY and pin.hours_per_week is not None
    for term in reading.school.terms:
        if pin.term not in {None, term.term} or on_roll_share(pupil, term) == 0:
            continue
        row = reading.allocation.get((term.term, pin.pupil, pin.provision))
        given = row.hours_per_week if row else 0.0
        if exceeds(hours, given, WEEKLY_HOURS) or (exactly and differs(given, hours, WEEKLY_HOURS)):
            wanted = f"{'exactly' if exactly else 'at least'} {hours:g}"
            yield _place(pin), f"gives {given:g} h/week in {term.term}, not {wanted}"


def _place(pin: Pin) -> str:
    return where("pins", pin.pupil, pin.provision, pin.term)
