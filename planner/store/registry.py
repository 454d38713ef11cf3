"""The registers by name, each with its record, and what identifies a row to a person."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from planner.errors import StoreError
from planner.school.records import Policies, Record, SchoolDetails
from planner.school.registers import NOT_PLANNED_FROM, OPTIONAL, REQUIRED

REGISTERS: Mapping[str, type[Record]] = MappingProxyType(
    {record.table: record for record in (*REQUIRED, *OPTIONAL)}
)
# These two have exactly one row a year; their records share a file, so the file cannot name them.
SINGLES: Mapping[str, type[Record]] = MappingProxyType(
    {"details": SchoolDetails, "policies": Policies}
)
RECORDS: Mapping[str, type[Record]] = MappingProxyType({**SINGLES, **REGISTERS})
# The tables that a plan rests on.
RESTED_ON = frozenset(name for name, record in RECORDS.items() if record not in NOT_PLANNED_FROM)

# What one row, and several rows, of each table are called.
ROW_NAMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "details": ("the school’s details", "the school’s details"),
        "policies": ("the priorities", "the priorities"),
        "terms": ("term", "terms"),
        "pupils": ("pupil", "pupils"),
        "needs": ("need", "needs"),
        "staff": ("adult", "adults"),
        "provisions": ("provision", "provisions"),
        "effects": ("effect", "effects"),
        "funding": ("stream", "streams"),
        "statutory": ("statutory item", "statutory items"),
        "budget_lines": ("budget line", "budget lines"),
        "pins": ("pin", "pins"),
        "current_plan": ("line of today’s plan", "lines of today’s plan"),
        "reviews": ("review", "reviews"),
        "referrals": ("referral", "referrals"),
        "figures": ("figure of the school’s own", "figures of the school’s own"),
    }
)

_WITHOUT_KEY = ("pupil", "provision", "term")


def record_of(table: str) -> type[Record]:
    """Give the record of a table.

    Raises:
        StoreError: There is no such table.
    """
    if table not in RECORDS:
        what = f"There is no table called {table}."
        raise StoreError(what)
    return RECORDS[table]


def row_key(record: Record) -> str:
    """Name a row as a person would: its code, or for a row without one whom and what it is for."""
    names = type(record).key or _WITHOUT_KEY
    parts = (getattr(record, name, None) for name in names)
    return " ".join(str(part) for part in parts if part)
