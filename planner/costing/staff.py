"""What a person costs: a year, an hour, a term, and the arithmetic behind it.

Amounts are exact: only the salary of a pay point is rounded, to the pound and half up, because the
data format says so. Figures are those in force on the first day of the first term.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from planner.costing.pay import Contract, CostLine, OnCosts, on_cost_lines, own_pension, salary_line
from planner.costing.pence import to_the_pound
from planner.errors import InputError, Problem
from planner.parameters.reader import figure, pay_point_salary
from planner.school.calendar import employed_share
from planner.school.records import StaffMember, Term
from planner.school.school import School


def annual_cost(member: StaffMember, school: School) -> Decimal:
    """Give what an employed adult costs the school in a full year, on-costs included.

    For a vacancy it is the cost of the post at its most contract hours.

    Args:
        member: An employed adult or a vacancy.
        school: The school, whose weeks, hours and on-costs apply.

    Returns: The employer's full cost [GBP/year].

    Raises:
        ValueError: The adult is hired by the hour, so has no annual cost.
        InputError: A pay point is used and the school does not say its pension contribution.
        ParameterError: The pay point or its on-costs are not known on the first day of the year.

    Source: data format, staff.csv.
    """
    return sum((line.amount for line in annual_cost_lines(member, school)), Decimal(0))


def annual_cost_lines(member: StaffMember, school: School) -> tuple[CostLine, ...]:
    """Give the arithmetic of an annual cost line by line; the lines add up to it.

    Args:
        member: An employed adult or a vacancy.
        school: The school, whose weeks, hours and on-costs apply.

    Returns: One line for a cost as entered; salary and each on-cost for a pay point [GBP/year].

    Raises:
        ValueError: The adult is hired by the hour, so has no annual cost.
        InputError: A pay point is used and the school does not say its pension contribution.
        ParameterError: The pay point or its on-costs are not known on the first day of the year.
    """
    if member.engagement.is_by_the_hour:
        what = f"{member.staff} is hired by the hour and has no annual cost"
        raise ValueError(what)
    if member.annual_cost is not None:
        return (CostLine("Annual cost, as entered", member.annual_cost),)
    if member.hourly_cost is not None:
        hours, weeks = _contract_hours(member), weeks_in_year(school)
        return (
            CostLine(
                f"£{member.hourly_cost:,} an hour × {hours} hours × {weeks} teaching weeks",
                member.hourly_cost * hours * weeks,
            ),
        )
    salary = _salary_line(member, school)
    return (salary, *_on_cost_lines(salary.amount, school))


def annual_cost_after_award(member: StaffMember, school: School, percent: Decimal) -> Decimal:
    """Give what an adult costs in a full year once pay has risen.

    The salary of a pay point rises and its on-costs are worked out again; of a cost as entered
    nobody knows the parts, so all of it rises.

    Args:
        member: An employed adult or a vacancy.
        school: The school, whose weeks, hours and on-costs apply.
        percent: How much pay rises; below 0 it falls [% of salary].

    Returns: The employer's full cost after the rise [GBP/year].
    """
    first, *_ = annual_cost_lines(member, school)
    raised = first.amount * (1 + percent / 100)
    if not member.pay_point:
        return raised
    salary = to_the_pound(raised)
    return salary + sum((line.amount for line in _on_cost_lines(salary, school)), Decimal(0))


def hourly_cost(member: StaffMember, school: School) -> Decimal:
    """Give what an hour of an adult costs.

    For an employed adult or a vacancy it is the annual cost over the contract hours of the year's
    teaching weeks; for agency and service it is the price of an hour bought.

    Returns: The cost of an hour [GBP/h].

    Source: data format, the paragraph after staff.csv.
    """
    if member.engagement.is_by_the_hour and member.hourly_cost is not None:
        return member.hourly_cost
    return annual_cost(member, school) / (_contract_hours(member) * weeks_in_year(school))


def extra_hour_cost(member: StaffMember, school: School) -> Decimal:
    """Give what an hour beyond an employed adult's contract costs; blank is the hourly cost.

    Returns: The cost of a further hour [GBP/h].
    """
    if member.extra_hour_cost is not None:
        return member.extra_hour_cost
    return hourly_cost(member, school)


def salary_in_term(member: StaffMember, school: School, term: Term) -> Decimal:
    """Give what a term carries of the annual cost of an employed adult.

    Annual cost × the term's weeks / the year's weeks × the share of its days employed.

    Returns: The cost committed in the term [GBP/term].

    Source: data format, the paragraph after staff.csv.
    """
    share_of_days = exact(employed_share(member, term))
    weeks, all_weeks = exact(term.weeks), weeks_in_year(school)
    return annual_cost(member, school) * weeks * share_of_days / all_weeks


def weeks_in_year(school: School) -> Decimal:
    """Add up the teaching weeks of the terms as they are written [weeks/year]."""
    return sum((exact(term.weeks) for term in school.terms), Decimal(0))


def exact(number: float) -> Decimal:
    """Give a number as it is written: 32.1 hours are 32.1, not the nearest binary fraction."""
    # Adding nothing writes 1E+2 out as 100 again, for the labels.
    return Decimal(repr(number)).normalize() + 0


def _salary_line(member: StaffMember, school: School) -> CostLine:
    on = _first_day(school)
    weeks_per_year = figure("weeks_per_year", on, school.figures)
    contract = Contract(
        hours=_contract_hours(member),
        full_time_hours=exact(school.details.full_time_hours),
        paid_weeks=exact(member.paid_weeks or 0.0),
        weeks_per_year=weeks_per_year.amount,
    )
    full_time = pay_point_salary(member.pay_point, on, school.figures)
    return salary_line(full_time.amount, contract, (full_time, weeks_per_year))


def _on_cost_lines(salary: Decimal, school: School) -> tuple[CostLine, ...]:
    on = _first_day(school)
    return on_cost_lines(salary, _on_costs(school, on), on, school.figures)


def _on_costs(school: School, on: dt.date) -> OnCosts:
    """Give the employer's rates; a dated pension contribution of the school's own comes first."""
    levy, dated = exact(school.details.levy_percent), own_pension(on, school.figures)
    if dated is not None:
        return OnCosts(dated.amount, levy, (dated,))
    if school.details.pension_percent is None:
        raise InputError(
            (
                Problem(
                    "school.csv",
                    0,
                    "pension_percent",
                    "is blank, and staff are costed from a pay point",
                    "write the employer's pension contribution, such as 21.5",
                ),
            )
        )
    return OnCosts(exact(school.details.pension_percent), levy)


def _contract_hours(member: StaffMember) -> Decimal:
    return exact(member.contract_hours or 0.0)


def _first_day(school: School) -> dt.date:
    return school.terms[0].start
