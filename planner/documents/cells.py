"""The cells of a table as they are read: the same decimals down a column, blank where unknown."""

from __future__ import annotations

from planner.charts.table import Cell, ColumnKind
from planner.charts.words import number

_DECIMALS = {
    ColumnKind.COUNT: 0,
    ColumnKind.HOURS: 2,
    ColumnKind.MONEY: 0,
    ColumnKind.PENCE: 2,
    ColumnKind.WEEKS: 1,
    ColumnKind.PERCENT: 0,
    ColumnKind.TENTHS: 1,
}


def is_number(kind: ColumnKind) -> bool:
    """Whether a column stands on the right."""
    return kind in _DECIMALS or kind in {ColumnKind.SHOWN, ColumnKind.AMOUNT}


def written(cell: Cell, kind: ColumnKind) -> str:
    """A cell as it is read."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if kind not in _DECIMALS:
        return number(cell)
    text = f"{abs(cell):,.{_DECIMALS[kind]}f}"
    is_nothing = not text.strip("0.,")
    return f"−{text}" if cell < 0 and not is_nothing else text
