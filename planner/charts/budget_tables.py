"""The budget as tables: by stream, by term, by month, by budget year, and the threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from planner.charts.budget_words import codes_of, day, name_of, pays_for
from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.funding.position import Position, Standing
from planner.funding.stretch import Stretch, by_budget_year
from planner.funding.threshold import Threshold
from planner.school.codes import BudgetYear

_TOTAL = "All together"
_OF_REFERRALS = "To services outside the school, as far as their cost is known"


def streams_table(position: Position) -> Table:
    """Income, committed cost and what is left: general money, each other stream, and the total."""
    rows: list[tuple[Cell, ...]] = [
        (name_of(one), codes_of(one), pays_for(one), *_money_of(one)) for one in position.standings
    ]
    total = (position.income, position.salaries, position.lines, position.referrals, position.left)
    table = Table(
        name="budget_by_stream",
        says="What each stream brings in, what must come out of it, and what is left.",
        columns=(
            Column("Money", ColumnKind.CODE),
            Column("Streams", help_text="The streams by code, as the funding register has them"),
            Column("May pay for"),
            Column("Income (£ a year)", ColumnKind.MONEY),
            Column("Salaries (£ a year)", ColumnKind.MONEY, "Of employed staff"),
            Column("Budget lines (£ a year)", ColumnKind.MONEY),
            Column("Referrals (£ a year)", ColumnKind.MONEY, _OF_REFERRALS),
            Column("Left (£ a year)", ColumnKind.MONEY, "Below 0 where it is short"),
        ),
        rows=(*rows, (_TOTAL, "", "", *map(float, total))),
    )
    return table if position.referrals else _without_referrals(table)


def terms_table(terms: Sequence[Stretch]) -> Table:
    """Income, committed cost and running balance of each term, spread by teaching weeks."""
    return _table("budget_by_term", "Term", "Money in and committed in each term.", terms)


def months_table(months: Sequence[Stretch]) -> Table:
    """Income, committed cost and running balance of each month, spread by days."""
    return _table("budget_by_month", "Month", "Money in and committed in each month.", months)


def years_table(months: Sequence[Stretch]) -> Table:
    """The months added up to budget years of both kinds, each with the part that the plan holds.

    There is no total: each kind adds up to the same plan year.
    """
    years: list[tuple[Cell, ...]] = [
        (one.name, day(one.starts), day(one.ends), *_money_in(one))
        for kind in (BudgetYear.FINANCIAL, BudgetYear.ACADEMIC)
        for one in by_budget_year(months, kind)
    ]
    table = Table(
        name="budget_by_year",
        says="The part of each budget year, financial and academic, that the plan year holds.",
        columns=(
            Column("Budget year", ColumnKind.CODE),
            Column("From"),
            Column("To"),
            *_MONEY_COLUMNS,
        ),
        rows=tuple(years),
    )
    return table if any(month.referrals for month in months) else _without_referrals(table)


def threshold_table(threshold: Threshold) -> Table:
    """What the school meets for each pupil with an EHCP before top-up, and the top-up."""
    rows: list[tuple[Cell, ...]] = [
        (
            one.pupil.pupil,
            one.days_on_roll,
            float(one.school_meets),
            float(one.top_up),
            float(one.together),
        )
        for one in threshold.pupils
    ]
    total = (threshold.school_meets, threshold.top_up, threshold.school_meets + threshold.top_up)
    return Table(
        name="before_top_up",
        says="What the school meets for each pupil with an EHCP before top-up, and the top-up.",
        columns=(
            Column("Pupil", ColumnKind.CODE),
            Column("On roll (days in the year)", ColumnKind.COUNT),
            Column("School meets first (£ a year)", ColumnKind.MONEY),
            Column("Top-up (£ a year)", ColumnKind.MONEY, "Top-up that names the pupil"),
            Column("Together (£ a year)", ColumnKind.MONEY),
        ),
        rows=(*rows, (_TOTAL, None, *map(float, total))) if rows else (),
    )


_MONEY_COLUMNS = (
    Column("Income (£)", ColumnKind.MONEY),
    Column("Salaries (£)", ColumnKind.MONEY, "Of employed staff"),
    Column("Budget lines (£)", ColumnKind.MONEY),
    Column("Referrals (£)", ColumnKind.MONEY, _OF_REFERRALS),
    Column("Income less committed (£)", ColumnKind.MONEY),
    Column(
        "Balance so far (£)",
        ColumnKind.MONEY,
        "What has come in and was not committed, since the plan year began",
    ),
)


def _table(name: str, title: str, says: str, stretches: Sequence[Stretch]) -> Table:
    rows: list[tuple[Cell, ...]] = [(one.name, *_money_in(one)) for one in stretches]
    table = Table(
        name=name,
        says=says,
        columns=(Column(title, ColumnKind.CODE), *_MONEY_COLUMNS),
        rows=(*rows, _total(stretches)) if rows else (),
    )
    return table if any(one.referrals for one in stretches) else _without_referrals(table)


def _without_referrals(table: Table) -> Table:
    """Leave the column of referrals out of the tables of a school that has none."""
    place = next(place for place, one in enumerate(table.columns) if one.help_text == _OF_REFERRALS)
    return replace(
        table,
        columns=(*table.columns[:place], *table.columns[place + 1 :]),
        rows=tuple((*row[:place], *row[place + 1 :]) for row in table.rows),
    )


def _total(stretches: Sequence[Stretch]) -> tuple[Cell, ...]:
    income = sum((one.income for one in stretches), Decimal(0))
    salaries = sum((one.salaries for one in stretches), Decimal(0))
    lines = sum((one.lines for one in stretches), Decimal(0))
    referrals = sum((one.referrals for one in stretches), Decimal(0))
    amounts = (income, salaries, lines, referrals, income - salaries - lines - referrals)
    return (_TOTAL, *map(float, (*amounts, stretches[-1].balance)))


def _money_of(standing: Standing) -> tuple[float, ...]:
    amounts = (
        standing.income,
        standing.salaries,
        standing.lines,
        standing.referrals,
        standing.left,
    )
    return tuple(map(float, amounts))


def _money_in(stretch: Stretch) -> tuple[float, ...]:
    amounts = (
        stretch.income,
        stretch.salaries,
        stretch.lines,
        stretch.referrals,
        stretch.difference,
        stretch.balance,
    )
    return tuple(map(float, amounts))
