"""A table of the screen as a CSV file."""

from __future__ import annotations

import csv
import io

from planner.charts.table import Cell, Table
from planner.exchange.safety import neutralised


def csv_bytes(table: Table) -> bytes:
    """The table as a CSV file that a spreadsheet opens with its pound signs whole.

    Text that a spreadsheet would run as a formula is neutralised.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([neutralised(column.title) for column in table.columns])
    writer.writerows([[_harmless(cell) for cell in row] for row in table.rows])
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> Cell:
    if cell is None:
        return ""
    return neutralised(cell) if isinstance(cell, str) else cell
