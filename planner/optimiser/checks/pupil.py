"""The pupil's side of a plan: time out of class, time in school, and the share of a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from planner.optimiser.checks.hiring import weeks_delivered
from planner.optimiser.checks.reading import Reading
from planner.optimiser.checks.rule import Finding, rule
from planner.optimiser.checks.table import place, where
from planner.optimiser.checks.tolerance import (
    PENNY,
    WEEKLY_HOURS,
    differs,
    exceeds,
)
from planner.school.codes import Engagement
from planner.school.records import Allocation


@rule
def pupils_stay_within_their_time_out_of_class(reading: Reading) -> Iterator[Finding]:
    """Hours in provision that withdraws stay within the pupil's own limit, else the school's."""
    for (term_id, pupil_id), rows in reading.received.items():
        pupil = reading.school.pupil_by_id[pupil_id]
        limit = pupil.withdrawal_limit_hours
        if limit is None:
            limit = reading.school.details.withdrawal_limit_hours
        out = sum(row.hours_per_week for row in rows if reading.provision(row).withdraws)
        if exceeds(out, limit, WEEKLY_HOURS):
            what = f"{out:g} h/week out of class, where {limit:g} may be"
            yield where("allocations", term_id, pupil_id), what


@rule
def pupils_stay_within_the_school_week(reading: Reading) -> Iterator[Finding]:
    """Hours in all provision stay within the school week."""
    limit = reading.school.details.school_week_hours
    for (term_id, pupil_id), rows in reading.received.items():
        hours = sum(row.hours_per_week for row in rows)
        if exceeds(hours, limit, WEEKLY_HOURS):
            what = f"{hours:g} h/week in a school week of {limit:g}"
            yield where("allocations", term_id, pupil_id), what


@rule
def places_take_their_share_of_adult_hours(reading: Reading) -> Iterator[Finding]:
    """A place takes 1 / ``group_max`` of a group; a pupil's support, its hours / ``group_max``."""
    for row in reading.plan.allocations:
        expected = share_of_adult_hours(reading, row)
        if differs(row.staff_hours_per_week, expected, WEEKLY_HOURS):
            what = f"takes {row.staff_hours_per_week:g} adult h/week, not {expected:g}"
            yield place("allocations", row), what


@rule
def places_cost_their_share(reading: Reading) -> Iterator[Finding]:
    """A place costs its share of the adult's hours, and of materials in its first term.

    Several adults may share a pupil's support, so its cost lies between the cheapest hour and the
    dearest. Shares of a cost that must add up to it may each be a penny out besides their rounding.
    """
    weekly_costs = _costs_of_a_weekly_hour(reading)
    for row in reading.plan.allocations:
        low, high = weekly_costs.get((row.term, row.provision, row.group), (0.0, 0.0))
        hours, materials = share_of_adult_hours(reading, row), _materials(reading, row)
        least, most = hours * low + materials, hours * high + materials
        cost = _cost_as_written(reading, row)
        if exceeds(least, cost, 2 * PENNY) or exceeds(cost, most, 2 * PENNY):
            what = f"costs £{cost:.2f}, not £{least:.2f} to £{most:.2f}"
            yield place("allocations", row), what


def share_of_adult_hours(reading: Reading, row: Allocation) -> float:
    """One place's share of adult hours, averaged over the term for support [h/week]."""
    provision = reading.provision(row)
    if provision.is_item:
        return 0.0
    if provision.is_programme:
        return provision.group_hours_per_week / provision.group_max
    return reading.average_hours(row) / provision.group_max


def _costs_of_a_weekly_hour(
    reading: Reading,
) -> dict[tuple[str, str, str], tuple[float, float]]:
    """The cheapest and the dearest hour a week by (term, provision, group) [GBP per h/week].

    Employed adults are reserved for all of a term; hours bought are for the weeks of delivery.
    """
    costs: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for shift in reading.plan.deployment:
        member, every_week = reading.school.staff_by_id[shift.staff], reading.term(shift).weeks
        weeks = weeks_delivered(reading, shift)
        rate = reading.hourly_costs[shift.staff]
        found = costs[shift.term, shift.provision, shift.group]
        found.append(rate * (weeks if member.engagement.is_by_the_hour else every_week))
        if member.engagement is Engagement.EMPLOYED and (shift.staff, shift.term) in reading.hired:
            extra = reading.extra_hour_costs[shift.staff]
            found.extend((extra * weeks, extra * every_week))
    return {key: (min(found), max(found)) for key, found in costs.items()}


def _cost_as_written(reading: Reading, row: Allocation) -> float:
    if row.cost is None:
        return 0.0 if reading.provision(row).is_item else -1.0
    return float(row.cost)


def _materials(reading: Reading, row: Allocation) -> float:
    provision = reading.provision(row)
    if reading.placements[row.pupil, row.provision][0] is not row:
        return 0.0
    each_group = float(provision.cost_per_group) if provision.is_programme else 0.0
    return float(provision.cost_per_pupil) + each_group / provision.group_max
