"""The most that could be done for each pupil alone: the yardstick of the fairest share.

Each pupil's own small program uses the same rules as the whole one, with every adult and all the
money to themselves; salaries are left aside, and a group may run where enough pupils have a use for
it. Most pupils could be helped in full by support alone: one linear program for all of them finds
who, and only the rest need a program of their own.
"""

from __future__ import annotations

from collections import defaultdict

import pulp

from planner.errors import SolverError
from planner.optimiser.constraints.coverage import pupil_coverage
from planner.optimiser.highs import Array, Solver
from planner.optimiser.model import build
from planner.optimiser.problem import Placement, Problem, most_hours, pose
from planner.optimiser.rows import Sum, at_most
from planner.school.calendar import weeks_on_roll
from planner.school.codes import Engagement
from planner.school.records import Pupil

_GAP = 1e-6
_LEAST = 1e-6
_SECONDS = 60.0


def most_alone(problem: Problem) -> dict[str, float]:
    """Work out the most coverage that could be reached for each pupil alone [share 0-1].

    Every pupil with a need that could be served is in it; the goal leaves out those with 0.

    Raises:
        SolverError: A pupil's own program was not settled.
    """
    in_full = _helped_in_full_by_support(problem)
    needing = {need.pupil for need in problem.served}
    return {
        pupil.pupil: 1.0 if pupil.pupil in in_full else _most_for(problem, pupil)
        for pupil in problem.pupils
        if pupil.pupil in needing
    }


def _most_for(problem: Problem, pupil: Pupil) -> float:
    """Solve one pupil's own program [share 0-1]."""
    could_run = {(key.provision, key.band) for key in problem.places_starting}
    fewest = {
        provision.provision: 1
        for provision in problem.school.provisions
        if provision.is_programme
        and (provision.provision, problem.band(pupil.pupil, provision.provision)) in could_run
    }
    own = pose(problem.school, (pupil,), fewest=fewest, committed=False)
    model = build(own)
    solver = Solver(model.program, model.parts.variables.columns)
    coverage = pupil_coverage(model.parts)[pupil.pupil]
    solver.aim(-solver.sum_of(coverage))
    outcome = solver.run(seconds=_SECONDS, gap=_GAP)
    if outcome.is_impossible:
        return 0.0
    if not outcome.is_proven:
        raise SolverError("not settled", f"the most that could be done for {pupil.pupil} alone")
    most = min(1.0, -outcome.objective)
    return most if most > _LEAST else 0.0


def _helped_in_full_by_support(problem: Problem) -> frozenset[str]:
    """Find pupils whose needs employed adults could meet in full with support that costs no more.

    Each kind of support is given by one adult, the one with most hours, so that what is found can
    really be done; a pupil it does not find may still be helped in full in other ways.
    """
    pinned = {pin.pupil for pin in problem.school.pins}
    adults = _likeliest_adults(problem)
    places = [
        place
        for place in problem.supports
        if place.pupil not in pinned and (place.provision, place.term) in adults
    ]
    program = pulp.LpProblem("support_alone", pulp.LpMinimize)
    hours = {
        place: program.add_variable(
            f"hours_{number:05d}", 0, most_hours(problem.school, place.pupil, place.provision)
        )
        for number, place in enumerate(places)
    }
    thirds = {
        need.need: program.add_variable(f"covered_{number:05d}", 0, 1)
        for number, need in enumerate(problem.served)
    }
    rows = [*_time_rows(problem, adults, hours), *_coverage_rows(problem, hours, thirds)]
    for number, row in enumerate(rows):
        program.addConstraint(row, f"row_{number:05d}")
    solver = Solver(program, [*hours.values(), *thirds.values()])
    solver.aim(-solver.sum_of([(covered, 1.0) for covered in thirds.values()]))
    values = solver.run(seconds=_SECONDS).values
    if values is None:
        return frozenset()
    short = {
        need.pupil
        for need in problem.served
        if solver.value_of(thirds[need.need], values) < 1 - _LEAST
    }
    needing = {need.pupil for need in problem.served} - pinned
    return frozenset(needing - short - _given_too_little(problem, solver, values, hours))


def _likeliest_adults(problem: Problem) -> dict[tuple[str, int], str]:
    """Choose an employed adult for each kind of support that costs nothing more, by term."""
    chosen: dict[tuple[str, int], str] = {}
    for (code, term), helpers in problem.helpers_in.items():
        entry = problem.school.provision_by_id[code]
        employed = [
            helper.staff
            for helper in helpers
            if problem.school.staff_by_id[helper.staff].engagement is Engagement.EMPLOYED
        ]
        if employed and entry.cost_per_pupil == 0 and entry.set_up_cost == 0:
            chosen[code, term] = max(
                sorted(employed), key=lambda staff: problem.contract_capacity(staff, term)
            )
    return chosen


def _time_rows(
    problem: Problem, adults: dict[tuple[str, int], str], hours: dict[Placement, object]
) -> list[object]:
    """Limit each pupil's time out of class and in school, and each adult's time with the pupil."""
    sums: dict[tuple[str, str, int], Sum] = defaultdict(list)
    for place, variable in hours.items():
        entry = problem.school.provision_by_id[place.provision]
        sums["week", place.pupil, place.term].append((variable, 1.0))
        sums[adults[place.provision, place.term], place.pupil, place.term].append((variable, 1.0))
        if entry.withdraws:
            sums["out", place.pupil, place.term].append((variable, 1.0))
    limits = {
        "week": lambda pupil, term: problem.school.details.school_week_hours,
        "out": lambda pupil, term: problem.withdrawal_limit(pupil),
    }
    return [
        at_most(
            total,
            limits[what](pupil, term) if what in limits else problem.contract_capacity(what, term),
        )
        for (what, pupil, term), total in sums.items()
    ]


def _coverage_rows(
    problem: Problem, hours: dict[Placement, object], covered: dict[str, object]
) -> list[object]:
    by_pupil: dict[str, list[Placement]] = defaultdict(list)
    for place in hours:
        by_pupil[place.pupil].append(place)
    rows = []
    for need in problem.served:
        pupil = problem.school.pupil_by_id[need.pupil]
        weeks = sum(weeks_on_roll(pupil, term) for term in problem.school.terms)
        target = need.target_hours_per_week * weeks
        effective = [
            (hours[place], -effect * problem.weeks_for_pupil(*place) / target)
            for place in by_pupil[need.pupil]
            if (effect := problem.school.effect(place.provision, need.strand)) > 0
        ]
        rows.append(at_most([(covered[need.need], 1.0), *effective], 0))
    return rows


def _given_too_little(
    problem: Problem, solver: Solver, values: Array, hours: dict[Placement, object]
) -> set[str]:
    """Find pupils for whom support with a fewest number of hours was given for less than that."""
    return {
        place.pupil
        for place, variable in hours.items()
        if _LEAST
        < solver.value_of(variable, values)
        < problem.school.provision_by_id[place.provision].min_hours
    }
