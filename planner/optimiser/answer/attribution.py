"""Whose hours are whose: each adult hour given to one pupil, or to an empty place.

A place in a group is one of its ``group_max``; an hour of shared support is that part of an adult's
hour. Which adult's hours are charged to which pupil follows the program, so that restricted money
finds the costs it was planned to pay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.optimiser.answer.decisions import Decisions
from planner.optimiser.answer.seating import Seating, seat
from planner.optimiser.plan import UNFUNDED, SpendingKind
from planner.optimiser.problem import Problem, Source
from planner.optimiser.purses import Purse, Purses
from planner.optimiser.variables import Cell

_NOTHING = 1e-7


@dataclass(frozen=True)
class Attribution:
    """Adult hours a week from one source, in one provision and term, for a pupil or for nobody."""

    source: Source
    provision: str
    term: int
    pupil: str | None
    hours: float


Load = Mapping[tuple[str, str, int], float]


def loads(problem: Problem, decisions: Decisions, seatings: tuple[Seating, ...]) -> Load:
    """Add up each adult's hours a week by provision and term [h/week]."""
    total: dict[tuple[str, str, int], float] = defaultdict(float)
    for seating in seatings:
        entry = problem.school.provision_by_id[seating.provision]
        for term in problem.run(seating.provision, seating.start):
            total[seating.staff, seating.provision, term] += entry.group_hours_per_week
    for helper, hours in decisions.adult.items():
        total[helper.staff, helper.provision, helper.term] += hours
    return total


def _bought(
    problem: Problem, decisions: Decisions, load: Load
) -> dict[tuple[str, str, int], float]:
    """Find which hours are extra: those beyond the contract, in work planned for them first."""
    total: dict[tuple[str, int], float] = defaultdict(float)
    for (staff, _, term), hours in load.items():
        total[staff, term] += hours
    extra: dict[tuple[str, str, int], float] = defaultdict(float)
    for (staff, term), hours in total.items():
        if problem.extra_capacity(staff, term) <= 0:
            continue
        over = max(0.0, hours - problem.contract_capacity(staff, term))
        work = sorted(
            (key for key in load if key[0] == staff and key[2] == term),
            key=lambda key: (_weeks_bought(problem, key), key),
        )
        for most in (decisions.extra, load):
            for key in work:
                part = min(over, min(load[key], most.get(key, 0.0)) - extra[key])
                if part > _NOTHING:
                    extra[key] += part
                    over -= part
    return extra


def _weeks_bought(problem: Problem, key: tuple[str, str, int]) -> float:
    staff, provision, term = key
    return problem.weeks_paid(Source(staff, SpendingKind.EXTRA), provision, term)


def attribute(
    problem: Problem, purses: Purses, decisions: Decisions, seatings: tuple[Seating, ...]
) -> tuple[Attribution, ...]:
    """Give every deployed hour to a pupil or an empty place, always in the same way."""
    load = loads(problem, decisions, seatings)
    extra = _bought(problem, decisions, load)
    supply: dict[tuple[str, int], dict[Source, float]] = defaultdict(dict)
    for (staff, code, term), hours in sorted(load.items()):
        bought = extra.get((staff, code, term), 0.0)
        first, *rest = problem.sources(staff)
        supply[code, term][first] = hours - bought
        if rest and bought > 0:
            supply[code, term][rest[0]] = bought
    found: list[Attribution] = []
    for (code, term), sources in sorted(supply.items()):
        work = _Work(problem, purses, code, term)
        if problem.school.provision_by_id[code].is_programme:
            found += work.groups(seatings, sources)
        else:
            found += work.support(decisions, sources)
    return tuple(found)


class _Work:
    """The hours of one provision in one term."""

    def __init__(self, problem: Problem, purses: Purses, code: str, term: int) -> None:
        self._problem = problem
        self._purses = purses
        self._entry = problem.school.provision_by_id[code]
        self._code = code
        self._term = term

    def _give(self, source: Source, pupil: str | None, hours: float) -> Attribution:
        return Attribution(source, self._code, self._term, pupil, hours)

    def groups(
        self, seatings: tuple[Seating, ...], sources: dict[Source, float]
    ) -> Iterator[Attribution]:
        """Share each group's hours equally among its places; bought hours are counted last."""
        left = dict(sources)
        each = self._entry.group_hours_per_week / self._entry.group_max
        for seating in seatings:
            if seating.provision != self._code or self._term not in self._problem.run(
                self._code, seating.start
            ):
                continue
            empty = self._entry.group_max - len(seating.pupils)
            for pupil, share in [*((one, each) for one in seating.pupils), (None, each * empty)]:
                for source in self._problem.sources(seating.staff):
                    part = min(share, left.get(source, 0.0))
                    if part > _NOTHING:
                        left[source] -= part
                        share -= part
                        yield self._give(source, pupil, part)

    def support(self, decisions: Decisions, sources: dict[Source, float]) -> Iterator[Attribution]:
        """Charge hours as planned first, then what is left to whoever is left."""
        left = dict(sources)
        wanted = {
            place.pupil: decisions.hours[place]
            * self._problem.roll_share(place.pupil, self._term)
            / self._entry.group_max
            for place in self._problem.supports_in.get((self._code, self._term), ())
            if place in decisions.hours
        }
        charges = {
            cell: hours
            for cell, hours in decisions.charged.items()
            if (cell.provision, cell.term) == (self._code, self._term) and cell.source in left
        }
        for cell in sorted(charges, key=lambda cell: (sorted(cell.purse), str(cell.source))):
            yield from self._charge(cell, charges[cell], wanted, left)
        for pupil in sorted(wanted):
            for source in sorted(left, key=str):
                part = min(wanted[pupil], left[source])
                if part > _NOTHING:
                    wanted[pupil] -= part
                    left[source] -= part
                    yield self._give(source, pupil, part)
        for source, hours in sorted(left.items(), key=str):
            if hours > _NOTHING:
                yield self._give(source, None, hours)

    def _charge(
        self, cell: Cell, hours: float, wanted: dict[str, float], left: dict[Source, float]
    ) -> Iterator[Attribution]:
        for pupil in sorted(wanted):
            if self._purse_of(pupil, cell) != cell.purse:
                continue
            part = min(hours, wanted[pupil], left[cell.source])
            if part > _NOTHING:
                hours -= part
                wanted[pupil] -= part
                left[cell.source] -= part
                yield self._give(cell.source, pupil, part)

    def _purse_of(self, pupil: str, cell: Cell) -> Purse:
        purse = self._purses.of(pupil, self._code, self._term)
        return purse - {UNFUNDED} if cell.source.kind is SpendingKind.EMPLOYED else purse


def charges_of_seats(problem: Problem, purses: Purses, decisions: Decisions) -> dict[Cell, float]:
    """Give the most hours of each leader that can be charged to each purse, as pupils are seated.

    Empty places, and places whose pupils have no purse of their own, are for nobody in particular.
    """
    most: dict[Cell, float] = defaultdict(float)
    for seating in seat(problem, decisions):
        entry = problem.school.provision_by_id[seating.provision]
        each = entry.group_hours_per_week / entry.group_max
        for term in problem.run(seating.provision, seating.start):
            nobody = purses.of(None, seating.provision, term)
            for source in problem.sources(seating.staff):
                committed = source.kind is SpendingKind.EMPLOYED
                for pupil in seating.pupils:
                    purse = purses.of(pupil, seating.provision, term)
                    purse -= {UNFUNDED} if committed else frozenset()
                    if purse != nobody:
                        most[Cell(source, seating.provision, term, purse)] += each
                most[Cell(source, seating.provision, term, nobody)] += entry.group_hours_per_week
    return dict(most)
