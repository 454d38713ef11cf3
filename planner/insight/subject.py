"""Whom or what a reader asks why about: a pupil, a need, an adult or a provision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from planner.errors import InputError, Problem
from planner.optimiser.constraints.coverage import pupil_coverage
from planner.optimiser.plan import Plan
from planner.optimiser.resolve import Point, Resolver
from planner.optimiser.room import Wanted, need_coverage, useful_for
from planner.optimiser.rows import Parts, Sum, gathered, times, weekly_hours
from planner.optimiser.variables import items_of
from planner.school.matching import has_use_for
from planner.school.school import School

# What a statutory hour counts for beside the whole of a pupil's needs, when asking for room.
_PER_STATUTORY_HOUR = 1.0
_LEAST_SHARE, _LEAST_HOURS, _LEAST_OF_ALL = 0.02, 1.0, 1e-4
_LEAST_SHORT = 0.5


class SubjectKind(StrEnum):
    """What is asked about."""

    PUPIL = "pupil"
    NEED = "need"
    ADULT = "adult"
    PROVISION = "provision"


@dataclass(frozen=True)
class Measured:
    """How much there is of what is asked about.

    Attributes:
        value: Of a pupil or need the share met, of a provision pupil hours a year, of an adult the
            share of everybody's needs that is met.
        short: Statutory hours of the year that are not met, of a pupil [h/year].
    """

    value: float
    short: float = 0.0


@dataclass(frozen=True)
class Subject:
    """What is asked about in one school."""

    kind: SubjectKind
    code: str
    resolver: Resolver

    @property
    def school(self) -> School:
        """The school it is in."""
        return self.resolver.school

    @property
    def is_about_a_pupil(self) -> bool:
        """Whether it is a pupil, or one need of a pupil."""
        return self.kind in {SubjectKind.PUPIL, SubjectKind.NEED}

    @cached_property
    def pupil(self) -> str:
        """The pupil it is about; blank where it is about none in particular."""
        if self.kind is SubjectKind.NEED:
            return next(need.pupil for need in self.school.needs if need.need == self.code)
        return self.code if self.kind is SubjectKind.PUPIL else ""

    @cached_property
    def provisions(self) -> frozenset[str]:
        """The provisions that matter to it."""
        if self.is_about_a_pupil:
            need = self.code if self.kind is SubjectKind.NEED else ""
            year = self.school.pupil_by_id[self.pupil].year_group
            useful = useful_for(self.resolver, self.pupil, need)
            return frozenset(
                code for code in useful if self.school.provision_by_id[code].is_for(year)
            )
        if self.kind is SubjectKind.ADULT:
            return frozenset(
                code
                for code, members in self.school.deliverers_of.items()
                if any(member.staff == self.code for member in members)
            )
        return frozenset({self.code})

    @cached_property
    def wanted(self) -> Wanted:
        """What there is to be more of."""
        if self.is_about_a_pupil:
            own = frozenset({self.pupil})
            needs = frozenset(
                need.need
                for need in self.school.needs_of[self.pupil]
                if self.kind is SubjectKind.PUPIL or need.need == self.code
            )
            return Wanted(self._gain, own, self.provisions, _LEAST_SHARE, own, needs)
        pupils = frozenset(
            pupil.pupil
            for pupil in self.school.pupils
            if any(
                has_use_for(pupil, self.school.provision_by_id[code], self.school)
                for code in self.provisions
            )
        )
        least = _LEAST_OF_ALL if self.kind is SubjectKind.ADULT else _LEAST_SHARE
        return Wanted(self._gain, pupils, self.provisions, least)

    def _gain(self, parts: Parts) -> Sum:
        if self.kind is SubjectKind.PUPIL:
            owed = {item.item for item in items_of(parts.problem) if item.pupil == self.code}
            short = [
                (variable, -_PER_STATUTORY_HOUR)
                for (item, _), variable in parts.variables.short.items()
                if item in owed
            ]
            return [*pupil_coverage(parts).get(self.code, []), *short]
        if self.kind is SubjectKind.NEED:
            is_served = any(need.need == self.code for need in parts.problem.served)
            return need_coverage(parts, self.code) if is_served else []
        if self.kind is SubjectKind.ADULT:
            return _everybody(parts)
        weeks = self.school.weeks_in_year
        return gathered(
            pair
            for pupil in parts.problem.pupils
            for term in range(parts.problem.term_count)
            for pair in times(
                weekly_hours(parts, pupil.pupil, self.code, term),
                parts.problem.weeks_for_pupil(pupil.pupil, self.code, term) / weeks,
            )
        )

    def measured(self, resolver: Resolver, point: Point) -> Measured:
        """Measure it in a plan that was solved for."""
        met = needs_met(resolver, point)
        parts, solver = resolver.model.parts, resolver.solver
        if self.kind is SubjectKind.NEED:
            return Measured(met.get(self.code, 0.0))
        if self.kind is SubjectKind.PROVISION:
            hours = float(solver.sum_of(self._gain(parts)) @ point.values)
            return Measured(hours * self.school.weeks_in_year)
        pupils = {self.code} if self.kind is SubjectKind.PUPIL else set(self.school.pupil_by_id)
        owed = {item.item for item in items_of(parts.problem) if item.pupil in pupils}
        short = sum(
            solver.value_of(variable, point.values)
            for (item, _), variable in parts.variables.short.items()
            if item in owed
        )
        needs = [need for need in parts.problem.served if need.pupil in pupils]
        weight = sum(need.weight for need in needs)
        total = sum(need.weight * met[need.need] for need in needs)
        return Measured(total / weight if weight else 0.0, short)

    def is_in_full(self, now: Measured) -> bool:
        """Whether there is nothing more to ask for."""
        return self.is_about_a_pupil and now.value >= 1 - _LEAST_SHARE and now.short < _LEAST_SHORT

    def is_more(self, before: Measured, after: Measured) -> bool:
        """Whether there is more of it in one plan than in another, by more than rounding."""
        if before.short - after.short >= _LEAST_SHORT:
            return after.value >= before.value - _LEAST_SHARE
        least = {
            SubjectKind.PROVISION: _LEAST_HOURS,
            SubjectKind.ADULT: _LEAST_OF_ALL,
        }.get(self.kind, _LEAST_SHARE)
        return after.value - before.value >= least and after.short <= before.short + _LEAST_SHORT


def needs_met(resolver: Resolver, point: Point) -> Mapping[str, float]:
    """How far each need is met by what is received in a plan [share 0-1]."""
    parts, solver = resolver.model.parts, resolver.solver
    return {
        need.need: min(1.0, float(solver.sum_of(parts.effective[need.need]) @ point.values))
        for need in parts.problem.served
    }


def _everybody(parts: Parts) -> Sum:
    weights = {need.need: need.weight for need in parts.problem.served}
    total = sum(weights.values()) or 1.0
    return [
        (variable, weights[need] / total) for (need, _), variable in parts.variables.third.items()
    ]


def least_met(school: School, plan: Plan) -> str:
    """Name the pupil whose needs are the least met in a plan.

    Raises:
        InputError: The school has no pupils.
    """
    weights: dict[str, float] = {}
    sums: dict[str, float] = {}
    needs = {need.need: need for need in school.needs}
    for row in plan.coverage:
        weight = needs[row.need].weight
        if row.need not in plan.summary.unserved_needs:
            weights[row.pupil] = weights.get(row.pupil, 0.0) + weight
            sums[row.pupil] = sums.get(row.pupil, 0.0) + weight * row.coverage
    if not weights:
        return known_code(school, SubjectKind.PUPIL, next(iter(school.pupil_by_id), ""))
    return min(sorted(weights), key=lambda pupil: sums[pupil] / weights[pupil])


def known_code(school: School, kind: SubjectKind, code: str) -> str:
    """Give a code back if the school has it.

    Raises:
        InputError: It has not.
    """
    table, codes = {
        SubjectKind.PUPIL: ("pupils.csv", set(school.pupil_by_id)),
        SubjectKind.NEED: ("needs.csv", {need.need for need in school.needs}),
        SubjectKind.ADULT: ("staff.csv", set(school.staff_by_id)),
        SubjectKind.PROVISION: ("provisions.csv", set(school.provision_by_id)),
    }[kind]
    if code not in codes:
        what = f"is '{code}', which {table} does not have"
        raise InputError([Problem("what is asked", 0, kind.value, what, f"write one of {table}")])
    return code
