"""Where the trade-off curve bends, and what money buys on either side.

Bends are looked for in the bounds, which are smooth: plans lie a little below them by chance. What
is bought comes from plans worked out to the penny at the bend and at its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from planner.errors import CheckError, SolverError
from planner.insight.answer import Pounds, Row
from planner.insight.movement import BoughtKind, more_bought
from planner.insight.start import SECONDS_FOR_REASONS
from planner.optimiser.plan import Plan
from planner.optimiser.resolve import Effort, Point, Resolver
from planner.school.school import School

_PER = Decimal(1000)
# A bend is where a thousand pounds do less than this part of what they did before, or more than
# its inverse.
_BEND = 0.7
_LEAST_SLOPE = 1e-5


class Side(StrEnum):
    """On which side of a bend: with less money than there, or with more."""

    BEFORE = "before"
    AFTER = "after"


class BendRow(Row):
    """A place where a thousand pounds more begin to do less, or more, than before.

    Attributes:
        money: Where it is, beyond the money there is [GBP a year].
        gain_before: Needs met that £1,000 bring at most on the way there [share 0-1].
        gain_after: The same on the way beyond it [share 0-1].
    """

    money: Pounds
    gain_before: float
    gain_after: float


class BendBought(Row):
    """What money buys on one side of a bend; below 0: what it no longer buys.

    Attributes:
        money: The bend [GBP a year].
        side: From the neighbour with less money to the bend, or from there to the next.
        kind: What is bought.
        code: The adult or the provision.
        role: The adult's role; blank for a provision.
        hours: Hours paid for [h/year].
        cost: What they cost [GBP a year].
    """

    money: Pounds
    side: Side
    kind: BoughtKind
    code: str
    role: str
    hours: float
    cost: Pounds


def bends_of(most: Mapping[Decimal, float], how_many: int) -> tuple[BendRow, ...]:
    """Find where a curve bends most.

    Args:
        most: What no plan can better, by money [share 0-1].
        how_many: Most bends to give.
    """
    money = sorted(most)
    found = []
    for less, here, more in zip(money, money[1:], money[2:], strict=False):
        before = _slope(most, less, here)
        after = _slope(most, here, more)
        if max(before, after) > _LEAST_SLOPE and min(before, after) < _BEND * max(before, after):
            found.append(BendRow(money=here, gain_before=before, gain_after=after))
    sharpest = sorted(found, key=lambda row: -abs(row.gain_before - row.gain_after))[:how_many]
    return tuple(sorted(sharpest, key=lambda row: row.money))


def _slope(most: Mapping[Decimal, float], less: Decimal, more: Decimal) -> float:
    return (most[more] - most[less]) * float(_PER / (more - less))


def bought_at(
    school: School,
    bends: Sequence[BendRow],
    points: Sequence[Decimal],
    plan_at: Callable[[Decimal], Plan | None],
) -> Iterator[BendBought]:
    """Say what money buys on either side of each bend.

    Args:
        school: The school.
        bends: The bends.
        points: The amounts for which there are plans, in order [GBP a year].
        plan_at: Gives the plan with an amount, to the penny; ``None`` where there is none.
    """
    for bend in bends:
        place = points.index(bend.money)
        here = plan_at(bend.money)
        less, more = plan_at(points[place - 1]), plan_at(points[place + 1])
        for side, first, then in ((Side.BEFORE, less, here), (Side.AFTER, here, more)):
            if first is not None and then is not None:
                yield from _between(school, bend, side, (first, then))


def _between(
    school: School, bend: BendRow, side: Side, plans: tuple[Plan, Plan]
) -> Iterator[BendBought]:
    for (kind, code), one in more_bought(school, *plans).items():
        member = school.staff_by_id.get(code)
        is_adult = kind not in {BoughtKind.ITEM, BoughtKind.MATERIALS} and member is not None
        yield BendBought(
            money=bend.money,
            side=side,
            kind=kind,
            code=code,
            role=member.role if is_adult and member else "",
            hours=one.hours,
            cost=one.cost,
        )


def to_the_penny(resolver: Resolver, point: Point) -> Plan | None:
    """Work a point out to the penny, with nothing bought for nothing."""
    resolver.set_money(point.money)
    settled = resolver.solve([point], effort=Effort.KEEP, last="cost", given=point)
    if settled is None:
        return None
    try:
        return resolver.finish(settled, seconds=SECONDS_FOR_REASONS)
    except (CheckError, SolverError):
        # The rules about money left nothing exact around these groups: nothing is said of them.
        return None
