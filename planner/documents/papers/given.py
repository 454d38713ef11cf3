"""What each provision gives over the whole school: to how many, for what, and what it costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from planner.charts.reach import hours_received
from planner.documents.papers.every_pound import Spent, every_pound, in_pence, in_shares, total_of
from planner.optimiser.plan import Plan
from planner.school.codes import Strand, Tier
from planner.school.records import Allocation, Provision
from planner.school.school import School


@dataclass(frozen=True)
class Given:
    """One provision in the year.

    Attributes:
        provision: The provision.
        pupils: Who receives it.
        hours: Hours that pupils receive [h/year].
        adult_hours: Hours that adults give, preparation included [h/year].
        spent: The money for it, stream by stream.
        parts: What each pupil has of it, by what they need it for.
    """

    provision: Provision
    pupils: frozenset[str]
    hours: float
    adult_hours: float
    spent: tuple[Spent, ...]
    parts: tuple[PartGiven, ...]

    @property
    def cost(self) -> Decimal:
        """What the plan pays for it, empty places and materials included [GBP/year]."""
        return total_of(self.spent)

    @property
    def strands(self) -> tuple[Strand, ...]:
        """What pupils need it for, that for which it does most first."""
        hours: dict[Strand, float] = defaultdict(float)
        for part in self.parts:
            if part.strand is not None:
                hours[part.strand] += part.hours
        return tuple(sorted(hours, key=lambda strand: (-round(hours[strand], 6), strand)))


@dataclass(frozen=True)
class PartGiven:
    """What one pupil has of a provision for one strand of need.

    Attributes:
        pupil: The pupil; ``None`` where there is money for it and nobody has it.
        strand: The need that it helps with; ``None`` where it helps with none that is entered.
        hours: Hours received [h/year].
        adult_hours: The adults' hours that they take [h/year].
        cost: What they cost [GBP/year].
    """

    pupil: str | None
    strand: Strand | None
    hours: float
    adult_hours: float
    cost: Decimal


def given_in(school: School, plan: Plan) -> tuple[Given, ...]:
    """Every provision that the plan uses or pays for: by tier, and in each the dearest first."""
    rows: dict[str, list[Allocation]] = defaultdict(list)
    for row in plan.allocations:
        rows[row.provision].append(row)
    spent: dict[str, list[Spent]] = defaultdict(list)
    for one in every_pound(school, plan):
        if one.provision is not None:
            spent[one.provision].append(one)
    adult_hours: dict[str, float] = defaultdict(float)
    for used in plan.deployment:
        adult_hours[used.provision] += used.hours_per_week * school.term_by_id[used.term].weeks
    found = [
        _given(school, school.provision_by_id[name], rows[name], spent[name], adult_hours[name])
        for name in dict.fromkeys((*rows, *spent))
    ]
    tiers = {tier: place for place, tier in enumerate(Tier)}
    found.sort(key=lambda one: (tiers[one.provision.tier], -one.cost, one.provision.provision))
    return tuple(found)


def weekly(hours: float, school: School) -> float:
    """Hours of the year as a mean of its teaching weeks [h/week]."""
    return hours / school.weeks_in_year if school.weeks_in_year else 0.0


def parts_of(given: Iterable[Given]) -> tuple[PartGiven, ...]:
    """What pupils have of some provisions, one after another."""
    return tuple(part for one in given for part in one.parts)


def _given(
    school: School,
    provision: Provision,
    rows: Collection[Allocation],
    spent: Collection[Spent],
    adult_hours: float,
) -> Given:
    # Nobody stands for money and hours of a provision that no pupil has.
    pupils = frozenset(row.pupil for row in rows)
    hours: dict[str | None, float] = dict.fromkeys(sorted(pupils), 0.0) or {None: 0.0}
    costs, taken = dict(hours), dict(hours)
    for row in rows:
        hours[row.pupil] += hours_received(row, school)
        costs[row.pupil] += float(row.cost or 0)
        taken[row.pupil] += row.staff_hours_per_week * school.term_by_id[row.term].weeks
    shares = in_shares(taken)
    parts = [
        part
        for pupil, cost in in_pence(total_of(spent), costs).items()
        for part in _by_strand(
            school,
            provision.provision,
            PartGiven(pupil, None, hours[pupil], adult_hours * shares[pupil], cost),
        )
    ]
    return Given(
        provision=provision,
        pupils=pupils,
        hours=sum(hours.values()),
        adult_hours=adult_hours,
        spent=tuple(spent),
        parts=tuple(parts),
    )


def _by_strand(school: School, provision: str, part: PartGiven) -> Iterable[PartGiven]:
    """Divide what a pupil has among the strands that it helps with, by how much it helps."""
    weights: dict[Strand | None, float] = defaultdict(float)
    for need in school.needs_of.get(part.pupil or "", ()):
        effect = school.effect(provision, need.strand)
        if effect > 0:
            weights[need.strand] += effect
    if not weights:
        weights[None] = 1.0
    shares = in_shares(weights)
    for strand, cost in in_pence(part.cost, shares).items():
        share = shares[strand]
        yield PartGiven(part.pupil, strand, part.hours * share, part.adult_hours * share, cost)
