"""Coverage of needs, the fairest share, and change from today."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple

from planner.optimiser.problem import Placement
from planner.optimiser.rows import (
    Parts,
    Row,
    Sum,
    at_least,
    at_most,
    gathered,
    is_whole,
    times,
    weekly_hours,
)
from planner.optimiser.variables import Variable, today_hours


class Placed(NamedTuple):
    """Names the row about what a pupil receives, beside the one about their coverage."""

    pupil: str


def whose(key: Hashable) -> str:
    """Give the pupil whom a row of the share or of the floor is about."""
    return key.pupil if isinstance(key, Placed) else str(key)


def cut_to(pairs: Iterable[tuple[Variable, float]], most: float) -> Sum:
    """Let no yes-or-no decision give more than ``most``, however much it would: it is enough."""
    return [(one, min(number, most) if is_whole(one) else number) for one, number in pairs]


def coverage_comes_from_hours_received(parts: Parts) -> Iterator[Row]:
    """A need is covered as far as effective hours in the year go towards its target, up to 1.

    sum_k third[n,k] <= sum_v,t hours received * weeks * effect / target hours   for each n  [share]
    the same for the first third and the first two, where a place or an item gives no more than
    that; implied by whole numbers, but tighter
    """
    for need in parts.problem.served:
        effective = parts.effective[need.need]
        thirds = [(parts.variables.third[need.need, third], 1.0) for third in range(3)]
        yield need.need, at_most([*thirds, *times(cut_to(effective, 1.0), -1.0)], 0)
        for count in (1, 2):
            cut = cut_to(effective, count / 3)
            if cut != effective:
                yield (need.need, count), at_most([*thirds[:count], *times(cut, -1.0)], 0)


def pupil_coverage(parts: Parts) -> Mapping[str, Sum]:
    """Each pupil's coverage: the priority-weighted mean over needs that can be served [share]."""
    weights: dict[str, float] = {}
    for need in parts.problem.served:
        weights[need.pupil] = weights.get(need.pupil, 0.0) + need.weight
    coverage: dict[str, Sum] = {pupil: [] for pupil in sorted(weights)}
    for need in parts.problem.served:
        coverage[need.pupil] += [
            (parts.variables.third[need.need, third], need.weight / weights[need.pupil])
            for third in range(3)
        ]
    return coverage


def placed_coverage(parts: Parts) -> Mapping[str, Sum]:
    """Each pupil's coverage straight from what they receive, which is never below it [share].

    It is what a place or an item gives that can be cut to what is asked for, so that a part of it
    is not taken for enough.
    """
    weights: dict[str, float] = {}
    for need in parts.problem.served:
        weights[need.pupil] = weights.get(need.pupil, 0.0) + need.weight
    coverage: dict[str, Sum] = {pupil: [] for pupil in sorted(weights)}
    for need in parts.problem.served:
        effective = cut_to(parts.effective[need.need], 1.0)
        coverage[need.pupil] += times(effective, need.weight / weights[need.pupil])
    return {pupil: gathered(pairs) for pupil, pairs in coverage.items()}


def every_pupil_reaches_the_share(parts: Parts) -> Iterator[Row]:
    """Every pupil reaches the fairest share of the most that could be done for them alone.

    coverage[p] >= share * most alone[p]   for each p whose most is above 0  [share]
    what p receives, a place or item cut to the most, >= the same; implied, but tighter
    """
    share = parts.variables.share["share"]
    placed = placed_coverage(parts)
    for pupil, coverage in pupil_coverage(parts).items():
        most = parts.most_alone.get(pupil, 0.0)
        if most > 0:
            yield pupil, at_least([*coverage, (share, -most)], 0)
            yield (
                Placed(pupil),
                at_least([*cut_to(placed[pupil], most), (share, -most)], 0),
            )


def every_pupil_keeps_the_floor(parts: Parts) -> Iterator[Row]:
    """Once the fairest share is known, every pupil keeps their part of it.

    coverage[p] >= fairness * fairest share * most alone[p]   for each p  [share]
    what p receives, a place or item cut to the floor, >= the same; implied, but tighter

    The right-hand side is 0 until the fairest share is settled.
    """
    placed = placed_coverage(parts)
    for pupil, coverage in pupil_coverage(parts).items():
        if parts.most_alone.get(pupil, 0.0) > 0:
            yield pupil, at_least(coverage, 0)
            yield Placed(pupil), at_least(placed[pupil], 0)


def change_is_counted_both_ways(parts: Parts) -> Iterator[Row]:
    """More and less support than today both count as change.

    change[p,v,t] >= hours[p,v,t] - today's  and  change[p,v,t] >= today's - hours[p,v,t]  [h/week]
    """
    today = today_hours(parts.problem)
    for place, change in parts.variables.change.items():
        hours = parts.variables.hours[place]
        yield (place, "more"), at_least([(change, 1.0), (hours, -1.0)], -today[place])
        yield (place, "less"), at_least([(change, 1.0), (hours, 1.0)], today[place])


def change_from_today(parts: Parts) -> tuple[Sum, float]:
    """Total change as a sum and a constant: hours a week times weeks of delivery [h/year].

    A programme or item is either as the plan has it or not, so its change is linear in the choice.
    """
    total: Sum = []
    constant = 0.0
    today = today_hours(parts.problem)
    problem = parts.problem
    for place, hours in today.items():
        constant += hours * problem.weeks_for_pupil(*place)
    for place in problem.supports:
        weeks = problem.weeks_for_pupil(*place)
        if place in parts.variables.change:
            total.append((parts.variables.change[place], weeks))
            constant -= today[place] * weeks
        else:
            total.append((parts.variables.hours[place], weeks))
    for pupil, places in problem.places_of.items():
        fixed = {place.provision for place in places if place not in parts.variables.hours}
        for code in sorted(fixed):
            for term in range(problem.term_count):
                now = today.get(Placement(pupil, code, term), 0.0)
                weeks = problem.weeks_for_pupil(pupil, code, term)
                total += [
                    (variable, (abs(dose - now) - now) * weeks)
                    for variable, dose in weekly_hours(parts, pupil, code, term)
                ]
    return total, constant
