"""The position of the budget: what comes in, what is committed, and what is left to decide.

A budget line or referral that names a stream comes out of that stream. Salaries and all others come
out of general money: the streams that may pay for anything, taken together. A plan may still find
that money with strings pays for hours of employed adults, or for a referral of a pupil whom it is
for; until there is one, none of that is assumed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from planner.costing.owed import ReferralCost, costs_of_referrals
from planner.funding.movement import (
    Movement,
    MovementKind,
    NotCosted,
    in_time_order,
    income_of,
    lines_of,
    referrals_of,
    salaries_of,
)
from planner.school.records import FundingStream
from planner.school.school import School


@dataclass(frozen=True)
class Standing:
    """Money in one place, against what must come out of it in the year.

    Attributes:
        streams: The stream, or all general streams together.
        is_general: Whether it may pay for anything.
        income: What comes in [GBP/year].
        salaries: Salaries of employed staff that must come out of it [GBP/year].
        lines: Budget lines that must come out of it [GBP/year].
        referrals: Referrals that must come out of it [GBP/year].
    """

    streams: tuple[FundingStream, ...]
    is_general: bool
    income: Decimal
    salaries: Decimal
    lines: Decimal
    referrals: Decimal

    @property
    def committed(self) -> Decimal:
        """Everything that must come out of it [GBP/year]."""
        return self.salaries + self.lines + self.referrals

    @property
    def left(self) -> Decimal:
        """What is left, below 0 where it is short [GBP/year]."""
        return self.income - self.committed

    @property
    def short(self) -> Decimal:
        """What is missing for what must come out of it [GBP/year]."""
        return max(Decimal(0), -self.left)


@dataclass(frozen=True)
class Position:
    """Where the budget of a plan year stands before anything is planned.

    Attributes:
        school: The school, with its terms in time order.
        movements: All money in and all committed cost.
        general: General money together, whether or not there is any.
        restricted: Each stream with strings, in the order of the register.
        not_costed: Employed adults whose cost is not counted, because it is not known.
        referrals_not_costed: How many referrals are not counted, because nobody knows their cost.
        reserve: General money that the school wants to leave, as far as there is any [GBP/year].
    """

    school: School
    movements: tuple[Movement, ...]
    general: Standing
    restricted: tuple[Standing, ...]
    not_costed: tuple[NotCosted, ...]
    referrals_not_costed: int
    reserve: Decimal

    @property
    def standings(self) -> tuple[Standing, ...]:
        """General money, where any comes in or must go out, and then each stream with strings."""
        is_there = self.general.streams or self.general.committed
        return (self.general, *self.restricted) if is_there else self.restricted

    @property
    def income(self) -> Decimal:
        """Money in, of all streams [GBP/year]."""
        return total_of(self.movements, MovementKind.INCOME)

    @property
    def salaries(self) -> Decimal:
        """Salaries of employed staff, as far as they are known [GBP/year]."""
        return total_of(self.movements, MovementKind.SALARY)

    @property
    def lines(self) -> Decimal:
        """All budget lines [GBP/year]."""
        return total_of(self.movements, MovementKind.LINE)

    @property
    def referrals(self) -> Decimal:
        """All referrals, as far as their cost is known [GBP/year]."""
        return total_of(self.movements, MovementKind.REFERRAL)

    @property
    def committed(self) -> Decimal:
        """What is owed whatever is planned [GBP/year]."""
        return self.salaries + self.lines + self.referrals

    @property
    def left(self) -> Decimal:
        """What comes in and is not committed, below 0 where too much is [GBP/year]."""
        return self.income - self.committed

    @property
    def left_to_decide(self) -> Decimal:
        """What is left once the reserve is kept [GBP/year]."""
        return self.left - self.reserve


def position_of(school: School, referrals: tuple[ReferralCost, ...] | None = None) -> Position:
    """Work out the position of the budget.

    Args:
        school: The school's registers, which need be neither complete nor in agreement.
        referrals: What referrals cost, where whoever asks may not see the referrals themselves;
            ``None``: those of the school.
    """
    school = in_time_order(school)
    if referrals is None:
        referrals = costs_of_referrals(school.referrals, school.staff)
    salaries, not_costed = salaries_of(school)
    movements = (
        *income_of(school),
        *salaries,
        *lines_of(school),
        *referrals_of(referrals, school),
    )
    general_streams = tuple(stream for stream in school.funding if stream.is_general)
    general = _standing(general_streams, movements, is_general=True)
    return Position(
        school=school,
        movements=movements,
        general=general,
        restricted=tuple(
            _standing((stream,), movements, is_general=False)
            for stream in school.funding
            if not stream.is_general
        ),
        not_costed=not_costed,
        referrals_not_costed=sum(one.amount is None for one in referrals),
        reserve=min(school.policies.reserve, max(Decimal(0), general.left)),
    )


def total_of(movements: Iterable[Movement], kind: MovementKind) -> Decimal:
    """Add up the movements of one kind [GBP/year]."""
    return sum((one.amount for one in movements if one.kind is kind), Decimal(0))


def _standing(
    streams: tuple[FundingStream, ...], movements: tuple[Movement, ...], *, is_general: bool
) -> Standing:
    named: set[str | None] = {stream.stream for stream in streams}
    if is_general:
        named.add(None)
    own = tuple(one for one in movements if one.stream in named)
    return Standing(
        streams=streams,
        is_general=is_general,
        income=total_of(own, MovementKind.INCOME),
        salaries=total_of(own, MovementKind.SALARY),
        lines=total_of(own, MovementKind.LINE),
        referrals=total_of(own, MovementKind.REFERRAL),
    )
