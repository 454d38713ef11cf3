"""Finds the dated figure in force on a day, with where it comes from.

The figures stand in ``data``, one file a subject. A figure asked for outside its dates is an error
that says what to enter: the nearest one is never taken in its place.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from planner.errors import ParameterError

PAY_SPINE = "njc_scp"
_PAY_POINT = re.compile(r"^\s*(?:scp)?[\s._-]*0*([1-9]\d?)\s*$", re.IGNORECASE)
_ONE_DAY = dt.timedelta(days=1)


class Status(StrEnum):
    """How far a figure can be relied on."""

    OFFICIAL = "official"
    COMPUTED = "computed"
    ESTIMATE = "estimate"


@dataclass(frozen=True)
class Figure:
    """One amount, the days on which it is in force, and where it comes from.

    Attributes:
        name: The name by which the planner asks for it.
        amount: The amount, in ``unit``.
        unit: What the amount counts, such as ``GBP/year``.
        label: What it is called on screens.
        description: What it means, in a sentence.
        status: Official, computed from official figures, or an estimate.
        source: The title of the document it was read in.
        url: The address of that document.
        checked: The day on which the source was last read.
        starts: The first day on which it is in force.
        ends: The last such day; ``None`` while nothing has replaced it.
        note: What a reader should know before relying on it.
    """

    name: str
    amount: Decimal
    unit: str
    label: str
    description: str
    status: Status
    source: str
    url: str
    checked: dt.date
    starts: dt.date
    ends: dt.date | None
    note: str = ""

    def is_in_force(self, on: dt.date) -> bool:
        """Whether it is in force on a day."""
        return self.starts <= on and (self.ends is None or on <= self.ends)


class _Value(BaseModel):
    """One dated value as it is written in a file: an amount, or an amount for each point."""

    model_config = ConfigDict(extra="forbid")
    starts: dt.date = Field(alias="from")
    until: dt.date | None = None
    amount: Decimal | None = None
    amounts: dict[str, Decimal] = Field(default_factory=dict)
    status: Status
    source: str = Field(min_length=1)
    url: str = Field(pattern="^https?://")
    checked: dt.date
    note: str = ""

    def amount_by_point(self) -> dict[str, Decimal]:
        """Give the amounts by point; a plain amount is that of the point without a name."""
        return self.amounts if self.amount is None else {"": self.amount}


class _Series(BaseModel):
    """A figure through time, as it is written in a file."""

    model_config = ConfigDict(extra="forbid")
    unit: str = Field(min_length=1)
    label: str = Field(min_length=1)
    description: str = Field(min_length=1)
    value: list[_Value] = Field(min_length=1)


def every_figure() -> dict[str, tuple[Figure, ...]]:
    """Give every figure there is, by name, each through time from its first day on."""
    return dict(_figures())


def figure(name: str, on: dt.date) -> Figure:
    """Find the figure in force on a day.

    Args:
        name: The figure's name, such as ``employer_ni_rate``.
        on: The day.

    Raises:
        ParameterError: No figure has that name, or none is known for that day.
    """
    through_time = _figures().get(name, ())
    for dated in through_time:
        if dated.is_in_force(on):
            return dated
    raise ParameterError(name, _what_is_missing(through_time, on))


def pay_point_salary(pay_point: str, on: dt.date) -> Figure:
    """Find the full-time salary of a spine point on a day [GBP/year].

    Args:
        pay_point: The point as schools write it: ``5``, ``SCP 5`` or ``scp05``.
        on: The day.

    Raises:
        ParameterError: It is not a spine point, or its salary is not known for that day.
    """
    match = _PAY_POINT.match(pay_point)
    if not match:
        name = f"pay point '{pay_point}'"
        raise ParameterError(name, "is not on the pay spine; write a point such as 5 or SCP 5")
    return figure(f"{PAY_SPINE}_{int(match[1]):02d}", on)


def _what_is_missing(through_time: tuple[Figure, ...], on: dt.date) -> str:
    """Say which date has no figure, and what to enter."""
    if not through_time:
        return f"is not known on {_day(on)}; enter its amount, first day and source"
    first, last = through_time[0], through_time[-1]
    ended = [dated.ends for dated in through_time if dated.ends and dated.ends < on]
    if ended:
        known = f"the latest ends on {_day(max(ended))}"
        needed = f"from {_day(max(ended) + _ONE_DAY)}"
    else:
        known, needed = f"the earliest starts on {_day(first.starts)}", "then"
    return (
        f"no value is known on {_day(on)} ({known}); "
        f"enter the amount in force {needed}, in {first.unit}, with its source"
    ) + (f". {last.note}" if ended and last.note else "")


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


@cache
def _figures() -> dict[str, tuple[Figure, ...]]:
    found: dict[str, tuple[Figure, ...]] = {}
    for file in sorted(files(__package__).joinpath("data").iterdir(), key=lambda entry: entry.name):
        written = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
        for name, table in written.items():
            found |= dict(_through_time(name, _Series.model_validate(table)))
    return found


def _through_time(name: str, series: _Series) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """Give each point's figures in time order; one without an end lasts until the next begins."""
    by_point: dict[str, list[_Value]] = {}
    for value in sorted(series.value, key=lambda dated: dated.starts):
        for point in value.amount_by_point():
            by_point.setdefault(point, []).append(value)
    for point, values in by_point.items():
        full_name = f"{name}_{point}" if point else name
        next_starts = [value.starts for value in values[1:]] + [None]
        yield (
            full_name,
            tuple(
                Figure(
                    name=full_name,
                    amount=value.amount_by_point()[point],
                    unit=series.unit,
                    label=f"{series.label}, point {int(point)}" if point else series.label,
                    description=series.description,
                    status=value.status,
                    source=value.source,
                    url=value.url,
                    checked=value.checked,
                    starts=value.starts,
                    ends=value.until or (following - _ONE_DAY if following else None),
                    note=value.note,
                )
                for value, following in zip(values, next_starts, strict=True)
            ),
        )
