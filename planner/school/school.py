"""A school for one academic year: its registers, and the look-ups that everything else needs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from planner.school.codes import ProvisionKind, Strand
from planner.school.records import (
    BudgetLine,
    CurrentAllocation,
    Effect,
    FundingStream,
    Need,
    OwnFigure,
    Pin,
    Policies,
    Provision,
    Pupil,
    Referral,
    Review,
    SchoolDetails,
    StaffMember,
    StatutoryItem,
    Term,
)


@dataclass(frozen=True)
class School:
    """All that is known of a school, with every cross-reference already checked.

    Attributes:
        details: The school itself.
        policies: Its choices between fair aims.
        terms: The periods of the plan, in time order.
        current_plan: What is done today; ``None`` where the school has not said.
        inputs_sha256: The digest of the files it was read from; it does not take part in equality.
        planning_sha256: The digest of those of them that a plan rests on; nor does it.
    """

    details: SchoolDetails
    policies: Policies
    terms: tuple[Term, ...]
    pupils: tuple[Pupil, ...]
    needs: tuple[Need, ...]
    staff: tuple[StaffMember, ...]
    provisions: tuple[Provision, ...]
    effects: tuple[Effect, ...]
    funding: tuple[FundingStream, ...]
    statutory: tuple[StatutoryItem, ...] = ()
    budget_lines: tuple[BudgetLine, ...] = ()
    pins: tuple[Pin, ...] = ()
    current_plan: tuple[CurrentAllocation, ...] | None = None
    reviews: tuple[Review, ...] = ()
    figures: tuple[OwnFigure, ...] = ()
    referrals: tuple[Referral, ...] = ()
    inputs_sha256: str = field(default="", compare=False)
    planning_sha256: str = field(default="", compare=False)

    @cached_property
    def weeks_in_year(self) -> float:
        """Teaching weeks of all terms together [weeks/year]."""
        return sum(term.weeks for term in self.terms)

    @cached_property
    def term_by_id(self) -> dict[str, Term]:
        """Each term by its code."""
        return {term.term: term for term in self.terms}

    @cached_property
    def pupil_by_id(self) -> dict[str, Pupil]:
        """Each pupil by code."""
        return {pupil.pupil: pupil for pupil in self.pupils}

    @cached_property
    def staff_by_id(self) -> dict[str, StaffMember]:
        """Each adult by code."""
        return {member.staff: member for member in self.staff}

    @cached_property
    def provision_by_id(self) -> dict[str, Provision]:
        """Each provision by code."""
        return {provision.provision: provision for provision in self.provisions}

    @cached_property
    def stream_by_id(self) -> dict[str, FundingStream]:
        """Each funding stream by code."""
        return {stream.stream: stream for stream in self.funding}

    @cached_property
    def needs_of(self) -> dict[str, tuple[Need, ...]]:
        """Each pupil's needs; a pupil without any is there with none."""
        found: dict[str, list[Need]] = {pupil.pupil: [] for pupil in self.pupils}
        for need in self.needs:
            found[need.pupil].append(need)
        return {pupil: tuple(needs) for pupil, needs in found.items()}

    @cached_property
    def items_of(self) -> dict[str, tuple[StatutoryItem, ...]]:
        """Each pupil's statutory items; a pupil without any is there with none."""
        found: dict[str, list[StatutoryItem]] = {pupil.pupil: [] for pupil in self.pupils}
        for item in self.statutory:
            found[item.pupil].append(item)
        return {pupil: tuple(items) for pupil, items in found.items()}

    @cached_property
    def _effect(self) -> dict[str, dict[Strand, float]]:
        found: dict[str, dict[Strand, float]] = defaultdict(dict)
        for row in self.effects:
            found[row.provision][row.strand] = row.effect
        return found

    def effect(self, provision_id: str, strand: Strand) -> float:
        """Effective hours per hour received of a provision on a strand; 0 where it has none."""
        return self._effect.get(provision_id, {}).get(strand, 0.0)

    @cached_property
    def deliverers_of(self) -> dict[str, tuple[StaffMember, ...]]:
        """Who has the role and skill for each provision, whatever their dates; none for an item."""
        return {
            provision.provision: tuple(
                member for member in self.staff if can_deliver(member, provision)
            )
            for provision in self.provisions
        }


def can_deliver(member: StaffMember, provision: Provision) -> bool:
    """Whether an adult has a role and the skill that a provision asks for, whatever the dates."""
    if provision.kind is ProvisionKind.ITEM:
        return False
    roles = {role.casefold() for role in provision.roles}
    return member.role.casefold() in roles and member.has_skill(provision.skill)
