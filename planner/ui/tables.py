"""Tables on the screen: words left, numbers right, codes frozen, each with its download."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import exact, number
from planner.documents.table_file import csv_bytes
from planner.ui.text import plain

ROWS_BEFORE_SCROLLING = 15
_ROW_HEIGHT = 35
# What is read of an address in a table: whose page it is.
_HOST = r"^https?://(?:www\.)?([^/:]+)"
_FORMATS = {
    ColumnKind.COUNT: "%,d",
    ColumnKind.HOURS: "%,.2f",
    ColumnKind.MONEY: "%,.0f",
    ColumnKind.PENCE: "%,.2f",
    ColumnKind.WEEKS: "%.1f",
    ColumnKind.PERCENT: "%.0f",
    ColumnKind.TENTHS: "%.1f",
}
_DECIMALS = {
    ColumnKind.COUNT: 0,
    ColumnKind.HOURS: 2,
    ColumnKind.MONEY: 0,
    ColumnKind.PENCE: 2,
    ColumnKind.WEEKS: 1,
    ColumnKind.PERCENT: 0,
    ColumnKind.TENTHS: 1,
}


def draw_short_table(table: Table, key: str = "") -> None:
    """Show a table of a few rows whole, its sentences wrapped, with its download as CSV.

    Numbers are on the right, with the same decimals down a column.
    """
    written: dict[str, pd.Series] = {}
    formats: dict[Any, Any] = {}
    for place, column in enumerate(table.columns):
        title, cells = plain(column.title), [row[place] for row in table.rows]
        if column.kind in _DECIMALS and not any(isinstance(cell, str) for cell in cells):
            formats[title] = f"{{:,.{_DECIMALS[column.kind]}f}}"
            written[title] = pd.Series(cells, dtype="float64")
        elif column.kind is ColumnKind.LINK:
            written[title] = pd.Series([_link(str(cell or "")) for cell in cells], dtype="object")
        else:
            written[title] = pd.Series(_written(cells), dtype="object")
    st.table(
        pd.DataFrame(written).style.format(formats, na_rep=""),
        border="horizontal",
        hide_index=True,
        alt=table.says,
    )
    _draw_download(table, key or table.name)


def draw_sentences_table(table: Table, key: str = "") -> None:
    """Show a table that holds sentences: whole where it is short enough to read at once."""
    draw = draw_short_table if len(table.rows) <= ROWS_BEFORE_SCROLLING else draw_table
    draw(table, key=key)


def _written(cells: Sequence[Cell]) -> list[Cell]:
    """A column as it is read: whole numbers as they are, unless a blank stands among them."""
    if all(isinstance(cell, int) for cell in cells):
        return list(cells)
    return [plain(cell) if isinstance(cell, str) else _as_text(cell) for cell in cells]


def _link(address: str) -> str:
    """A link that is read as whose page it is; anything else as it stands."""
    host = re.match(_HOST, address)
    return f"[{plain(host[1])}](<{address}>)" if host else plain(address)


def _as_text(cell: float | None) -> str:
    return "" if cell is None else number(cell)


def draw_table(table: Table, key: str = "") -> None:
    """Show a table with its download as CSV."""
    key = key or table.name
    titles = [column.title for column in table.columns]
    st.dataframe(
        pd.DataFrame(_as_shown(table), columns=titles),
        hide_index=True,
        height=_height(len(table.rows)),
        column_config={
            title: _config(column) for title, column in zip(titles, table.columns, strict=True)
        },
        key=key,
        placeholder="",
        alt=table.says,
    )
    _draw_download(table, key)


def _as_shown(table: Table) -> list[tuple[Cell, ...]]:
    """The rows, with each amount that keeps its own decimals as text."""
    kinds = [column.kind for column in table.columns]
    return [
        tuple(
            exact(cell) if kind is ColumnKind.AMOUNT and isinstance(cell, float) else cell
            for kind, cell in zip(kinds, row, strict=True)
        )
        for row in table.rows
    ]


def _draw_download(table: Table, key: str) -> None:
    st.download_button(
        f"Download as CSV: {table.name.replace('_', ' ')}",
        data=csv_bytes(table),
        file_name=f"{table.name}.csv",
        mime="text/csv",
        key=f"{key}_csv",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def _height(rows: int) -> int:
    return _ROW_HEIGHT * (min(rows, ROWS_BEFORE_SCROLLING) + 1) + 3


def _config(column: Column) -> Any:
    help_text = column.help_text or None
    if column.kind in _FORMATS:
        return st.column_config.NumberColumn(format=_FORMATS[column.kind], help=help_text)
    pinned = column.kind is ColumnKind.CODE
    if column.kind is ColumnKind.LINK:
        return st.column_config.LinkColumn(help=help_text, display_text=_HOST)
    if column.kind in {ColumnKind.SHOWN, ColumnKind.AMOUNT}:
        return st.column_config.TextColumn(help=help_text, alignment="right")
    return st.column_config.TextColumn(help=help_text, pinned=pinned)
