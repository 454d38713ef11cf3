"""Hours bought and posts filled: by whom, how many, for how long, and at what cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from planner.costing.staff import salary_in_term
from planner.optimiser.checks.reading import Reading, by
from planner.optimiser.checks.rule import Finding, rule
from planner.optimiser.checks.table import place, where
from planner.optimiser.checks.tolerance import (
    HALF_PENNY,
    TOTAL_HOURS,
    WEEKLY_HOURS,
    differs,
    exceeds,
    of_hours_in_money,
)
from planner.optimiser.plan import Deployment, Hire, HireKind
from planner.school.calendar import employed_share, is_available, weeks_of_delivery
from planner.school.records import StaffMember
from planner.school.referral import hours_left


@rule
def hours_are_bought_only_from_those_who_are_there(reading: Reading) -> Iterator[Finding]:
    """Extra, agency and service hours are bought only in terms wholly inside an adult's dates."""
    for row in reading.plan.hiring:
        member = reading.school.staff_by_id[row.staff]
        term = reading.school.term_by_id[row.term]
        if row.engagement is not HireKind.VACANCY and not is_available(member, term):
            yield place("hiring", row), "is not there for all of the term"


@rule
def extra_hours_stay_within_what_is_offered(reading: Reading) -> Iterator[Finding]:
    """No more further hours are bought of an employed adult than they can give."""
    for row in reading.plan.hiring:
        offered = reading.school.staff_by_id[row.staff].extra_hours
        if row.engagement is HireKind.EXTRA and exceeds(row.hours_per_week, offered, WEEKLY_HOURS):
            yield place("hiring", row), f"buys {row.hours_per_week:g} h/week, where {offered:g} may"


@rule
def vacancies_keep_their_hours(reading: Reading) -> Iterator[Finding]:
    """A vacancy has the same contract hours from the term it starts in until it ends.

    They lie between its fewest and its most; it ends with the year or its leaving date.
    """
    posts = by(lambda row: row.staff, reading.plan.hiring)
    for staff_id, rows in posts.items():
        member = reading.school.staff_by_id[staff_id]
        if rows[0].engagement is not HireKind.VACANCY:
            continue
        filled = {row.term for row in rows}
        first = min(reading.term_number[term_id] for term_id in filled)
        expected = {
            term.term for term in reading.school.terms[first:] if employed_share(member, term) > 0
        }
        if filled != expected:
            odd = ", ".join(sorted(filled ^ expected))
            yield where("hiring", staff_id), f"is filled with a break or outside its dates: {odd}"
        most = member.contract_hours or 0.0
        fewest = most if member.min_hours is None else member.min_hours
        for row in rows:
            if differs(row.hours_per_week, rows[0].hours_per_week, WEEKLY_HOURS):
                yield place("hiring", row), "changes its contract hours"
            if exceeds(fewest, row.hours_per_week, WEEKLY_HOURS) or exceeds(
                row.hours_per_week, most, WEEKLY_HOURS
            ):
                what = f"has {row.hours_per_week:g} h/week, not {fewest:g} to {most:g}"
                yield place("hiring", row), what


@rule
def bought_hours_are_those_delivered(reading: Reading) -> Iterator[Finding]:
    """Agency and service hours bought in a term are the hours deployed in it."""
    for row in reading.plan.hiring:
        if not reading.school.staff_by_id[row.staff].engagement.is_by_the_hour:
            continue
        delivered = reading.hours_deployed(row.term, row.staff)
        if differs(row.hours_per_week, delivered, WEEKLY_HOURS):
            what = f"buys {row.hours_per_week:g} h/week and deploys {delivered:g}"
            yield place("hiring", row), what


@rule
def bought_hours_stay_within_their_limits(reading: Reading) -> Iterator[Finding]:
    """Agency and service hours stay within their weekly cap and their hours for the year.

    Referrals take their hours of a service before the plan does.
    """
    in_year: dict[str, float] = defaultdict(float)
    for row in reading.plan.hiring:
        member = reading.school.staff_by_id[row.staff]
        if not member.engagement.is_by_the_hour:
            continue
        cap = member.weekly_hours_with_pupils
        if exceeds(row.hours_per_week, cap, WEEKLY_HOURS):
            yield place("hiring", row), f"buys {row.hours_per_week:g} h/week, where {cap:g} may"
        in_year[row.staff] += _hours_delivered(reading, row)
    for staff_id, hours in in_year.items():
        limit = hours_left(reading.school.staff_by_id[staff_id], reading.school.referrals)
        if limit is not None and exceeds(hours, limit, TOTAL_HOURS):
            yield where("hiring", staff_id), f"{hours:g} hours in the year, where {limit:g} may"


@rule
def bought_hours_cost_what_they_cost(reading: Reading) -> Iterator[Finding]:
    """A post costs all its contract hours; bought hours cost the weeks in which they deliver.

    Of an adult's hours the bought ones count last, and which those are is not written down: extra
    hours cost at least the shortest delivery of the adult's term, at most every week of it.
    """
    for row in reading.plan.hiring:
        member = reading.school.staff_by_id[row.staff]
        if row.engagement is HireKind.VACANCY:
            low = high = _cost_of_post(reading, member, row)
        elif row.engagement is HireKind.EXTRA:
            low, high = _cost_of_extra_hours(reading, row)
        else:
            rate = reading.hourly_costs[row.staff]
            low = high = _hours_delivered(reading, row) * rate
        cost = float(row.cost)
        tolerance = HALF_PENNY + _rounding(reading, row)
        if exceeds(low, cost, tolerance) or exceeds(cost, high, tolerance):
            shown = f"{low:.2f}" if low == high else f"{low:.2f} to {high:.2f}"
            yield place("hiring", row), f"costs £{cost:.2f}, not £{shown}"


def weeks_delivered(reading: Reading, row: Deployment) -> float:
    """Weeks in which an adult's hours are given: a programme's own, else all the term's [weeks]."""
    provision, term = reading.provision(row), reading.term(row)
    return weeks_of_delivery(provision, term) if provision.is_programme else term.weeks


def _hours_delivered(reading: Reading, hire: Hire) -> float:
    return sum(
        row.hours_per_week * weeks_delivered(reading, row)
        for row in reading.deployed.get((hire.term, hire.staff), ())
    )


def _cost_of_post(reading: Reading, member: StaffMember, hire: Hire) -> float:
    term = reading.school.term_by_id[hire.term]
    whole_post = float(salary_in_term(member, reading.school, term))
    return whole_post * hire.hours_per_week / (member.contract_hours or 1.0)


def _cost_of_extra_hours(reading: Reading, hire: Hire) -> tuple[float, float]:
    every_week = reading.school.term_by_id[hire.term].weeks
    rows = reading.deployed.get((hire.term, hire.staff), ())
    fewest = min((weeks_delivered(reading, row) for row in rows), default=every_week)
    hour_a_week = reading.extra_hour_costs[hire.staff] * hire.hours_per_week
    return hour_a_week * fewest, hour_a_week * every_week


def _rounding(reading: Reading, hire: Hire) -> float:
    weeks = reading.school.term_by_id[hire.term].weeks
    rate = reading.extra_hour_costs.get(hire.staff, reading.hourly_costs[hire.staff])
    rows = 1 + len(reading.deployed.get((hire.term, hire.staff), ()))
    return of_hours_in_money(rows, rate * weeks)
