"""What a school owes whatever it plans, besides salaries: its budget lines and its referrals.

Both are costs of certain terms, which one named stream pays or else any money that may; a referral
is for a pupil as well, so that money for that pupil may pay it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.school.calendar import terms_of_line
from planner.school.codes import Engagement
from planner.school.records import Referral, StaffMember
from planner.school.referral import day_of, is_declined, term_of
from planner.school.school import School


@dataclass(frozen=True)
class Owed:
    """A cost that is owed whatever is planned.

    Attributes:
        code: The budget line or referral.
        amount: What it costs [GBP/year].
        shares: The part of it that falls in each term [share 0-1 by term code].
        stream: The one stream that pays it; ``None``: any money that may.
        pupil: Whom it is for; ``None``: nobody in particular, as a budget line.
    """

    code: str
    amount: Decimal
    shares: Mapping[str, float]
    stream: str | None
    pupil: str | None = None


@dataclass(frozen=True)
class ReferralCost:
    """What a referral costs, without a word on whose it is or why.

    Attributes:
        code: The referral.
        stream: The one stream that pays it; ``None``: any money that may.
        day: When it falls; ``None``: nobody knows.
        amount: What it costs; ``None``: nobody knows yet [GBP/year].
    """

    code: str
    stream: str | None
    day: dt.date | None
    amount: Decimal | None


def costs_of_referrals(
    referrals: Iterable[Referral], staff: Iterable[StaffMember]
) -> tuple[ReferralCost, ...]:
    """Give what each referral costs that was not declined, in the order of the register."""
    members = {member.staff: member for member in staff}
    return tuple(
        ReferralCost(row.referral, row.stream, day_of(row), _cost(row, members))
        for row in referrals
        if not is_declined(row)
    )


def cost_of_referral(referral: Referral, school: School) -> Decimal | None:
    """Give what a referral costs in the plan year; ``None`` where that is not known yet.

    It is the cost as entered, else the hours at the price of the service. One that was declined
    costs nothing.

    Returns: The cost, exact [GBP/year].
    """
    return Decimal(0) if is_declined(referral) else _cost(referral, school.staff_by_id)


def _cost(referral: Referral, staff: Mapping[str, StaffMember]) -> Decimal | None:
    if referral.cost is not None:
        return referral.cost
    member = staff.get(referral.staff or "")
    if referral.hours is None or member is None or member.engagement is not Engagement.SERVICE:
        return None
    price = member.hourly_cost
    return None if price is None else Decimal(repr(referral.hours)) * price


def owed_besides_salaries(school: School) -> tuple[Owed, ...]:
    """List budget lines and then referrals, each by code.

    A referral that costs nothing, or nobody knows what, is not among them.
    """
    lines = [
        Owed(line.line, line.amount, terms_of_line(line, school), line.stream)
        for line in sorted(school.budget_lines, key=lambda line: line.line)
    ]
    referrals = [
        Owed(row.referral, cost, {term_of(row, school.terms).term: 1.0}, row.stream, row.pupil)
        for row in sorted(school.referrals, key=lambda row: row.referral)
        if (cost := cost_of_referral(row, school))
    ]
    return (*lines, *referrals)
