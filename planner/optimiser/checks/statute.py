"""Statutory items: what is owed, what is planned towards it, what is short and why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.optimiser.checks.reading import Reading
from planner.optimiser.checks.rule import Finding, rule
from planner.optimiser.checks.table import place, where
from planner.optimiser.checks.tolerance import TOTAL_HOURS, WEEKLY_HOURS, differs
from planner.optimiser.plan import ReasonCode, StatutoryResult
from planner.periods import overlap_days
from planner.school.calendar import days_in_force, hours_owed, weeks_in_force
from planner.school.codes import Per
from planner.school.matching import counts_for, delivers_towards
from planner.school.records import Allocation, StatutoryItem, Term

_FIRST_WORD = re.compile(r"[a-z]+\b")


@rule
def statutory_items_are_all_accounted_for(reading: Reading) -> Iterator[Finding]:
    """Each item has a row for each term in which it is in force; a yearly one has one row."""
    written = {(row.item, row.term) for row in reading.plan.statutory}
    expected = {
        (item.item, term_id)
        for item in reading.school.statutory
        for term_id in periods(reading, item)
    }
    for item_id, term_id in sorted(expected - written, key=str):
        yield where("statutory", item_id, term_id), "has no row"
    for item_id, term_id in sorted(written - expected, key=str):
        yield where("statutory", item_id, term_id), "is a row for a period not in force"


@rule
def statutory_hours_are_asked_in_full(reading: Reading) -> Iterator[Finding]:
    """The hours required are the item's own; only a termly item's go by the days in force."""
    for item, row in _results(reading):
        expected = _required(reading, item, row.term)
        if differs(row.required_hours, expected, _tolerance(item)):
            what = f"asks for {row.required_hours:g} h, where {expected:g} are owed"
            yield place("statutory", row), what


@rule
def statutory_hours_are_counted_right(reading: Reading) -> Iterator[Finding]:
    """The hours planned are those that satisfy the item, and while it is in force.

    Hours a week are averaged over the weeks in force. With a skill, hours of support count where
    the deployment names the pupil, hours of a programme where the group's adult has the skill.
    """
    for item, row in _results(reading):
        expected = _planned(reading, item, row.term)
        if differs(row.planned_hours, expected, _tolerance(item)):
            what = f"says {row.planned_hours:g} h are planned, where {expected:g} count"
            yield place("statutory", row), what


@rule
def shortfalls_are_what_is_missing(reading: Reading) -> Iterator[Finding]:
    """The shortfall is what the hours planned leave of the hours required, and never negative."""
    for item, row in _results(reading):
        expected = _shortfall(reading, item, row.term)
        if differs(row.shortfall_hours, expected, 2 * _tolerance(item)):
            what = f"says {row.shortfall_hours:g} h are short, where {expected:g} are"
            yield place("statutory", row), what


@rule
def shortfalls_are_reported_with_a_reason(reading: Reading) -> Iterator[Finding]:
    """A shortfall has a reason that begins with one word for the limit; nothing else has one."""
    codes = {code.value for code in ReasonCode}
    for item, row in _results(reading):
        short = row.shortfall_hours
        first = _FIRST_WORD.match(row.reason)
        if row.reason and (first is None or first[0] not in codes):
            yield place("statutory", row), f"its reason begins with none of {', '.join(codes)}"
        if short > _tolerance(item) and not row.reason:
            yield place("statutory", row), f"is {short:g} h short without a reason"
        if short == 0 and row.reason:
            yield place("statutory", row), "has a reason and no shortfall"


def shortfall_in_year(reading: Reading) -> float:
    """Statutory shortfall of the year, from what is allocated [pupil hours].

    A weekly shortfall counts in each of the weeks in which the item is in force.
    """
    total = 0.0
    for item in reading.school.statutory:
        for term_id in periods(reading, item):
            short = _shortfall(reading, item, term_id)
            if item.per is Per.WEEK and term_id is not None:
                pupil = reading.school.pupil_by_id[item.pupil]
                short *= weeks_in_force(item, pupil, reading.school.term_by_id[term_id])
            total += short
    return total


def periods(reading: Reading, item: StatutoryItem) -> tuple[str | None, ...]:
    """The terms in which an item is in force; the whole year, ``None``, for a yearly item."""
    pupil = reading.school.pupil_by_id[item.pupil]
    in_force = tuple(
        term.term for term in reading.school.terms if days_in_force(item, pupil, term) > 0
    )
    return (None,) if item.per is Per.YEAR and in_force else in_force


def _results(reading: Reading) -> Iterator[tuple[StatutoryItem, StatutoryResult]]:
    items = {item.item: item for item in reading.school.statutory}
    for row in reading.plan.statutory:
        item = items[row.item]
        if row.term in periods(reading, item):
            yield item, row


def _tolerance(item: StatutoryItem) -> float:
    return WEEKLY_HOURS if item.per is Per.WEEK else TOTAL_HOURS


def _required(reading: Reading, item: StatutoryItem, term_id: str | None) -> float:
    if item.per is not Per.TERM or term_id is None:
        return item.hours
    pupil = reading.school.pupil_by_id[item.pupil]
    return hours_owed(item, pupil, reading.school.term_by_id[term_id])


def _planned(reading: Reading, item: StatutoryItem, term_id: str | None) -> float:
    if term_id is None:
        return sum(_hours_in_term(reading, item, term) for term in reading.school.terms)
    term = reading.school.term_by_id[term_id]
    hours = _hours_in_term(reading, item, term)
    if item.per is Per.TERM:
        return hours
    return hours / weeks_in_force(item, reading.school.pupil_by_id[item.pupil], term)


def _shortfall(reading: Reading, item: StatutoryItem, term_id: str | None) -> float:
    return max(0.0, _required(reading, item, term_id) - _planned(reading, item, term_id))


def _hours_in_term(reading: Reading, item: StatutoryItem, term: Term) -> float:
    """Hours of a term that count towards an item: those received while it is in force [h]."""
    pupil = reading.school.pupil_by_id[item.pupil]
    on_roll = overlap_days(term.start, term.end, pupil.starts, pupil.leaves)
    in_force = days_in_force(item, pupil, term)
    if in_force == 0:
        return 0.0
    received = sum(
        _hours_that_count(reading, item, row)
        for row in reading.received.get((term.term, item.pupil), ())
        if counts_for(reading.provision(row), item, reading.school)
    )
    return received * in_force / on_roll


def _hours_that_count(reading: Reading, item: StatutoryItem, row: Allocation) -> float:
    """Hours of an allocation in its term that are given by adults with the item's skill [h]."""
    received = row.hours_per_week * reading.weeks(row)
    if not item.skill:
        return received
    staff = reading.school.staff_by_id
    if reading.provision(row).is_programme:
        group = reading.group.get((row.group, row.term))
        skilled = group is not None and delivers_towards(staff[group.staff], item)
        return received if skilled else 0.0
    skilled_hours = sum(
        shift.hours_per_week
        for shift in reading.named.get((row.term, row.provision, item.pupil), ())
        if delivers_towards(staff[shift.staff], item)
    )
    return skilled_hours * reading.term(row).weeks
