"""The two ledgers of a plan: what its provision costs, and what the local authority's rate pays.

A line of a plan costs its pupil's place: one of the ``group_max`` of a programme, or that part of
an adult's shared hour. An authority that divides a shared session divides it by the pupils who are
in it, so a group that is not full costs each of its pupils less than the authority counts for them;
what its empty places cost is nobody's, and is in neither ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Protocol

from planner.costing.authority.rules import Rules, rules_of
from planner.costing.pence import in_pence
from planner.costing.staff import exact, hourly_cost
from planner.school.codes import TimeKind
from planner.school.records import Allocation, Provision
from planner.school.school import School

_NOTHING = Decimal("0.00")
# Finer than any rate: what a division leaves behind does not decide which way half a penny goes.
_FINE = Decimal("0.000000001")
_MINUTES = 60
# What is paid for at its price and not by the hour, as a plan's spending calls it.
_MATERIALS = frozenset({"per_pupil", "per_group", "item"})
_SERVICE = "service"
_NOT_PAID = {
    TimeKind.PLANNED: "Planned time is not paid for",
    TimeKind.UNSTRUCTURED: "Breaks and lunch are not paid for",
    TimeKind.GENERAL_CLASS: "Unplanned help in class is not paid for",
}


# A pupil, a provision and a term.
_Place = tuple[str | None, str | None, str]


class OneGroup(Protocol):
    """One run of a programme in one term, and how many pupils are in it."""

    @property
    def group(self) -> str:
        """The group's code."""

    @property
    def term(self) -> str:
        """The term's code."""

    @property
    def size(self) -> int:
        """How many pupils are in it."""


class OneCost(Protocol):
    """Pounds spent, with the pupil and the provision where it is for one."""

    @property
    def kind(self) -> str:
        """What it was spent on."""

    @property
    def cost_item(self) -> str:
        """The adult, budget line or provision that costs."""

    @property
    def pupil(self) -> str | None:
        """Whom it is for."""

    @property
    def provision(self) -> str | None:
        """What it is for."""

    @property
    def term(self) -> str:
        """The term in which it falls."""

    @property
    def amount(self) -> Decimal:
        """How much [GBP]."""


class Planned(Protocol):
    """The parts of a plan that say who gets what, in what company and at what cost."""

    @property
    def allocations(self) -> Sequence[Allocation]:
        """What each pupil receives."""

    @property
    def groups(self) -> Sequence[OneGroup]:
        """The groups of the programmes."""

    @property
    def spending(self) -> Sequence[OneCost]:
        """What each pound is spent on."""


@dataclass(frozen=True)
class Sum:
    """The two ledgers of some lines together.

    Attributes:
        true_cost: What they cost [GBP].
        claimed: What the authority's rate pays for them [GBP].
    """

    true_cost: Decimal = _NOTHING
    claimed: Decimal = _NOTHING

    @property
    def under_recovered(self) -> Decimal:
        """What the rate pays less than they cost; below 0 it pays more [GBP]."""
        return self.true_cost - self.claimed

    @property
    def pays_less(self) -> bool:
        """Whether the rate pays less than they cost."""
        return self.under_recovered > 0


@dataclass(frozen=True)
class LedgerLine(Sum):
    """One allocation of a plan in both ledgers.

    Attributes:
        term: The term.
        pupil: The pupil.
        year_group: The pupil's year group.
        provision: The provision.
        group: The group; blank for support and for an item.
        hours_per_week: What the pupil receives in a week of delivery [h/week].
        heads: By how many pupils the authority divides an hour [pupils].
        claimable_hours_per_week: The adult hours a week that it counts for the pupil [h/week].
        weeks: The weeks that it counts [weeks].
        hourly_rate: What it pays for an adult hour, not rounded [GBP/h].
        at_price: What is claimed at its price: materials, an item, a service where so [GBP].
        reason: Why time is not claimed, or not all of it; blank where all of it is.
    """

    term: str = ""
    pupil: str = ""
    year_group: str = ""
    provision: str = ""
    group: str = ""
    hours_per_week: Decimal = Decimal(0)
    heads: int = 1
    claimable_hours_per_week: Decimal = Decimal(0)
    weeks: Decimal = Decimal(0)
    hourly_rate: Decimal = Decimal(0)
    at_price: Decimal = _NOTHING
    reason: str = ""

    @property
    def claimable_hours(self) -> Decimal:
        """The adult hours that the authority counts for the pupil [h]."""
        return self.claimable_hours_per_week * self.weeks


@dataclass(frozen=True)
class Ledger:
    """A plan in both ledgers, line by line; every sum is the sum of its lines.

    Attributes:
        rules: By what rules the authority pays.
        lines: A line for each allocation, in the plan's order.
    """

    rules: Rules
    lines: tuple[LedgerLine, ...]

    @cached_property
    def total(self) -> Sum:
        """The whole school."""
        return _sum_of(self.lines)

    @cached_property
    def by_pupil(self) -> dict[str, Sum]:
        """Each pupil who receives anything."""
        return self._by(lambda line: line.pupil)

    @cached_property
    def by_provision(self) -> dict[str, Sum]:
        """Each provision in use."""
        return self._by(lambda line: line.provision)

    @cached_property
    def by_year(self) -> dict[str, Sum]:
        """Each year group of which a pupil receives anything."""
        return self._by(lambda line: line.year_group)

    def lines_of(self, pupil: str) -> tuple[LedgerLine, ...]:
        """The lines of one pupil."""
        return tuple(line for line in self.lines if line.pupil == pupil)

    def of(self, pupils: Iterable[str]) -> Sum:
        """Some pupils together."""
        wanted = frozenset(pupils)
        return _sum_of(line for line in self.lines if line.pupil in wanted)

    def _by(self, key: Callable[[LedgerLine], str]) -> dict[str, Sum]:
        found: dict[str, list[LedgerLine]] = defaultdict(list)
        for line in self.lines:
            found[key(line)].append(line)
        return {name: _sum_of(lines) for name, lines in found.items()}


def ledger_of(school: School, plan: Planned) -> Ledger | None:
    """Enter a plan in both ledgers; ``None`` where no rate of the local authority is known.

    Time counts as the pupil receives it, without preparation: hours a week / the pupils who share
    it × weeks × what an hour is paid. Materials and items are claimed at their price, and so are
    hours of a service where the authority's rules say so and that kind of time is paid for; else
    whoever gives an hour, it is paid at the one rate. The claim of a pupil's provision in the year
    is rounded to the penny, and its terms add up to it. Weeks beyond those that the authority pays
    for are not claimed: the first of the year are.

    Args:
        school: The school.
        plan: A plan of this school.
    """
    rules = rules_of(school)
    if rules is None:
        return None
    clerk = _Clerk(school, plan, rules)
    in_time = {term.term: place for place, term in enumerate(school.terms)}
    by_place: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, row in enumerate(plan.allocations):
        by_place[row.pupil, row.provision].append(place)
    lines: dict[int, LedgerLine] = {}
    for places in by_place.values():
        places.sort(key=lambda place: in_time[plan.allocations[place].term])
        rows = [plan.allocations[place] for place in places]
        lines |= dict(zip(places, clerk.enter(rows), strict=True))
    return Ledger(rules, tuple(lines[place] for place in sorted(lines)))


class _Clerk:
    """Enters what one pupil has of one provision, term after term."""

    def __init__(self, school: School, plan: Planned, rules: Rules) -> None:
        self._school = school
        self._rules = rules
        self._size = {(one.group, one.term): one.size for one in plan.groups}
        self._sharing: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in plan.allocations:
            self._sharing[row.provision, row.term].add(row.pupil)
        self._at_price: dict[_Place, Decimal] = defaultdict(Decimal)
        self._bought: dict[_Place, list[OneCost]] = defaultdict(list)
        # What hours of a service are claimed for at their price.
        paid = {
            one.provision
            for one in school.provisions
            if rules.services_at_price and one.time_kind not in rules.not_claimed
        }
        for cost in plan.spending:
            place = cost.pupil, cost.provision, cost.term
            if cost.kind in _MATERIALS:
                self._at_price[place] += cost.amount
            elif cost.kind == _SERVICE and cost.provision in paid:
                self._at_price[place] += cost.amount
                self._bought[place].append(cost)

    def enter(self, rows: Sequence[Allocation]) -> Iterator[LedgerLine]:
        """Give a line for each of a pupil's rows of one provision, which stand in time order."""
        weeks_left = self._rules.weeks
        timed: list[tuple[Decimal, Decimal, str]] = []
        for row in rows:
            hours, reason = self._claimable(row)
            weeks = min(exact(row.weeks), weeks_left)
            weeks_left -= weeks
            if hours and weeks < exact(row.weeks):
                reason = f"No more than {self._rules.weeks:f} weeks a year are paid for"
            timed.append((hours, weeks, reason))
        rate = self._rules.hourly_rate
        paid = in_pence([_finely(hours * weeks * rate) for hours, weeks, _ in timed])
        for row, (hours, weeks, reason), amount in zip(rows, timed, paid, strict=True):
            at_price = self._at_price[row.pupil, row.provision, row.term]
            yield LedgerLine(
                true_cost=row.cost or _NOTHING,
                claimed=amount + at_price,
                term=row.term,
                pupil=row.pupil,
                year_group=self._school.pupil_by_id[row.pupil].year_group,
                provision=row.provision,
                group=row.group,
                hours_per_week=exact(row.hours_per_week),
                heads=self._heads(row),
                claimable_hours_per_week=hours,
                weeks=weeks if hours else Decimal(0),
                hourly_rate=rate,
                at_price=at_price,
                reason=reason,
            )

    def _claimable(self, row: Allocation) -> tuple[Decimal, str]:
        """Give the adult hours a week that count for a row, and why none do [h/week]."""
        provision = self._school.provision_by_id[row.provision]
        if provision.is_item:
            return Decimal(0), ""
        if provision.time_kind in self._rules.not_claimed:
            return Decimal(0), _NOT_PAID[provision.time_kind]
        hours = exact(row.hours_per_week)
        if self._rules.whole_minutes:
            hours = (hours * _MINUTES).quantize(Decimal(1), ROUND_HALF_UP) / _MINUTES
        return hours / self._heads(row) * (1 - self._share_bought(row)), ""

    def _share_bought(self, row: Allocation) -> Decimal:
        """Give the share of a row's adult hours that is claimed at its price [share 0-1]."""
        place = row.pupil, row.provision, row.term
        bought = self._bought[place]
        if not bought or row.cost == self._at_price[place]:
            return Decimal(1 if bought else 0)
        school = self._school
        is_programme = school.provision_by_id[row.provision].is_programme
        weeks = row.weeks if is_programme else school.term_by_id[row.term].weeks
        all_hours = exact(row.staff_hours_per_week) * exact(weeks)
        hours = sum(
            one.amount / hourly_cost(school.staff_by_id[one.cost_item], school) for one in bought
        )
        return min(Decimal(1), hours / all_hours) if all_hours else Decimal(1)

    def _heads(self, row: Allocation) -> int:
        """Give by how many pupils an hour is divided: all in a group, all who share support."""
        provision = self._school.provision_by_id[row.provision]
        if not self._rules.divides_by_heads or provision.is_item:
            return 1
        return self._size.get((row.group, row.term)) or self._sharers(provision, row.term)

    def _sharers(self, provision: Provision, term: str) -> int:
        """Give how many pupils share an hour of support: as many as may, if so many have it."""
        return min(provision.group_max, len(self._sharing[provision.provision, term]))


def _finely(amount: Decimal) -> Decimal:
    return amount.quantize(_FINE, ROUND_HALF_UP)


def _sum_of(lines: Iterable[Sum]) -> Sum:
    found = list(lines)
    return Sum(
        sum((line.true_cost for line in found), _NOTHING),
        sum((line.claimed for line in found), _NOTHING),
    )
