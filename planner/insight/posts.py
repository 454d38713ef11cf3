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
from planner.optimiser.plan import UNFUNDED, HireKind, Plan, Spending, SpendingKind
from planner.optimiser.problem import pose
from planner.optimiser.resolve import Resolver
from planner.school.calendar import is_available
from planner.school.codes import Engagement
from planner.school.records import BudgetLine, FundingStream, StaffMember
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
    save, every post can be kept as it is. What falls where the stream that it names does not pay is
    left out, since nothing that goes could pay it.

    Args:
        school: The school.
        may_go: The adults whose posts may go.
        plan: The plan of the school as it is.
    """
    staff = [one for member in school.staff for one in _opened(school, member, may_go)]
    policies = school.policies
    kept = min(policies.reserve, general_left(school, plan))
    return replace(
        _without_what_nobody_can_pay(school, plan),
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


def _without_what_nobody_can_pay(school: School, plan: Plan) -> School:
    """Leave out cost of terms in which the stream that it names does not pay."""
    kept: dict[str, list[Spending]] = defaultdict(list)
    left_out: set[str] = set()
    for row, stream in _named(school, plan):
        if _pays(school, stream, row):
            kept[row.cost_item].append(row)
        else:
            left_out.add(row.cost_item)
    # A referral is one cost of one term, and still takes its hours of the service.
    return replace(
        school,
        budget_lines=tuple(
            _of_terms_paid(school, line, kept[line.line]) if line.line in left_out else line
            for line in school.budget_lines
        ),
        referrals=tuple(
            row.model_copy(update={"cost": Decimal(0)}) if row.referral in left_out else row
            for row in school.referrals
        ),
    )


def _of_terms_paid(school: School, line: BudgetLine, rows: Collection[Spending]) -> BudgetLine:
    """Have what of a budget line falls in some terms, which follow each other, and in those."""
    amount = sum((row.amount for row in rows), Decimal(0))
    if not rows:
        return line.model_copy(update={"amount": amount})
    terms = [school.term_by_id[row.term] for row in rows]
    days = {"starts": min(term.start for term in terms), "ends": max(term.end for term in terms)}
    return line.model_copy(update={"amount": amount, **days})


def _named(school: School, plan: Plan) -> Iterator[tuple[Spending, str]]:
    """List the rows of budget lines and referrals that name a stream, with that stream."""
    stream_of = {one.code: one.stream for one in owed_besides_salaries(school)}
    for row in plan.spending:
        if row.kind is SpendingKind.LINE or row.is_referral:
            stream = stream_of[row.cost_item]
            if stream is not None:
                yield row, stream


def _pays(school: School, stream: str, row: Spending) -> bool:
    return school.stream_by_id[stream].pays_in(school.term_by_id[row.term])


def _with_what_is_owed(school: School, plan: Plan) -> tuple[FundingStream, ...]:
    """Give each stream what is owed from it and not paid; the largest general one the rest."""
    missing: dict[str, Decimal] = defaultdict(Decimal)
    rest = owed_unpaid(plan)
    for row, stream in _named(school, plan):
        if row.stream == UNFUNDED:
            rest -= row.amount
            if _pays(school, stream, row):
                missing[stream] += row.amount
    general = [stream for stream in school.funding if stream.is_general]
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
