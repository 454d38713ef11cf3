"""The figures of a plan's summary, worked out again from its tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from planner.optimiser.answer.tables import Tables
from planner.optimiser.plan import UNFUNDED, Coverage, StatutoryResult
from planner.optimiser.problem import Placement, Problem
from planner.optimiser.variables import today_hours
from planner.school.calendar import weeks_in_force
from planner.school.codes import Per
from planner.school.records import Allocation, Need
from planner.school.school import School


@dataclass(frozen=True)
class Figures:
    """What a plan comes to; money in pounds, hours of the year, shares from 0 to 1."""

    income: Decimal
    committed_cost: Decimal
    planned_cost: Decimal
    unfunded: Decimal
    shortfall_hours: float
    mean_coverage: float
    worst_coverage: float
    changes_hours: float


def evaluate(problem: Problem, tables: Tables) -> Figures:
    """Work the figures of a plan out from its tables."""
    spending = tables.settlement.spending
    committed = sum((row.amount for row in spending if row.is_committed), Decimal(0))
    unpaid = sum((row.amount for row in spending if row.stream == UNFUNDED), Decimal(0))
    total = sum((row.amount for row in spending), Decimal(0))
    mean, worst = _coverage(problem, tables)
    return Figures(
        income=sum((stream.amount for stream in problem.school.funding), Decimal(0)),
        committed_cost=committed,
        planned_cost=total - committed,
        unfunded=unpaid,
        shortfall_hours=_shortfall(problem, tables),
        mean_coverage=mean,
        worst_coverage=worst,
        changes_hours=changes(problem, tables.allocations),
    )


def _shortfall(problem: Problem, tables: Tables) -> float:
    return sum(shortfall_by_pupil(problem.school, tables.statutory).values(), 0.0)


def shortfall_by_pupil(school: School, rows: Iterable[StatutoryResult]) -> dict[str, float]:
    """Hours owed by law and not met, of each pupil who is owed some [h/year by pupil code]."""
    items = {item.item: item for item in school.statutory}
    found: dict[str, float] = defaultdict(float)
    for row in rows:
        weeks = 1.0
        if row.per is Per.WEEK and row.term is not None:
            pupil, term = school.pupil_by_id[row.pupil], school.term_by_id[row.term]
            weeks = weeks_in_force(items[row.item], pupil, term)
        found[row.pupil] += row.shortfall_hours * weeks
    return dict(found)


def coverage_by_pupil(
    needs: Iterable[Need], rows: Iterable[Coverage], unserved: Collection[str] = ()
) -> dict[str, float]:
    """How far each pupil's needs are met, weighted by priority [share 0-1 by pupil code].

    Args:
        needs: The needs of a school.
        rows: The coverage of each of them in a plan.
        unserved: Needs that no provision could serve: they are left out, as in the plan's goals,
            and so is a pupil who has no others.
    """
    reached = {row.need: row.coverage for row in rows}
    weights: dict[str, float] = defaultdict(float)
    sums: dict[str, float] = defaultdict(float)
    for need in needs:
        if need.need not in unserved:
            weights[need.pupil] += need.weight
            sums[need.pupil] += need.weight * reached.get(need.need, 0.0)
    return {pupil: sums[pupil] / weights[pupil] for pupil in weights}


def _coverage(problem: Problem, tables: Tables) -> tuple[float, float]:
    reached = {row.need: row.coverage for row in tables.coverage}
    weights: dict[str, float] = defaultdict(float)
    sums: dict[str, float] = defaultdict(float)
    for need in problem.served:
        weights[need.pupil] += need.weight
        sums[need.pupil] += need.weight * reached[need.need]
    if not weights:
        return 0.0, 0.0
    mean = sum(sums.values()) / sum(weights.values())
    return mean, min(sums[pupil] / weights[pupil] for pupil in weights)


def changes(problem: Problem, allocations: Iterable[Allocation]) -> float:
    """Add up change from today by pupil, provision and term [h/year]; 0 without a current plan."""
    if problem.school.current_plan is None:
        return 0.0
    index = {term.term: number for number, term in enumerate(problem.school.terms)}
    today = today_hours(problem)
    now = {
        Placement(row.pupil, row.provision, index[row.term]): row.hours_per_week
        for row in allocations
    }
    return sum(
        abs(now.get(place, 0.0) - today.get(place, 0.0)) * problem.weeks_for_pupil(*place)
        for place in sorted(now.keys() | today.keys())
    )
