"""The whole decisions of a plan, carried into the columns of a program.

Groups, places, items, posts and set-ups are carried; hours and money are worked out anew. What the
program does not know is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import numpy as np

from planner.optimiser.highs import Array, Solver
from planner.optimiser.plan import HireKind, Plan
from planner.optimiser.problem import Lead, Placement, Problem
from planner.optimiser.variables import Variables
from planner.school.school import School

WHOLE = ("place", "lead", "given", "with_skill", "bought", "first", "used", "filled", "buys")
_NOTHING = 5e-6


def carried(
    known: Variables, solver: Solver, values: Array, wanted: Variables, into: Solver
) -> Array:
    """Carry the whole decisions of an answer over to the columns of another program."""
    columns = np.zeros(into.column_count)
    for family in WHOLE:
        target = getattr(wanted, family)
        for key, variable in getattr(known, family).items():
            if key in target:
                columns[into.column[id(target[key])]] = round(solver.value_of(variable, values))
    return columns


def copied(
    known: Variables, solver: Solver, values: Array, wanted: Variables, into: Solver
) -> Array:
    """Copy every number of an answer to the columns of another program; others are 0."""
    columns = np.zeros(into.column_count)
    for family in fields(Variables):
        if family.name == "columns":
            continue
        target = getattr(wanted, family.name)
        for key, variable in getattr(known, family.name).items():
            if key in target:
                columns[into.column[id(target[key])]] = solver.value_of(variable, values)
    return columns


def of_plan(plan: Plan, problem: Problem, wanted: Variables, into: Solver) -> Array:
    """Carry the whole decisions of a plan over to the columns of a program of its school."""
    columns = np.zeros(into.column_count)
    decided = _decided(plan, problem)
    for family in WHOLE:
        for key, variable in getattr(wanted, family).items():
            columns[into.column[id(variable)]] = decided[family].get(key, 0)
    return columns


def _decided(plan: Plan, problem: Problem) -> Mapping[str, Mapping[Any, int]]:
    """Read the whole decisions of a plan from its tables, by family."""
    school = problem.school
    starts = _starts(plan, school)
    kinds = {entry.provision: entry for entry in school.provisions}
    places = [place for place in starts if kinds[place.provision].is_programme]
    supports = _supports(plan, school)
    return {
        "place": dict.fromkeys(places, 1),
        "lead": _leads(plan, problem),
        "given": dict.fromkeys(supports, 1),
        "with_skill": _with_skill(plan, school, places),
        "bought": dict.fromkeys((one for one in starts if kinds[one.provision].is_item), 1),
        "first": dict.fromkeys((one for one in starts if kinds[one.provision].is_support), 1),
        "used": _first_uses(starts),
        "filled": _filled(plan, school),
        "buys": {"buys": int(_buys(plan, school))},
    }


def _index(school: School) -> dict[str, int]:
    return {term.term: number for number, term in enumerate(school.terms)}


def _supports(plan: Plan, school: School) -> list[Placement]:
    index = _index(school)
    return [
        Placement(row.pupil, row.provision, index[row.term])
        for row in plan.allocations
        if row.hours_per_week > _NOTHING
    ]


def _starts(plan: Plan, school: School) -> list[Placement]:
    """List what each pupil has of each provision in the first term in which they have it."""
    index = _index(school)
    first: dict[tuple[str, str], int] = {}
    for row in plan.allocations:
        key = (row.pupil, row.provision)
        first[key] = min(first.get(key, index[row.term]), index[row.term])
    return [Placement(*key, term) for key, term in sorted(first.items())]


def _first_uses(starts: Iterable[Placement]) -> dict[tuple[str, int], int]:
    first: dict[str, int] = {}
    for place in starts:
        first[place.provision] = min(first.get(place.provision, place.term), place.term)
    return dict.fromkeys(first.items(), 1)


def _leads(plan: Plan, problem: Problem) -> Counter[Lead]:
    """Count the groups of each adult, programme, first term and band."""
    index = _index(problem.school)
    first: dict[str, tuple[int, Lead]] = {}
    for row in plan.groups:
        term = index[row.term]
        if row.group not in first or term < first[row.group][0]:
            band = problem.band(row.pupils[0], row.provision)
            first[row.group] = (term, Lead(row.staff, row.provision, term, band))
    return Counter(lead for _, lead in first.values())


def _with_skill(
    plan: Plan, school: School, places: Iterable[Placement]
) -> dict[tuple[Placement, str], int]:
    """Find which places are led by somebody with each skill that some item asks for."""
    owed = {item.skill for item in school.statutory if item.skill}
    leader = {
        (pupil, row.provision): school.staff_by_id[row.staff]
        for row in plan.groups
        for pupil in row.pupils
    }
    return {
        (place, skill): 1
        for place in places
        for skill in owed
        if (place.pupil, place.provision) in leader
        and leader[place.pupil, place.provision].has_skill(skill)
    }


def _filled(plan: Plan, school: School) -> dict[tuple[str, int], int]:
    index = _index(school)
    first: dict[str, int] = {}
    for row in plan.hiring:
        if row.engagement is HireKind.VACANCY:
            first[row.staff] = min(first.get(row.staff, index[row.term]), index[row.term])
    return dict.fromkeys(first.items(), 1)


def _buys(plan: Plan, school: School) -> bool:
    """Whether general money pays for anything that the plan chose."""
    general = {stream.stream for stream in school.funding if stream.is_general}
    return any(
        row.stream in general and not row.is_committed and row.amount > 0 for row in plan.spending
    )
