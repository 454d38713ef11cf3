"""What an adult costs where the registers may not say enough yet: the cost, or what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from planner.costing.pay import CostLine
from planner.costing.staff import annual_cost_lines, hourly_cost
from planner.errors import InputError, ParameterError
from planner.school.records import StaffMember
from planner.school.school import School


@dataclass(frozen=True)
class KnownCost:
    """What can be said of an adult's cost.

    Attributes:
        annual: The cost of a full year; ``None`` by the hour or where it is not known [GBP/year].
        hourly: The cost of an hour; ``None`` where it is not known [GBP/h].
        lines: The arithmetic of the annual cost; empty by the hour or where it is not known.
        missing: What has to be filled in before it is known; blank where nothing is.
    """

    annual: Decimal | None
    hourly: Decimal | None
    lines: tuple[CostLine, ...] = ()
    missing: str = ""


def known_cost(member: StaffMember, school: School) -> KnownCost:
    """Give what an adult costs, or what is missing to work it out."""
    if member.engagement.is_by_the_hour:
        return KnownCost(None, member.hourly_cost)
    if not school.terms:
        missing = "no terms are entered, so the teaching weeks of the year are not known"
        return KnownCost(member.annual_cost, None, missing=missing)
    try:
        lines = annual_cost_lines(member, school)
    except InputError as error:
        what = "; ".join(f"{fault.column} {fault.what}" for fault in error.problems)
        return KnownCost(None, None, missing=what)
    except ParameterError as error:
        return KnownCost(None, None, missing=str(error))
    annual = sum((line.amount for line in lines), Decimal(0))
    return KnownCost(annual, hourly_cost(member, school), lines)
