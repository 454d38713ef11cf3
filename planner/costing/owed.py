"""What a school owes whatever it plans, besides salaries: its budget lines and its referrals.

Both are costs of certain terms, which one named stream pays or else any money that may; a referral
is for a pupil as well, so that money for that pupil may pay it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.costing.staff import hourly_cost
from planner.school.calendar import terms_of_line
from planner.school.codes import Engagement
from planner.school.records import Referral
from planner.school.referral import is_declined, term_of
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


def cost_of_referral(referral: Referral, school: School) -> Decimal | None:
    """Give what a referral costs in the plan year; ``None`` where that is not known yet.

    It is the cost as entered, else the hours at the price of the service. One that was declined
    costs nothing.

    Returns: The cost, exact [GBP/year].
    """
    if is_declined(referral):
        return Decimal(0)
    if referral.cost is not None:
        return referral.cost
    member = school.staff_by_id.get(referral.staff or "")
    if referral.hours is None or member is None or member.engagement is not Engagement.SERVICE:
        return None
    return Decimal(repr(referral.hours)) * hourly_cost(member, school)


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
