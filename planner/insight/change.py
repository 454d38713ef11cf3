"""One small change of a school: so much more money, an hour of an adult, a decision taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_UP, Decimal
from typing import Any

from planner.costing.staff import annual_cost, exact, hourly_cost
from planner.funding.more_money import with_money
from planner.optimiser.room import Limit
from planner.school.records import Pin, StaffMember
from planner.school.school import School

_PENNY = Decimal("0.01")


@dataclass(frozen=True)
class SmallChange:
    """One limit, moved by so much.

    Attributes:
        limit: Which limit.
        code: Whose: an adult's, a pupil's or a provision's code; blank for the whole school's.
        amount: By how much, in the limit's own unit; for the smallest group and
            for keeping to today the new value.
        pin: The decision that is taken back, where the limit is one.
    """

    limit: Limit
    amount: float
    code: str = ""
    pin: Pin | None = None

    def made(self, school: School) -> School:
        """Give the school with the change."""
        return _MAKERS[self.limit](school, self)

    def money(self, school: School) -> Decimal:
        """The money that comes with it [GBP a year]."""
        if self.limit is Limit.MONEY:
            return Decimal(repr(self.amount)).quantize(_PENNY)
        if self.limit is Limit.HOURS:
            return cost_of_hours(school, self.code, self.amount)
        return Decimal(0)


def cost_of_hours(school: School, staff: str, hours_per_week: float) -> Decimal:
    """What more hours a week of an adult cost for the whole year, at the same rate [GBP a year]."""
    member = school.staff_by_id[staff]
    hours = exact(hours_per_week) * exact(school.weeks_in_year)
    return (hours * hourly_cost(member, school)).quantize(_PENNY, ROUND_UP)


def _with_money(school: School, change: SmallChange) -> School:
    return with_money(school, change.money(school))


def _with_hours(school: School, change: SmallChange) -> School:
    """Give an adult more hours with pupils, and the school the money that they cost."""
    cost = change.money(school)
    changed = _with_record(
        school, "staff", "staff", change.code, lambda member: _longer(school, member, change, cost)
    )
    return with_money(changed, cost)


def _longer(
    school: School, member: StaffMember, change: SmallChange, cost: Decimal
) -> Mapping[str, object]:
    if member.engagement.is_by_the_hour:
        more = {}
        if member.deployable_hours is not None:
            more["deployable_hours"] = member.deployable_hours + change.amount
        if member.hours_limit is not None:
            more["hours_limit"] = member.hours_limit + change.amount * school.weeks_in_year
        return more
    return {
        "deployable_hours": member.weekly_hours_with_pupils + change.amount,
        "contract_hours": (member.contract_hours or 0.0) + change.amount,
        "annual_cost": annual_cost(member, school) + cost,
        "hourly_cost": None,
        "pay_point": "",
        "paid_weeks": None,
    }


def _with_class_time(school: School, change: SmallChange) -> School:
    usual = school.details.withdrawal_limit_hours

    def longer(pupil: Any) -> Mapping[str, object]:
        now = usual if pupil.withdrawal_limit_hours is None else pupil.withdrawal_limit_hours
        return {"withdrawal_limit_hours": now + change.amount}

    return _with_record(school, "pupils", "pupil", change.code, longer)


def _with_school_week(school: School, change: SmallChange) -> School:
    hours = school.details.school_week_hours + change.amount
    return replace(school, details=school.details.model_copy(update={"school_week_hours": hours}))


def _with_smallest_group(school: School, change: SmallChange) -> School:
    return _with_provision(school, change, lambda entry: {"group_min": round(change.amount)})


def _with_largest_group(school: School, change: SmallChange) -> School:
    return _with_provision(
        school, change, lambda entry: {"group_max": entry.group_max + round(change.amount)}
    )


def _with_more_groups(school: School, change: SmallChange) -> School:
    return _with_provision(
        school, change, lambda entry: {"max_groups": entry.max_groups + round(change.amount)}
    )


def _with_most_hours(school: School, change: SmallChange) -> School:
    return _with_provision(
        school, change, lambda entry: {"max_hours": entry.max_hours + change.amount}
    )


def _away_from_today(school: School, change: SmallChange) -> School:
    policies = school.policies.model_copy(update={"keep_current_plan": change.amount})
    return replace(school, policies=policies)


def _without_pin(school: School, change: SmallChange) -> School:
    return replace(school, pins=tuple(pin for pin in school.pins if pin != change.pin))


def _with_provision(
    school: School, change: SmallChange, update: Callable[[Any], Mapping[str, object]]
) -> School:
    return _with_record(school, "provisions", "provision", change.code, update)


def _with_record(
    school: School,
    table: str,
    key: str,
    code: str,
    update: Callable[[Any], Mapping[str, object]],
) -> School:
    """Give the school with one record of a table changed."""
    records = tuple(
        record.model_copy(update=dict(update(record))) if getattr(record, key) == code else record
        for record in getattr(school, table)
    )
    changed: dict[str, Any] = {table: records}
    return replace(school, **changed)


_MAKERS: Mapping[Limit, Callable[[School, SmallChange], School]] = {
    Limit.TODAY: _away_from_today,
    Limit.MONEY: _with_money,
    Limit.HOURS: _with_hours,
    Limit.CLASS_TIME: _with_class_time,
    Limit.SCHOOL_WEEK: _with_school_week,
    Limit.SMALLEST_GROUP: _with_smallest_group,
    Limit.LARGEST_GROUP: _with_largest_group,
    Limit.NUMBER_OF_GROUPS: _with_more_groups,
    Limit.MOST_HOURS: _with_most_hours,
    Limit.PIN: _without_pin,
}
