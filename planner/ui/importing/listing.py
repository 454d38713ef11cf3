"""A listing of an import as a table on the screen."""

from __future__ import annotations

from planner.charts.table import Column, ColumnKind, Table
from planner.exchange.mis.view import Listing
from planner.ui.tables import draw_table


def draw_listing(listing: Listing) -> None:
    """Show a listing with its download as CSV; nothing where it has no rows."""
    if listing.rows:
        draw_table(table_of(listing), key=f"mis_{listing.name}")


def table_of(listing: Listing) -> Table:
    """The listing as a table, its first column frozen."""
    first, *others = listing.headings
    columns = (Column(first, ColumnKind.CODE), *map(Column, others))
    return Table(listing.name, listing.says, columns, listing.rows)
