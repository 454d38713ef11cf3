"""How much of a cost may be put down to a provision or a pupil.

An adult's hours are put down at the adult's own rate, and only where they are really spent; of a
group's cost a pupil carries one place, of support their own hours / ``group_max``.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from planner.optimiser.checks.pupil import share_of_adult_hours
from planner.optimiser.checks.reading import Reading
from planner.optimiser.checks.rule import Finding, rule
from planner.optimiser.checks.table import where
from planner.optimiser.checks.tolerance import HALF_PENNY, WEEKLY_HOURS, exceeds, of_pence
from planner.optimiser.plan import Spending, SpendingKind
from planner.school.calendar import weeks_of_delivery
from planner.school.codes import Engagement

_OF_ADULTS = frozenset(
    {
        SpendingKind.EMPLOYED,
        SpendingKind.EXTRA,
        SpendingKind.VACANCY,
        SpendingKind.AGENCY,
        SpendingKind.SERVICE,
    }
)
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class PaidHours:
    """Adult hours that some rows of spending pay for.

    Attributes:
        hours: The hours that the amounts buy [h/week].
        slack: How many hours half a penny a row may hide [h/week].
    """

    hours: float
    slack: float


@rule
def adults_are_paid_for_hours_they_give(reading: Reading) -> Iterator[Finding]:
    """What is put down to a provision is no more than an adult's hours in it, at their rate."""
    paid = _paid_hours(
        reading,
        (((row.term, row.cost_item, row.provision or ""), row) for row in _in_provisions(reading)),
    )
    for key, found in paid.items():
        given = reading.hours_in_provision.get(key, 0.0)
        if exceeds(found.hours, given, found.slack):
            term_id, staff_id, provision_id = key
            what = f"pays for {found.hours:g} h/week of {given:g}"
            yield where("spending", staff_id, provision_id, term_id), what


@rule
def bought_hours_count_last(reading: Reading) -> Iterator[Finding]:
    """A salary is put down to provisions for hours of the contract only, not for those bought."""
    paid = _paid_hours(
        reading,
        (
            ((row.term, row.cost_item), row)
            for row in _in_provisions(reading)
            if row.kind is SpendingKind.EMPLOYED
        ),
    )
    for (term_id, staff_id), found in paid.items():
        member = reading.school.staff_by_id[staff_id]
        contract = reading.hours_under_contract(member, reading.school.term_by_id[term_id])
        if exceeds(found.hours, contract, found.slack):
            what = f"pays for {found.hours:g} h/week of {contract:g} under contract"
            yield where("spending", staff_id, term_id), what


@rule
def pupils_carry_no_more_than_their_share(reading: Reading) -> Iterator[Finding]:
    """What adults' hours cost for a pupil is no more than the pupil's share of those hours.

    In a group they are hours of the adult who leads it, in support of any adult.
    """
    paid = _paid_hours(
        reading, ((_pupils_part(reading, row), row) for row in _in_provisions(reading))
    )
    for key, found in paid.items():
        pupil_id, share = key[1], _share_of(reading, key)
        if pupil_id and exceeds(found.hours, share, found.slack):
            what = f"pays for {found.hours:g} adult h/week of a share of {share:g}"
            yield where("spending", *key), what


def _pupils_part(reading: Reading, row: Spending) -> tuple[str, str, str, str]:
    """Name what a row is for: term, pupil, provision, and in a programme the adult."""
    provision_id = row.provision or ""
    grouped = reading.school.provision_by_id[provision_id].is_programme
    return row.term, row.pupil or "", provision_id, row.cost_item if grouped else ""


def _share_of(reading: Reading, key: tuple[str, str, str, str]) -> float:
    term_id, pupil_id, provision_id, staff_id = key
    allocation = reading.allocation.get((term_id, pupil_id, provision_id))
    if allocation is None:
        return 0.0
    group = reading.group.get((allocation.group, term_id))
    if group is not None and group.staff != staff_id:
        return 0.0
    return share_of_adult_hours(reading, allocation)


@rule
def places_share_what_a_group_costs(reading: Reading) -> Iterator[Finding]:
    """Of what it costs to start a group, a pupil carries one of its ``group_max`` places."""
    carried: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for row in reading.plan.spending:
        if row.kind is SpendingKind.PER_GROUP and row.pupil is not None:
            carried[row.term, row.pupil, row.cost_item].append(float(row.amount))
    for (term_id, pupil_id, provision_id), amounts in carried.items():
        provision = reading.school.provision_by_id[provision_id]
        rows = reading.placements.get((pupil_id, provision_id))
        starts = rows is not None and rows[0].term == term_id
        share = float(provision.cost_per_group) / provision.group_max if starts else 0.0
        if exceeds(sum(amounts), share, of_pence(len(amounts))):
            what = f"carries £{sum(amounts):.2f}, where a place is £{share:.2f}"
            yield where("spending", provision_id, pupil_id, term_id), what


def _in_provisions(reading: Reading) -> Iterator[Spending]:
    for row in reading.plan.spending:
        if row.kind in _OF_ADULTS and row.provision is not None:
            yield row


def _paid_hours(reading: Reading, rows: Iterable[tuple[Key, Spending]]) -> dict[Key, PaidHours]:
    hours: dict[Key, float] = defaultdict(float)
    slack: dict[Key, float] = defaultdict(lambda: WEEKLY_HOURS)
    for key, row in rows:
        weekly_cost = _cost_of_weekly_hour(reading, row)
        amount = float(row.amount)
        if weekly_cost > 0:
            hours[key] += amount / weekly_cost
            slack[key] += 2 * HALF_PENNY / weekly_cost
        elif amount > HALF_PENNY:
            hours[key] = math.inf
    return {key: PaidHours(found, slack[key]) for key, found in hours.items()}


def _cost_of_weekly_hour(reading: Reading, row: Spending) -> float:
    """What an hour a week of an adult costs in a term [GBP per h/week].

    Hours of employed adults are reserved for the whole term, those by the hour for the weeks in
    which they deliver.
    """
    member = reading.school.staff_by_id[row.cost_item]
    term = reading.school.term_by_id[row.term]
    if row.kind is SpendingKind.EXTRA:
        return reading.extra_hour_costs[member.staff] * term.weeks
    weeks = term.weeks
    if member.engagement in {Engagement.AGENCY, Engagement.SERVICE} and row.provision:
        provision = reading.school.provision_by_id[row.provision]
        weeks = weeks_of_delivery(provision, term) if provision.is_programme else weeks
    return reading.hourly_costs[member.staff] * weeks
