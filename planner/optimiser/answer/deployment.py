"""Every deployed adult hour, once, with the pupils whose statutory skill it counts for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from planner.optimiser.answer.decisions import HOURS_DECIMALS, Decisions
from planner.optimiser.answer.seating import Seating
from planner.optimiser.plan import Deployment
from planner.optimiser.problem import Placement, Problem
from planner.optimiser.variables import skilled_deliverers
from planner.school.calendar import days_in_force
from planner.school.matching import counts_for, delivers_towards
from planner.school.records import StatutoryItem

_NOTHING = 1e-6
Named = dict[str, dict[str, float]]


def skill_items_of(problem: Problem, pupil: str, provision: str, term: int) -> list[StatutoryItem]:
    """List a pupil's items that ask for a skill and count a provision in a term."""
    school = problem.school
    return [
        item
        for item in school.items_of[pupil]
        if item.skill
        and counts_for(school.provision_by_id[provision], item, school)
        and days_in_force(item, school.pupil_by_id[pupil], school.terms[term]) > 0
    ]


def deploy(
    problem: Problem, decisions: Decisions, seatings: tuple[Seating, ...]
) -> tuple[Deployment, ...]:
    """List who works where, for how long, in every term."""
    rows = [*_groups(problem, seatings), *_support(problem, decisions)]
    order = {term.term: number for number, term in enumerate(problem.school.terms)}
    return tuple(
        sorted(
            rows, key=lambda row: (order[row.term], row.staff, row.provision, row.group, row.pupils)
        )
    )


def _groups(problem: Problem, seatings: tuple[Seating, ...]) -> Iterator[Deployment]:
    for seating in seatings:
        leader = problem.school.staff_by_id[seating.staff]
        entry = problem.school.provision_by_id[seating.provision]
        for term in problem.run(seating.provision, seating.start):
            named = tuple(
                pupil
                for pupil in seating.pupils
                if any(
                    delivers_towards(leader, item)
                    for item in skill_items_of(problem, pupil, seating.provision, term)
                )
            )
            yield Deployment(
                term=problem.school.terms[term].term,
                staff=seating.staff,
                provision=seating.provision,
                group=seating.code,
                pupils=named,
                hours_per_week=round(entry.group_hours_per_week, HOURS_DECIMALS),
            )


def _support(problem: Problem, decisions: Decisions) -> Iterator[Deployment]:
    adults: dict[tuple[str, int], dict[str, float]] = defaultdict(dict)
    for helper, hours in decisions.adult.items():
        adults[helper.provision, helper.term][helper.staff] = hours
    for (code, term), given in sorted(adults.items()):
        named = _named_hours(problem, decisions, code, term, given)
        most = problem.school.provision_by_id[code].group_max
        for staff, hours in sorted(given.items()):
            for pupils, part in _share_out(hours, named.get(staff, {}), most):
                yield Deployment(
                    term=problem.school.terms[term].term,
                    staff=staff,
                    provision=code,
                    pupils=pupils,
                    hours_per_week=round(part, HOURS_DECIMALS),
                )


def _named_hours(
    problem: Problem, decisions: Decisions, code: str, term: int, given: Mapping[str, float]
) -> Named:
    """Say whose hours each adult's time counts for: adult, pupil, hours averaged over the term."""
    named: Named = defaultdict(dict)
    anybody: list[tuple[float, str]] = []
    for place in problem.supports_in.get((code, term), ()):
        received = decisions.hours.get(place, 0.0)
        items = skill_items_of(problem, place.pupil, code, term)
        if received <= 0 or not items:
            continue
        share = problem.roll_share(place.pupil, term)
        entry = problem.school.provision_by_id[code]
        if any(skilled_deliverers(problem, item, entry)[1] for item in items):
            anybody.append((received * share, place.pupil))
            continue
        for key, hours in decisions.skilled.items():
            if Placement(key.pupil, key.provision, key.term) == place:
                named[key.staff][key.pupil] = hours * share
    _spread(anybody, named, given, problem.school.provision_by_id[code].group_max)
    return named


def _spread(
    pupils: list[tuple[float, str]], named: Named, given: Mapping[str, float], most: int
) -> None:
    """Spread hours that any of the adults may give over those who have most time left."""
    left = {
        staff: most * hours - sum(named.get(staff, {}).values()) for staff, hours in given.items()
    }
    for hours, pupil in sorted(pupils, reverse=True):
        wanted = hours
        for staff in sorted(given, key=lambda staff: (-left[staff], staff)):
            part = min(wanted, given[staff], left[staff])
            if part > _NOTHING:
                named[staff][pupil] = part
                left[staff] -= part
                wanted -= part


def _share_out(
    hours: float, named: Mapping[str, float], most: int
) -> Iterator[tuple[tuple[str, ...], float]]:
    """Cut an adult's hours into stretches of at most ``most`` pupils, nobody in two at once.

    The hours of the pupils are laid end to end over ``most`` lanes of the adult's length, wrapping
    from one to the next; no pupil has more hours than the adult, so none meets themselves.
    """
    cuts = {0.0, hours}
    spans: list[tuple[str, float, float]] = []
    at = 0.0
    for pupil, amount in sorted(named.items()):
        amount = min(amount, hours)
        first = at % hours if hours else 0.0
        last = first + amount
        pieces = [(first, min(last, hours))]
        if last > hours + _NOTHING:
            pieces.append((0.0, last - hours))
        spans += [(pupil, start, end) for start, end in pieces if end - start > _NOTHING]
        at += amount
    for _, start, end in spans:
        cuts |= {start, end}
    edges = sorted(cuts)
    stretches: dict[tuple[str, ...], float] = defaultdict(float)
    for start, end in pairwise(edges):
        if end - start <= _NOTHING:
            continue
        middle = (start + end) / 2
        who = sorted({pupil for pupil, first, last in spans if first < middle < last})
        stretches[tuple(who[:most])] += end - start
    yield from sorted(stretches.items())
