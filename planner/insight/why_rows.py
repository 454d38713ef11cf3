"""The rows of why: what is got, by whose hours, which limits there are, and what gives more."""

from __future__ import annotations

from collections import defaultdict
from math import isfinite
from typing import Literal

from planner.insight.answer import Pounds, Row
from planner.insight.subject import Measured, Subject, SubjectKind
from planner.insight.trials import Tried
from planner.optimiser.plan import Deployment, Plan
from planner.optimiser.room import Limit
from planner.school.calendar import is_available
from planner.school.codes import PinRule
from planner.school.matching import counts_for
from planner.school.records import Allocation

_FULL = 0.25
_MOST_COMPETING = 30


class WhyReceivedRow(Row):
    """Provision in a term: for a pupil what they get, for an adult or a provision who gets it.

    Attributes:
        pupil: Who gets it; blank where no child may be named.
        pupils: How many get it in this row.
        hours_per_week: Hours a pupil receives [h/week].
        adults: Who gives it.
        paid_by: The streams that pay for it; blank in what is fit for parents.
        cost: What it costs in the term; ``None`` in what is fit for parents [GBP].
    """

    term: str
    provision: str
    group: str
    pupil: str
    pupils: int
    hours_per_week: float
    weeks: float
    adults: tuple[str, ...]
    paid_by: tuple[str, ...] = ()
    cost: Pounds | None = None


class WhyAdultRow(Row):
    """An adult's hours with pupils in a term [h/week]."""

    term: str
    available_hours: float
    used_hours: float
    unused_hours: float


class WhyLimitRow(Row):
    """A limit that was let go alone, with nobody else worse off.

    ``nothing`` stands for no limit at all, ``others`` for letting others have less.

    Attributes:
        stands_in_the_way: Whether there would be more without it; ``unknown`` where the time there
            was did not tell.
        gained: How much more was found: a share met, or for a provision pupil hours a week.
        pupils_losing: How many pupils would have less; only for ``others`` more than in passing.
    """

    limit: Limit
    stands_in_the_way: Literal["yes", "no", "unknown"]
    gained: float
    pupils_losing: int


class WhyCompetingRow(Row):
    """Somebody else whose hours come from an adult who could give more of what is asked about.

    Attributes:
        hours_per_week: The adult's hours, the mean over the year's weeks [h/week].
        is_statutory: Whether the provision counts towards a statutory item of that pupil.
        most_pressing: The highest priority among that pupil's needs that the provision serves.
    """

    adult: str
    provision: str
    pupil: str
    hours_per_week: float
    is_statutory: bool
    most_pressing: float


class WhyChangeRow(Row):
    """A change that gives more, confirmed by solving the school again with it.

    Attributes:
        limit: What is changed.
        code: Whose: the adult, the provision or the pupil.
        provision: The provision of a decision that is taken back.
        term: Its term; blank for all.
        rule: Its rule.
        amount: By how much; for the smallest group the new size.
        unit: What the amount is measured in.
        money: The money that comes with it; ``None``: none, or not said to parents [GBP a year].
        too_little: The largest smaller amount that was tried and gave no more.
        before: What there is without it.
        after: What there is with it.
        short_before: Statutory hours that are short without it [h/year].
        short_after: Statutory hours that are short with it [h/year].
        benefit: The benefit of the plan with it [weighted coverage].
        benefit_bound: What no plan with it can better; ``None`` where there was no time to tell
            [weighted coverage].
        confirmed: The school was solved again with exactly this change.
    """

    limit: Limit
    code: str
    provision: str = ""
    term: str = ""
    rule: PinRule | None = None
    amount: float
    unit: str
    money: Pounds | None = None
    too_little: float | None = None
    before: float
    after: float
    short_before: float
    short_after: float
    benefit: float
    benefit_bound: float | None
    confirmed: bool = True


_UNITS = {
    Limit.MONEY: "GBP a year",
    Limit.TODAY: "share of the benefit given up to keep today's plan",
    Limit.SMALLEST_GROUP: "pupils, the new smallest group",
    Limit.LARGEST_GROUP: "more pupils in a group",
    Limit.NUMBER_OF_GROUPS: "more groups at one time",
    Limit.PIN: "decision taken back",
}


def change_row(subject: Subject, before: Measured, tried: Tried, *, is_safe: bool) -> WhyChangeRow:
    """Give the row of a change that was confirmed."""
    change, pin = tried.change, tried.change.pin
    money = change.money(subject.school)
    bound = tried.benefit.bound
    is_pay = change.limit is Limit.HOURS
    return WhyChangeRow(
        limit=change.limit,
        code=change.code,
        provision=pin.provision if pin else "",
        term=(pin.term or "") if pin else "",
        rule=pin.rule if pin else None,
        amount=change.amount,
        unit=_UNITS.get(change.limit, "hours a week"),
        money=money if money and not (is_safe and is_pay) else None,
        too_little=tried.too_little,
        before=before.value,
        after=tried.after.value,
        short_before=before.short,
        short_after=tried.after.short,
        benefit=tried.benefit.value,
        benefit_bound=bound if isfinite(bound) else None,
    )


def received_rows(subject: Subject, plan: Plan, *, is_safe: bool) -> tuple[WhyReceivedRow, ...]:
    """Give what is got of what is asked about, term by term."""
    rows = [row for row in plan.allocations if _is_meant(subject, plan, row)]
    if is_safe and not subject.is_about_a_pupil:
        return _without_names(rows, plan)
    return tuple(
        WhyReceivedRow(
            term=row.term,
            provision=row.provision,
            group=row.group,
            pupil=row.pupil,
            pupils=1,
            hours_per_week=row.hours_per_week,
            weeks=row.weeks,
            adults=adults_of(row, plan),
            paid_by=() if is_safe else _payers(subject, row, plan),
            cost=None if is_safe else row.cost,
        )
        for row in rows
    )


def _without_names(rows: list[Allocation], plan: Plan) -> tuple[WhyReceivedRow, ...]:
    """Gather pupils who have the same in the same group and term."""
    alike: dict[tuple[str, str, str, float, float], list[Allocation]] = defaultdict(list)
    for row in rows:
        key = row.term, row.provision, row.group, row.hours_per_week, row.weeks
        alike[key].append(row)
    return tuple(
        WhyReceivedRow(
            term=term,
            provision=provision,
            group=group,
            pupil="",
            pupils=len(same),
            hours_per_week=hours,
            weeks=weeks,
            adults=adults_of(same[0], plan),
        )
        for (term, provision, group, hours, weeks), same in alike.items()
    )


def _is_meant(subject: Subject, plan: Plan, row: Allocation) -> bool:
    if subject.kind is SubjectKind.PUPIL:
        return row.pupil == subject.code
    if subject.kind is SubjectKind.NEED:
        return row.pupil == subject.pupil and row.provision in subject.provisions
    if subject.kind is SubjectKind.PROVISION:
        return row.provision == subject.code
    return subject.code in adults_of(row, plan)


def adults_of(row: Allocation, plan: Plan) -> tuple[str, ...]:
    """Name the adults who give a pupil what they have in a term."""
    return tuple(
        sorted(
            {
                one.staff
                for one in plan.deployment
                if one.term == row.term
                and one.provision == row.provision
                and one.group == row.group
                and row.pupil in plan.pupils_of(one)
            }
        )
    )


def _payers(subject: Subject, row: Allocation, plan: Plan) -> tuple[str, ...]:
    """Name the streams that pay for it: for the pupil, or with the adult's salary."""
    adults = adults_of(row, plan)
    found = {
        one.stream
        for one in plan.spending
        if one.term == row.term
        and (
            (one.pupil == row.pupil and one.provision == row.provision)
            or (one.pupil is None and one.cost_item in adults)
            or (one.pupil is None and one.provision == row.provision)
        )
    }
    streams = subject.school.stream_by_id
    named = {
        code
        for code in found
        if code not in streams or streams[code].is_general or _is_for(row, code, plan)
    }
    return tuple(sorted(named))


def _is_for(row: Allocation, stream: str, plan: Plan) -> bool:
    return any(
        one.stream == stream and one.provision == row.provision and one.pupil in {row.pupil, None}
        for one in plan.spending
    )


def adult_rows(subject: Subject, plan: Plan) -> tuple[WhyAdultRow, ...]:
    """Give an adult's hours by term: what they have, what is used and what is left."""
    if subject.kind is not SubjectKind.ADULT:
        return ()
    rows = []
    for index, term in enumerate(subject.school.terms):
        used = _used(subject.code, term.term, plan)
        bought = sum(
            one.hours_per_week
            for one in plan.hiring
            if one.staff == subject.code and one.term == term.term
        )
        member = subject.school.staff_by_id[subject.code]
        has = bought
        if not member.engagement.is_by_the_hour and is_available(member, term):
            has += subject.resolver.problem.contract_capacity(subject.code, index)
        rows.append(
            WhyAdultRow(
                term=term.term,
                available_hours=has,
                used_hours=used,
                unused_hours=max(0.0, has - used),
            )
        )
    return tuple(rows)


def _used(staff: str, term: str, plan: Plan) -> float:
    return sum(
        one.hours_per_week for one in plan.deployment if one.staff == staff and one.term == term
    )


def competing_rows(subject: Subject, plan: Plan) -> tuple[WhyCompetingRow, ...]:
    """Name those whose hours come from the adults who could give more and have none left."""
    school = subject.school
    able = {
        member.staff
        for code in subject.provisions
        for member in school.deliverers_of[code]
        if _is_full(subject, member.staff, plan)
    }
    hours: dict[tuple[str, str, str], float] = defaultdict(float)
    for row in plan.deployment:
        if row.staff not in able or row.provision == subject.code:
            continue
        pupils = plan.pupils_of(row)
        for pupil in pupils - {subject.pupil}:
            weeks = school.term_by_id[row.term].weeks / school.weeks_in_year
            hours[row.staff, row.provision, pupil] += _share(row, pupil, plan) * weeks
    rows = [
        WhyCompetingRow(
            adult=adult,
            provision=provision,
            pupil=pupil,
            hours_per_week=amount,
            is_statutory=_is_statutory(subject, pupil, provision),
            most_pressing=max(
                (
                    need.weight
                    for need in school.needs_of[pupil]
                    if school.effect(provision, need.strand) > 0
                ),
                default=0.0,
            ),
        )
        for (adult, provision, pupil), amount in hours.items()
    ]
    rows.sort(key=lambda one: (not one.is_statutory, -one.hours_per_week, one.adult, one.pupil))
    return tuple(rows[:_MOST_COMPETING])


def _share(row: Deployment, pupil: str, plan: Plan) -> float:
    """One pupil's part of an adult's hours, by what each receives there [h/week]."""
    pupils = plan.pupils_of(row)
    received = {
        one.pupil: one.hours_per_week
        for one in plan.allocations
        if one.term == row.term
        and one.provision == row.provision
        and one.pupil in pupils
        and (not row.group or one.group == row.group)
    }
    total = sum(received.values())
    return row.hours_per_week * received.get(pupil, 0.0) / total if total else 0.0


def _is_full(subject: Subject, staff: str, plan: Plan) -> bool:
    problem = subject.resolver.problem
    return all(
        problem.contract_capacity(staff, index) - _used(staff, term.term, plan) < _FULL
        for index, term in enumerate(subject.school.terms)
    )


def _is_statutory(subject: Subject, pupil: str, provision: str) -> bool:
    entry = subject.school.provision_by_id[provision]
    return any(counts_for(entry, item, subject.school) for item in subject.school.items_of[pupil])


def statutory_reasons(subject: Subject, plan: Plan) -> tuple[str, ...]:
    """Give why each statutory item of the pupil that is short is so, as the plan says it."""
    found = {
        f"{row.item}: {row.reason}"
        for row in plan.statutory
        if row.pupil == subject.pupil and row.shortfall_hours > 0 and row.reason
    }
    return tuple(sorted(found))
