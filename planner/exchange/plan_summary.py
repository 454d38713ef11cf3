"""The summary of a plan, as ``summary.json`` and as the ``summary`` sheet of a workbook."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal
from enum import Enum
from typing import Any

from pydantic import TypeAdapter, ValidationError

from planner.errors import Problem
from planner.exchange.text_table import TextTable
from planner.exchange.workbook import Cell, Sheet
from planner.optimiser.plan import Summary
from planner.school.columns import columns_of
from planner.school.fields import write_cell
from planner.school.records import Policies

SUMMARY = "summary"
SUMMARY_FILE = "summary.json"

_COLUMNS = ("key", "part", "value")
_DECIMALS = 6
_READER = TypeAdapter(Summary)


def summary_values(summary: Summary) -> dict[str, Any]:
    """Give the summary as plain values, in the order of the data format."""
    values = {key: _plain(value) for key, value in asdict(summary).items()}
    policies = summary.policies
    return values | {
        "policies": {
            column.name: _exact(getattr(policies, column.field)) for column in columns_of(Policies)
        }
    }


def summary_json(summary: Summary) -> bytes:
    """Write ``summary.json``."""
    text = json.dumps(summary_values(summary), indent=2, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode()


def summary_sheet(summary: Summary) -> Sheet:
    """Write the summary as rows of a key, a part of it where it has parts, and a value."""
    values = summary_values(summary)
    policies = {
        column.name: write_cell(getattr(summary.policies, column.field))
        for column in columns_of(Policies)
    }
    rows = tuple(_rows(values | {"policies": policies}))
    return Sheet(_COLUMNS, ("@", "@", "General"), rows)


def read_json(data: bytes) -> tuple[Summary | None, list[Problem]]:
    """Read ``summary.json``."""
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except ValueError:
        return None, [_fault("", "is not JSON in UTF-8", "write the plan again")]
    except RecursionError:
        return None, [_fault("", "is nested too deeply", "write the plan again")]
    return _read(values)


def read_sheet(table: TextTable) -> tuple[Summary | None, list[Problem]]:
    """Read the ``summary`` sheet of a workbook."""
    values: dict[str, Any] = {}
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    for row in table.rows:
        key, value = row.cells.get("key", ""), row.cells.get("value", "")
        if "part" in row.cells:
            parts[key][row.cells["part"]] = value
        else:
            values[key] = value
    goals: dict[str, dict[str, str]] = defaultdict(dict)
    for part, value in parts.pop("goals", {}).items():
        place, _, name = part.partition(" ")
        goals[place][name] = value
    unserved = list(parts.pop("unserved_needs", {}).values())
    absent = {"most_alone": {}, "goals": list(goals.values()), "unserved_needs": unserved}
    return _read(absent | parts | values)


def _read(values: Any) -> tuple[Summary | None, list[Problem]]:
    try:
        return _READER.validate_python(values), []
    except ValidationError as error:
        return None, [
            _fault(".".join(map(str, fault["loc"])), fault["msg"], "write the plan again")
            for fault in error.errors()
        ]


def _fault(column: str, what: str, remedy: str) -> Problem:
    return Problem(SUMMARY_FILE, 0, column, what, remedy)


def _rows(values: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from ((key, part, inner) for part, inner in value.items())
        elif isinstance(value, list):
            for place, inner in enumerate(value, start=1):
                if isinstance(inner, Mapping):
                    yield from ((key, f"{place} {name}", cell) for name, cell in inner.items())
                else:
                    yield key, str(place), inner
        else:
            yield key, None, value


def _plain(value: Any) -> Any:
    """Give a value as JSON has it, with figures rounded so that two runs agree."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, float):
        return round(value, _DECIMALS) + 0.0 if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    return value


def _exact(value: Any) -> Any:
    """Give a policy as JSON has it, not rounded: it is a choice, not a result."""
    if isinstance(value, tuple):
        return [_exact(inner) for inner in value]
    return float(value) if isinstance(value, Decimal) else value
