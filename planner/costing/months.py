"""What one post costs month by month, through a change of pay, of rates or of the tax year.

Salary and threshold come in twelfths, and a month that is not whole counts by its days, so that
twelve months on equal pay cost what the year does. National insurance goes by the figures in force
on the last day of a month, because April is paid after the tax year has begun on the 6th; where
they are not known yet, those of the first day are used, as for a year, and the line says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from planner.costing.number import shown
from planner.costing.pay import CostLine, rate_lines
from planner.costing.post import MONTHS, Post, PostCost, published, total_of
from planner.errors import ParameterError
from planner.parameters.figure import day_written
from planner.parameters.reader import Figure, figure
from planner.periods import Month, days_from_to
from planner.school.records import OwnFigure

_ONE_DAY = dt.timedelta(days=1)


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
    insurance = tuple(_insurance_lines(parts, post.own))
    _, levy = rate_lines(total_of(salary), post.on_costs)
    rates = (_pension_line(parts, post), levy)
    return published(post, salary, insurance, rates, _decimal(_months_of(parts)))


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
    """Cut the days from one to another at the ends of months and where something changes."""
    changes = sorted(_days_of_change(post))
    first = starts
    while first <= ends:
        month = Month(first.year, first.month)
        last = min(month.ends, ends)
        change = next((day for day in changes if first < day <= last), None)
        if change is not None:
            last = change - _ONE_DAY
        yield _PartOfMonth(month, first, last, post.salary_on(first))
        first = last + _ONE_DAY


def _days_of_change(post: Post) -> set[dt.date]:
    """Give the days on which an award, or a figure of the school's own, begins or is over."""
    award = post.pay.award
    days = set() if award is None else {award.starts}
    days |= {one.starts for one in post.own}
    return days | {one.ends + _ONE_DAY for one in post.own if one.ends and one.ends < dt.date.max}


def _pension_line(parts: tuple[_PartOfMonth, ...], post: Post) -> CostLine:
    """Give the pension contribution, by the rate of each stretch where it is dated."""
    rates = [(post.on_costs_on(part.starts), part.starts, _paid_in(part)) for part in parts]
    stretches = [
        (on_costs, tuple(together))
        for on_costs, together in groupby(rates, key=lambda rate: rate[0])
    ]
    told = ", ".join(
        f"{on_costs.pension_percent}% "
        + (f"from {day_written(together[0][1])}" if place else "of salary")
        for place, (on_costs, together) in enumerate(stretches)
    )
    amount = sum(
        (Fraction(on_costs.pension_percent) / 100 * paid for on_costs, _, paid in rates),
        Fraction(0),
    )
    figures = tuple(figure for on_costs, _ in stretches for figure in on_costs.figures)
    return CostLine(f"Pension: {told}", _decimal(amount), figures)


def _paid_in(part: _PartOfMonth) -> Fraction:
    """Give the salary of a part of a month [GBP]."""
    return Fraction(part.yearly.amount) * part.share / MONTHS


def _months_of(parts: tuple[_PartOfMonth, ...]) -> Fraction:
    return sum((part.share for part in parts), Fraction(0))


def _decimal(amount: Fraction) -> Decimal:
    return Decimal(amount.numerator) / amount.denominator


def _stretch(yearly: CostLine, parts: tuple[_PartOfMonth, ...]) -> CostLine:
    """Give the salary of a stretch of equal pay."""
    what, _, how = yearly.label.partition(": ")
    months = _months_of(parts)
    days = f"{day_written(parts[0].starts)} to {day_written(parts[-1].ends)}"
    label = (
        f"{what} from {days}: {how}, to the pound "
        f"= £{yearly.amount:,} a year × {shown(_decimal(months))}/{MONTHS} months"
    )
    amount = _decimal(Fraction(yearly.amount) * months / MONTHS)
    return CostLine(label, amount, yearly.figures)


@dataclass(frozen=True)
class _Insurance:
    """National insurance in one month: its rate, its threshold, and what is to be said of them."""

    rate: Figure
    threshold: Figure
    says: str = ""


def _insurance_lines(
    parts: tuple[_PartOfMonth, ...], own: tuple[OwnFigure, ...]
) -> Iterator[CostLine]:
    """Give national insurance, a line for each stretch of months with one rate and threshold."""
    first_day = parts[0].starts
    dated = groupby(parts, key=lambda part: _insurance_in(part.month, first_day, own))
    for insurance, together in dated:
        inside = tuple(together)
        rate, threshold = insurance.rate, insurance.threshold
        above = sum(
            _above(tuple(month), threshold.amount)
            for _, month in groupby(inside, key=lambda part: part.month)
        )
        yield CostLine(
            f"National insurance, {inside[0].month} to {inside[-1].month}{insurance.says}: "
            f"{rate.amount}% of each month’s salary above £{threshold.amount:,}/{MONTHS}",
            _decimal(Fraction(rate.amount) / 100 * above),
            (rate, threshold),
        )


def _insurance_in(month: Month, first_day: dt.date, own: tuple[OwnFigure, ...]) -> _Insurance:
    """Find the figures of a month, or say that those of the first day stand in their place.

    Raises:
        ParameterError: They are not known on the first day either.
    """
    try:
        return _Insurance(*_insurance_on(month.ends, own))
    except ParameterError:
        says = f", by the figures of {day_written(first_day)} because later ones are not known"
        return _Insurance(*_insurance_on(first_day, own), says)


def _insurance_on(day: dt.date, own: tuple[OwnFigure, ...]) -> tuple[Figure, Figure]:
    rate = figure("employer_ni_rate", day, own)
    return rate, figure("employer_ni_secondary_threshold", day, own)


def _above(month: tuple[_PartOfMonth, ...], threshold: Decimal) -> Fraction:
    """Give the pay of one month above the threshold of its days [GBP]."""
    paid = sum(map(_paid_in, month), Fraction(0))
    return max(Fraction(0), paid - Fraction(threshold) * _months_of(month) / MONTHS)
