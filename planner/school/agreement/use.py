"""What is there and serves nobody: worth a second look, and no more."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Problem
from planner.school.agreement.tables import Tables, relies_on
from planner.school.changed_effect import default_of, is_unexplained
from planner.school.matching import could_serve, counts_for


@relies_on("pupils", "provisions", "effects", "staff")
def needs_can_be_served(tables: Tables) -> Iterator[Problem]:
    """Some provision for the pupil's year group has an effect on each need."""
    school = tables.school
    is_served: dict[tuple[str, str], bool] = {}
    for number, need in tables.rows("needs"):
        year = school.pupil_by_id[need.pupil].year_group
        if (need.strand, year) not in is_served:
            is_served[need.strand, year] = any(
                could_serve(provision, need, school) for provision in school.provisions
            )
        if not is_served[need.strand, year]:
            what = (
                f"{need.need} of {need.pupil} cannot be served: no provision for year {year} "
                f"has an effect on {need.strand}"
            )
            remedy = "add a provision or an effect, or expect it to be left out"
            yield Problem("needs.csv", number, "strand", what, remedy)


@relies_on("effects", "statutory", "pupils", "pins")
def provisions_are_of_use(tables: Tables) -> Iterator[Problem]:
    """A provision has an effect on some strand, counts for an item, or is pinned."""
    school = tables.school
    effective = {row.provision for row in school.effects if row.effect > 0}
    pinned = {pin.provision for pin in school.pins}
    for number, provision in tables.rows("provisions"):
        if provision.provision in effective | pinned:
            continue
        if not any(counts_for(provision, item, school) for item in school.statutory):
            what = f"{provision.provision} has no effect on any strand, so it is never planned"
            remedy = "add its effects to effects.csv"
            yield Problem("provisions.csv", number, "provision", what, remedy)


@relies_on("provisions", "statutory")
def skills_are_asked_for(tables: Tables) -> Iterator[Problem]:
    """Each skill that somebody has is named by a provision or a statutory item."""
    school = tables.school
    asked = {provision.skill.casefold() for provision in school.provisions}
    asked |= {item.skill.casefold() for item in school.statutory}
    for number, member in tables.rows("staff"):
        for skill in member.skills:
            if skill.casefold() not in asked:
                asked.add(skill.casefold())
                what = f"'{skill}' is a skill that no provision or statutory item asks for"
                remedy = "check its spelling, or leave it"
                yield Problem("staff.csv", number, "skills", what, remedy)


def changed_effects_have_a_reason(tables: Tables) -> Iterator[Problem]:
    """An effect that the school changed says why."""
    for number, effect in tables.rows("effects"):
        if is_unexplained(effect):
            what = (
                f"the effect of {effect.provision} on {effect.strand} was changed from "
                f"{default_of(effect):g} to {effect.effect:g}, and no reason is given"
            )
            yield Problem("effects.csv", number, "reason", what, "write why, in a sentence")
