"""Sheets before they are written: columns, cells, and formulas with their results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

# A title and the totals stand over the headings, so that they stay in sight.
TITLE_ROW, TOTAL_ROW, HEADING_ROW, FIRST_ROW = 0, 1, 2, 3


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    HOURS = "hours"
    WEEKS = "weeks"
    MONEY = "money"
    COUNT = "count"
    PERCENT = "percent"
    # A number whose unit stands elsewhere, or why it is not shown.
    AS_IT_IS = "as it is"


@dataclass(frozen=True)
class Formula:
    """A formula with its result, which programs show that work nothing out.

    Attributes:
        text: The formula, with its equals sign.
        value: Its result.
    """

    text: str
    value: float | Decimal


Cell = str | float | int | Decimal | Formula | None


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Attributes:
        has_total: Whether a total of the rows in sight stands over it.
    """

    title: str
    kind: Kind = Kind.TEXT
    width: int = 14
    has_total: bool = False


@dataclass(frozen=True)
class Grid:
    """A sheet of rows under columns.

    Attributes:
        name: What the sheet is called.
        says: What it holds, in a line.
    """

    name: str
    says: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def span(self, title: str) -> str:
        """Where the cells of a column are, for a formula on any sheet."""
        column = xl_col_to_name(self._place(title))
        last = max(FIRST_ROW, FIRST_ROW + len(self.rows) - 1)
        return f"'{self.name}'!${column}${FIRST_ROW + 1}:${column}${last + 1}"

    def total_at(self, title: str) -> str:
        """Where the total of a column is, for a formula on any sheet."""
        column = xl_col_to_name(self._place(title))
        return f"'{self.name}'!${column}${TOTAL_ROW + 1}"

    def total(self, title: str) -> float | Decimal:
        """The total of a column: of money to the penny."""
        place = self._place(title)
        return added_up(row[place] for row in self.rows)

    def _place(self, title: str) -> int:
        return [column.title for column in self.columns].index(title)


def added_up(cells: Iterable[Cell]) -> float | Decimal:
    """Add up the numbers of cells; money stays exact."""
    values = [cell.value if isinstance(cell, Formula) else cell for cell in cells]
    numbers = [one for one in values if isinstance(one, int | float | Decimal)]
    if any(isinstance(one, Decimal) for one in numbers):
        return sum((Decimal(str(one)) for one in numbers), Decimal(0))
    return float(sum(numbers))


def cell_at(row: int, column: int) -> str:
    """The name of a cell among the rows of a sheet: the first row is 0."""
    return str(xl_rowcol_to_cell(FIRST_ROW + row, column))


def where(keys: tuple[tuple[str, str], ...], amounts: str, *, exactly: bool) -> str:
    """A formula that adds up the amounts whose keys are what is asked for.

    Args:
        keys: Pairs of where the keys are, and what they have to be.
        amounts: Where the amounts are.
        exactly: Whether codes have to be compared sign by sign, because a spreadsheet would take
            two of them for the same.
    """
    if exactly:
        tests = "*".join(f"EXACT({keys_at},{wanted})" for keys_at, wanted in keys)
        return f"=SUMPRODUCT({tests}*{amounts})"
    pairs = ",".join(f"{keys_at},{wanted}" for keys_at, wanted in keys)
    return f"=SUMIFS({amounts},{pairs})"


def are_alike(codes: Iterable[str]) -> bool:
    """Whether a spreadsheet could take two codes for the same: by case, or as one number."""
    found = {code.casefold() for code in codes}
    return len(found) < len(set(codes)) or any(_is_number(code) for code in found)


def _is_number(code: str) -> bool:
    try:
        float(code)
    except ValueError:
        return False
    return True
