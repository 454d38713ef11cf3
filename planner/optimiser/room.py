"""How much more of one thing there could be with one limit let go, and nobody else worse off.

The plan's groups and places for everybody else stand; what is asked about may change. It is asked
of a program built once, and tells what to try: a change is confirmed by planning for the school
that has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import numpy as np

from planner.optimiser.carry import copied
from planner.optimiser.constraints import SEARCH_FAMILIES
from planner.optimiser.constraints.adults import staff_stay_within_their_hours
from planner.optimiser.constraints.coverage import pupil_coverage
from planner.optimiser.constraints.groups import (
    groups_have_enough_pupils,
    groups_hold_no_more_than_they_may,
    no_more_groups_run_than_allowed,
)
from planner.optimiser.constraints.pins import pins_are_kept
from planner.optimiser.constraints.pupils import (
    pupils_receive_no_more_than_the_school_week,
    pupils_stay_in_class_enough,
)
from planner.optimiser.freed import HOURS_TO_SPARE
from planner.optimiser.highs import Array, Solver
from planner.optimiser.least_money import grow_money
from planner.optimiser.model import build
from planner.optimiser.problem import pose
from planner.optimiser.resolve import Point, Resolver
from planner.optimiser.rows import Parts, Sum, adult_hours, times
from planner.optimiser.variables import items_of
from planner.optimiser.widened import bind_limits, widened
from planner.school.codes import Engagement

_TOLERANCE = 1e-5
_GAP = 0.25
# Too light to stand against any gain, but enough that nothing is asked for without a use.
_PER_HOUR, _PER_MONEY = 1e-4, 1e-6
_HOURS_IN_A_WEEK = 168.0
_SECONDS, _SECONDS_FOR_BOUND = 1.0, 5.0
_THIRDS = 3
_LARGE = 6000


class Limit(StrEnum):
    """What may stand in the way, one at a time.

    ``NOTHING`` is asked first; where there is more all the same, the plan may be keeping to what is
    done ``TODAY``, which is a policy and no row of the program.
    """

    NOTHING = "nothing"
    TODAY = "today"
    HOURS = "hours"
    MONEY = "money"
    OTHERS = "others"
    CLASS_TIME = "class_time"
    SCHOOL_WEEK = "school_week"
    SMALLEST_GROUP = "smallest_group"
    LARGEST_GROUP = "largest_group"
    NUMBER_OF_GROUPS = "number_of_groups"
    MOST_HOURS = "most_hours"
    PIN = "pin"


_ABOUT_GROUPS = frozenset({Limit.SMALLEST_GROUP, Limit.LARGEST_GROUP, Limit.NUMBER_OF_GROUPS})


@dataclass(frozen=True)
class Wanted:
    """What there is to be more of.

    Attributes:
        gain: What is to grow, as a sum over the decisions.
        pupils: Whose decisions may change.
        provisions: In which provisions.
        least: The least gain that is worth speaking of.
        apart: Whose coverage as a whole need not be kept, because it is what is to grow.
        needs: Which needs of theirs need not be kept either.
    """

    gain: Callable[[Parts], Sum]
    pupils: frozenset[str]
    provisions: frozenset[str]
    least: float
    apart: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reached:
    """What could be reached with a limit let go.

    Attributes:
        gained: How much more there is than in the plan.
        hours: By adult, the most hours a week beyond what they have that it takes [h/week].
        lost: By pupil, how much less of their needs would be met [share 0-1].
        point: The plan that reaches it, in the columns of the room's own program.
        is_proven: Whether that is known, and not only what was found in the time there was.
        at_most: What no plan can gain more than; infinite where that is not known.
    """

    gained: float
    hours: Mapping[str, float]
    lost: Mapping[str, float]
    point: Array
    is_proven: bool
    at_most: float


NOTHING_MORE = Reached(0.0, {}, {}, np.zeros(0), is_proven=True, at_most=0.0)


@dataclass
class Room:
    """Asks what one limit after another stands in the way of.

    Attributes:
        resolver: The program of the school.
        plan: The plan that is asked about, solved for with it.
        wanted: What there is to be more of.
    """

    resolver: Resolver
    plan: Point
    wanted: Wanted
    _start: Array = field(init=False)
    _corner: Any = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Build the program in which no limit rules anything out."""
        self.model = build(pose(widened(self.resolver.school)), families=SEARCH_FAMILIES)
        self.parts = self.model.parts
        self.solver = Solver(self.model.program, self.parts.variables.columns)
        known = self.resolver.model.parts.variables
        self._start = copied(
            known, self.resolver.solver, self.plan.values, self.parts.variables, self.solver
        )
        count_what_is_met(self.parts, self.solver, self._start)
        self._gain = self.solver.sum_of(self.wanted.gain(self.parts))
        self._coverage = {
            pupil: self.solver.sum_of(terms) for pupil, terms in pupil_coverage(self.parts).items()
        }

    def reach(self, limit: Limit, *, seconds: float = _SECONDS) -> Reached | None:
        """Let one limit go and see how much more there could be; ``None`` where time ran out."""
        self.solver.reset()
        bind_limits(self.model, self.solver, self.resolver.problem)
        self._hold(limit)
        self._fix(limit)
        price = _LET_GO[limit](self) if limit in _LET_GO else []
        self.solver.aim(self.solver.sum_of(price) - self._gain)
        self.solver.corner = self._corner
        relaxed = self.solver.relax(seconds=_SECONDS_FOR_BOUND)
        self._corner = self.solver.corner
        at_most = np.inf if relaxed.values is None else self._gained(relaxed.values)
        if at_most < self.wanted.least:
            return replace(NOTHING_MORE, point=self._start)
        outcome = self.solver.run(seconds=seconds, gap=_GAP, start=self._start)
        if outcome.values is None:
            return None
        wished = outcome.values if relaxed.values is None else relaxed.values
        return Reached(
            is_proven=outcome.is_proven and not self._is_narrow(limit),
            at_most=at_most,
            gained=self._gained(outcome.values),
            hours=self._hours_beyond(wished) if limit is Limit.HOURS else {},
            lost={
                pupil: less
                for pupil, costs in self._coverage.items()
                if (less := float(costs @ (self._start - outcome.values))) > _TOLERANCE
            },
            point=outcome.values,
        )

    def _gained(self, values: Array) -> float:
        return float(self._gain @ (values - self._start))

    def as_start(self, reached: Reached, into: Resolver) -> Point:
        """Carry what was reached into the program of a changed school, as a start."""
        values = copied(
            self.parts.variables,
            self.solver,
            reached.point,
            into.model.parts.variables,
            into.solver,
        )
        return Point(self.plan.money, self.plan.goals, self.plan.sums, {"": values}, is_cut=False)

    def _hold(self, limit: Limit) -> None:
        """Let statute and what is owed be no worse, and nobody else's needs less met."""
        for goal in self.model.goals[:2]:
            if goal.terms:
                costs = self.solver.sum_of(goal.terms)
                self.solver.hold(costs, float(costs @ self._start) + _TOLERANCE)
        kept = [
            self.solver.sum_of(need_coverage(self.parts, need.need))
            for need in self.parts.problem.served
            if need.pupil in self.wanted.apart and need.need not in self.wanted.needs
        ]
        if limit is not Limit.OTHERS:
            kept += [
                costs for pupil, costs in self._coverage.items() if pupil not in self.wanted.apart
            ]
        for costs in kept:
            self.solver.hold(-costs, _TOLERANCE - float(costs @ self._start))

    def _is_narrow(self, limit: Limit) -> bool:
        """Whether groups stay as they are, because there are too many of them to try others."""
        return self.solver.column_count > _LARGE and limit not in _ABOUT_GROUPS

    def _fix(self, limit: Limit) -> None:
        """Keep the groups and places of everybody else, who may still join in what is wanted.

        Where others may lose, they may lose places too, and then gain none.
        """
        variables, wanted = self.parts.variables, self.wanted
        may_lose = limit is Limit.OTHERS
        kept: list[Any] = []
        joinable: list[Any] = []
        for family in (variables.place, variables.given, variables.bought, variables.first):
            for place, variable in family.items():
                is_wanted = place.provision in wanted.provisions
                if is_wanted and place.pupil in wanted.pupils:
                    continue
                can_join = is_wanted and family is variables.place
                can_join = can_join and not may_lose and not self._is_narrow(limit)
                (joinable if can_join else kept).append(variable)
        if not may_lose:
            kept += [
                variable
                for lead, variable in variables.lead.items()
                if lead.provision not in wanted.provisions or self._is_narrow(limit)
            ]
        columns = self.solver.columns_of(kept)
        whole = np.round(self._start[columns])
        self.solver.bound(columns, np.zeros(len(columns)) if may_lose else whole, whole)
        columns = self.solver.columns_of(joinable)
        self.solver.bound(columns, np.round(self._start[columns]), np.ones(len(columns)))

    def _hours_beyond(self, values: Array) -> dict[str, float]:
        beyond: dict[str, float] = defaultdict(float)
        known = self.resolver.problem
        for (staff, term), provisions in self.parts.problem.work_of.items():
            hours = sum(
                number * self.solver.value_of(variable, values)
                for code in provisions
                for variable, number in adult_hours(self.parts, staff, code, term)
            )
            more = hours - known.contract_capacity(staff, term) - known.extra_capacity(staff, term)
            if more > _TOLERANCE:
                beyond[staff] = max(beyond[staff], more)
        return dict(beyond)

    def let_rows_go(self, family: str, is_let_go: Callable[[Any], bool]) -> None:
        """Take away the rows of a family that are about what is asked."""
        for (name, key), row in self.model.rows.items():
            if name == family and is_let_go(key):
                self.solver.bound_row(row, -np.inf, np.inf)


def _let_money_go(room: Room) -> Sum:
    more, buys = grow_money(room.model, room.solver)
    return [(more, _PER_MONEY), (buys, _PER_MONEY)]


def _let_hours_go(room: Room) -> Sum:
    """Let the adults who may give what is asked about have many more hours."""
    school, problem = room.resolver.school, room.resolver.problem
    able = {
        member.staff
        for code in room.wanted.provisions
        for member in school.deliverers_of[code]
        if member.engagement is Engagement.EMPLOYED
    }
    family = staff_stay_within_their_hours.__name__
    price: Sum = []
    for (staff, term), provisions in room.parts.problem.work_of.items():
        if staff in able:
            row = room.model.rows[family, (staff, term)]
            most = problem.contract_capacity(staff, term) + HOURS_TO_SPARE
            room.solver.bound_row(row, -np.inf, most)
            for code in provisions:
                price += times(adult_hours(room.parts, staff, code, term), _PER_HOUR)
    return price


def _let_class_time_go(room: Room) -> Sum:
    family = pupils_stay_in_class_enough.__name__
    room.let_rows_go(family, lambda key: key[0] in room.wanted.pupils)
    return []


def _let_week_go(room: Room) -> Sum:
    family = pupils_receive_no_more_than_the_school_week.__name__
    room.let_rows_go(family, lambda key: key[0] in room.wanted.pupils)
    return []


def _let_groups_be_small(room: Room) -> Sum:
    for key, leads in room.parts.problem.leads_starting.items():
        if key.provision in room.wanted.provisions:
            row = room.model.rows[groups_have_enough_pupils.__name__, key]
            for lead in leads:
                room.solver.change_coefficient(row, room.parts.variables.lead[lead], -1.0)
    return []


def _let_groups_be_large(room: Room) -> Sum:
    for key, places in room.parts.problem.places_starting.items():
        if key.provision in room.wanted.provisions:
            row = room.model.rows[groups_hold_no_more_than_they_may.__name__, key]
            for lead in room.parts.problem.leads_starting.get(key, ()):
                variable = room.parts.variables.lead[lead]
                room.solver.change_coefficient(row, variable, -float(len(places)))
    return []


def _let_more_groups_run(room: Room) -> Sum:
    family = no_more_groups_run_than_allowed.__name__
    room.let_rows_go(family, lambda key: key[0] in room.wanted.provisions)
    return []


def _let_support_be_long(room: Room) -> Sum:
    for place, variable in room.parts.variables.hours.items():
        if place.pupil in room.wanted.pupils and place.provision in room.wanted.provisions:
            room.solver.bound_variable(variable, 0.0, _HOURS_IN_A_WEEK)
    family = "support_is_given_in_full_or_not_at_all"
    room.let_rows_go(family, lambda key: key[1] == "most" and key[0].pupil in room.wanted.pupils)
    return []


def _let_pins_go(room: Room) -> Sum:
    room.let_rows_go(pins_are_kept.__name__, lambda _key: True)
    return []


_LET_GO: Mapping[Limit, Callable[[Room], Sum]] = {
    Limit.MONEY: _let_money_go,
    Limit.HOURS: _let_hours_go,
    Limit.CLASS_TIME: _let_class_time_go,
    Limit.SCHOOL_WEEK: _let_week_go,
    Limit.SMALLEST_GROUP: _let_groups_be_small,
    Limit.LARGEST_GROUP: _let_groups_be_large,
    Limit.NUMBER_OF_GROUPS: _let_more_groups_run,
    Limit.MOST_HOURS: _let_support_be_long,
    Limit.PIN: _let_pins_go,
}


def need_coverage(parts: Parts, need: str) -> Sum:
    """How far one need is met [share]."""
    return [(parts.variables.third[need, third], 1.0) for third in range(_THIRDS)]


def count_what_is_met(parts: Parts, solver: Solver, values: Array) -> None:
    """Count every need as far as it is met, where a later goal left part of it uncounted."""
    for need in parts.problem.served:
        met = min(1.0, float(solver.sum_of(parts.effective[need.need]) @ values))
        for third in range(_THIRDS):
            counted = min(1 / _THIRDS, max(0.0, met - third / _THIRDS))
            values[solver.column[id(parts.variables.third[need.need, third])]] = counted


def useful_for(resolver: Resolver, pupil: str, need: str = "") -> frozenset[str]:
    """List the provisions that have a use for a pupil, or for one need of theirs."""
    school, problem = resolver.school, resolver.problem
    strands = {one.strand for one in school.needs_of[pupil] if not need or one.need == need}
    helpful = {
        entry.provision
        for entry in school.provisions
        if any(school.effect(entry.provision, strand) > 0 for strand in strands)
    }
    if need:
        return frozenset(helpful)
    owed = {
        entry.provision
        for item in items_of(problem)
        if item.pupil == pupil
        for entry in school.provisions
        if not item.provisions or entry.provision in item.provisions
    }
    return frozenset(helpful | owed)
