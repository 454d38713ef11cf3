"""Who can deliver a provision now, who could once a post is filled, and what nobody has."""

from __future__ import annotations

from dataclasses import dataclass

from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import kind_name, listed, number
from planner.school.agreement.tables import Tables
from planner.school.calendar import is_available
from planner.school.codes import Engagement
from planner.school.records import Provision, StaffMember
from planner.school.registers import Registers
from planner.school.school import School, can_deliver


@dataclass(frozen=True)
class Deliverers:
    """Who has a role and the skill for a provision.

    Attributes:
        provision: The provision.
        now: Those who are employed, or can be bought, and are there in some whole term.
        if_filled: Vacant posts that could deliver it once they are filled.
        says: The same as a sentence, which says what is missing where there is nobody.
    """

    provision: Provision
    now: tuple[StaffMember, ...]
    if_filled: tuple[StaffMember, ...]
    says: str


def deliverers_of(provision: Provision, school: School) -> Deliverers:
    """Find who can deliver a provision.

    Without terms, dates are not looked at.
    """
    able = [
        member
        for member in school.staff
        if can_deliver(member, provision)
        and (not school.terms or any(is_available(member, term) for term in school.terms))
    ]
    now = tuple(member for member in able if member.engagement is not Engagement.VACANCY)
    if_filled = tuple(member for member in able if member.engagement is Engagement.VACANCY)
    return Deliverers(provision, now, if_filled, _says(provision, now, if_filled, school))


def who_can_deliver(registers: Registers) -> Table:
    """Every provision with who can deliver it; those that nobody can come first."""
    school = Tables(registers).school
    found = [deliverers_of(provision, school) for provision in school.provisions]
    found.sort(key=lambda row: (row.provision.is_item, bool(row.now), row.provision.name))
    return Table(
        name="who_can_deliver",
        says="Who can deliver each provision now; provisions that nobody can deliver come first.",
        columns=(
            Column("Provision", ColumnKind.CODE),
            Column("Name"),
            Column("Given as"),
            Column("Roles"),
            Column("Skill"),
            Column("Adults now", ColumnKind.COUNT),
            Column("Who can deliver it"),
        ),
        rows=tuple(
            (
                row.provision.provision,
                row.provision.name,
                kind_name(row.provision.kind),
                ", ".join(row.provision.roles) or "–",
                row.provision.skill or "–",
                None if row.provision.is_item else len(row.now),
                row.says,
            )
            for row in found
        ),
    )


def _says(
    provision: Provision,
    now: tuple[StaffMember, ...],
    if_filled: tuple[StaffMember, ...],
    school: School,
) -> str:
    if provision.is_item:
        return "It is bought, so nobody has to deliver it."
    posts = f"the vacant post {_names(if_filled)}" if if_filled else ""
    if len(if_filled) > 1:
        posts = f"the vacant posts {_names(if_filled)}"
    if now:
        more = f"; {posts} could too, once filled" if posts else ""
        return f"{_names(now, school)}{more}."
    if posts:
        return f"Nobody yet: {posts} could, once filled."
    return f"Nobody: {_what_is_missing(provision, school)}."


def _what_is_missing(provision: Provision, school: School) -> str:
    roles = " or ".join(provision.roles)
    if any(can_deliver(member, provision) for member in school.staff):
        return "whoever could is there for no whole term"
    if not provision.skill:
        return f"it takes the role {roles}, which no adult has"
    in_role = {role.casefold() for role in provision.roles}
    if any(member.role.casefold() in in_role for member in school.staff):
        return f"it needs the skill {provision.skill}, which no {roles} has"
    skilled = [member.staff for member in school.staff if member.has_skill(provision.skill)]
    if skilled:
        whose = f"{listed(skilled)} {'has' if len(skilled) == 1 else 'have'} it in another role"
        return f"it needs the skill {provision.skill} in the role {roles}; {whose}"
    return f"it needs the role {roles} with the skill {provision.skill}, which no adult has"


def _names(members: tuple[StaffMember, ...], school: School | None = None) -> str:
    """The codes of adults; those who are there for some terms only are said to be."""
    return listed(
        f"{member.staff} ({_terms_there(member, school)})"
        if school is not None and _is_there_for_part(member, school)
        else member.staff
        for member in members
    )


def _is_there_for_part(member: StaffMember, school: School) -> bool:
    return not all(is_available(member, term) for term in school.terms)


def _terms_there(member: StaffMember, school: School) -> str:
    there = sum(is_available(member, term) for term in school.terms)
    return f"{number(there)} of {number(len(school.terms))} terms"
