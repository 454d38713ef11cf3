"""A school and a plan of it side by side, with the look-ups that the checks share.

Nothing here judges: weeks, rates and sums are worked out from the school's records, never taken
from what the plan says of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from planner.costing.staff import extra_hour_cost, hourly_cost
from planner.optimiser.plan import Deployment, Group, HireKind, Plan
from planner.school.calendar import is_available, on_roll_share, weeks_received
from planner.school.codes import Engagement
from planner.school.matching import has_use_for
from planner.school.records import Allocation, Provision, Pupil, StaffMember, Term
from planner.school.school import School

Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)


def by(key: Callable[[Row], Key], rows: Iterable[Row]) -> dict[Key, list[Row]]:
    """Gather rows under what they have in common, in their own order."""
    found: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


@dataclass(frozen=True)
class Reading:
    """A plan, read beside the school that it is for.

    Attributes:
        school: What is known of the school.
        plan: The plan that is being checked.
    """

    school: School
    plan: Plan

    @cached_property
    def term_number(self) -> dict[str, int]:
        """The place of each term in the year, from 0."""
        return {term.term: number for number, term in enumerate(self.school.terms)}

    def term(self, row: Allocation | Group | Deployment) -> Term:
        """The term of a row."""
        return self.school.term_by_id[row.term]

    def pupil(self, row: Allocation) -> Pupil:
        """The pupil of a row."""
        return self.school.pupil_by_id[row.pupil]

    def provision(self, row: Allocation | Group | Deployment) -> Provision:
        """The provision of a row."""
        return self.school.provision_by_id[row.provision]

    @cached_property
    def placements(self) -> dict[tuple[str, str], list[Allocation]]:
        """Allocations by (pupil, provision), in the order of the terms."""
        found = by(lambda row: (row.pupil, row.provision), self.plan.allocations)
        for rows in found.values():
            rows.sort(key=lambda row: self.term_number[row.term])
        return found

    @cached_property
    def received(self) -> dict[tuple[str, str], list[Allocation]]:
        """Allocations by (term, pupil)."""
        return by(lambda row: (row.term, row.pupil), self.plan.allocations)

    @cached_property
    def given(self) -> dict[tuple[str, str], list[Allocation]]:
        """Allocations by (term, provision)."""
        return by(lambda row: (row.term, row.provision), self.plan.allocations)

    @cached_property
    def allocation(self) -> dict[tuple[str, str, str], Allocation]:
        """The allocation of (term, pupil, provision)."""
        return {(row.term, row.pupil, row.provision): row for row in self.plan.allocations}

    @cached_property
    def group_terms(self) -> dict[str, list[Group]]:
        """The rows of each group, in the order of the terms."""
        found = by(lambda row: row.group, self.plan.groups)
        for rows in found.values():
            rows.sort(key=lambda row: self.term_number[row.term])
        return found

    @cached_property
    def group(self) -> dict[tuple[str, str], Group]:
        """The row of (group, term)."""
        return {(row.group, row.term): row for row in self.plan.groups}

    @cached_property
    def deployed(self) -> dict[tuple[str, str], list[Deployment]]:
        """Deployment by (term, staff)."""
        return by(lambda row: (row.term, row.staff), self.plan.deployment)

    @cached_property
    def delivered(self) -> dict[tuple[str, str], list[Deployment]]:
        """Deployment by (term, provision)."""
        return by(lambda row: (row.term, row.provision), self.plan.deployment)

    @cached_property
    def hours_in_provision(self) -> dict[tuple[str, str, str], float]:
        """Adult hours by (term, staff, provision) [h/week]."""
        hours: dict[tuple[str, str, str], float] = defaultdict(float)
        for row in self.plan.deployment:
            hours[row.term, row.staff, row.provision] += row.hours_per_week
        return hours

    @cached_property
    def named(self) -> dict[tuple[str, str, str], list[Deployment]]:
        """Deployment by (term, provision, pupil named)."""
        found: dict[tuple[str, str, str], list[Deployment]] = defaultdict(list)
        for row in self.plan.deployment:
            for pupil_id in row.pupils:
                found[row.term, row.provision, pupil_id].append(row)
        return found

    def hours_deployed(self, term_id: str, staff_id: str) -> float:
        """All hours of an adult in a term [h/week]."""
        return sum(row.hours_per_week for row in self.deployed.get((term_id, staff_id), ()))

    @cached_property
    def hired(self) -> dict[tuple[str, str], float]:
        """Hours bought, or contract hours of a vacancy filled, by (staff, term) [h/week]."""
        return {(row.staff, row.term): row.hours_per_week for row in self.plan.hiring}

    def hours_under_contract(self, member: StaffMember, term: Term) -> float:
        """Hours that an adult's contract lets the plan deploy, absence taken off [h/week].

        None for agency and service, for a vacancy that is not filled, and outside an adult's dates.
        """
        if member.engagement.is_by_the_hour or not is_available(member, term):
            return 0.0
        present = 1 - self.school.policies.absence_percent / 100
        deployable = member.weekly_hours_with_pupils * present
        if member.engagement is Engagement.EMPLOYED:
            return deployable
        contract = self.hired.get((member.staff, term.term), 0.0)
        return deployable * contract / (member.contract_hours or 1.0)

    @cached_property
    def hourly_costs(self) -> dict[str, float]:
        """What an hour of each adult costs [GBP/h]."""
        return {row.staff: float(hourly_cost(row, self.school)) for row in self.school.staff}

    @cached_property
    def extra_hour_costs(self) -> dict[str, float]:
        """What an hour beyond the contract of each employed adult costs [GBP/h]."""
        return {
            row.staff: float(extra_hour_cost(row, self.school))
            for row in self.school.staff
            if row.engagement is Engagement.EMPLOYED
        }

    @cached_property
    def _weeks(self) -> dict[tuple[str, str, str], float]:
        return {}

    def weeks(self, row: Allocation) -> float:
        """Weeks in which a pupil receives what is allocated, from the calendar [weeks]."""
        known = self._weeks
        key = (row.term, row.pupil, row.provision)
        if key not in known:
            known[key] = weeks_received(self.pupil(row), self.provision(row), self.term(row))
        return known[key]

    def average_hours(self, row: Allocation) -> float:
        """Hours of support or an item, averaged over the weeks of the term [h/week]."""
        return row.hours_per_week * on_roll_share(self.pupil(row), self.term(row))

    @cached_property
    def _uses(self) -> dict[tuple[str, str], bool]:
        return {}

    def is_useful(self, pupil_id: str, provision_id: str) -> bool:
        """Whether a pupil may be placed in a provision at all."""
        known, key = self._uses, (pupil_id, provision_id)
        if key not in known:
            pupil = self.school.pupil_by_id[pupil_id]
            provision = self.school.provision_by_id[provision_id]
            known[key] = has_use_for(pupil, provision, self.school)
        return known[key]

    @cached_property
    def first_use(self) -> dict[str, str]:
        """The first term in which anybody has each provision that is used."""
        first: dict[str, str] = {}
        for row in self.plan.allocations:
            known = first.get(row.provision)
            if known is None or self.term_number[row.term] < self.term_number[known]:
                first[row.provision] = row.term
        return first


HIRE_OF = {
    Engagement.EMPLOYED: HireKind.EXTRA,
    Engagement.VACANCY: HireKind.VACANCY,
    Engagement.AGENCY: HireKind.AGENCY,
    Engagement.SERVICE: HireKind.SERVICE,
}
