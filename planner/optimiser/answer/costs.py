"""Every cost of a plan, to the penny: what it is, whom it is for, and which money may pay it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from planner.costing.owed import owed_besides_salaries
from planner.costing.staff import annual_cost, extra_hour_cost, hourly_cost, salary_in_term
from planner.optimiser.answer.attribution import Attribution
from planner.optimiser.answer.decisions import Decisions
from planner.optimiser.answer.seating import Seating
from planner.optimiser.plan import UNFUNDED, Hire, HireKind, SpendingKind, is_committed
from planner.optimiser.problem import Placement, Problem, Source
from planner.optimiser.purses import NO_PURSE, Purse, Purses
from planner.school.calendar import employed_share
from planner.school.codes import Engagement


@dataclass(frozen=True)
class Cost:
    """One cost that is paid as a whole.

    Attributes:
        item: The adult, line, referral or provision that costs.
        kind: What it is spent on.
        pupil: Whom it is for; ``None`` for nobody in particular.
        provision: What it is for; ``None`` for a general cost.
        term: The term in which it falls.
        pence: How much [GBP 0.01].
        purse: The restricted streams that may pay it; ``UNFUNDED`` if statute may overspend on it.
        only: The one stream that pays it, where a budget line or referral names one.
    """

    item: str
    kind: SpendingKind
    pupil: str | None
    provision: str | None
    term: int
    pence: int
    purse: Purse
    only: str | None = None

    @property
    def is_committed(self) -> bool:
        """Whether it is owed whatever the plan does."""
        return is_committed(self.kind, self.pupil, self.provision)


class HireKey(NamedTuple):
    """Hours bought of one adult in one term."""

    staff: str
    kind: HireKind
    term: int


def to_pence(amount: Decimal) -> int:
    """Round pounds half up to whole pence [GBP 0.01]."""
    return int((amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def shared_out(pence: int, amounts: Mapping[Any, Decimal]) -> dict[Any, int]:
    """Split whole pence by amounts in pounds; parts of equal amounts are within a penny.

    Every part is its share rounded down, and the pennies left go to the largest remainders.
    """
    total = sum(amounts.values(), Decimal(0))
    if total == 0:
        return {}
    exact = {key: Decimal(pence) * amount / total for key, amount in amounts.items()}
    parts = {key: int(share) for key, share in exact.items()}
    order = sorted(exact, key=lambda key: (parts[key] - exact[key], str(key)))
    for key in order[: pence - sum(parts.values())]:
        parts[key] += 1
    return parts


def _exact(hours: float) -> Decimal:
    return Decimal(repr(round(hours, 9)))


class CostBook:
    """Works out every cost of the decisions once, and the hiring that goes with them."""

    def __init__(
        self,
        problem: Problem,
        purses: Purses,
        decisions: Decisions,
        seatings: tuple[Seating, ...],
        hours: tuple[Attribution, ...],
    ) -> None:
        """Work the costs out."""
        self._problem = problem
        self._purses = purses
        self._decisions = decisions
        self._seatings = seatings
        self._hours: dict[tuple[Source, int], list[Attribution]] = defaultdict(list)
        for one in hours:
            self._hours[one.source, one.term].append(one)
        self.hires: dict[HireKey, tuple[float, int]] = {}
        self.costs = tuple(
            cost
            for found in (
                self._salaries(),
                self._bought_hours(),
                self._vacancies(),
                self._lines(),
                self._materials(),
                self._items(),
                self._set_ups(),
            )
            for cost in found
            if cost.pence
        )

    def hiring(self) -> tuple[Hire, ...]:
        """List hours bought and posts filled."""
        terms = self._problem.school.terms
        return tuple(
            Hire(
                staff=key.staff,
                engagement=key.kind,
                term=terms[key.term].term,
                hours_per_week=round(hours, 6),
                cost=Decimal(pence) / 100,
            )
            for key, (hours, pence) in sorted(
                self.hires.items(), key=lambda pair: (pair[0].term, pair[0].staff, pair[0].kind)
            )
        )

    def _purse(self, pupil: str | None, provision: str, term: int, *, chosen: bool) -> Purse:
        purse = self._purses.of(pupil, provision, term)
        return purse if chosen else purse - {UNFUNDED}

    def _split(
        self, source: Source, term: int, pence: int, rate: Decimal, *, whole: bool
    ) -> Iterator[Cost]:
        """Split a cost over the hours it pays for; what is left is a general cost, or the last's.

        Args:
            source: Where the hours come from.
            term: The term.
            pence: The cost to split.
            rate: Cost of an hour [GBP/h].
            whole: The hours make up the whole cost, so that rounding goes to the largest part.
        """
        chosen = source.kind is not SpendingKind.EMPLOYED
        merged: dict[tuple[str, str | None], Decimal] = defaultdict(Decimal)
        for one in self._hours.get((source, term), []):
            weeks = self._problem.weeks_paid(source, one.provision, term)
            merged[one.provision, one.pupil] += _exact(one.hours) * _exact(weeks) * rate
        together = (
            pence if whole and merged else min(pence, to_pence(sum(merged.values(), Decimal(0))))
        )
        parts = shared_out(together, merged)
        left = pence - together if merged else pence
        for (provision, pupil), part in sorted(parts.items(), key=lambda pair: str(pair[0])):
            purse = self._purse(pupil, provision, term, chosen=chosen)
            yield Cost(source.staff, source.kind, pupil, provision, term, part, purse)
        yield Cost(source.staff, source.kind, None, None, term, left, NO_PURSE)

    def _salaries(self) -> Iterator[Cost]:
        school = self._problem.school
        for staff, member in sorted(school.staff_by_id.items()):
            if member.engagement is not Engagement.EMPLOYED:
                continue
            source = Source(staff, SpendingKind.EMPLOYED)
            for term, period in enumerate(school.terms):
                pence = to_pence(salary_in_term(member, school, period))
                rate = hourly_cost(member, school)
                yield from self._split(source, term, pence, rate, whole=False)

    def _bought_hours(self) -> Iterator[Cost]:
        school = self._problem.school
        kinds = {SpendingKind.EXTRA, SpendingKind.AGENCY, SpendingKind.SERVICE}
        for source, term in sorted(self._hours, key=str):
            if source.kind not in kinds:
                continue
            member = school.staff_by_id[source.staff]
            extra = source.kind is SpendingKind.EXTRA
            rate = extra_hour_cost(member, school) if extra else hourly_cost(member, school)
            cost, hours = Decimal(0), 0.0
            for one in self._hours[source, term]:
                weeks = self._problem.weeks_paid(source, one.provision, term)
                cost += _exact(one.hours) * _exact(weeks) * rate
                hours += one.hours
            if to_pence(cost) == 0:
                continue
            key = HireKey(source.staff, HireKind(source.kind.value), term)
            self.hires[key] = (hours, to_pence(cost))
            yield from self._split(source, term, to_pence(cost), rate, whole=True)

    def _vacancies(self) -> Iterator[Cost]:
        school = self._problem.school
        for (staff, start), contract in sorted(self._decisions.contract.items()):
            member = school.staff_by_id[staff]
            each = annual_cost(member, school) / _exact(member.contract_hours or 1.0)
            for term in range(start, len(school.terms)):
                period = school.terms[term]
                share = _exact(period.weeks * employed_share(member, period))
                pence = to_pence(each * _exact(contract) * share / _exact(school.weeks_in_year))
                if pence == 0:
                    continue
                self.hires[HireKey(staff, HireKind.VACANCY, term)] = (contract, pence)
                source = Source(staff, SpendingKind.VACANCY)
                rate = hourly_cost(member, school)
                yield from self._split(source, term, pence, rate, whole=False)

    def _lines(self) -> Iterator[Cost]:
        school = self._problem.school
        index = {term.term: number for number, term in enumerate(school.terms)}
        for one in owed_besides_salaries(school):
            kind = SpendingKind.LINE if one.pupil is None else SpendingKind.SERVICE
            left = to_pence(one.amount)
            for number, (term, share) in enumerate(one.shares.items(), start=1):
                part = to_pence(one.amount * _exact(share)) if number < len(one.shares) else left
                left -= part
                purse = self._purses.lines.get((one.code, index[term]), NO_PURSE)
                yield Cost(one.code, kind, one.pupil, None, index[term], part, purse, one.stream)

    def _materials(self) -> Iterator[Cost]:
        school = self._problem.school
        for place in (*self._decisions.places, *self._first_support()):
            entry = school.provision_by_id[place.provision]
            yield Cost(
                place.provision,
                SpendingKind.PER_PUPIL,
                place.pupil,
                place.provision,
                place.term,
                to_pence(entry.cost_per_pupil),
                self._purse(place.pupil, place.provision, place.term, chosen=True),
            )
        for seating in self._seatings:
            yield from self._group_materials(seating)

    def _group_materials(self, seating: Seating) -> Iterator[Cost]:
        entry = self._problem.school.provision_by_id[seating.provision]
        left = to_pence(entry.cost_per_group)
        each = left // entry.group_max
        for pupil in seating.pupils:
            left -= each
            yield Cost(
                seating.provision,
                SpendingKind.PER_GROUP,
                pupil,
                seating.provision,
                seating.start,
                each,
                self._purse(pupil, seating.provision, seating.start, chosen=True),
            )
        yield Cost(
            seating.provision,
            SpendingKind.PER_GROUP,
            None,
            seating.provision,
            seating.start,
            left,
            self._purse(None, seating.provision, seating.start, chosen=True),
        )

    def _first_support(self) -> Iterator[Placement]:
        first: dict[tuple[str, str], Placement] = {}
        for place in sorted(self._decisions.hours, key=lambda place: place.term):
            first.setdefault((place.pupil, place.provision), place)
        yield from (first[key] for key in sorted(first))

    def _items(self) -> Iterator[Cost]:
        for place in self._decisions.bought:
            entry = self._problem.school.provision_by_id[place.provision]
            yield Cost(
                place.provision,
                SpendingKind.ITEM,
                place.pupil,
                place.provision,
                place.term,
                to_pence(entry.cost_per_pupil),
                self._purse(place.pupil, place.provision, place.term, chosen=True),
            )

    def _set_ups(self) -> Iterator[Cost]:
        decisions = self._decisions
        first: dict[str, int] = {}
        for place in (*decisions.places, *decisions.hours, *decisions.bought):
            first[place.provision] = min(place.term, first.get(place.provision, place.term))
        for code, term in sorted(first.items()):
            entry = self._problem.school.provision_by_id[code]
            yield Cost(
                code,
                SpendingKind.SET_UP,
                None,
                code,
                term,
                to_pence(entry.set_up_cost),
                self._purse(None, code, term, chosen=True),
            )


def cost_of_each_place(costs: tuple[Cost, ...]) -> Mapping[tuple[str, str, int], int]:
    """Add up what is spent for each pupil, provision and term [GBP 0.01]."""
    total: dict[tuple[str, str, int], int] = defaultdict(int)
    for cost in costs:
        if cost.pupil is not None and cost.provision is not None:
            total[cost.pupil, cost.provision, cost.term] += cost.pence
    return total
