"""The arithmetic of a salary and what comes on top of it; whoever costs an adult uses this one.

Amounts are exact: only the salary is rounded, to the pound and half up, because the data format
says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from planner.costing.number import shown
from planner.costing.pence import to_the_pound
from planner.parameters.own import PENSION
from planner.parameters.reader import Figure, figure, known_figure
from planner.school.records import OwnFigure


@dataclass(frozen=True)
class CostLine:
    """One part of an annual cost; the parts of a person's cost add up to it.

    Attributes:
        label: What the part is, with its arithmetic.
        amount: The part [GBP/year].
        figures: The dated figures it was worked out from.
    """

    label: str
    amount: Decimal
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Contract:
    """How much of a full-time salary somebody is paid.

    Attributes:
        hours: Contract hours [h/week].
        full_time_hours: Hours of a full-time week [h/week].
        paid_weeks: Weeks that are paid [weeks/year].
        weeks_per_year: Weeks that a full year's salary is divided by [weeks/year].
    """

    hours: Decimal
    full_time_hours: Decimal
    paid_weeks: Decimal
    weeks_per_year: Decimal


@dataclass(frozen=True)
class OnCosts:
    """What an employer pays on top by its own rates; national insurance is the law's.

    Attributes:
        pension_percent: The contribution that the pension fund asks of this employer [% of salary].
        levy_percent: The apprenticeship levy [% of salary].
        figures: The dated figures that they come from, if they come from any.
    """

    pension_percent: Decimal
    levy_percent: Decimal
    figures: tuple[Figure, ...] = ()


def salary_line(
    full_time: Decimal, contract: Contract, figures: tuple[Figure, ...] = ()
) -> CostLine:
    """Give the salary of a contract, to the pound.

    Full-time salary × hours / full-time hours × paid weeks / weeks of the year.

    Args:
        full_time: The salary of somebody who works full time, all year [GBP/year].
        contract: The contract.
        figures: The dated figures behind the salary and the weeks of the year.

    Source: data format, staff.csv; Green Book, part 4.12.
    """
    share = contract.hours * contract.paid_weeks
    of_all = contract.full_time_hours * contract.weeks_per_year
    return CostLine(
        f"Salary: £{full_time:,} × {shown(contract.hours)}/{shown(contract.full_time_hours)} hours "
        f"× {shown(contract.paid_weeks)}/{shown(contract.weeks_per_year)} weeks",
        to_the_pound(full_time * share / of_all),
        figures,
    )


def on_cost_lines(
    salary: Decimal, on_costs: OnCosts, on: dt.date, own: Iterable[OwnFigure] = ()
) -> tuple[CostLine, ...]:
    """Give national insurance, pension and levy of a year's salary in one job.

    Args:
        salary: The salary of the job [GBP/year].
        on_costs: The employer's own rates.
        on: The day whose rate and threshold of national insurance are used.
        own: The school's own figures, which come first.

    Raises:
        ParameterError: National insurance is not known on that day.
    """
    own = tuple(own)
    rate = figure("employer_ni_rate", on, own)
    threshold = figure("employer_ni_secondary_threshold", on, own)
    return (
        CostLine(
            f"National insurance: {rate.amount}% of salary above £{threshold.amount:,}",
            rate.amount / 100 * max(Decimal(0), salary - threshold.amount),
            (rate, threshold),
        ),
        *rate_lines(salary, on_costs),
    )


def own_pension(on: dt.date, own: Iterable[OwnFigure]) -> Figure | None:
    """Find the contribution that the school's pension fund asks from a day on, if it is entered.

    It stands among the school's own figures with its dates, because a fund sets it anew.

    Returns: The dated contribution [% of salary].
    """
    return known_figure(PENSION, on, own)


def rate_lines(salary: Decimal, on_costs: OnCosts) -> tuple[CostLine, CostLine]:
    """Give what is a plain share of the salary: pension and levy."""
    pension, levy = on_costs.pension_percent, on_costs.levy_percent
    return (
        CostLine(f"Pension: {pension}% of salary", salary * pension / 100, on_costs.figures),
        CostLine(f"Apprenticeship levy: {levy}% of salary", salary * levy / 100),
    )
