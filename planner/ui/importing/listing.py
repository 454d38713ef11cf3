"""A listing of an import as a table on the screen, its codes in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from planner.charts.register_words import day, need_type_name, year_name, yes_no
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import status_name
from planner.exchange.mis.target import Target
from planner.exchange.mis.view import Listing
from planner.school.codes import NeedType, SenStatus
from planner.ui.tables import draw_table


def _yes_no(text: str) -> str:
    return yes_no(text == "Y")


def _day(text: str) -> str:
    return day(dt.date.fromisoformat(text))


_IN_WORDS: Mapping[str, Callable[[str], str]] = {
    Target.YEAR_GROUP.says: year_name,
    Target.SEN_STATUS.says: lambda text: status_name(SenStatus(text)),
    Target.PRIMARY_NEED.says: lambda text: need_type_name(NeedType(text)),
    Target.PUPIL_PREMIUM.says: _yes_no,
    Target.LOOKED_AFTER.says: _yes_no,
    Target.STARTS.says: _day,
    Target.LEAVES.says: _day,
}
# In a list of changes the heading says when, and another cell of the row says of what.
_WHAT, _WHEN = "What", frozenset({"Now", "After"})


def draw_listing(listing: Listing) -> None:
    """Show a listing with its download as CSV; nothing where it has no rows."""
    if listing.rows:
        draw_table(table_of(listing), key=f"mis_{listing.name}")


def table_of(listing: Listing) -> Table:
    """The listing as a table, its first column frozen."""
    first, *others = listing.headings
    columns = (Column(first, ColumnKind.CODE), *map(Column, others))
    rows = tuple(_in_words(dict(zip(listing.headings, row, strict=True))) for row in listing.rows)
    return Table(listing.name, listing.says, columns, rows)


def _in_words(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        _told(row.get(_WHAT, "") if heading in _WHEN else heading, text)
        for heading, text in row.items()
    )


def _told(what: str, text: str) -> str:
    return _IN_WORDS[what](text) if text and what in _IN_WORDS else text
