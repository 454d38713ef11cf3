"""The trade-off curve: how far needs are met, how fairly, and how much of the law, against money.

Each point is a plan that was solved for, with the bound that no plan with that money can better.
Plans come from the neighbour's first, so that there is one at every point early; what time is left
goes to the points whose plan may be furthest from the best.
"""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

from pydantic import Field

from planner.errors import ContradictionError
from planner.insight.answer import Answer, Asked, Pounds, Row, Seconds
from planner.insight.bends import BendBought, BendRow, bends_of, bought_at, to_the_penny
from planner.insight.measure import (
    distance,
    is_worse,
    measures_of,
    needs_met_by,
    whole_benefit,
)
from planner.insight.question import Asking
from planner.optimiser.plan import Plan
from planner.optimiser.resolve import GAP, Effort, Point, Resolver
from planner.optimiser.today import allocations_today
from planner.school.school import School

# Long enough for any school on a slow machine; a point that takes longer has no plan.
_MOST_FOR_A_POINT = 120.0
_LEAST = 1.0
# A plan that is passed on has to bring another at least this much nearer to the best [share].
_HELPS = 0.9
_STOPPED = "It was stopped before this was solved."
_NO_PLAN = "No plan was found in the time given."


class FrontierAsked(Asked):
    """Between what amounts the curve is drawn, and how long it may take."""

    cut: Pounds = Field(
        default=Decimal(10000),
        ge=0,
        title="Down to less money (£ a year)",
        description="Taken from the general streams, the largest first.",
    )
    gain: Pounds = Field(
        default=Decimal(25000),
        ge=0,
        title="Up to more money (£ a year)",
        description="Money without strings.",
    )
    points: int = Field(
        default=15, ge=2, le=60, title="Points", description="How many plans are solved for."
    )
    bends: int = Field(
        default=2,
        ge=0,
        le=10,
        title="Bends to look at",
        description="Where the curve bends most, what money buys on either side is worked out.",
    )
    seconds: Seconds = Field(
        default=20.0,
        title="Time to better the plans (seconds)",
        description="Every point has a plan first; what is left of this time betters them.",
    )


class FrontierRow(Row):
    """One point of the curve: a plan with some money more or less than there is.

    Attributes:
        money: General money beyond what there is; below 0: less [GBP a year].
        shortfall_hours: Statutory pupil hours of the year not met.
        unfunded: What is owed and no money pays [GBP a year].
        fair_share: The share of what could be done for each pupil alone, with the money there is
            today, that every pupil could reach [share 0-1].
        needs_met: The benefit as a share of meeting every need in full [share 0-1].
        mean_coverage: Mean coverage, weighted by priority [share 0-1].
        lowest_coverage: Coverage of the pupil with the least [share 0-1].
    """

    money: Pounds
    shortfall_hours: float
    shortfall_hours_bound: float
    unfunded: float
    unfunded_bound: float
    fair_share: float
    fair_share_bound: float
    needs_met: float
    needs_met_bound: float
    mean_coverage: float
    lowest_coverage: float


class FrontierToday(Row):
    """What is done today, counted by the rules of a plan, beside the plans with today's money.

    Attributes:
        needs_met: As in the curve [share 0-1].
    """

    needs_met: float


class FrontierMissing(Row):
    """A point that was asked for and has no plan, with the reason."""

    money: Pounds
    why: str


class FrontierAnswer(Answer):
    """The curve, the points of least money first."""

    TABLES: ClassVar[tuple[str, ...]] = ("frontier", "today", "bends", "bought", "missing")

    asked: FrontierAsked
    frontier: tuple[FrontierRow, ...]
    today: tuple[FrontierToday, ...] = ()
    bends: tuple[BendRow, ...] = ()
    bought: tuple[BendBought, ...] = ()
    missing: tuple[FrontierMissing, ...] = ()


def amounts_between(cut: Decimal, gain: Decimal, points: int) -> tuple[Decimal, ...]:
    """Spread so many amounts from a cut to a gain, in whole pounds, with nothing more among them.

    Both sides have points in proportion to their length, at least one where there is a length.
    """
    below = _share_of(points - 1, cut, cut + gain)
    above = points - 1 - below
    if gain == 0:
        below, above = points - 1, 0
    less = [-(cut * step / below).quantize(Decimal(1)) for step in range(below, 0, -1)]
    more = [(gain * step / above).quantize(Decimal(1)) for step in range(1, above + 1)]
    return tuple(dict.fromkeys([*less, Decimal(0), *more]))


def _share_of(steps: int, part: Decimal, whole: Decimal) -> int:
    if part == 0 or whole == 0:
        return 0
    return min(max(1, round(steps * part / whole)), max(1, steps - 1))


def ask_frontier(asking: Asking, asked: FrontierAsked) -> FrontierAnswer:
    """Solve for a plan at every amount of money, and better them for as long as there is time.

    Money that there is today stands at 0. More money is never shown as worse in the order of the
    goals: the plan with less money can be kept with more.
    """
    curve = Curve(asking, amounts_between(asked.cut, asked.gain, asked.points))
    curve.draw(asked.seconds)
    rows = tuple(_row(curve.base, curve.points[money]) for money in sorted(curve.points))
    bends = bends_of(curve.bounds(), asked.bends)
    bought = tuple(bought_at(asking.school, bends, sorted(curve.points), curve.plan_at))
    missing = tuple(
        FrontierMissing(money=money, why=curve.refused.get(money, _STOPPED))
        for money in curve.amounts
        if money not in curve.points
    )
    return FrontierAnswer(
        inputs_sha256=asking.school.inputs_sha256,
        seconds=asking.seconds,
        is_whole=not asking.is_stopped() and all(row.why != _STOPPED for row in missing),
        asked=asked,
        frontier=rows,
        today=_today(asking.school),
        bends=bends,
        bought=bought,
        missing=missing,
    )


@dataclass
class Curve:
    """Plans at several amounts of money, found and bettered by two workers.

    Attributes:
        asking: What is asked about.
        amounts: General money beyond what there is, in order [GBP a year].
        points: The plan found for each amount so far.
        refused: Why an amount has no plan.
    """

    asking: Asking
    amounts: Sequence[Decimal]
    points: dict[Decimal, Point] = field(default_factory=dict)
    refused: dict[Decimal, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Build the program once, for both workers."""
        self.base = Resolver(self.asking.school)
        self._twin = self.base.twin()
        self._lock = threading.Lock()
        self._solved = 0
        self._unkept: str | None = None
        self._plans: dict[Decimal, Plan | None] = {}

    def draw(self, seconds: float) -> None:
        """Find a plan for every amount, outwards from the money there is, and better them."""
        start = self._at_today()
        if start is None:
            return
        less = deque(money for money in reversed(self.amounts) if money < 0)
        more = deque(money for money in self.amounts if money > 0)
        until = seconds
        with ThreadPoolExecutor(max_workers=2) as pool:
            found = [
                pool.submit(self._outwards, self.base, start, less, more),
                pool.submit(self._outwards, self._twin, start, more, less),
            ]
            for each in found:
                each.result()
            queue = iter(self._furthest_first())
            bettering = [
                pool.submit(self._better, each, queue, until) for each in (self.base, self._twin)
            ]
            for each in bettering:
                each.result()
        self._keep_in_order()

    def bounds(self) -> dict[Decimal, float]:
        """Give what no plan can better in needs met, where it is known, by money [share 0-1]."""
        whole = whole_benefit(self.asking.school, self.base.problem.served)
        found = {money: point.goal("benefit").bound for money, point in self.points.items()}
        return {money: most / whole for money, most in found.items() if math.isfinite(most)}

    def plan_at(self, money: Decimal) -> Plan | None:
        """Work the plan with an amount out to the penny, once; not after it was stopped."""
        if money not in self._plans and not self._is_over():
            self.asking.tell("Working out what is bought at a bend", *[len(self.amounts)] * 2)
            self._plans[money] = to_the_penny(self.base, self.points[money])
        return self._plans.get(money)

    def _is_over(self) -> bool:
        return self.asking.is_stopped()

    def _at_today(self) -> Point | None:
        """Solve for the money there is, from the plan that is asked about where there is one."""
        resolver, plan = self.base, self.asking.plan
        starts = [] if plan is None else [resolver.point_of(plan)]
        effort = Effort.MEND if plan is None else Effort.KEEP
        return self._solve(resolver, Decimal(0), starts, effort)

    def _outwards(
        self, resolver: Resolver, today: Point, own: deque[Decimal], other: deque[Decimal]
    ) -> None:
        """Go outwards on one side; then help on the other, from its far end towards today."""
        start = today
        for side, take in ((own, deque.popleft), (other, deque.pop)):
            while side and not self._is_over():
                try:
                    money = take(side)
                except IndexError:  # the other worker took the last one
                    return
                if money < 0 and self._unkept is not None:
                    self.refused[money] = self._unkept
                    continue
                start = self._solve(resolver, money, [start], Effort.KEEP) or start
            start = today

    def _solve(
        self,
        resolver: Resolver,
        money: Decimal,
        starts: Sequence[Point],
        effort: Effort,
        seconds: float = _MOST_FOR_A_POINT,
    ) -> Point | None:
        resolver.set_money(money)
        try:
            found = resolver.solve(
                starts,
                effort=effort,
                seconds=seconds,
                should_stop=self.asking.should_stop,
            )
        except ContradictionError as error:
            # What cannot be kept with so little money cannot with less.
            self._unkept = self.refused[money] = _in_words(error)
            return None
        if found is None:
            if not self._is_over():
                self.refused[money] = _NO_PLAN
            return None
        if money in self.points and not found.is_bounded:
            return None
        with self._lock:
            self.points[money] = found
            self._solved = max(self._solved, len(self.points))
            self.asking.tell(_doing(money), self._solved, len(self.amounts))
        return found

    def _furthest_first(self) -> Iterator[Decimal]:
        """List the amounts whose plan may be furthest from the best first, each of them once."""
        left = set(self.points)
        while left:
            money = max(sorted(left), key=lambda one: distance(self.points[one]))
            left.remove(money)
            if distance(self.points[money]) > GAP:
                yield money

    def _better(self, resolver: Resolver, queue: Iterator[Decimal], until: float) -> None:
        while self.asking.seconds < until and not self._is_over():
            with self._lock:
                money = next(queue, None)
            if money is None:
                return
            starts = [self.points[money], *self._plan_with_less(money), *self._with_more(money)]
            left = max(_LEAST, until - self.asking.seconds)
            better = self._solve(resolver, money, starts, Effort.MEND, left)
            if better is not None and distance(better) < distance(starts[0]):
                self._spread(resolver, money, until)

    def _spread(self, resolver: Resolver, money: Decimal, until: float) -> None:
        """Give the neighbours on both sides what was found, for as long as it helps them."""
        place = self.amounts.index(money)
        for side in (self.amounts[:place][::-1], self.amounts[place + 1 :]):
            better = self.points[money]
            for amount in side:
                own = self.points.get(amount)
                if own is None or self.asking.seconds > until or self._is_over():
                    break
                found = self._solve(resolver, amount, [own, better], Effort.KEEP)
                if found is None or distance(found) > _HELPS * distance(own):
                    break
                better = found

    def _plan_with_less(self, money: Decimal) -> list[Point]:
        """Give the plan with the next smaller amount, which can be kept with this one."""
        smaller = [one for one in self.points if one < money]
        return [self.points[max(smaller)]] if smaller else []

    def _with_more(self, money: Decimal) -> list[Point]:
        """Give the plan with the next larger amount; much of it may be kept with this one."""
        larger = [one for one in self.points if one > money]
        return [self.points[min(larger)]] if larger else []

    def _keep_in_order(self) -> None:
        """See to it that no plan is worse than the one with less money."""
        for money in sorted(self.points):
            less = self._plan_with_less(money)
            if less and is_worse(self.points[money], less[0]):
                self._solve(self.base, money, [*less, self.points[money]], Effort.KEEP)


def _today(school: School) -> tuple[FrontierToday, ...]:
    """Count what is done today; nothing where the school has not said what it does."""
    if school.current_plan is None:
        return ()
    return (FrontierToday(needs_met=needs_met_by(school, allocations_today(school))),)


def _doing(money: Decimal) -> str:
    if money == 0:
        return "Solved with the money there is"
    return f"Solved with £{abs(money):,.0f} {'more' if money > 0 else 'less'}"


def _in_words(error: ContradictionError) -> str:
    fault = error.problems[0]
    return f"{fault.what[:1].upper()}{fault.what[1:]}: {fault.remedy}."


def _row(resolver: Resolver, point: Point) -> FrontierRow:
    measures = measures_of(resolver, point)
    return FrontierRow(
        money=point.money,
        shortfall_hours=measures.shortfall_hours[0],
        shortfall_hours_bound=measures.shortfall_hours[1],
        unfunded=measures.unfunded[0],
        unfunded_bound=measures.unfunded[1],
        fair_share=measures.fair_share[0],
        fair_share_bound=measures.fair_share[1],
        needs_met=measures.needs_met[0],
        needs_met_bound=measures.needs_met[1],
        mean_coverage=measures.mean_coverage,
        lowest_coverage=measures.lowest_coverage,
    )
