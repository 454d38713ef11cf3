"""What a provision costs for each pupil, and for each unit of progress in one measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from planner.costing.today import cost_today
from planner.school.records import Allocation, CurrentAllocation, Review
from planner.school.school import School


class Basis(StrEnum):
    """Where a cost comes from; the value is what it is called."""

    PLAN = "the plan"
    TODAY = "today’s provision"


class NoCost(StrEnum):
    """Why a cost of progress is left blank; the value is the reason, as a sentence."""

    NOT_GIVEN = "Nobody has it in the plan or today, so it has no cost."
    UNKNOWN = "What it costs is not known in full."
    NOT_NAMED = "What was measured is not named, so it may be several things."
    NOT_MEASURED = "Nothing was measured both before and after."
    NO_DIRECTION = "No review says what was expected, so which way is better is not known."
    NO_PROGRESS = "There was no progress to divide the cost by."


@dataclass(frozen=True)
class PupilCost:
    """What a provision costs for each of its pupils.

    Attributes:
        basis: Whether it is of the plan or of today; ``None`` where nobody has it in either.
        pupils: How many have it [pupils].
        cost: Cost of a pupil in the plan year; ``None`` where it is not known in full [GBP/year].
    """

    basis: Basis | None
    pupils: int = 0
    cost: Decimal | None = None


@dataclass(frozen=True)
class ProgressCost:
    """What a unit of progress in one measure cost with one provision.

    Attributes:
        measure: What was measured, in the school's own words.
        reviewed: How many pupils were measured before and after [pupils].
        progress: The mean progress of a pupil, above 0 where it is better [units of the measure].
        per_pupil: What the provision costs for each pupil.
        per_unit: Cost of a pupil over their progress [GBP/unit].
        why_not: Why there is no cost of a unit; ``None`` where there is one.
    """

    provision: str
    measure: str
    reviewed: int
    progress: float | None
    per_pupil: PupilCost
    per_unit: Decimal | None
    why_not: NoCost | None = None


def costs_of_progress(
    school: School, plan: Sequence[Allocation] | None = None
) -> tuple[ProgressCost, ...]:
    """Give the cost of progress for each provision and measure, in the order of the catalogue.

    Progress is only ever added up within one measure. The cost is that of the plan year for each
    pupil, whichever year the progress was made in.

    Args:
        school: The school, with its reviews.
        plan: The lines of the plan; ``None`` where there is none.
    """
    costs = costs_per_pupil(school, plan)
    found: dict[str, dict[str, list[Review]]] = {}
    for review in school.reviews:
        found.setdefault(review.provision, {}).setdefault(review.measure, []).append(review)
    return tuple(
        _progress_cost(provision.provision, measure, reviews, costs[provision.provision])
        for provision in school.provisions
        for measure, reviews in found.get(provision.provision, {}).items()
    )


def costs_per_pupil(
    school: School, plan: Sequence[Allocation] | None = None
) -> Mapping[str, PupilCost]:
    """Give what each provision of the catalogue costs for each pupil, by its code.

    It is the plan's cost where the plan has the provision, else that of what is done today.
    """
    planned = _pupil_costs(Basis.PLAN, [(row, row.cost) for row in plan or ()])
    rows = school.current_plan or ()
    today = _pupil_costs(Basis.TODAY, [(row, _cost_today(row, school)) for row in rows])
    nobody = PupilCost(None)
    codes = (provision.provision for provision in school.provisions)
    return {code: planned.get(code) or today.get(code) or nobody for code in codes}


def _cost_today(row: CurrentAllocation, school: School) -> Decimal | None:
    """The cost of a row of today; an item without one was bought before, at a price not known."""
    if row.cost is None and school.provision_by_id[row.provision].is_item:
        return None
    return cost_today(row, school)


def _pupil_costs(
    basis: Basis, rows: Sequence[tuple[Allocation, Decimal | None]]
) -> dict[str, PupilCost]:
    found: dict[str, list[tuple[str, Decimal | None]]] = {}
    for row, cost in rows:
        found.setdefault(row.provision, []).append((row.pupil, cost))
    return {code: _pupil_cost(basis, mine) for code, mine in found.items()}


def _pupil_cost(basis: Basis, rows: Sequence[tuple[str, Decimal | None]]) -> PupilCost:
    pupils = len({pupil for pupil, _ in rows})
    known = [cost for _, cost in rows if cost is not None]
    if len(known) < len(rows):
        return PupilCost(basis, pupils)
    return PupilCost(basis, pupils, sum(known, Decimal(0)) / pupils)


def _progress_cost(
    provision: str, measure: str, reviews: Sequence[Review], cost: PupilCost
) -> ProgressCost:
    changes = _changes(reviews) if measure else {}
    direction = _direction(reviews)
    progress = None
    if changes and direction:
        progress = direction * sum(changes.values()) / len(changes)
    why_not = _why_not(cost, len(changes), direction, progress) if measure else NoCost.NOT_NAMED
    per_unit = None
    if why_not is None and cost.cost is not None and progress is not None:
        per_unit = cost.cost / Decimal(str(progress))
    return ProgressCost(provision, measure, len(changes), progress, cost, per_unit, why_not)


def _why_not(
    cost: PupilCost, reviewed: int, direction: int, progress: float | None
) -> NoCost | None:
    if not reviewed:
        return NoCost.NOT_MEASURED
    if not direction:
        return NoCost.NO_DIRECTION
    if progress is None or progress <= 0:
        return NoCost.NO_PROGRESS
    if cost.basis is None:
        return NoCost.NOT_GIVEN
    return NoCost.UNKNOWN if cost.cost is None else None


def _changes(reviews: Sequence[Review]) -> dict[str, float]:
    """How far the measure moved with each pupil: over several terms their changes add up.

    Two reviews of one pupil and term, as for two strands, are one measurement: their mean counts.
    """
    terms: dict[tuple[str, str], list[float]] = {}
    for pupil, term, change in _measured(reviews):
        terms.setdefault((pupil, term), []).append(change)
    found: dict[str, float] = {}
    for (pupil, _), changes in terms.items():
        found[pupil] = found.get(pupil, 0.0) + sum(changes) / len(changes)
    return found


def _measured(reviews: Sequence[Review]) -> Iterator[tuple[str, str, float]]:
    for one in reviews:
        if one.before is not None and one.after is not None:
            yield one.pupil, one.term, one.after - one.before


def _direction(reviews: Sequence[Review]) -> int:
    """Tell which way is better: 1 up, -1 down, 0 where no review says or they disagree."""
    ways = {
        1 if one.expected > one.before else -1
        for one in reviews
        if one.expected is not None and one.before is not None and one.expected != one.before
    }
    return ways.pop() if len(ways) == 1 else 0
