"""How a column, a row and a value of a table are called on the screen."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from planner.school.columns import Column, columns_of
from planner.school.records import Record
from planner.school.typed.table import Cells, texts_of

_CAPITALS = {"sen": "SEN", "la": "LA", "urn": "URN"}
_UNITS = {
    "h/week": "hours a week",
    "h a year": "hours a year",
    "h per h": "hours for each hour",
    "h per period": "in each period",
    "GBP": "£",
    "GBP a year": "£ a year",
    "GBP/h": "£ an hour",
    "GBP per adult hour": "£ an adult hour",
    "GBP per pupil a year": "£ for a pupil a year",
    "sessions/week": "sessions a week",
    "weeks/term": "weeks a term",
    "% of sessions": "% of sessions",
}
# What tells a row from the others where its table has no key of its own.
_NAMED_BY = {
    "pins": ("pupil", "provision", "term"),
    "current_plan": ("term", "pupil", "provision"),
    "reviews": ("pupil", "provision", "term"),
}
BLANK = "(blank)"
_COLUMN_NAME = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")


def title_of(column: Column) -> str:
    """The heading of a column, with its unit and period."""
    words = column.name.split("_")
    title = " ".join(_CAPITALS.get(word, word) for word in words)
    title = title[:1].upper() + title[1:]
    unit = _UNITS.get(column.unit, column.unit)
    if not unit or column.name.endswith("_per_week"):
        return title
    same, _, period = unit.partition(" ")
    if same == words[-1]:
        return f"{title} {period}".rstrip()
    return f"{title} ({unit})"


def naming_columns(record: type[Record]) -> tuple[str, ...]:
    """The columns that tell a row from the others."""
    return record.key or _NAMED_BY.get(record.table, ())


def name_of(record: Record) -> str:
    """What a row is called: its code, or the codes that it is about."""
    return called(type(record), texts_of(record))


def called(record: type[Record], cells: Cells) -> str:
    """What a row with these cells is called; blank where it has no code yet."""
    names = (cells.get(column, "").strip() for column in naming_columns(record))
    return ", ".join(filter(None, names))


def worded(text: str) -> str:
    """The text with the headings of columns in place of their names in a file."""
    return _COLUMN_NAME.sub(lambda found: _headings().get(found[0], found[0]), text)


@cache
def _headings() -> dict[str, str]:
    """The heading of every column of any table, in quotation marks and without its unit."""
    return {
        column.name: f"‘{title_of(replace(column, unit=''))}’"
        for record in Record.__subclasses__()
        for column in columns_of(record)
        if "_" in column.name
    }


def titles_of(record: type[Record]) -> dict[str, str]:
    """The heading of each column, by the column's name."""
    return {column.name: title_of(column) for column in columns_of(record)}


def shown(text: str) -> str:
    """The text of a cell for a list of changes, where nothing has to be seen to be nothing."""
    return text or BLANK
