"""The columns of a table, read off the fields of its record, which are their one definition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_args

from pydantic import BeforeValidator

from planner.school.fields import read_text
from planner.school.records import Record


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        name: The column's name in a file.
        field: The name of the record's field, which differs where Python cannot use the column's.
        help: One line on what to write in it.
        unit: The unit and period of the number, or blank.
        is_required: Whether a blank cell is a fault.
        is_free_text: Whether it holds words, not a code, number, date or id.
    """

    name: str
    field: str
    help: str
    unit: str
    is_required: bool
    is_free_text: bool


@cache
def columns_of(record: type[Record]) -> tuple[Column, ...]:
    """Give the columns of a record's table, in the order of its fields."""
    return tuple(
        Column(
            name=info.alias or field,
            field=field,
            help=info.description or "",
            unit=str((info.json_schema_extra or {}).get("unit", ""))
            if not callable(info.json_schema_extra)
            else "",
            is_required=info.is_required(),
            is_free_text=any(
                isinstance(part, BeforeValidator) and part.func is read_text
                for part in (*info.metadata, *_parts(info.annotation))
            ),
        )
        for field, info in record.model_fields.items()
    )


def _parts(kind: object) -> Iterator[object]:
    yield kind
    for part in get_args(kind):
        yield from _parts(part)
