"""What one post costs, whoever holds it: by the year, or month by month through a change of pay.

The year is that of ``staff.csv``: salary to the pound, on-costs exact, figures of one day. Month by
month, salary and threshold come in twelfths, and a month that is not whole counts by its days, so
that twelve months on equal pay cost what the year does. National insurance goes by the figures in
force on the last day of a month, because April is paid after the tax year has begun on the 6th;
where they are not known yet, those of the first day are used, as for a year, and the line says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from planner.costing.number import shown
from planner.costing.paid_weeks import PaidWeeks
from planner.costing.pay import (
    Contract,
    CostLine,
    OnCosts,
    on_cost_lines,
    rate_lines,
    salary_line,
)
from planner.costing.pence import in_pence, to_the_penny, to_the_pound
from planner.errors import ParameterError
from planner.parameters.reader import Figure, figure, pay_point_salary
from planner.periods import Month, days_from_to

_MONTHS = 12
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

    def on(self, day: dt.date) -> tuple[Decimal, tuple[Figure, ...]]:
        """Give the salary on a day, an award to the pound, with the figures behind it [GBP/year].

        Raises:
            ParameterError: The spine point is not known on that day.
        """
        if self.award is None or day < self.award.starts:
            return self._without_award(day)
        before, figures = self._without_award(self.award.starts - _ONE_DAY)
        return to_the_pound(before * (1 + self.award.percent / 100)), figures

    def _without_award(self, day: dt.date) -> tuple[Decimal, tuple[Figure, ...]]:
        if self.salary is not None:
            return self.salary, ()
        known = pay_point_salary(self.point, day)
        return known.amount, (known,)


@dataclass(frozen=True)
class Post:
    """One job.

    Attributes:
        pay: The full-time salary.
        hours: Contract hours [h/week].
        full_time_hours: Hours of a full-time week; 37, in London usually 36 [h/week].
        weeks: The weeks worked and paid.
        on_costs: The employer's own rates.
    """

    pay: FullTimePay
    hours: Decimal
    full_time_hours: Decimal
    weeks: PaidWeeks
    on_costs: OnCosts

    @property
    def contract(self) -> Contract:
        """How much of a full-time salary it is paid."""
        return Contract(self.hours, self.full_time_hours, self.weeks.paid, self.weeks.year)

    def salary_on(self, day: dt.date) -> CostLine:
        """Give the salary of a full year at the pay of a day [GBP/year]."""
        full_time, figures = self.pay.on(day)
        return salary_line(full_time, self.contract, figures)


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
        return self.post.hours * self.post.weeks.worked * self.months / _MONTHS

    @property
    def per_worked_hour(self) -> Decimal:
        """What an hour of the weeks worked costs [GBP/h]."""
        return to_the_penny(self.total / self.hours_worked)

    @property
    def per_weekly_hour(self) -> Decimal:
        """What one hour a week costs, all year [GBP/year]."""
        return to_the_penny(self.total * _MONTHS / (self.months * self.post.hours))


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
    insurance, pension, levy = on_cost_lines(salary.amount, post.on_costs, on)
    told = replace(salary, label=f"{salary.label}, to the pound")
    return _published(post, (told,), (insurance,), (pension, levy), Decimal(_MONTHS))


def cost_of_months(post: Post, starts: dt.date, ends: dt.date) -> PostCost:
    """Give what a post costs from one day to another, each month by the figures in force in it.

    Args:
        post: The post.
        starts: The first day.
        ends: The last day.

    Raises:
        ParameterError: A figure is not known in one of the months.
        ValueError: The last day comes before the first.
    """
    if ends < starts:
        what = f"{ends} is before {starts}"
        raise ValueError(what)
    parts = tuple(_parts_of_months(post, starts, ends))
    salary = tuple(
        _stretch(line, tuple(together))
        for line, together in groupby(parts, key=lambda part: part.yearly)
    )
    insurance = tuple(_insurance_lines(parts))
    rates = rate_lines(total_of(salary), post.on_costs)
    return _published(post, salary, insurance, rates, _decimal(_months_of(parts)))


@dataclass(frozen=True)
class _PartOfMonth:
    """Days of one month on equal pay."""

    month: Month
    starts: dt.date
    ends: dt.date
    yearly: CostLine

    @property
    def share(self) -> Fraction:
        """How much of the month it is [share 0-1]."""
        return Fraction(days_from_to(self.starts, self.ends), self.month.days)


def _parts_of_months(post: Post, starts: dt.date, ends: dt.date) -> Iterator[_PartOfMonth]:
    """Cut the days from one to another at the ends of months and at an award."""
    award = post.pay.award
    first = starts
    while first <= ends:
        month = Month(first.year, first.month)
        last = min(month.ends, ends)
        if award is not None and first < award.starts <= last:
            last = award.starts - _ONE_DAY
        yield _PartOfMonth(month, first, last, post.salary_on(first))
        first = last + _ONE_DAY


def _months_of(parts: tuple[_PartOfMonth, ...]) -> Fraction:
    return sum((part.share for part in parts), Fraction(0))


def _decimal(amount: Fraction) -> Decimal:
    return Decimal(amount.numerator) / amount.denominator


def _stretch(yearly: CostLine, parts: tuple[_PartOfMonth, ...]) -> CostLine:
    """Give the salary of a stretch of equal pay."""
    what, _, how = yearly.label.partition(": ")
    months = _months_of(parts)
    label = (
        f"{what} from {_day(parts[0].starts)} to {_day(parts[-1].ends)}: {how}, to the pound "
        f"= £{yearly.amount:,} a year × {shown(_decimal(months))}/{_MONTHS} months"
    )
    amount = _decimal(Fraction(yearly.amount) * months / _MONTHS)
    return CostLine(label, amount, yearly.figures)


@dataclass(frozen=True)
class _Insurance:
    """National insurance in one month: its rate, its threshold, and what is to be said of them."""

    rate: Figure
    threshold: Figure
    says: str = ""


def _insurance_lines(parts: tuple[_PartOfMonth, ...]) -> Iterator[CostLine]:
    """Give national insurance, a line for each stretch of months with one rate and threshold."""
    first_day = parts[0].starts
    dated = groupby(parts, key=lambda part: _insurance_in(part.month, first_day))
    for insurance, together in dated:
        inside = tuple(together)
        rate, threshold = insurance.rate, insurance.threshold
        above = sum(
            _above(tuple(month), threshold.amount)
            for _, month in groupby(inside, key=lambda part: part.month)
        )
        yield CostLine(
            f"National insurance, {inside[0].month} to {inside[-1].month}{insurance.says}: "
            f"{rate.amount}% of each month’s salary above £{threshold.amount:,}/{_MONTHS}",
            _decimal(Fraction(rate.amount) / 100 * above),
            (rate, threshold),
        )


def _insurance_in(month: Month, first_day: dt.date) -> _Insurance:
    """Find the figures of a month, or say that those of the first day stand in their place.

    Raises:
        ParameterError: They are not known on the first day either.
    """
    try:
        return _Insurance(*_insurance_on(month.ends))
    except ParameterError:
        says = f", by the figures of {_day(first_day)} because later ones are not known"
        return _Insurance(*_insurance_on(first_day), says)


def _insurance_on(day: dt.date) -> tuple[Figure, Figure]:
    rate = figure("employer_ni_rate", day)
    return rate, figure("employer_ni_secondary_threshold", day)


def _above(month: tuple[_PartOfMonth, ...], threshold: Decimal) -> Fraction:
    """Give the pay of one month above the threshold of its days [GBP]."""
    paid = sum((Fraction(part.yearly.amount) * part.share for part in month), Fraction(0))
    return max(Fraction(0), paid - Fraction(threshold) * _months_of(month)) / _MONTHS


def _published(
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


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
