"""The next-£ ladder: what more money would buy, step by step, each step solved again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

from pydantic import Field

from planner.insight.answer import Answer, Asked, Pounds, Row, Seconds
from planner.insight.gains import Basis, first_moved, gains
from planner.insight.hour import HourRow, value_of_hours
from planner.insight.movement import (
    Bought,
    BoughtKind,
    hours_received,
    more_bought,
    needs_met,
    owed_unpaid,
    reach,
)
from planner.insight.question import Asking
from planner.insight.start import Pace, Solved, measured_from, plan_asked_about, solved
from planner.optimiser.plan import Plan
from planner.optimiser.resolve import Point, Resolver
from planner.school.school import School

STEPS = tuple(
    Decimal(pounds)
    for pounds in (500, 1000, 2000, 3000, 4000, 5000, 7500, 10000, 12500, 15000, 17500, 20000)
)


class LadderAsked(Asked):
    """What may be chosen when asking for the ladder."""

    steps: tuple[Pounds, ...] = Field(
        default=STEPS,
        title="More money at each step (£ a year)",
        description="Each is beyond the money there is now, and free of strings.",
    )
    hours_tried: int = Field(
        default=4,
        ge=0,
        le=30,
        title="Adults for whom one more hour is solved again",
        description="The others are ranked only.",
    )
    seconds: Seconds = Field(
        default=120.0,
        title="Longest time to take (seconds)",
        description="What was not solved by then is left out.",
    )


class LadderStep(Row):
    """What the school has at one step, and what that is beyond the step before.

    Attributes:
        money: More money than now; 0: the plan as it is, solved again [GBP a year].
        money_before: The step before [GBP a year].
        basis: How sure the step is, as in ``gains``, for the first goal that it betters.
        goal: The first goal that it betters; blank: none.
        cost: What more is bought [GBP a year].
        owed_paid: What more is paid of what is owed already [GBP a year].
        not_used: What of the step buys nothing [GBP a year].
        pupils_helped_more: Pupils whose needs are met further than at the step before.
        pupils_helped_less: Pupils whose needs are met less far.
        hours: More hours that pupils receive [h/year].
        statutory_hours: Fewer statutory hours short [h/year].
        shortfall_hours: Statutory hours short at this step [h/year].
        shortfall_hours_bound: What no plan can better.
        coverage: Coverage of all needs, weighted by priority [share 0-1].
        coverage_gained: How much of it this step brings [share 0-1].
        fair_share: The fairest share [share 0-1].
        fair_share_bound: What no plan can better.
        benefit: The benefit [weighted coverage].
        benefit_bound: What no plan can better.
        needs_met: The benefit as a share of what meeting every need in full would give; the first
            third of a need counts for more than the last [share 0-1].
        needs_met_bound: What no plan can better.
        needs_met_gained: How much of it this step brings [share 0-1].
    """

    money: Pounds
    money_before: Pounds
    basis: Basis
    goal: str
    cost: Pounds
    owed_paid: Pounds
    not_used: Pounds
    pupils_helped_more: int
    pupils_helped_less: int
    hours: float
    statutory_hours: float
    shortfall_hours: float
    shortfall_hours_bound: float
    coverage: float
    coverage_gained: float
    fair_share: float
    fair_share_bound: float
    benefit: float
    benefit_bound: float
    needs_met: float
    needs_met_bound: float
    needs_met_gained: float


class LadderBuy(Row):
    """What one step buys of one adult or provision; below 0: what it no longer buys.

    Attributes:
        money: The step [GBP a year].
        kind: ``extra`` hours of an employed adult, a ``vacancy`` filled, ``agency`` or ``service``
            hours, an ``item``, or ``materials``.
        code: The adult or the provision.
        role: The adult's role; blank for a provision.
        skills: The adult's skills.
        hours: Hours paid for [h/year].
        cost: What they cost [GBP a year].
    """

    money: Pounds
    kind: BoughtKind
    code: str
    role: str
    skills: tuple[str, ...]
    hours: float
    cost: Pounds


class LadderGain(Row):
    """What one step brings in one goal; more is better whatever the goal.

    Attributes:
        money: The step [GBP a year].
        goal: The goal, as in the plan's summary.
        unit: What it is measured in.
        value: What the plan reaches.
        value_bound: What no plan can better.
        gain: The difference between the plans on both sides of the step.
        gain_least: What the best plans differ by at least.
        gain_most: What they differ by at most.
        gain_relaxed: The difference between the bounds, from the linear program.
        basis: ``solved`` where both plans are proven to within less than the gain; ``range`` where
            the best plans differ by something between least and most; ``relaxed`` where only the
            linear program says that more could be had.
    """

    money: Pounds
    goal: str
    unit: str
    value: float
    value_bound: float
    gain: float
    gain_least: float
    gain_most: float
    gain_relaxed: float
    basis: Basis


class LadderAnswer(Answer):
    """The next-£ ladder of a school.

    Attributes:
        steps: The plan as it is, then every step that was solved.
        bought: What each step buys.
        gains: What each step brings, goal by goal.
        hours: What one more hour a week of each role and skill brings, most first.
    """

    TABLES: ClassVar[tuple[str, ...]] = ("steps", "bought", "gains", "hours")

    steps: tuple[LadderStep, ...] = ()
    bought: tuple[LadderBuy, ...] = ()
    gains: tuple[LadderGain, ...] = ()
    hours: tuple[HourRow, ...] = ()


@dataclass
class _Climb:
    """The steps so far; each starts from the plan of the one before, so that it is no worse."""

    asking: Asking
    resolver: Resolver
    pace: Pace
    solved: list[tuple[Decimal, Solved]] = field(default_factory=list)
    missed: bool = False

    def step(self, money: Decimal, start: Point, doing: str) -> None:
        """Solve one step, if there is time."""
        if self.pace.is_over():
            self.missed = True
            return
        with self.pace.part(doing):
            self.resolver.set_money(money)
            found = solved(self.resolver, [start], self.pace)
        if found is None:
            self.missed = True
        else:
            self.solved.append((money, found))


def ask_ladder(asking: Asking, asked: LadderAsked) -> LadderAnswer:
    """Answer what the next pounds would buy, step by step."""
    amounts = sorted({amount for amount in asked.steps if amount > 0})
    pace = Pace(asking, asked.seconds, len(amounts) + 1 + asked.hours_tried)
    plan = plan_asked_about(asking, pace)
    if plan is None:
        return _answer(asking, None, (), is_whole=False)
    school = measured_from(asking.school, plan)
    resolver = Resolver(school, most_alone=plan.summary.most_alone)
    climb = _Climb(asking, resolver, pace)
    climb.step(Decimal(0), resolver.point_of(plan), "Solving the plan as it is again")
    if not climb.solved:
        return _answer(asking, climb, (), is_whole=False)
    for money in amounts:
        climb.step(money, climb.solved[-1][1].point, f"Finding what £{money:,.0f} more would buy")
    hours = value_of_hours(resolver, climb.solved[0][1], asked.hours_tried, pace)
    is_whole = not climb.missed and hours.is_whole
    return _answer(asking, climb, hours.rows, is_whole=is_whole)


def _answer(
    asking: Asking, climb: _Climb | None, hours: tuple[HourRow, ...], *, is_whole: bool
) -> LadderAnswer:
    school, found = asking.school, climb.solved if climb else []
    pairs = list(zip([*found[:1], *found], found, strict=False))
    return LadderAnswer(
        inputs_sha256=school.inputs_sha256,
        seconds=asking.seconds,
        is_whole=is_whole,
        steps=tuple(
            _step(school, before, money, was.plan, now.plan)
            for (before, was), (money, now) in pairs
        ),
        bought=tuple(
            buy
            for (_, was), (money, now) in pairs
            for buy in _buys(school, money, was.plan, now.plan)
        ),
        gains=tuple(
            row for (_, was), (money, now) in pairs[1:] for row in _gains(money, was.plan, now.plan)
        ),
        hours=hours,
    )


def _step(school: School, below: Decimal, money: Decimal, before: Plan, after: Plan) -> LadderStep:
    moved = gains(before, after)
    first = first_moved(moved)
    was, now = before.summary, after.summary
    goals = {goal.name: goal for goal in now.goals}
    cost = now.planned_cost - was.planned_cost
    owed = owed_unpaid(before) - owed_unpaid(after)
    helped = reach(school, before, after)
    return LadderStep(
        money=money,
        money_before=below,
        basis=(first or moved[-1]).basis if money else "solved",
        goal=first.goal if first else "",
        cost=cost,
        owed_paid=owed,
        not_used=money - below - cost - owed,
        pupils_helped_more=len(helped.more),
        pupils_helped_less=len(helped.less),
        hours=hours_received(after) - hours_received(before),
        statutory_hours=was.statutory_shortfall_hours - now.statutory_shortfall_hours,
        shortfall_hours=now.statutory_shortfall_hours,
        shortfall_hours_bound=goals["statutory_shortfall"].bound,
        coverage=now.mean_coverage,
        coverage_gained=now.mean_coverage - was.mean_coverage,
        fair_share=now.fair_share,
        fair_share_bound=goals["fair_share"].bound,
        benefit=goals["benefit"].value,
        benefit_bound=goals["benefit"].bound,
        needs_met=needs_met(school, after, goals["benefit"].value),
        needs_met_bound=needs_met(school, after, goals["benefit"].bound),
        needs_met_gained=needs_met(school, after, moved[-1].gain),
    )


def _buys(school: School, money: Decimal, before: Plan, after: Plan) -> Iterator[LadderBuy]:
    for (kind, code), one in more_bought(school, before, after).items():
        yield _buy(school, money, kind, code, one)


def _buy(school: School, money: Decimal, kind: BoughtKind, code: str, one: Bought) -> LadderBuy:
    is_adult = kind not in {BoughtKind.ITEM, BoughtKind.MATERIALS}
    member = school.staff_by_id[code] if is_adult else None
    return LadderBuy(
        money=money,
        kind=kind,
        code=code,
        role=member.role if member else "",
        skills=member.skills if member else (),
        hours=one.hours,
        cost=one.cost,
    )


def _gains(money: Decimal, before: Plan, after: Plan) -> Iterator[LadderGain]:
    for gain in gains(before, after):
        yield LadderGain(
            money=money,
            goal=gain.goal,
            unit=gain.unit,
            value=gain.value,
            value_bound=gain.bound,
            gain=gain.gain,
            gain_least=gain.least,
            gain_most=gain.most,
            gain_relaxed=gain.relaxed,
            basis=gain.basis,
        )
