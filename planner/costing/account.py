"""What a post costs, told line by line as a sum that can be checked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.costing.number import shown
from planner.costing.post import PostCost

_MONTHS = 12


def account_of(cost: PostCost) -> tuple[str, ...]:
    """Give the arithmetic: paid weeks, each part, the total and what an hour costs, a line each."""
    return (*_of_weeks(cost), *_of_parts(cost), *_of_hours(cost))


def _of_weeks(cost: PostCost) -> Iterator[str]:
    weeks = cost.post.weeks
    for told in weeks.sums:
        yield f"{told}."
    if weeks.paid <= weeks.worked < weeks.year:
        yield "No leave is paid for: no more weeks are paid than are worked."


def _of_parts(cost: PostCost) -> Iterator[str]:
    for line in cost.lines:
        yield f"{line.label} = £{line.amount:,.2f}."
    amounts = " + ".join(f"£{line.amount:,.2f}" for line in cost.lines if line.amount)
    yield f"Total: {amounts} = £{cost.total:,.2f} {how_long(cost.months)}."


def _of_hours(cost: PostCost) -> Iterator[str]:
    hours, worked = shown(cost.post.hours), shown(cost.post.weeks.worked)
    of_year = "" if cost.months == _MONTHS else f" × {shown(cost.months)}/{_MONTHS} of the year"
    yield (
        f"An hour worked: £{cost.total:,.2f} / ({hours} hours × {worked} weeks{of_year}) "
        f"= £{cost.per_worked_hour:,.2f}."
    )
    over = f"({hours} hours{of_year})" if of_year else f"{hours} hours"
    yield f"One hour a week, all year: £{cost.total:,.2f} / {over} = £{cost.per_weekly_hour:,.2f}."


def how_long(months: Decimal) -> str:
    """How long a cost is for: ``a year``, or ``for 4 months``."""
    return "a year" if months == _MONTHS else f"for {shown(months)} months"
