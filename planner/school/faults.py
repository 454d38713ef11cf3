"""What is wrong with a row that makes no record: by column, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from planner.school.columns import Column
from planner.school.fields import CellError

BLANK = "is blank"


def faults_of(
    error: ValidationError, known: Mapping[str, Column]
) -> Iterator[tuple[str, str, str]]:
    """Give the column of each fault of a row, what is wrong and what to write.

    The column is blank where the fault is of the row as a whole.
    """
    for fault in error.errors():
        column = str(fault["loc"][0]) if fault["loc"] else ""
        if fault["type"] == "missing":
            yield column, BLANK, f"fill it in ({meaning_of(known[column])})"
        else:
            yield column, *_told(fault)


def meaning_of(column: Column) -> str:
    """What to write in a column, for the middle of a sentence."""
    return column.help[:1].lower() + column.help[1:] if column.help else column.name


def _told(fault: ErrorDetails) -> tuple[str, str]:
    cause: Any = fault.get("ctx", {}).get("error")
    if isinstance(cause, CellError):
        return cause.what, cause.remedy
    return f"is '{fault['input']}'", fault["msg"]
