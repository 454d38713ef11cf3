"""How one plan differs from another: whom it helps more, and what it buys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from planner.costing.staff import extra_hour_cost, hourly_cost
from planner.insight.measure import whole_benefit
from planner.optimiser.evaluate import coverage_by_pupil
from planner.optimiser.plan import UNFUNDED, HireKind, Plan, SpendingKind
from planner.school.records import Allocation
from planner.school.school import School

Line = tuple[str, str, str]
# Less than this of the week's hours, or of coverage, is what rounding leaves behind.
LEAST_HOURS = 0.005
LEAST_COVERAGE = 1e-4


class BoughtKind(StrEnum):
    """What a plan chooses to spend money on."""

    EXTRA = "extra"
    VACANCY = "vacancy"
    AGENCY = "agency"
    SERVICE = "service"
    ITEM = "item"
    MATERIALS = "materials"


_KINDS = {
    SpendingKind.EXTRA: BoughtKind.EXTRA,
    SpendingKind.VACANCY: BoughtKind.VACANCY,
    SpendingKind.AGENCY: BoughtKind.AGENCY,
    SpendingKind.SERVICE: BoughtKind.SERVICE,
    SpendingKind.ITEM: BoughtKind.ITEM,
    SpendingKind.PER_PUPIL: BoughtKind.MATERIALS,
    SpendingKind.PER_GROUP: BoughtKind.MATERIALS,
    SpendingKind.SET_UP: BoughtKind.MATERIALS,
}


@dataclass(frozen=True)
class Bought:
    """What a plan buys of one adult or provision in the year.

    Attributes:
        hours: Hours paid for [h/year].
        cost: What they cost [GBP a year].
    """

    hours: float = 0.0
    cost: Decimal = Decimal(0)

    def less(self, other: Bought) -> Bought:
        """What is bought beyond another plan."""
        return Bought(self.hours - other.hours, self.cost - other.cost)


def bought(school: School, plan: Plan) -> Mapping[tuple[BoughtKind, str], Bought]:
    """List what a plan chooses to buy, by kind and by adult or provision."""
    costs: dict[tuple[BoughtKind, str], Decimal] = defaultdict(Decimal)
    for row in plan.spending:
        if not row.is_committed:
            costs[_KINDS[row.kind], row.cost_item] += row.amount
    posts = _hours_of_posts(school, plan)
    return {
        (kind, code): Bought(_hours(school, kind, code, cost, posts), cost)
        for (kind, code), cost in sorted(costs.items())
    }


def _hours(
    school: School, kind: BoughtKind, code: str, cost: Decimal, posts: Mapping[str, float]
) -> float:
    if kind is BoughtKind.VACANCY:
        return posts.get(code, 0.0)
    if kind in {BoughtKind.ITEM, BoughtKind.MATERIALS}:
        return 0.0
    member = school.staff_by_id[code]
    rate = extra_hour_cost if kind is BoughtKind.EXTRA else hourly_cost
    price = rate(member, school)
    return float(cost / price) if price else 0.0


def _hours_of_posts(school: School, plan: Plan) -> Mapping[str, float]:
    """Contract hours of the vacancies that are filled, in the year's teaching weeks [h/year]."""
    hours: dict[str, float] = defaultdict(float)
    for row in plan.hiring:
        if row.engagement is HireKind.VACANCY:
            hours[row.staff] += row.hours_per_week * school.term_by_id[row.term].weeks
    return hours


def more_bought(
    school: School, before: Plan, after: Plan
) -> Mapping[tuple[BoughtKind, str], Bought]:
    """List what one plan buys beyond another, or no longer buys (below 0)."""
    first, then = bought(school, before), bought(school, after)
    found = {
        key: then.get(key, Bought()).less(first.get(key, Bought()))
        for key in sorted(first.keys() | then.keys())
    }
    return {key: one for key, one in found.items() if one.cost or abs(one.hours) > LEAST_HOURS}


def owed_unpaid(plan: Plan) -> Decimal:
    """What is owed whatever the plan does, and no stream pays [GBP a year]."""
    rows = (row for row in plan.spending if row.stream == UNFUNDED and row.is_committed)
    return sum((row.amount for row in rows), Decimal(0))


def lines_of(plan: Plan) -> Mapping[Line, float]:
    """Hours a week of each pupil, provision and term [h/week]."""
    hours: dict[Line, float] = defaultdict(float)
    for row in plan.allocations:
        hours[row.pupil, row.provision, row.term] += row.hours_per_week
    return hours


def pupils_changed(before: Plan, after: Plan) -> tuple[str, ...]:
    """Name the pupils any of whose hours differ, by code."""
    first, then = lines_of(before), lines_of(after)
    return tuple(
        sorted(
            {
                line[0]
                for line in first.keys() | then.keys()
                if abs(then.get(line, 0.0) - first.get(line, 0.0)) >= LEAST_HOURS
            }
        )
    )


def hours_received(plan: Plan) -> float:
    """Hours that pupils receive in the year [h/year]."""
    return sum(_received(row) for row in plan.allocations)


def _received(row: Allocation) -> float:
    return row.hours_per_week * (row.weeks or 0.0)


def effective_hours(plan: Plan) -> float:
    """Effective hours that count: no need counts beyond its target [h/year]."""
    return sum(row.coverage * row.target_hours for row in plan.coverage)


def needs_met(school: School, plan: Plan, benefit: float) -> float:
    """Turn benefit into a share of what meeting every need in full would give [share 0-1]."""
    unserved = set(plan.summary.unserved_needs)
    whole = whole_benefit(school, (need for need in school.needs if need.need not in unserved))
    return min(1.0, benefit / whole) if whole else 0.0


@dataclass(frozen=True)
class Reach:
    """Who is helped more by one plan than by another, and who less, by code."""

    more: tuple[str, ...]
    less: tuple[str, ...]


def reach(school: School, before: Plan, after: Plan) -> Reach:
    """Compare the coverage of each pupil's needs, weighted by priority."""
    first, then = pupils_coverage(school, before), pupils_coverage(school, after)
    change = {pupil: then[pupil] - first.get(pupil, 0.0) for pupil in sorted(then)}
    return Reach(
        more=tuple(pupil for pupil, by in change.items() if by > LEAST_COVERAGE),
        less=tuple(pupil for pupil, by in change.items() if by < -LEAST_COVERAGE),
    )


def hours_by_pupil(plan: Plan) -> Mapping[str, float]:
    """Hours that each pupil receives in the year [h/year]."""
    hours: dict[str, float] = defaultdict(float)
    for row in plan.allocations:
        hours[row.pupil] += _received(row)
    return hours


def pupils_coverage(school: School, plan: Plan) -> Mapping[str, float]:
    """Coverage of each pupil's needs that could be served [share 0-1 by pupil code]."""
    return coverage_by_pupil(school.needs, plan.coverage, plan.summary.unserved_needs)
