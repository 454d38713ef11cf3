"""Posts that may go: employed adults as posts that a plan keeps or not, for the whole year.

An employed adult is owed their salary whatever a plan does. To ask which posts to keep with less
money, they stand as vacancies of the very same person: all their contract hours or none, from their
first term on. Everything else is as it was: hours, absence, skills, dates, and which money may pay.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from planner.costing.owed import owed_besides_salaries
from planner.costing.staff import annual_cost, exact, extra_hour_cost, salary_in_term
from planner.insight.movement import BoughtKind, bought, owed_unpaid
from planner.optimiser.constraints import SEARCH_FAMILIES
from planner.optimiser.few_changed import few_pupils_change
from planner.optimiser.model import build
from planner.optimiser.plan import UNFUNDED, HireKind, Plan, SpendingKind
from planner.optimiser.problem import pose
from planner.optimiser.resolve import Resolver
from planner.school.calendar import is_available
from planner.school.codes import Engagement
from planner.school.records import FundingStream, StaffMember
from planner.school.referral import hours_referred
from planner.school.school import School

_EXTRA = "-extra"
_ROUNDING_HOURS = 1e-4


def posts_that_may_go(school: School, stay: Collection[str]) -> tuple[str, ...]:
    """Name the employed adults who are not said to stay, and who are there for a whole term."""
    return tuple(
        sorted(
            member.staff
            for member in school.staff
            if member.engagement is Engagement.EMPLOYED
            and member.staff not in stay
            and any(is_available(member, term) for term in school.terms)
        )
    )


def salary_of_year(school: School, staff: str) -> Decimal:
    """Give what a post costs in the year, to the penny [GBP a year]."""
    member = school.staff_by_id[staff]
    terms = (salary_in_term(member, school, term) for term in school.terms)
    return sum(terms, Decimal(0)).quantize(Decimal("0.01"))


def without(school: School, gone: Collection[str]) -> School:
    """Have the school without some posts; who is not there can give nothing and costs nothing.

    The adults stay in the register with dates after the year, so that needs that only they could
    serve still count as needs.
    """
    after = school.terms[-1].end + dt.timedelta(days=1)
    return replace(
        school,
        staff=tuple(
            member.model_copy(update={"starts": after, "leaves": None})
            if member.staff in gone
            else member
            for member in school.staff
        ),
    )


def with_posts_open(school: School, may_go: Collection[str], plan: Plan) -> School:
    """Have the school in which some posts are kept or not as the plan decides.

    What is owed and has no money today gets it, since saving does not begin there: with nothing to
    save, every post can be kept as it is.

    Args:
        school: The school.
        may_go: The adults whose posts may go.
        plan: The plan of the school as it is.
    """
    staff = [one for member in school.staff for one in _opened(school, member, may_go)]
    policies = school.policies
    kept = min(policies.reserve, general_left(school, plan))
    return replace(
        school,
        staff=tuple(staff),
        funding=_with_what_is_owed(school, plan),
        policies=policies.model_copy(update={"reserve": kept}),
    )


def _opened(school: School, member: StaffMember, may_go: Collection[str]) -> Iterator[StaffMember]:
    if member.staff not in may_go:
        yield member
        return
    yield member.model_copy(
        update={
            "engagement": Engagement.VACANCY,
            "min_hours": member.contract_hours,
            "annual_cost": annual_cost(member, school),
            "hourly_cost": None,
            "pay_point": "",
            "extra_hours": 0.0,
        }
    )
    if member.extra_hours > 0:
        # Further hours, which only an employed adult can be asked for.
        yield member.model_copy(
            update={
                "staff": member.staff + _EXTRA,
                "engagement": Engagement.AGENCY,
                "contract_hours": None,
                "deployable_hours": member.extra_hours,
                "annual_cost": None,
                "hourly_cost": extra_hour_cost(member, school),
                "pay_point": "",
                "extra_hours": 0.0,
            }
        )


def _with_what_is_owed(school: School, plan: Plan) -> tuple[FundingStream, ...]:
    """Give each stream what is owed from it and not paid; the largest general one the rest."""
    stream_of = {one.code: one.stream for one in owed_besides_salaries(school)}
    missing: dict[str, Decimal] = defaultdict(Decimal)
    for row in plan.spending:
        if row.stream == UNFUNDED and (row.kind is SpendingKind.LINE or row.is_referral):
            stream = stream_of[row.cost_item]
            if stream is not None:
                missing[stream] += row.amount
    general = [stream for stream in school.funding if stream.is_general]
    rest = owed_unpaid(plan) - sum(missing.values(), Decimal(0))
    if general and rest > 0:
        largest = max(general, key=lambda stream: (stream.amount, stream.stream))
        missing[largest.stream] += rest
    return tuple(
        stream.model_copy(update={"amount": stream.amount + missing[stream.stream]})
        for stream in school.funding
    )


def general_left(school: School, plan: Plan) -> Decimal:
    """Give the general money that a plan leaves unspent [GBP a year]."""
    general = {stream.stream for stream in school.funding if stream.is_general}
    return sum((use.unspent for use in plan.funding if use.stream in general), Decimal(0))


def open_program(
    school: School,
    may_go: Collection[str],
    most: Mapping[str, float],
    limit: tuple[Plan, int] | None = None,
) -> Resolver:
    """Build the program of a school with open posts: each is kept from its first term, or goes.

    Args:
        school: The school with open posts.
        may_go: The adults whose posts they are.
        most: The yardstick of the fairest share.
        limit: A plan from which at most so many pupils may change.
    """
    model = build(pose(school), most, families=SEARCH_FAMILIES)
    if limit is not None:
        few_pupils_change(model, *limit)
    first: dict[str, int] = {}
    for staff, term in model.parts.variables.filled:
        first[staff] = min(term, first.get(staff, term))
    for (staff, term), filled in model.parts.variables.filled.items():
        if staff in may_go and term != first[staff]:
            filled.upBound = 0
    return Resolver(school, most_alone=most, model=model)


def _of_so_many_hours(school: School, member: StaffMember, hours: float) -> StaffMember:
    """Have a vacancy of fewer contract hours, at the same pay for each."""
    whole = member.contract_hours or hours
    share = min(1.0, hours / whole)
    fewest = whole if member.min_hours is None else member.min_hours
    return member.model_copy(
        update={
            "contract_hours": whole * share,
            "deployable_hours": member.weekly_hours_with_pupils * share,
            "min_hours": min(fewest, whole * share),
            "annual_cost": annual_cost(member, school) * exact(share),
            "hourly_cost": None,
            "pay_point": "",
        }
    )


def buying_nothing_new(school: School, plan: Plan) -> School:
    """Have the school in which no adult is bought for more hours than the plan buys of them.

    What is bought of an adult may end, and never grows, so that a cut shows what goes and not what
    could be had instead.
    """
    hours, referred = bought(school, plan), hours_referred(school.referrals)
    weekly: dict[tuple[HireKind, str], float] = defaultdict(float)
    for row in plan.hiring:
        key = (row.engagement, row.staff)
        weekly[key] = max(weekly[key], row.hours_per_week)
    after = school.terms[-1].end + dt.timedelta(days=1)

    def limited(member: StaffMember) -> StaffMember:
        if member.engagement.is_by_the_hour:
            one = hours.get((BoughtKind(member.engagement.value), member.staff))
            most = one.hours + _ROUNDING_HOURS if one else 0.0
            most += referred.get(member.staff, 0.0)
            return member.model_copy(update={"hours_limit": most})
        if member.engagement is Engagement.VACANCY:
            if (HireKind.VACANCY, member.staff) in weekly:
                return _of_so_many_hours(school, member, weekly[HireKind.VACANCY, member.staff])
            return member.model_copy(update={"starts": after, "leaves": None})
        used = weekly[HireKind.EXTRA, member.staff] + _ROUNDING_HOURS
        most = min(member.extra_hours, used) if used > 2 * _ROUNDING_HOURS else 0.0
        return member.model_copy(
            update={
                "extra_hours": most,
                "extra_hour_cost": extra_hour_cost(member, school) if most else None,
            }
        )

    return replace(school, staff=tuple(limited(member) for member in school.staff))
