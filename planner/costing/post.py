"""What one post costs in a year, whoever holds it, by the figures of one day.

The year is that of ``staff.csv``: salary to the pound, on-costs exact. How a post is costed month
by month is told in ``months``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from planner.costing.paid_weeks import PaidWeeks
from planner.costing.pay import (
    Contract,
    CostLine,
    OnCosts,
    on_cost_lines,
    salary_line,
)
from planner.costing.pence import in_pence, to_the_penny, to_the_pound
from planner.parameters.own import PENSION
from planner.parameters.reader import Figure, figure, pay_point_salary
from planner.school.records import OwnFigure

MONTHS = 12
OwnFigures = tuple[OwnFigure, ...]
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Award:
    """A rise of pay from a day on.

    Attributes:
        percent: How much the full-time salary rises; below 0 it falls [% of salary].
        starts: The first day on which it is paid.
    """

    percent: Decimal
    starts: dt.date


@dataclass(frozen=True)
class FullTimePay:
    """What somebody who works full time, all year, would be paid.

    Attributes:
        salary: The salary as it is entered, for a spine that is not kept here such as London's;
            ``None`` for a spine point [GBP/year].
        point: The point of the spine outside London; blank where the salary is entered.
        award: A rise that the spine does not have; it takes the place of what the spine says from
            then on.
    """

    salary: Decimal | None = None
    point: str = ""
    award: Award | None = None

    def on(self, day: dt.date, own: OwnFigures = ()) -> tuple[Decimal, tuple[Figure, ...]]:
        """Give the salary on a day, an award to the pound, with the figures behind it [GBP/year].

        Args:
            day: The day.
            own: The school's own figures, which come before the spine.

        Raises:
            ParameterError: The spine point is not known on that day.
        """
        if self.award is None or day < self.award.starts:
            return self._without_award(day, own)
        before, figures = self._without_award(self.award.starts - _ONE_DAY, own)
        return to_the_pound(before * (1 + self.award.percent / 100)), figures

    def _without_award(self, day: dt.date, own: OwnFigures) -> tuple[Decimal, tuple[Figure, ...]]:
        if self.salary is not None:
            return self.salary, ()
        known = pay_point_salary(self.point, day, own)
        return known.amount, (known,)


@dataclass(frozen=True)
class Post:
    """One job.

    Attributes:
        pay: The full-time salary.
        hours: Contract hours [h/week].
        full_time_hours: Hours of a full-time week; 37, in London usually 36 [h/week].
        weeks: The weeks worked and paid.
        on_costs: The employer's own rates; where its pension contribution is a dated figure of the
            school's own, those of the first day.
        own: The school's own figures, which come before those that come with Evenhand.
    """

    pay: FullTimePay
    hours: Decimal
    full_time_hours: Decimal
    weeks: PaidWeeks
    on_costs: OnCosts
    own: OwnFigures = ()

    @property
    def contract(self) -> Contract:
        """How much of a full-time salary it is paid."""
        return Contract(self.hours, self.full_time_hours, self.weeks.paid, self.weeks.year)

    def salary_on(self, day: dt.date) -> CostLine:
        """Give the salary of a full year at the pay of a day [GBP/year]."""
        full_time, figures = self.pay.on(day, self.own)
        return salary_line(full_time, self.contract, figures)

    def on_costs_on(self, day: dt.date) -> OnCosts:
        """Give the employer's own rates on a day.

        Raises:
            ParameterError: They are dated, and none is known on that day.
        """
        if not self.on_costs.figures:
            return self.on_costs
        dated = figure(PENSION, day, self.own)
        return replace(self.on_costs, pension_percent=dated.amount, figures=(dated,))


@dataclass(frozen=True)
class PostCost:
    """What a post costs; every amount is in whole pence and they add up to the total.

    Attributes:
        post: The post.
        salary: The salary, a line for each stretch of equal pay.
        national_insurance: The employer's national insurance, a line for each rate in force.
        pension: The pension contribution.
        levy: The apprenticeship levy.
        months: Months that it is the cost of; 12 for a full year [months].
    """

    post: Post
    salary: tuple[CostLine, ...]
    national_insurance: tuple[CostLine, ...]
    pension: CostLine
    levy: CostLine
    months: Decimal

    @property
    def lines(self) -> tuple[CostLine, ...]:
        """Every part, in the order of the sum."""
        return (*self.salary, *self.national_insurance, self.pension, self.levy)

    @property
    def total(self) -> Decimal:
        """What all of it costs [GBP]."""
        return total_of(self.lines)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know before relying on the dated figures, each note once."""
        figures = (figure for line in self.lines for figure in line.figures if figure.note)
        return tuple(dict.fromkeys(f"{figure.label}: {figure.note}" for figure in figures))

    @property
    def hours_worked(self) -> Decimal:
        """Contract hours of the weeks worked, and of a part-year its part [h]."""
        return self.post.hours * self.post.weeks.worked * self.months / MONTHS

    @property
    def per_worked_hour(self) -> Decimal:
        """What an hour of the weeks worked costs [GBP/h]."""
        return to_the_penny(self.total / self.hours_worked)

    @property
    def per_weekly_hour(self) -> Decimal:
        """What one hour a week costs, all year [GBP/year]."""
        return to_the_penny(self.total * MONTHS / (self.months * self.post.hours))


def total_of(lines: tuple[CostLine, ...]) -> Decimal:
    """Add up the amounts of lines [GBP]."""
    return sum((line.amount for line in lines), Decimal(0))


def cost_of_year(post: Post, on: dt.date) -> PostCost:
    """Give what a post costs in a full year by the figures of one day.

    Args:
        post: The post.
        on: The day.

    Raises:
        ParameterError: A figure is not known on that day.
    """
    salary = post.salary_on(on)
    insurance, pension, levy = on_cost_lines(salary.amount, post.on_costs_on(on), on, post.own)
    told = replace(salary, label=f"{salary.label}, to the pound")
    return published(post, (told,), (insurance,), (pension, levy), Decimal(MONTHS))


def published(
    post: Post,
    salary: tuple[CostLine, ...],
    insurance: tuple[CostLine, ...],
    rates: tuple[CostLine, CostLine],
    months: Decimal,
) -> PostCost:
    """Put the lines together, each in whole pence."""
    exact = (*salary, *insurance, *rates)
    pence = in_pence([line.amount for line in exact])
    lines = tuple(replace(line, amount=amount) for line, amount in zip(exact, pence, strict=True))
    middle = len(salary)
    return PostCost(
        post=post,
        salary=lines[:middle],
        national_insurance=lines[middle:-2],
        pension=lines[-2],
        levy=lines[-1],
        months=months,
    )
