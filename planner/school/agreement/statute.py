"""Statutory items: each can be satisfied by something that somebody can deliver."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Problem
from planner.school.agreement.tables import Tables, relies_on
from planner.school.matching import counts_for, delivers_towards
from planner.school.records import StatutoryItem


@relies_on("pupils", "provisions", "effects", "staff")
def some_provision_satisfies_each_item(tables: Tables) -> Iterator[Problem]:
    """Some provision counts for it, and somebody with its skill can deliver that."""
    school = tables.school
    for number, item in tables.rows("statutory"):
        counting = [
            provision for provision in school.provisions if counts_for(provision, item, school)
        ]
        if not counting:
            what = (
                f"{item.item} of {item.pupil} can be satisfied by no provision: "
                f"{what_would_count(item)}"
            )
            remedy = "add such a provision for the pupil's year group, or correct what is asked for"
            yield Problem("statutory.csv", number, "provisions", what, remedy)
            continue
        deliverers = [
            who for provision in counting for who in school.deliverers_of[provision.provision]
        ]
        if deliverers and not any(delivers_towards(who, item) for who in deliverers):
            what = (
                f"{item.item} of {item.pupil} asks for the skill {item.skill}, which nobody has "
                f"who can deliver {', '.join(provision.provision for provision in counting)}"
            )
            remedy = "give the skill to an adult in staff.csv who has it, or correct it here"
            yield Problem("statutory.csv", number, "skill", what, remedy)


def what_would_count(item: StatutoryItem) -> str:
    """Say what a provision would have to be like, after "no provision counts:"."""
    asked = ["none for the pupil's year group that is support or a programme"]
    if item.provisions:
        asked.append(f"is one of {', '.join(item.provisions)}")
    if item.strand is not None:
        asked.append(f"has an effect on {item.strand}")
    if item.max_group is not None:
        asked.append(f"has groups of {item.max_group} or fewer")
    first, *others = asked
    return first if not others else f"{first} {' and '.join(others)}"
