"""How many weeks of a year somebody is paid for who works in some of them, by the usual formulas.

There is no one rule: councils differ in leave, bank holidays and the weeks of a year, and an
academy may have its own. Each formula has a name, and says its sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from planner.costing.number import shown


class WeeksRule(StrEnum):
    """A formula for paid weeks; the value is how it is told."""

    FROM_LEAVE = "From weeks worked, leave and bank holidays"
    TERM_TIME_PLUS = "Term time plus some weeks, with leave and bank holidays"
    AS_GIVEN = "Paid weeks as the employer gives them"
    MULTIPLIER = "A fixed share of full-time pay"


@dataclass(frozen=True)
class PaidWeeks:
    """The weeks of a contract.

    Attributes:
        rule: The formula.
        worked: Weeks in which work is done [weeks/year].
        paid: Weeks that are paid, leave and bank holidays among them [weeks/year].
        year: Weeks that a full year's pay is divided by [weeks/year].
        sums: How the weeks come about, a sum each.
    """

    rule: WeeksRule
    worked: Decimal
    paid: Decimal
    year: Decimal
    sums: tuple[str, ...]


def has_room_for(worked: Decimal, leave: Decimal, year: Decimal) -> bool:
    """Whether a year is long enough for weeks of work and weeks of leave."""
    return worked + leave <= year


def from_leave(worked: Decimal, leave: Decimal, year: Decimal) -> PaidWeeks:
    """Pay for leave as everybody is paid who works all year: W × D / (D − L).

    Somebody who works all year is paid for D weeks and works D − L of them; the same ratio holds
    for whoever works W weeks.

    Args:
        worked: W, the weeks worked [weeks/year].
        leave: L, leave and bank holidays of somebody who works all year [weeks/year].
        year: D, the weeks of a year: 52.143, 365/7 or 52 [weeks/year].

    Raises:
        ValueError: The year has no room for so much work and leave.

    Source: Green Book, part 4.12.
    """
    if not has_room_for(worked, leave, year):
        what = f"{worked} weeks of work and {leave} of leave are more than the {year} of a year"
        raise ValueError(what)
    paid = worked * year / (year - leave)
    weeks = shown(year)
    told = (
        f"Paid weeks: {shown(worked)} weeks worked × {weeks} / ({weeks} − {shown(leave)} weeks of "
        f"leave and bank holidays) = {shown(paid)}"
    )
    return PaidWeeks(WeeksRule.FROM_LEAVE, worked, paid, year, (told,))


def term_time_plus(term_time: Decimal, plus: Decimal, leave: Decimal, year: Decimal) -> PaidWeeks:
    """Pay for term time and some weeks of work besides, with the leave that belongs to both.

    Args:
        term_time: Weeks worked in term time [weeks/year].
        plus: Weeks worked outside it [weeks/year].
        leave: Leave and bank holidays of somebody who works all year [weeks/year].
        year: The weeks of a year [weeks/year].

    Raises:
        ValueError: The year has no room for so much work and leave.
    """
    worked = term_time + plus
    told = f"Weeks worked: {shown(term_time)} in term time + {shown(plus)} = {shown(worked)}"
    weeks = from_leave(worked, leave, year)
    return PaidWeeks(WeeksRule.TERM_TIME_PLUS, worked, weeks.paid, year, (told, *weeks.sums))


def as_given(worked: Decimal, paid: Decimal, year: Decimal) -> PaidWeeks:
    """Take the paid weeks that an employer or an advert gives.

    Args:
        worked: Weeks worked [weeks/year].
        paid: Weeks paid [weeks/year].
        year: The weeks of a year [weeks/year].

    Raises:
        ValueError: More weeks are paid than the year has.
    """
    if paid > year:
        what = f"{paid} paid weeks are more than the {year} of a year"
        raise ValueError(what)
    told = f"Paid weeks: {shown(paid)}, as given"
    return PaidWeeks(WeeksRule.AS_GIVEN, worked, paid, year, (told,))


def by_multiplier(worked: Decimal, percent: Decimal, year: Decimal) -> PaidWeeks:
    """Take a fixed share of the pay of somebody who works all year.

    Args:
        worked: Weeks worked [weeks/year].
        percent: The share [% of full-year pay].
        year: The weeks of a year [weeks/year].
    """
    paid = year * percent / 100
    told = f"Paid weeks: {shown(percent)}% of {shown(year)} = {shown(paid)}"
    return PaidWeeks(WeeksRule.MULTIPLIER, worked, paid, year, (told,))
