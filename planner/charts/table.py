"""A table that can be shown, read aloud and downloaded: typed columns and rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Cell = str | float | int | None


class ColumnKind(StrEnum):
    """What a column holds, which decides its side and its decimals."""

    CODE = "code"
    TEXT = "text"
    COUNT = "count"
    HOURS = "hours"
    WEEKS = "weeks"
    MONEY = "money"
    PENCE = "pence"
    PERCENT = "percent"
    # A percentage with one decimal, where that much of it is known.
    TENTHS = "tenths"
    # A count, or why it is hidden.
    SHOWN = "shown"
    # A number whose unit stands in another column, so that it keeps the decimals it has.
    AMOUNT = "amount"
    # The address of a page.
    LINK = "link"


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        title: The heading, with the unit and period in brackets where there is one.
        kind: What it holds.
        help_text: One line more, for whoever asks.
    """

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    help_text: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under columns.

    Attributes:
        name: What the downloaded file is called, without its ending.
        says: What the table holds, for people who do not see it.
        columns: The columns, codes first.
        rows: As many cells a row as there are columns, in the order of what matters.
    """

    name: str
    says: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
