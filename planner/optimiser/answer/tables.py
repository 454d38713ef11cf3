"""The tables of a plan, written from the decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.optimiser.answer.attribution import attribute
from planner.optimiser.answer.costs import CostBook, cost_of_each_place
from planner.optimiser.answer.decisions import HOURS_DECIMALS, Decisions
from planner.optimiser.answer.deployment import deploy
from planner.optimiser.answer.payment import Settlement, settle
from planner.optimiser.answer.seating import Seating, seat
from planner.optimiser.plan import Coverage, Deployment, Group, Hire, StatutoryResult
from planner.optimiser.problem import Placement, Problem
from planner.optimiser.purses import Purses
from planner.optimiser.variables import terms_in_force
from planner.school.calendar import (
    hours_counted_per_weekly_hour,
    in_force_share,
    on_roll_share,
    weeks_in_force,
    weeks_on_roll,
    weeks_received,
)
from planner.school.codes import Per
from planner.school.matching import counts_for, delivers_towards
from planner.school.records import Allocation, Need, StatutoryItem

_HOURS_TOLERANCE = 1e-4


@dataclass(frozen=True)
class Tables:
    """The tables of a plan, without its summary and reasons."""

    allocations: tuple[Allocation, ...]
    groups: tuple[Group, ...]
    deployment: tuple[Deployment, ...]
    hiring: tuple[Hire, ...]
    coverage: tuple[Coverage, ...]
    statutory: tuple[StatutoryResult, ...]
    settlement: Settlement


def write_tables(problem: Problem, purses: Purses, decisions: Decisions) -> Tables:
    """Write every table of a plan, always in the same order."""
    seatings = seat(problem, decisions)
    hours = attribute(problem, purses, decisions, seatings)
    book = CostBook(problem, purses, decisions, seatings, hours)
    allocations = _allocations(problem, decisions, seatings, cost_of_each_place(book.costs))
    deployment = deploy(problem, decisions, seatings)
    return Tables(
        allocations=allocations,
        groups=_groups(problem, seatings),
        deployment=deployment,
        hiring=book.hiring(),
        coverage=_coverage(problem, allocations),
        statutory=_statutory(problem, allocations, deployment),
        settlement=settle(problem.school, book.costs, buys=decisions.buys),
    )


def _hours_received(
    problem: Problem, decisions: Decisions, seatings: tuple[Seating, ...]
) -> Iterator[tuple[Placement, str, float]]:
    """List what every pupil receives in every term: where, in which group, hours a week."""
    for seating in seatings:
        entry = problem.school.provision_by_id[seating.provision]
        for term in problem.run(seating.provision, seating.start):
            for pupil in seating.pupils:
                place = Placement(pupil, seating.provision, term)
                yield place, seating.code, entry.session_hours_per_week
    for place, hours in decisions.hours.items():
        yield place, "", hours
    for place in decisions.bought:
        entry = problem.school.provision_by_id[place.provision]
        for term in range(place.term, problem.term_count):
            if problem.roll_share(place.pupil, term) > 0:
                yield place._replace(term=term), "", entry.weekly_hours


def _allocations(
    problem: Problem,
    decisions: Decisions,
    seatings: tuple[Seating, ...],
    pence: Mapping[tuple[str, str, int], int],
) -> tuple[Allocation, ...]:
    rows: list[tuple[Placement, Allocation]] = []
    for place, group, hours in _hours_received(problem, decisions, seatings):
        entry = problem.school.provision_by_id[place.provision]
        pupil = problem.school.pupil_by_id[place.pupil]
        term = problem.school.terms[place.term]
        adult = 0.0
        if entry.is_programme:
            adult = entry.group_hours_per_week / entry.group_max
        elif entry.is_support:
            adult = hours * on_roll_share(pupil, term) / entry.group_max
        row = Allocation(
            term=term.term,
            pupil=place.pupil,
            provision=place.provision,
            group=group,
            hours_per_week=round(hours, HOURS_DECIMALS),
            weeks=round(weeks_received(pupil, entry, term), HOURS_DECIMALS),
            staff_hours_per_week=round(adult, HOURS_DECIMALS),
            cost=Decimal(pence.get(place, 0)) / 100,
        )
        rows.append((place, row))
    return tuple(row for _, row in sorted(rows, key=lambda pair: (pair[0].term, pair[0])))


def _groups(problem: Problem, seatings: tuple[Seating, ...]) -> tuple[Group, ...]:
    return tuple(
        Group(
            group=seating.code,
            provision=seating.provision,
            term=problem.school.terms[term].term,
            pupils=seating.pupils,
            size=len(seating.pupils),
            staff=seating.staff,
            staff_hours_per_week=round(
                problem.school.provision_by_id[seating.provision].group_hours_per_week,
                HOURS_DECIMALS,
            ),
        )
        for seating in seatings
        for term in problem.run(seating.provision, seating.start)
    )


def _coverage(problem: Problem, allocations: tuple[Allocation, ...]) -> tuple[Coverage, ...]:
    school = problem.school
    received: dict[tuple[str, str], float] = defaultdict(float)
    for row in allocations:
        received[row.pupil, row.provision] += row.hours_per_week * row.weeks
    by_pupil: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (pupil, provision), hours in received.items():
        by_pupil[pupil].append((provision, hours))
    rows = []
    for need in sorted(school.needs, key=lambda need: need.need):
        target = _target(problem, need)
        effective = sum(
            hours * school.effect(provision, need.strand)
            for provision, hours in by_pupil[need.pupil]
        )
        rows.append(
            Coverage(
                need=need.need,
                pupil=need.pupil,
                strand=need.strand,
                target_hours=round(target, HOURS_DECIMALS),
                effective_hours=round(effective, HOURS_DECIMALS),
                coverage=round(min(1.0, effective / target), HOURS_DECIMALS) if target else 0.0,
            )
        )
    return tuple(rows)


def _target(problem: Problem, need: Need) -> float:
    pupil = problem.school.pupil_by_id[need.pupil]
    weeks = sum(weeks_on_roll(pupil, term) for term in problem.school.terms)
    return need.target_hours_per_week * weeks


def _statutory(
    problem: Problem, allocations: tuple[Allocation, ...], deployment: tuple[Deployment, ...]
) -> tuple[StatutoryResult, ...]:
    counted = _Counted(problem, allocations, deployment)
    rows: list[StatutoryResult] = []
    for item in sorted(problem.school.statutory, key=lambda item: item.item):
        terms = terms_in_force(problem, item)
        if item.per is Per.YEAR:
            planned = sum(counted.hours(item, term) for term in terms)
            rows += [_result(item, None, item.hours, planned)] if terms else []
            continue
        for term in terms:
            period = problem.school.terms[term]
            pupil = problem.school.pupil_by_id[item.pupil]
            planned = counted.hours(item, term)
            if item.per is Per.WEEK:
                planned /= weeks_in_force(item, pupil, period)
                rows.append(_result(item, period.term, item.hours, planned))
            else:
                owed = item.hours * in_force_share(item, pupil, period)
                rows.append(_result(item, period.term, owed, planned))
    return tuple(rows)


def _result(item: StatutoryItem, term: str | None, owed: float, planned: float) -> StatutoryResult:
    short = owed - planned
    return StatutoryResult(
        item=item.item,
        pupil=item.pupil,
        per=item.per,
        term=term,
        required_hours=round(owed, HOURS_DECIMALS),
        planned_hours=round(planned, HOURS_DECIMALS),
        shortfall_hours=round(short, HOURS_DECIMALS) if short > _HOURS_TOLERANCE else 0.0,
    )


class _Counted:
    """The hours of a plan that count towards statutory items."""

    def __init__(
        self,
        problem: Problem,
        allocations: tuple[Allocation, ...],
        deployment: tuple[Deployment, ...],
    ) -> None:
        self._problem = problem
        self._received: dict[tuple[str, str], list[Allocation]] = defaultdict(list)
        for row in allocations:
            self._received[row.pupil, row.term].append(row)
        self._named: dict[tuple[str, str, str], list[Deployment]] = defaultdict(list)
        for work in deployment:
            for pupil in work.pupils:
                self._named[pupil, work.term, work.provision].append(work)

    def hours(self, item: StatutoryItem, term: int) -> float:
        """Hours of a term that count towards an item [h]."""
        school = self._problem.school
        pupil, period = school.pupil_by_id[item.pupil], school.terms[term]
        total = 0.0
        for row in self._received.get((item.pupil, period.term), ()):
            provision = school.provision_by_id[row.provision]
            if counts_for(provision, item, school):
                each = hours_counted_per_weekly_hour(item, pupil, provision, period)
                total += each * self._weekly(item, row, on_roll_share(pupil, period))
        return total

    def _weekly(self, item: StatutoryItem, row: Allocation, share: float) -> float:
        """Hours a week received that count: all, or those by adults with the skill [h/week]."""
        if not item.skill:
            return row.hours_per_week
        able = [
            work
            for work in self._named.get((row.pupil, row.term, row.provision), ())
            if delivers_towards(self._problem.school.staff_by_id[work.staff], item)
        ]
        if row.group:
            return row.hours_per_week if any(work.group == row.group for work in able) else 0.0
        return min(row.hours_per_week, sum(work.hours_per_week for work in able) / share)
