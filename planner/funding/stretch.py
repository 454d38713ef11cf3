"""The budget through the year: by term, by calendar month, and by budget year of either kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from planner.funding.month import months_of
from planner.funding.movement import MovementKind
from planner.funding.position import Position
from planner.periods import AcademicYear, FinancialYear
from planner.school.codes import BudgetYear

_FIRST_MONTH_OF_FINANCIAL_YEAR = 4


@dataclass(frozen=True)
class Stretch:
    """Money in and committed money out in one stretch of the plan year.

    Attributes:
        name: The term, month or budget year, in words.
        starts: The first day.
        ends: The last day.
        income: Money in [GBP].
        salaries: Salaries of employed staff [GBP].
        lines: Budget lines [GBP].
        referrals: Referrals [GBP].
        balance: What has come in and was not committed, since the plan year began [GBP].
    """

    name: str
    starts: dt.date
    ends: dt.date
    income: Decimal
    salaries: Decimal
    lines: Decimal
    referrals: Decimal
    balance: Decimal

    @property
    def committed(self) -> Decimal:
        """Salaries, budget lines and referrals together [GBP]."""
        return self.salaries + self.lines + self.referrals

    @property
    def difference(self) -> Decimal:
        """What comes in less what is committed in this stretch [GBP]."""
        return self.income - self.committed


def by_term(position: Position) -> tuple[Stretch, ...]:
    """Give the budget of each term in time order; none where no terms are entered."""
    terms = position.school.terms
    named = [(term.name or term.term, term.start, term.end) for term in terms]
    return tuple(_running(named, [_parts(position, "by_term", kind) for kind in MovementKind]))


def by_month(position: Position) -> tuple[Stretch, ...]:
    """Give the budget of each month of the plan year, September first."""
    months = months_of(position.school.details.academic_year)
    named = [(str(month), month.starts, month.ends) for month in months]
    return tuple(_running(named, [_parts(position, "by_month", kind) for kind in MovementKind]))


def by_budget_year(months: Iterable[Stretch], kind: BudgetYear) -> tuple[Stretch, ...]:
    """Add months up to budget years, of each of which the plan year may hold only a part.

    Args:
        months: Months in time order.
        kind: Academic (September to August) or financial (April to March).

    Returns: One stretch for each budget year, from its first to its last day in the months.
    """
    return tuple(
        _together(f"{name_of(kind)} {year}", list(inside))
        for year, inside in groupby(months, key=lambda month: budget_year_of(month.starts, kind))
    )


def budget_year_of(day: dt.date, kind: BudgetYear) -> AcademicYear | FinancialYear:
    """Give the budget year in which a day lies."""
    if kind is BudgetYear.FINANCIAL:
        return FinancialYear(day.year - (day.month < _FIRST_MONTH_OF_FINANCIAL_YEAR))
    return AcademicYear(day.year - (day < AcademicYear(day.year).starts))


def name_of(kind: BudgetYear) -> str:
    """Name a kind of budget year: ``Financial year``."""
    return "Financial year" if kind is BudgetYear.FINANCIAL else "Academic year"


def _parts(position: Position, spread: str, kind: MovementKind) -> list[tuple[Decimal, ...]]:
    return [getattr(one, spread) for one in position.movements if one.kind is kind]


def _running(
    named: Sequence[tuple[str, dt.date, dt.date]], parts: Sequence[list[tuple[Decimal, ...]]]
) -> Iterator[Stretch]:
    """Give each stretch its money and the balance so far."""
    balance = Decimal(0)
    for place, (name, starts, ends) in enumerate(named):
        income, salaries, lines, referrals = (
            sum((one[place] for one in of_kind), Decimal(0)) for of_kind in parts
        )
        balance += income - salaries - lines - referrals
        yield Stretch(name, starts, ends, income, salaries, lines, referrals, balance)


def _together(name: str, months: Sequence[Stretch]) -> Stretch:
    return Stretch(
        name=name,
        starts=months[0].starts,
        ends=months[-1].ends,
        income=sum((month.income for month in months), Decimal(0)),
        salaries=sum((month.salaries for month in months), Decimal(0)),
        lines=sum((month.lines for month in months), Decimal(0)),
        referrals=sum((month.referrals for month in months), Decimal(0)),
        balance=months[-1].balance,
    )
