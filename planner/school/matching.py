"""What fits what: provisions to needs and statutory items, money to costs."""

from __future__ import annotations

from planner.school.codes import PinRule, SenStatus, Strand
from planner.school.fields import Restriction, RestrictionKind
from planner.school.records import FundingStream, Need, Provision, Pupil, StaffMember, StatutoryItem
from planner.school.school import School


def counts_for(provision: Provision, item: StatutoryItem, school: School) -> bool:
    """Whether hours of a provision can count towards a statutory item.

    Every filter given must hold: the list of provisions, the strand, the size of group. Items of
    equipment never count, nor does a provision that is not for the pupil's year group. The skill is
    asked of the adult, not of the provision: see ``delivers_towards``.
    """
    return (
        not provision.is_item
        and provision.is_for(school.pupil_by_id[item.pupil].year_group)
        and (not item.provisions or provision.provision in item.provisions)
        and (item.strand is None or school.effect(provision.provision, item.strand) > 0)
        and (item.max_group is None or provision.group_max <= item.max_group)
    )


def delivers_towards(member: StaffMember, item: StatutoryItem) -> bool:
    """Whether an adult's hours can count towards a statutory item."""
    return member.has_skill(item.skill)


def could_serve(provision: Provision, need: Need, school: School) -> bool:
    """Whether a provision could serve a need: an effect, the right year, somebody to give it.

    Dates are not looked at: a post that is empty this term could still serve.
    """
    return (
        school.effect(provision.provision, need.strand) > 0
        and provision.is_for(school.pupil_by_id[need.pupil].year_group)
        and (provision.is_item or bool(school.deliverers_of[provision.provision]))
    )


def is_pinned_in(pupil: Pupil, provision: Provision, school: School) -> bool:
    """Whether a decision already made gives a provision to a pupil."""
    return any(
        pin.pupil == pupil.pupil
        and pin.provision == provision.provision
        and pin.rule is not PinRule.MUST_NOT
        for pin in school.pins
    )


def has_use_for(pupil: Pupil, provision: Provision, school: School) -> bool:
    """Whether a pupil may be placed in a provision.

    It has an effect on a need of theirs, counts for a statutory item of theirs, or is pinned.
    """
    if not provision.is_for(pupil.year_group):
        return False
    return (
        any(
            school.effect(provision.provision, need.strand) > 0
            for need in school.needs_of[pupil.pupil]
        )
        or any(counts_for(provision, item, school) for item in school.items_of[pupil.pupil])
        or is_pinned_in(pupil, provision, school)
    )


def _entry_matches(
    entry: Restriction, pupil: Pupil | None, provision: Provision | None, school: School
) -> bool:
    if pupil is not None:
        about_pupil = {
            RestrictionKind.PUPIL: pupil.pupil == entry.value,
            RestrictionKind.PUPIL_PREMIUM: pupil.pupil_premium,
            RestrictionKind.LOOKED_AFTER: pupil.looked_after,
            RestrictionKind.EHCP: pupil.sen_status is SenStatus.EHCP,
            RestrictionKind.SEN_SUPPORT: pupil.sen_status is SenStatus.SEN_SUPPORT,
        }
        if about_pupil.get(entry.kind, False):
            return True
    if provision is None:
        return False
    if entry.kind is RestrictionKind.TIER:
        return provision.tier.value == entry.value
    if entry.kind is RestrictionKind.PROVISION:
        return provision.provision == entry.value
    if entry.kind is RestrictionKind.STRAND:
        return school.effect(provision.provision, Strand(entry.value)) > 0
    return False


def may_pay_for(
    stream: FundingStream, pupil: Pupil | None, provision: Provision | None, school: School
) -> bool:
    """Whether a stream may pay a cost that is for a pupil and a provision, whatever the dates.

    A general stream may pay anything. A restricted one may pay if any entry matches; a cost that is
    for nobody in particular (an empty place, a set-up) is matched by its provision only.
    """
    return stream.is_general or any(
        _entry_matches(entry, pupil, provision, school) for entry in stream.restricted_to
    )
