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
    """Deal one programme's members out; groups led with a skill that is owed come first."""
    school = problem.school
    skills = {skill for place, skill in decisions.with_skill if place in members}
    led_with = {
        staff: sum(school.staff_by_id[staff].has_skill(skill) for skill in skills)
        for staff in leaders
    }
    order = sorted(leaders, key=lambda staff: (-led_with[staff], staff))
    must = [
        place
        for place in members
        if any((place, skill) in decisions.with_skill for skill in skills)
    ]
    may = [place for place in members if place not in must]
    sizes = _even_sizes(len(members), len(order))
    able = sum(1 for staff in order if led_with[staff] > 0)
    _make_room(sizes, able, len(must), school.provision_by_id[key.provision].group_max)
    queue = [*sorted(must, key=lambda place: _age(problem, place))]
    rest = sorted(may, key=lambda place: _age(problem, place))
    groups: list[tuple[str, list[str]]] = []
    for staff, size in zip(order, sizes, strict=True):
        taken, queue = (queue[:size], queue[size:]) if led_with[staff] else ([], queue)
        filled = [*taken, *rest[: size - len(taken)]]
        rest = rest[size - len(taken) :]
        groups.append((staff, [place.pupil for place in filled]))
    return groups


def _even_sizes(members: int, groups: int) -> list[int]:
    each, more = divmod(members, groups)
    return [each + (number < more) for number in range(groups)]


def _make_room(sizes: list[int], able: int, needed: int, most: int) -> None:
    """Move places to the first ``able`` groups until ``needed`` pupils fit into them."""
    for giver in range(len(sizes) - 1, able - 1, -1):
        for taker in range(able):
            while sum(sizes[:able]) < needed and sizes[taker] < most and sizes[giver] > 0:
                sizes[giver] -= 1
                sizes[taker] += 1


def _age(problem: Problem, place: Placement) -> tuple[int, str, str]:
    pupil = problem.school.pupil_by_id[place.pupil]
    return (YEAR_GROUPS.index(pupil.year_group), pupil.class_name, pupil.pupil)
