"""What a provision costs for each pupil, and for each unit of progress in one measure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
    EARLIER = "It was measured in earlier years only, and what it cost then is not known here."
    OVERLAP = "A pupil has several reviews of it that overlap, or may, so they cannot be added up."
    NO_DIRECTION = "No review says what was expected, so which way is better is not known."
    NO_PROGRESS = "There was no progress to divide the cost by."
    TERMS_UNKNOWN = "Which terms were reviewed is not known, so their cost is not either."
    NOT_THEN = "Nobody has it in terms that were reviewed, so they have no cost."


# A school year as it stands in the term of a review: ``2025/26``.
_YEAR = re.compile(r"\b\d{4}/\d{2}\b")
# Each pupil's changes, by the term or span of terms that was reviewed.
_Changes = Mapping[str, Mapping[str, float]]
# The terms of each review of each pupil; empty where they are not known.
_Spans = Mapping[str, Sequence[frozenset[str]]]


@dataclass(frozen=True)
class PupilCost:
    """What a provision costs for each of its pupils.

    Attributes:
        basis: Whether it is of the plan or of today; ``None`` where nobody has it in either.
        pupils: How many have it [pupils].
        cost: Cost of a pupil in the plan year; ``None`` where it is not known in full [GBP/year].
        by_term: Cost in each term of a pupil who has it then; empty where it is not known in full
            [GBP/term].
    """

    basis: Basis | None
    pupils: int = 0
    cost: Decimal | None = None
    by_term: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class ProgressCost:
    """What a unit of progress in one measure cost with one provision.

    Attributes:
        measure: What was measured, in the school's own words.
        reviewed: How many pupils were measured before and after [pupils].
        progress: The mean progress of a pupil, above 0 where it is better [units of the measure].
        per_pupil: What the provision costs for each pupil.
        per_unit: Cost of a pupil in the terms reviewed over their progress [GBP/unit].
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

    Progress is only ever added up within one measure, and counts where it was made in the school's
    year. The cost is that of the terms that were reviewed: for each term, what it costs for a pupil
    who has the provision then.

    Args:
        school: The school, with its reviews.
        plan: The lines of the plan; ``None`` where there is none.
    """
    costs = costs_per_pupil(school, plan)
    found: dict[str, dict[str, list[Review]]] = {}
    for review in school.reviews:
        found.setdefault(review.provision, {}).setdefault(review.measure, []).append(review)
    return tuple(
        _progress_cost(school, measure, reviews, costs[provision.provision])
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
    found: dict[str, list[tuple[Allocation, Decimal | None]]] = {}
    for row, cost in rows:
        found.setdefault(row.provision, []).append((row, cost))
    return {code: _pupil_cost(basis, mine) for code, mine in found.items()}


def _pupil_cost(basis: Basis, rows: Sequence[tuple[Allocation, Decimal | None]]) -> PupilCost:
    pupils = len({row.pupil for row, _ in rows})
    known = [(row, cost) for row, cost in rows if cost is not None]
    if len(known) < len(rows):
        return PupilCost(basis, pupils)
    terms = dict.fromkeys(row.term for row, _ in known)
    by_term = {
        term: _mean_cost([(row, cost) for row, cost in known if row.term == term]) for term in terms
    }
    return PupilCost(basis, pupils, _mean_cost(known), by_term)


def _mean_cost(rows: Sequence[tuple[Allocation, Decimal]]) -> Decimal:
    pupils = len({row.pupil for row, _ in rows})
    return sum((cost for _, cost in rows), Decimal(0)) / pupils


def _progress_cost(
    school: School, measure: str, reviews: Sequence[Review], cost: PupilCost
) -> ProgressCost:
    changes = _changes(reviews, school) if measure else {}
    spans = {pupil: [_terms_of(term, school) for term in mine] for pupil, mine in changes.items()}
    direction = _direction(reviews)
    progress = None
    adds_up = all(map(_adds_up, spans.values()))
    if changes and direction and adds_up:
        progress = direction * sum(sum(mine.values()) for mine in changes.values()) / len(changes)
    why_not: NoCost | None = _why_none(measure, reviews)
    if changes:
        why_not = _why_not(cost, spans, direction, progress)
    per_unit = None
    if why_not is None and progress is not None:
        per_unit = _cost_of_terms(cost, spans) / Decimal(str(progress))
    provision = reviews[0].provision
    return ProgressCost(provision, measure, len(changes), progress, cost, per_unit, why_not)


def _why_none(measure: str, reviews: Sequence[Review]) -> NoCost:
    """Why nothing was measured in the school's year."""
    if not measure:
        return NoCost.NOT_NAMED
    return NoCost.EARLIER if _measured(reviews) else NoCost.NOT_MEASURED


def _why_not(
    cost: PupilCost, spans: _Spans, direction: int, progress: float | None
) -> NoCost | None:
    terms = [frozenset[str]().union(*mine) for mine in spans.values()]
    reasons = (
        (not all(map(_adds_up, spans.values())), NoCost.OVERLAP),
        (not direction, NoCost.NO_DIRECTION),
        (progress is None or progress <= 0, NoCost.NO_PROGRESS),
        (cost.basis is None, NoCost.NOT_GIVEN),
        (cost.cost is None, NoCost.UNKNOWN),
        (not all(terms), NoCost.TERMS_UNKNOWN),
        (any(mine.isdisjoint(cost.by_term) for mine in terms), NoCost.NOT_THEN),
    )
    return next((why for holds, why in reasons if holds), None)


def _cost_of_terms(cost: PupilCost, spans: _Spans) -> Decimal:
    """What the terms reviewed cost for a pupil, as the mean of those reviewed [GBP]."""
    costs = (
        cost.by_term.get(term, Decimal(0))
        for mine in spans.values()
        for terms in mine
        for term in terms
    )
    return sum(costs, Decimal(0)) / len(spans)


def _adds_up(spans: Sequence[frozenset[str]]) -> bool:
    """Whether the changes of several reviews add up: their terms are known and none is in two."""
    if len(spans) == 1:
        return True
    return all(spans) and sum(map(len, spans)) == len(frozenset[str]().union(*spans))


def _terms_of(when: str, school: School) -> frozenset[str]:
    """The terms that ``T1`` or ``T1 to T3`` names; none where it names others."""
    names = [term.term for term in school.terms]
    first, _, last = when.partition(" to ")
    if first not in names or (last or first) not in names:
        return frozenset()
    return frozenset(names[names.index(first) : names.index(last or first) + 1])


def _changes(reviews: Sequence[Review], school: School) -> _Changes:
    """How far the measure moved with each pupil in each term or span of the school's year.

    Two reviews of one pupil and term, as for two strands, are one measurement: their mean counts.
    """
    found: dict[str, dict[str, list[float]]] = {}
    for one, change in _measured(reviews):
        if (when := _when(one, school)) is not None:
            found.setdefault(one.pupil, {}).setdefault(when, []).append(change)
    return {
        pupil: {when: sum(mine) / len(mine) for when, mine in terms.items()}
        for pupil, terms in found.items()
    }


def _when(review: Review, school: School) -> str | None:
    """When in the school's year a review is of, without that year; ``None`` in another one."""
    year = _YEAR.search(review.term)
    if year is None or review.term in school.term_by_id:
        return review.term
    if year[0] != str(school.details.academic_year):
        return None
    return _YEAR.sub("", review.term).strip()


def _measured(reviews: Sequence[Review]) -> list[tuple[Review, float]]:
    return [
        (one, one.after - one.before)
        for one in reviews
        if one.before is not None and one.after is not None
    ]


def _direction(reviews: Sequence[Review]) -> int:
    """Tell which way is better: 1 up, -1 down, 0 where no review says or they disagree."""
    ways = {
        1 if one.expected > one.before else -1
        for one in reviews
        if one.expected is not None and one.before is not None and one.expected != one.before
    }
    return ways.pop() if len(ways) == 1 else 0
