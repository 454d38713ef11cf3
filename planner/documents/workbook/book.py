"""Grids on their way into a workbook: formats, frozen headings, filters and the set-up to print."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from planner.documents.workbook.grid import (
    FIRST_ROW,
    HEADING_ROW,
    TITLE_ROW,
    TOTAL_ROW,
    Cell,
    Formula,
    Grid,
    Kind,
)
from planner.exchange.safety import neutralised

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MADE_ON = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_FORMATS = {
    Kind.TEXT: "@",
    Kind.HOURS: '#,##0.00" h"',
    Kind.WEEKS: "0.0",
    Kind.MONEY: "£#,##0.00;[Red]-£#,##0.00",
    Kind.COUNT: "#,##0",
    Kind.PERCENT: "0%",
    Kind.AS_IT_IS: "General",
}
_HEAD = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 2, "bg_color": "#F1F3F4"}
# Room for three lines, which programs do not make by themselves [pt].
_HEADING_HEIGHT = 46
_A4 = 9
_VISIBLE_SUM = 109
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def book_bytes(grids: Sequence[Grid], running: str) -> bytes:
    """Write a workbook; the same grids give the same bytes.

    Args:
        grids: The sheets.
        running: What stands at the foot of every printed page.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"created": _MADE_ON, "title": running})
        formats = {
            (kind, is_bold): book.add_format(
                {
                    "num_format": form,
                    "bold": is_bold,
                    "valign": "top",
                    "text_wrap": kind is Kind.TEXT and not is_bold,
                }
            )
            for kind, form in _FORMATS.items()
            for is_bold in (False, True)
        }
        heads = {align: book.add_format(_HEAD | {"align": align}) for align in ("left", "right")}
        for grid in grids:
            page = book.add_worksheet(grid.name)
            _set_up(page, grid, running)
            _write_grid(page, grid, formats, heads)
    return out.getvalue()


def _set_up(page: Worksheet, grid: Grid, running: str) -> None:
    """Freeze the headings, filter by them, and print them on every page."""
    last_row = max(FIRST_ROW, FIRST_ROW + len(grid.rows) - 1)
    page.freeze_panes(FIRST_ROW, 1)
    page.autofilter(HEADING_ROW, 0, last_row, len(grid.columns) - 1)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(TITLE_ROW, HEADING_ROW)
    # In a footer an ampersand begins an instruction, and two are one that is printed.
    page.set_footer(f"&L{running.replace('&', '&&')}&C{grid.name}&RPage &P of &N")


def _write_grid(
    page: Worksheet,
    grid: Grid,
    formats: dict[tuple[Kind, bool], Format],
    heads: dict[str, Format],
) -> None:
    page.write_string(TITLE_ROW, 0, neutralised(grid.says), formats[Kind.TEXT, True])
    page.set_row(HEADING_ROW, _HEADING_HEIGHT)
    if any(column.has_total for column in grid.columns):
        page.write_string(TOTAL_ROW, 0, "Rows shown", formats[Kind.TEXT, True])
    for place, column in enumerate(grid.columns):
        page.set_column(place, place, column.width)
        side = "left" if column.kind is Kind.TEXT else "right"
        page.write_string(HEADING_ROW, place, column.title, heads[side])
        if column.has_total:
            total = Formula(_sum_of(grid, place), grid.total(column.title))
            _write(page, (TOTAL_ROW, place), total, formats[column.kind, True])
    for number, row in enumerate(grid.rows, start=FIRST_ROW):
        for place, (cell, column) in enumerate(zip(row, grid.columns, strict=True)):
            _write(page, (number, place), cell, formats[column.kind, False])


def _sum_of(grid: Grid, place: int) -> str:
    """The sum of the rows that a filter leaves in sight."""
    column = xl_col_to_name(place)
    last = max(FIRST_ROW, FIRST_ROW + len(grid.rows) - 1)
    return f"=SUBTOTAL({_VISIBLE_SUM},{column}{FIRST_ROW + 1}:{column}{last + 1})"


def _write(page: Worksheet, at: tuple[int, int], cell: Cell, style: Format) -> None:
    if isinstance(cell, Formula):
        page.write_formula(*at, cell.text, style, float(cell.value))
    elif isinstance(cell, str):
        page.write_string(*at, neutralised(cell), style)
    elif isinstance(cell, int | float | Decimal):
        page.write_number(*at, float(cell), style)
