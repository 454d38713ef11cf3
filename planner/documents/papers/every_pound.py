"""Every pound that a plan spends by what it is for, to the penny.

Salary of which it is not said what it is for is told apart by the hours given to each provision,
as the picture of the money does; here every part is whole pence, and together they are the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import TypeVar

from planner.charts.money import (
    BUDGET_LINES,
    NO_MONEY,
    NOT_WITH_PUPILS,
    REFERRALS,
    is_plain_salary,
    salary_shares,
)
from planner.charts.words import stream_kind_name
from planner.optimiser.plan import Plan, SpendingKind
from planner.school.codes import StreamKind
from planner.school.school import School

Key = TypeVar("Key", bound=Hashable)
_PENNY = Decimal("0.01")


@dataclass(frozen=True)
class Spent:
    """Some money of one stream for one use.

    Attributes:
        stream: The stream that pays, or ``UNFUNDED``.
        provision: What it is for; ``None``: a budget line, a referral, or paid time not with
            pupils.
        line: The budget line that it is for, if it is for one.
        amount: How much [GBP/year].
        is_referral: Whether it pays for a referral to a service.
    """

    stream: str
    provision: str | None
    line: str | None
    amount: Decimal
    is_referral: bool = False

    @property
    def heading(self) -> str:
        """What it is for where it is for no provision, in words; blank where it is for one."""
        if self.provision is not None:
            return ""
        if self.line is not None:
            return BUDGET_LINES
        return REFERRALS if self.is_referral else NOT_WITH_PUPILS

    @property
    def is_idle(self) -> bool:
        """Whether it pays for time that is not with pupils."""
        return self.heading == NOT_WITH_PUPILS


def every_pound(school: School, plan: Plan) -> tuple[Spent, ...]:
    """Every pound that the plan spends, once."""
    shares = salary_shares(school, plan)
    found: list[Spent] = []
    for row in plan.spending:
        if is_plain_salary(row):
            parts = in_pence(row.amount, shares[row.cost_item])
            found += [Spent(row.stream, use, None, amount) for use, amount in parts.items()]
        else:
            line = row.cost_item if row.kind is SpendingKind.LINE else None
            found.append(Spent(row.stream, row.provision, line, row.amount, row.is_referral))
    return tuple(one for one in found if one.amount)


def in_pence(amount: Decimal, weights: Mapping[Key, float]) -> dict[Key, Decimal]:
    """Divide an amount by weights into whole pence that add up to it.

    Each part is rounded down, and the pennies left go to those that lost most by it.

    Args:
        amount: What is divided [GBP].
        weights: How much each is to have of it, in any unit; where none is above 0, all the same.
    """
    shares = in_shares(weights)
    exact = {key: amount * Decimal(str(share)) for key, share in shares.items()}
    parts = {key: value.quantize(_PENNY, ROUND_DOWN) for key, value in exact.items()}
    left = int((amount - sum(parts.values(), Decimal(0))) / _PENNY)
    # Of those that lost the same, the first comes first.
    lost = sorted(parts, key=lambda key: parts[key] - exact[key])
    return parts | {key: parts[key] + _PENNY for key in lost[:left]}


def in_shares(weights: Mapping[Key, float]) -> dict[Key, float]:
    """What each has of a whole [share 0-1]; where none has any weight, all have the same."""
    total = sum(weights.values())
    if total > 0:
        return {key: weight / total for key, weight in weights.items()}
    return dict.fromkeys(weights, 1 / len(weights)) if weights else {}


def total_of(spent: Iterable[Spent]) -> Decimal:
    """What some spending comes to [GBP/year]."""
    return sum((one.amount for one in spent), Decimal(0))


def sums_by(spent: Iterable[Spent], key: Callable[[Spent], Key]) -> dict[Key, Decimal]:
    """What some spending comes to for each key, in the order in which they first come."""
    found: dict[Key, Decimal] = defaultdict(Decimal)
    for one in spent:
        found[key(one)] += one.amount
    return dict(found)


def kind_of_stream(stream: str, school: School) -> StreamKind | None:
    """Where the money of a stream comes from; ``None`` where no money pays."""
    found = school.stream_by_id.get(stream)
    return found.kind if found else None


def source_name(stream: str, school: School) -> str:
    """Where the money of a stream comes from, in words."""
    kind = kind_of_stream(stream, school)
    return NO_MONEY if kind is None else stream_kind_name(kind)
