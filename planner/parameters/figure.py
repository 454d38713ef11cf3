"""A dated figure: an amount, its unit, when it is in force, and where it comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

# What each unit is called after an amount; the pound of an amount of money stands before it.
UNITS: Mapping[str, str] = MappingProxyType(
    {
        "GBP": "",
        "GBP/day": "a day",
        "GBP/hour": "an hour",
        "GBP/place/year": "a place a year",
        "GBP/pupil/year": "a pupil a year",
        "GBP/school/year": "a school a year",
        "GBP/session": "a session",
        "GBP/weekly hour/year": "a year for each weekly hour",
        "GBP/year": "a year",
        "FTE": "full-time equivalents",
        "days/year": "days a year",
        "hours/week": "hours a week",
        "minutes": "minutes",
        "people": "people",
        "percent": "%",
        "pupils": "pupils",
        "schools": "schools",
        "weeks/year": "weeks a year",
        "years": "years",
    }
)


class Status(StrEnum):
    """How far a figure can be relied on."""

    OFFICIAL = "official"
    COMPUTED = "computed"
    ESTIMATE = "estimate"
    LOCAL = "local"
    LOADED = "loaded"


# Each status as people say it.
STATUS_WORDS: Mapping[Status, str] = MappingProxyType(
    {
        Status.OFFICIAL: "published",
        Status.COMPUTED: "worked out from published figures",
        Status.ESTIMATE: "an estimate",
        Status.LOCAL: "the school’s own",
        Status.LOADED: "published, loaded by the school",
    }
)


@dataclass(frozen=True)
class Figure:
    """One amount, the days on which it is in force, and where it comes from.

    Attributes:
        name: The name by which the planner asks for it.
        amount: The amount, in ``unit``.
        unit: What the amount counts, such as ``GBP/year``.
        label: What it is called on screens.
        description: What it means, in a sentence.
        status: Official, computed from official figures, an estimate, the school's own, or official
            statistics that the school has loaded.
        source: The title of the document it was read in.
        url: The address of that document; blank for one that has none.
        checked: The day on which the source was last read; ``None`` where nobody said.
        starts: The first day on which it is in force; ``None`` where its source gives no date.
        ends: The last such day; ``None`` while nothing has replaced it.
        note: What a reader should know before relying on it.
        subject: What the figures that stand beside it are about.
        gaps: Why there are days without a value between two others; blank where there are none.
    """

    name: str
    amount: Decimal
    unit: str
    label: str
    description: str
    status: Status
    source: str
    url: str
    checked: dt.date | None
    starts: dt.date | None
    ends: dt.date | None
    note: str = ""
    subject: str = ""
    gaps: str = ""

    def is_in_force(self, on: dt.date) -> bool:
        """Whether it is in force on a day; one without a first day is, up to its end."""
        return (self.starts is None or self.starts <= on) and (self.ends is None or on <= self.ends)


def written(figure: Figure) -> str:
    """Write an amount with its unit, such as ``£25,583 a year`` or ``13.8 %``."""
    return amount_written(figure.amount, figure.unit)


def amount_written(amount: Decimal, unit: str) -> str:
    """Write an amount with its unit, such as ``£25,583 a year`` or ``13.8 %``."""
    pound = "£" if unit.startswith("GBP") else ""
    return f"{pound}{amount:,f} {UNITS.get(unit, unit)}".rstrip()


def unit_written(unit: str) -> str:
    """Write a unit alone, such as ``£ a pupil a year``."""
    pound = "£ " if unit.startswith("GBP") else ""
    return f"{pound}{UNITS.get(unit, unit)}".rstrip()


def dates_written(starts: dt.date | None, ends: dt.date | None) -> str:
    """Write when something is in force, such as ``from 1 April 2025 to 31 March 2026``."""
    if starts is None and ends is None:
        return "no date is given"
    first = f"from {day_written(starts)}" if starts else ""
    last = f"to {day_written(ends)}" if ends else ""
    return f"{first} {last}".strip()


def day_written(day: dt.date) -> str:
    """Write a day, such as ``1 April 2025``."""
    return f"{day.day} {day:%B %Y}"
