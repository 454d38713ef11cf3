"""How each adult's hours are used: what the law asks for, what is chosen, and what is left."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from planner.optimiser.plan import Deployment, HireKind, Plan
from planner.school.calendar import days_in_force, is_available
from planner.school.codes import Engagement
from planner.school.matching import counts_for, delivers_towards
from planner.school.records import Allocation, StaffMember, Term
from planner.school.school import School


@dataclass(frozen=True)
class Workload:
    """An adult's hours with pupils, as means of the weeks in which they can be deployed.

    Attributes:
        member: The adult.
        statutory: Hours in provision that counts towards a statutory item [h/week].
        chosen: Other hours with pupils, preparation included [h/week].
        available: Hours that can be timetabled, bought hours included [h/week]; ``None`` for adults
            paid by the hour, who have none until they are booked.
        weeks: Teaching weeks in which the adult can be deployed [weeks].
        pupils: How many pupils they work with.
    """

    member: StaffMember
    statutory: float
    chosen: float
    available: float | None
    weeks: float
    pupils: int

    @property
    def used(self) -> float:
        """Hours with pupils, preparation included [h/week]."""
        return self.statutory + self.chosen

    @property
    def unused(self) -> float:
        """Hours that could be timetabled and are not [h/week]; 0 for adults paid by the hour."""
        return 0.0 if self.available is None else max(0.0, self.available - self.used)


def workloads_of(school: School, plan: Plan) -> tuple[Workload, ...]:
    """Every adult who is employed or deployed, in the order of the staff register."""
    deployed: dict[str, list[Deployment]] = defaultdict(list)
    for row in plan.deployment:
        deployed[row.staff].append(row)
    shares = _StatutoryShares(school, plan)
    return tuple(
        _workload(member, deployed[member.staff], shares, school, plan)
        for member in school.staff
        if member.engagement is Engagement.EMPLOYED or deployed[member.staff]
    )


def pupils_of(row: Deployment, plan: Plan) -> frozenset[str]:
    """The pupils among whom an adult's hours in a provision and term are spread."""
    return plan.pupils_of(row)


def _workload(
    member: StaffMember,
    rows: list[Deployment],
    shares: _StatutoryShares,
    school: School,
    plan: Plan,
) -> Workload:
    terms = [term for term in school.terms if is_available(member, term)]
    weeks = sum(term.weeks for term in terms) or 1.0
    hours = [row.hours_per_week * school.term_by_id[row.term].weeks / weeks for row in rows]
    used = sum(hours)
    statutory = sum(
        hours_in_row * shares.of(row, member) for row, hours_in_row in zip(rows, hours, strict=True)
    )
    return Workload(
        member=member,
        statutory=statutory,
        chosen=max(0.0, used - statutory),
        available=_available(member, terms, weeks, school, plan),
        weeks=weeks,
        pupils=len(frozenset[str]().union(*(pupils_of(row, plan) for row in rows))),
    )


def _available(
    member: StaffMember, terms: list[Term], weeks: float, school: School, plan: Plan
) -> float | None:
    """Hours a week that can be timetabled, after absence and with what is bought [h/week]."""
    if member.engagement.is_by_the_hour:
        return None
    present = 1 - school.policies.absence_percent / 100
    hired = [row for row in plan.hiring if row.staff == member.staff]
    if member.engagement is Engagement.VACANCY:
        deployable = member.weekly_hours_with_pupils / (member.contract_hours or 1.0)
        return (
            sum(
                row.hours_per_week * deployable * present * school.term_by_id[row.term].weeks
                for row in hired
            )
            / weeks
        )
    extra = sum(
        row.hours_per_week * school.term_by_id[row.term].weeks
        for row in hired
        if row.engagement is HireKind.EXTRA
    )
    own = member.weekly_hours_with_pupils * present if terms else 0.0
    return own + extra / weeks


class _StatutoryShares:
    """What share of an adult's hours in a provision and term counts towards statutory items.

    It is the share of the pupils' hours there that go to pupils with an item in force towards
    which that provision, given by that adult, counts.
    """

    def __init__(self, school: School, plan: Plan) -> None:
        """Gather the pupils' hours by term and provision."""
        self._school = school
        self._hours: dict[tuple[str, str], list[Allocation]] = defaultdict(list)
        for row in plan.allocations:
            self._hours[row.term, row.provision].append(row)

    def of(self, row: Deployment, member: StaffMember) -> float:
        """The share for one line of an adult's deployment [share 0-1]."""
        if row.pupils:
            return 1.0
        rows = [
            allocation
            for allocation in self._hours[row.term, row.provision]
            if not row.group or allocation.group == row.group
        ]
        total = sum(allocation.hours_per_week for allocation in rows)
        counted = sum(
            allocation.hours_per_week for allocation in rows if self._counts(allocation, member)
        )
        return counted / total if total else 0.0

    def _counts(self, allocation: Allocation, member: StaffMember) -> bool:
        school = self._school
        pupil = school.pupil_by_id[allocation.pupil]
        provision = school.provision_by_id[allocation.provision]
        term = school.term_by_id[allocation.term]
        return any(
            counts_for(provision, item, school)
            and delivers_towards(member, item)
            and days_in_force(item, pupil, term) > 0
            for item in school.items_of[pupil.pupil]
        )
