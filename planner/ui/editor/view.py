"""Which rows of a table are shown, and in which order: a search, up to two filters, a sorting."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from planner.school.fields import YEAR_GROUPS
from planner.school.typed.table import Cells, texts_of
from planner.school.typed.words import titles_of
from planner.ui.editor.sheet import Sheet

ALL = "All"
NOTHING = "(blank)"
AS_ENTERED = "As entered"
ONLY_FAULTY = "only_faulty"
_YEARS = {year: place for place, year in enumerate(YEAR_GROUPS)}
_DIGITS = re.compile(r"(\d+)")
_SORTED_BY_YEAR = frozenset({"year_group"})


@dataclass(frozen=True)
class View:
    """What is asked to be shown.

    Attributes:
        search: Text that some cell of a row holds.
        wanted: The value that each filtered column has, by column.
        sort_by: The column that the rows are sorted by; blank: in the order of the table.
        last_first: Whether the order is turned round.
        is_only_faulty: Whether to show only rows in which something has to be put right.
        among: The rows asked for elsewhere on the page; ``None`` where all are.
    """

    search: str = ""
    wanted: tuple[tuple[str, str], ...] = ()
    sort_by: str = ""
    last_first: bool = False
    is_only_faulty: bool = False
    among: frozenset[int] | None = None

    def shows(self, cells: Cells) -> bool:
        """Whether a row with these cells is shown."""
        return all(cells.get(column, "") == value for column, value in self.wanted) and (
            not self.search or any(self.search in text.casefold() for text in cells.values())
        )

    def sorted(self, places: Iterable[int], texts: dict[int, dict[str, str]]) -> tuple[int, ...]:
        """The rows in the order that is asked for; what is blank comes last either way."""
        if not self.sort_by:
            return tuple(places)
        column = self.sort_by
        blank = [place for place in places if not texts[place].get(column)]
        filled = sorted(
            (place for place in places if texts[place].get(column)),
            key=lambda place: _rank(column, texts[place][column]),
            reverse=self.last_first,
        )
        return (*filled, *blank)


def draw_view(sheet: Sheet[Any]) -> View:
    """Show the boxes to search, filter and sort with, and give what they say."""
    titles = titles_of(sheet.record)
    with st.container(horizontal=True, vertical_alignment="bottom", key=sheet.key_of("view")):
        search = st.text_input(
            "Search",
            key=sheet.key_of("search"),
            placeholder="Any column",
            persist_state="session",
            width=220,
        )
        wanted = [
            (column, value)
            for column in sheet.filters[:2]
            if (value := _draw_filter(sheet, column, titles[column])) is not None
        ]
        sort_by = st.selectbox(
            "Sort by",
            ["", *titles],
            format_func=lambda name: titles.get(name, AS_ENTERED),
            key=sheet.key_of("sort"),
            persist_state="session",
            width=220,
        )
        last_first = st.checkbox(
            "Last first", key=sheet.key_of("last_first"), persist_state="session"
        )
    return View(
        search.strip().casefold(),
        tuple(wanted),
        sort_by or "",
        last_first,
        bool(st.session_state.get(sheet.key_of(ONLY_FAULTY))),
        sheet.shown,
    )


def _draw_filter(sheet: Sheet[Any], column: str, title: str) -> str | None:
    values = {texts_of(stored.record)[column] for stored in sheet.rows}
    options = [ALL, *sorted(values, key=lambda text: _rank(column, text))]
    chosen = st.selectbox(
        title,
        options,
        format_func=lambda text: text or NOTHING,
        key=sheet.key_of(f"filter_{column}"),
        persist_state="session",
        width=160,
    )
    return None if chosen in {None, ALL} else chosen


def _rank(column: str, text: str) -> tuple[Any, ...]:
    """Where a text comes in a column: years in school order, numbers by size, P2 before P10."""
    if column in _SORTED_BY_YEAR and text.upper() in _YEARS:
        return (0, _YEARS[text.upper()], "")
    try:
        return (0, float(text.replace(",", "").replace("£", "")), "")
    except ValueError:
        parts = _DIGITS.split(text.casefold())
        return (1, 0, [int(part) if place % 2 else part for place, part in enumerate(parts)])
