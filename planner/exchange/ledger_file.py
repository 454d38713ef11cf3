"""A plan in both ledgers as a CSV file: a line for each allocation, which add up to its cost."""

from __future__ import annotations

from decimal import Decimal

from planner.costing.ledger import Ledger, LedgerLine
from planner.exchange.output import TableOutput, rounded
from planner.exchange.workbook import Cell

LEDGERS_FILE = "ledgers.csv"
_COLUMNS = (
    "term",
    "pupil",
    "year_group",
    "provision",
    "group",
    "hours_per_week",
    "heads",
    "claimable_hours_per_week",
    "weeks",
    "hourly_rate",
    "at_price",
    "claimed",
    "cost",
    "under_recovered",
    "reason",
)


def ledger_bytes(ledger: Ledger) -> bytes:
    """Write every line with what the authority counts, what it pays, the cost and the difference.

    Hours and the rate have at least four decimals, money two; the rate itself is not rounded to
    pence, because claims are.
    """
    rows = tuple(tuple(map(rounded, _cells(line))) for line in ledger.lines)
    return TableOutput("ledgers", _COLUMNS, rows, has_fixed_decimals=True).csv()


def _cells(line: LedgerLine) -> tuple[Cell, ...]:
    return (
        line.term,
        line.pupil,
        line.year_group,
        line.provision,
        line.group or None,
        _number(line.hours_per_week),
        line.heads,
        _number(line.claimable_hours_per_week),
        _number(line.weeks),
        _number(line.hourly_rate),
        line.at_price,
        line.claimed,
        line.true_cost,
        line.under_recovered,
        line.reason or None,
    )


def _number(exact: Decimal) -> float:
    return float(exact)
