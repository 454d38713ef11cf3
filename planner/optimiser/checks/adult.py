"""The adults' side of a plan: who delivers, how long, and for whom hours are named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from planner.optimiser.checks.reading import Reading
from planner.optimiser.checks.rule import Finding, rule
from planner.optimiser.checks.table import place, where
from planner.optimiser.checks.tolerance import (
    DEPLOYMENT,
    ROUNDED_HOURS,
    WEEKLY_HOURS,
    differs,
    exceeds,
)
from planner.optimiser.plan import Deployment
from planner.school.calendar import days_in_force, is_available
from planner.school.codes import Engagement
from planner.school.matching import counts_for, delivers_towards
from planner.school.records import StatutoryItem
from planner.school.school import can_deliver


@rule
def support_is_given_by_trained_staff(reading: Reading) -> Iterator[Finding]:
    """Adults in support have an allowed role and the skill, and are there for the whole term."""
    for row in reading.plan.deployment:
        if not reading.provision(row).is_support:
            continue
        member = reading.school.staff_by_id[row.staff]
        if not can_deliver(member, reading.provision(row)):
            yield place("deployment", row), f"{row.staff} has not the role or the skill"
        if not is_available(member, reading.term(row)):
            yield place("deployment", row), f"{row.staff} is not there for all of the term"


@rule
def groups_have_their_adult_deployed(reading: Reading) -> Iterator[Finding]:
    """Deployment to a group adds up to its hours, all of them by the adult who leads it."""
    hours: dict[tuple[str, str], float] = defaultdict(float)
    for row in reading.plan.deployment:
        if not reading.provision(row).is_programme:
            continue
        group = reading.group.get((row.group, row.term))
        if group is None or (group.staff, group.provision) != (row.staff, row.provision):
            yield place("deployment", row), "is for no group that the adult leads"
        hours[row.group, row.term] += row.hours_per_week
    for (group_id, term_id), run in reading.group.items():
        given = hours[group_id, term_id]
        if differs(given, run.staff_hours_per_week, DEPLOYMENT):
            what = f"{given:g} adult h/week are deployed of {run.staff_hours_per_week:g}"
            yield where("deployment", group_id, term_id), what


@rule
def support_has_adults_enough(reading: Reading) -> Iterator[Finding]:
    """Support has pupil hours / ``group_max`` adult hours, and those of any one pupil in it.

    Adult hours are averaged over the weeks of the term, so a pupil's are too.
    """
    for (term_id, provision_id), rows in reading.given.items():
        provision = reading.school.provision_by_id[provision_id]
        if not provision.is_support:
            continue
        received = [reading.average_hours(row) for row in rows]
        needed = max(sum(received) / provision.group_max, *received)
        given = _adult_hours(reading.delivered.get((term_id, provision_id), []))
        if exceeds(needed, given, DEPLOYMENT):
            what = f"{given:g} adult h/week are deployed, where pupils' hours take {needed:g}"
            yield where("deployment", term_id, provision_id), what


@rule
def adults_are_deployed_only_with_pupils(reading: Reading) -> Iterator[Finding]:
    """Adults spend no more hours in support than its pupils receive, added up one to one."""
    for (term_id, provision_id), rows in reading.delivered.items():
        provision = reading.school.provision_by_id[provision_id]
        if provision.is_item:
            yield where("deployment", term_id, provision_id), "an item takes no adult"
        if not provision.is_support:
            continue
        given = _adult_hours(rows)
        allocations = reading.given.get((term_id, provision_id), ())
        most = sum(reading.average_hours(row) for row in allocations)
        if exceeds(given, most, DEPLOYMENT):
            what = f"{given:g} adult h/week are deployed, where pupils receive {most:g}"
            yield where("deployment", term_id, provision_id), what
        for row in rows:
            if row.group:
                yield place("deployment", row), "support has no group"


@rule
def staff_stay_within_their_hours(reading: Reading) -> Iterator[Finding]:
    """Nobody is deployed beyond deployable hours × (1 − absence), plus hours bought.

    Of a vacancy that is filled, deployable / contract of its hours can be deployed; absence does
    not touch bought hours.
    """
    for (term_id, staff_id), rows in reading.deployed.items():
        member = reading.school.staff_by_id[staff_id]
        limit = reading.hours_under_contract(member, reading.school.term_by_id[term_id])
        if member.engagement is not Engagement.VACANCY:
            limit += reading.hired.get((staff_id, term_id), 0.0)
        given = _adult_hours(rows)
        if exceeds(given, limit, WEEKLY_HOURS + ROUNDED_HOURS * len(rows)):
            what = f"{given:g} h/week are deployed, where there are {limit:g}"
            yield where("deployment", term_id, staff_id), what


@rule
def hours_are_named_only_where_they_count(reading: Reading) -> Iterator[Finding]:
    """A named pupil is there and has an item with a skill that this adult's hours count for."""
    for row in reading.plan.deployment:
        if len(row.pupils) > reading.provision(row).group_max:
            yield place("deployment", row), f"{len(row.pupils)} pupils share an hour"
        for pupil_id in row.pupils:
            allocation = reading.allocation.get((row.term, pupil_id, row.provision))
            if allocation is None or allocation.group != row.group:
                yield place("deployment", row), f"{pupil_id} is not there"
            elif not _items_with_a_skill(reading, row, pupil_id):
                yield place("deployment", row), f"{pupil_id} has no item with the adult's skill"


@rule
def groups_name_those_their_hours_count_for(reading: Reading) -> Iterator[Finding]:
    """Every pupil in a group for whose item with a skill its hours count is named."""
    for row in reading.plan.deployment:
        group = reading.group.get((row.group, row.term))
        for pupil_id in group.pupils if group else ():
            if pupil_id not in row.pupils and any(
                days_in_force(item, reading.school.pupil_by_id[pupil_id], reading.term(row)) > 0
                for item in _items_with_a_skill(reading, row, pupil_id)
            ):
                yield place("deployment", row), f"{pupil_id} is not named"


@rule
def named_hours_are_received(reading: Reading) -> Iterator[Finding]:
    """A pupil's named hours of support are no more than the hours that the pupil receives."""
    for (term_id, provision_id, pupil_id), rows in reading.named.items():
        allocation = reading.allocation.get((term_id, pupil_id, provision_id))
        if allocation is None or not reading.provision(allocation).is_support:
            continue
        named, received = _adult_hours(rows), reading.average_hours(allocation)
        if exceeds(named, received, DEPLOYMENT):
            what = f"{named:g} h/week are named of {received:g} received"
            yield where("deployment", term_id, provision_id, pupil_id), what


def _items_with_a_skill(
    reading: Reading, row: Deployment, pupil_id: str
) -> tuple[StatutoryItem, ...]:
    member, provision = reading.school.staff_by_id[row.staff], reading.provision(row)
    return tuple(
        item
        for item in reading.school.items_of[pupil_id]
        if item.skill
        and delivers_towards(member, item)
        and counts_for(provision, item, reading.school)
    )


def _adult_hours(rows: list[Deployment]) -> float:
    return sum(row.hours_per_week for row in rows)
