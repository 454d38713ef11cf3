"""Rows of the program, and the sums that several families of rows share."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pulp

from planner.optimiser.plan import SpendingKind
from planner.optimiser.problem import Placement, Problem, Source
from planner.optimiser.purses import Classes, Purses
from planner.optimiser.variables import Variable, Variables
from planner.school.calendar import weeks_on_roll
from planner.school.records import Need

Sum = list[tuple[Variable, float]]
Row = tuple[Hashable, Any]


@dataclass(frozen=True)
class Parts:
    """What every family of rows and every goal is written from.

    Attributes:
        problem: What may be decided.
        purses: Which money may pay for what.
        classes: Who may have a provision in a term, by the purse that their costs have.
        variables: The decisions.
        most_alone: The most coverage that could be reached for each pupil alone [share 0-1].
        follow_salaries: Each restricted pound is followed to the employed adult's hour it pays.
    """

    problem: Problem
    purses: Purses
    classes: Classes
    variables: Variables
    most_alone: Mapping[str, float]
    follow_salaries: bool = True

    @cached_property
    def effective(self) -> Mapping[str, Sum]:
        """What each decision gives of the effective hours a need asks for, by need [share]."""
        return {need.need: _effective_share(self, need) for need in self.problem.served}


def gathered(pairs: Iterable[tuple[Variable, float]]) -> Sum:
    """Let each variable stand in a sum once."""
    total: dict[Variable, float] = {}
    for variable, number in pairs:
        total[variable] = total.get(variable, 0.0) + number
    return list(total.items())


def is_whole(variable: Variable) -> bool:
    """Whether a variable takes whole numbers only."""
    return bool(variable.cat == pulp.LpInteger)


def expression(pairs: Iterable[tuple[Variable, float]]) -> Any:
    """Make PuLP's sum of variables times numbers; a variable may stand in it more than once."""
    return pulp.LpAffineExpression(gathered(pairs))


def at_most(pairs: Iterable[tuple[Variable, float]], limit: float) -> Any:
    """Make the row ``sum <= limit``."""
    return pulp.LpConstraint(expression(pairs), pulp.LpConstraintLE, rhs=limit)


def at_least(pairs: Iterable[tuple[Variable, float]], limit: float) -> Any:
    """Make the row ``sum >= limit``."""
    return pulp.LpConstraint(expression(pairs), pulp.LpConstraintGE, rhs=limit)


def equal(pairs: Iterable[tuple[Variable, float]], value: float) -> Any:
    """Make the row ``sum = value``."""
    return pulp.LpConstraint(expression(pairs), pulp.LpConstraintEQ, rhs=value)


def times(pairs: Iterable[tuple[Variable, float]], number: float) -> Sum:
    """Multiply a sum."""
    return [(variable, value * number) for variable, value in pairs]


def weekly_hours(parts: Parts, pupil: str, provision: str, term: int) -> Sum:
    """Hours a week that a pupil receives of a provision in a term [h/week]."""
    problem, variables = parts.problem, parts.variables
    entry = problem.school.provision_by_id[provision]
    if entry.is_support:
        hours = variables.hours.get(Placement(pupil, provision, term))
        return [] if hours is None else [(hours, 1.0)]
    if entry.is_item:
        family, starts, each = variables.bought, range(term + 1), entry.weekly_hours
    else:
        first = max(0, term - entry.terms + 1)
        family, starts, each = variables.place, range(first, term + 1), entry.session_hours_per_week
    return [
        (family[place], each)
        for start in starts
        if (place := Placement(pupil, provision, start)) in family
    ]


def adult_hours(parts: Parts, staff: str, provision: str, term: int) -> Sum:
    """Hours a week that an adult spends on a provision in a term, preparation included [h/week]."""
    problem, variables = parts.problem, parts.variables
    entry = problem.school.provision_by_id[provision]
    if entry.is_support:
        return [
            (variables.adult[helper], 1.0)
            for helper in problem.helpers_in.get((provision, term), ())
            if helper.staff == staff
        ]
    return [
        (variables.lead[lead], entry.group_hours_per_week)
        for lead in problem.leads_running.get((provision, term), ())
        if lead.staff == staff
    ]


def source_hours(parts: Parts, source: Source, provision: str, term: int) -> Sum:
    """Hours a week of an adult on a provision that come from one source [h/week]."""
    extra = parts.variables.extra.get((source.staff, provision, term))
    if source.kind is SpendingKind.EXTRA:
        return [] if extra is None else [(extra, 1.0)]
    hours = adult_hours(parts, source.staff, provision, term)
    return hours if extra is None else [*hours, (extra, -1.0)]


def _effective_share(parts: Parts, need: Need) -> Sum:
    school, problem = parts.problem.school, parts.problem
    pupil = school.pupil_by_id[need.pupil]
    weeks_of_need = sum(weeks_on_roll(pupil, term) for term in school.terms)
    target = need.target_hours_per_week * weeks_of_need
    effective: Sum = []
    for code in sorted({place.provision for place in problem.places_of[need.pupil]}):
        effect = school.effect(code, need.strand)
        if effect <= 0:
            continue
        for term in range(problem.term_count):
            weeks = problem.weeks_for_pupil(need.pupil, code, term)
            hours = weekly_hours(parts, need.pupil, code, term)
            effective += times(hours, effect * weeks / target)
    return gathered(effective)


def place_hours(parts: Parts, place: Placement, term: int) -> Sum:
    """A pupil's share of the adult hours a week of a provision in a term [h/week].

    A place in a group is one of its ``group_max``; an hour of shared support is that part of an
    adult's hour, averaged over the term by days on roll.
    """
    entry = parts.problem.school.provision_by_id[place.provision]
    if entry.is_support:
        share = parts.problem.roll_share(place.pupil, term) / entry.group_max
        return [(parts.variables.hours[place], share)]
    return [(parts.variables.place[place], entry.group_hours_per_week / entry.group_max)]
