"""What the statutory hours that are short would cost, as far as that can be said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from planner.charts.duties import Duty
from planner.costing.place import hour_rates
from planner.school.matching import counts_for, delivers_towards
from planner.school.records import StaffMember
from planner.school.school import School

_PENNY = Decimal("0.01")


@dataclass(frozen=True)
class Short:
    """A statutory line that is short.

    Attributes:
        duty: The line.
        adults: How many adults of the register could give the hours, whatever their time.
        cost: What the hours would cost; ``None`` where nobody could give them [GBP/year].
    """

    duty: Duty
    adults: int
    cost: Decimal | None


def shorts_of(duties: Iterable[Duty], school: School) -> tuple[Short, ...]:
    """Each line that is short, with what its missing hours would cost.

    It is an estimate: the missing hours, each given to the pupil alone, at the mean hourly cost of
    the adults of the register who have the role and skill, each counted once.
    """
    return tuple(_short(duty, school) for duty in duties if not duty.is_met)


def cost_of_all(shorts: Iterable[Short]) -> Decimal | None:
    """What all of them would cost together; ``None`` where one cannot be said [GBP/year]."""
    costs = [one.cost for one in shorts]
    known = [cost for cost in costs if cost is not None]
    return sum(known, Decimal(0)) if len(known) == len(costs) else None


def _short(duty: Duty, school: School) -> Short:
    adults = _who_could(duty, school)
    rates = hour_rates(adults, school)
    if rates is None:
        return Short(duty, 0, None)
    cost = Decimal(str(round(duty.hours_short, 6))) * rates.mean
    return Short(duty, rates.adults, cost.quantize(_PENNY, ROUND_HALF_UP))


def _who_could(duty: Duty, school: School) -> tuple[StaffMember, ...]:
    """Who has the role and skill for something that counts towards a line."""
    counting = [one for one in school.provisions if counts_for(one, duty.item, school)]
    codes = {
        member.staff
        for provision in counting
        for member in school.deliverers_of[provision.provision]
        if delivers_towards(member, duty.item)
    }
    return tuple(member for member in school.staff if member.staff in codes)
