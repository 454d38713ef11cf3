"""Stored rows without a store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planner.school.records import Record


@dataclass(frozen=True)
class Row:
    """A row as a store would give it."""

    id: int
    version: int
    record: Any


def stored(*records: Record, first: int = 1) -> tuple[Row, ...]:
    """Records as rows 1, 2, 3 … of version 1."""
    return tuple(Row(place, 1, record) for place, record in enumerate(records, start=first))
