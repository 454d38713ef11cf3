"""Who sits in which group.

The program counts groups; pupils of one programme, start and band are interchangeable there. Here
they are dealt out: those whose statutory item asks for a skill to an adult who has it, the rest
evenly, with pupils of one year and class together.
"""

from __future__ import annotations

from dataclasses import dataclass

from planner.optimiser.answer.decisions import Decisions
from planner.optimiser.problem import GroupKey, Placement, Problem
from planner.school.fields import YEAR_GROUPS


@dataclass(frozen=True)
class Seating:
    """One group for the whole of its run.

    Attributes:
        code: The group's code.
        provision: The programme.
        start: The term in which it starts.
        staff: Who leads it.
        pupils: Who is in it, by code.
    """

    code: str
    provision: str
    start: int
    staff: str
    pupils: tuple[str, ...]


def seat(problem: Problem, decisions: Decisions) -> tuple[Seating, ...]:
    """Deal the pupils of every programme out to its groups, always in the same way."""
    members: dict[GroupKey, list[Placement]] = {}
    for place in decisions.places:
        key = GroupKey(place.provision, place.term, problem.band(place.pupil, place.provision))
        members.setdefault(key, []).append(place)
    leaders: dict[GroupKey, list[str]] = {}
    for lead, count in decisions.leads.items():
        key = GroupKey(lead.provision, lead.term, lead.band)
        leaders.setdefault(key, []).extend([lead.staff] * count)
    seatings: list[Seating] = []
    for key in sorted(members, key=lambda key: (key.term, key.provision, key.band)):
        for staff, pupils in _deal(problem, decisions, key, members[key], leaders[key]):
            code = f"G{len(seatings) + 1:03d}"
            seatings.append(Seating(code, key.provision, key.term, staff, tuple(sorted(pupils))))
    return tuple(seatings)


def _deal(
    problem: Problem,
    decisions: Decisions,
    key: GroupKey,
    members: list[Placement],
    leaders: list[str],
) -> list[tuple[str, list[str]]]:
    """Deal one programme's members out: those owed a skill first, then the rest by age."""
    most = problem.school.provision_by_id[key.provision].group_max
    groups: list[tuple[str, list[str]]] = [(staff, []) for staff in sorted(leaders)]
    owed = {
        place.pupil: skills
        for place in members
        if (skills := [skill for one, skill in decisions.with_skill if one == place])
    }
    by_age = sorted(members, key=lambda place: _age(problem, place))
    for place in sorted(by_age, key=lambda place: _choices(problem, groups, owed, place.pupil)):
        if place.pupil in owed:
            able = [
                group
                for group in groups
                if len(group[1]) < most and _has_all(problem, group[0], owed[place.pupil])
            ]
            min(able or groups, key=lambda group: len(group[1]))[1].append(place.pupil)
    rest = [place.pupil for place in by_age if place.pupil not in owed]
    sizes = _level([len(pupils) for _, pupils in groups], len(members), most)
    for (_, pupils), size in zip(groups, sizes, strict=True):
        taken, rest = rest[: size - len(pupils)], rest[size - len(pupils) :]
        pupils += taken
    return groups


def _has_all(problem: Problem, staff: str, skills: list[str]) -> bool:
    return all(problem.school.staff_by_id[staff].has_skill(skill) for skill in skills)


def _choices(
    problem: Problem,
    groups: list[tuple[str, list[str]]],
    owed: dict[str, list[str]],
    pupil: str,
) -> int:
    """Count the groups that a pupil may sit in; those with fewest are seated first."""
    return sum(_has_all(problem, staff, owed.get(pupil, [])) for staff, _ in groups)


def _level(seated: list[int], members: int, most: int) -> list[int]:
    """Give sizes as even as those already seated allow."""
    sizes = list(seated)
    for _ in range(members - sum(seated)):
        smallest = min(range(len(sizes)), key=lambda number: (sizes[number] >= most, sizes[number]))
        sizes[smallest] += 1
    return sizes


def _age(problem: Problem, place: Placement) -> tuple[int, str, str]:
    pupil = problem.school.pupil_by_id[place.pupil]
    return (YEAR_GROUPS.index(pupil.year_group), pupil.class_name, pupil.pupil)
