"""The figures that come with Evenhand, as they stand in ``data``: one file a subject."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from planner.parameters.figure import Figure, Status

WORDS_FILE = "statutory_words.toml"
# The subjects in the order in which they are shown.
FILES = (
    "pay_spine.toml",
    "national_insurance.toml",
    "pension.toml",
    "levy.toml",
    "term_time_pay.toml",
    "funding.toml",
    "premiums.toml",
    "comparators.toml",
    "bought_provision.toml",
    "school_time.toml",
    WORDS_FILE,
)
_ONE_DAY = dt.timedelta(days=1)


class Sourced(BaseModel):
    """Where something was read, when it holds and how far it can be relied on."""

    model_config = ConfigDict(extra="forbid")
    starts: dt.date | None = Field(None, alias="from")
    until: dt.date | None = None
    status: Status
    source: str = Field(min_length=1)
    url: str = Field(pattern="^https?://")
    checked: dt.date
    note: str = ""


class _Value(Sourced):
    """One dated value as it is written in a file: an amount, or an amount for each point."""

    amount: Decimal | None = None
    amounts: dict[str, Decimal] = Field(default_factory=dict)

    def amount_by_point(self) -> dict[str, Decimal]:
        """Give the amounts by point; a plain amount is that of the point without a name."""
        return self.amounts if self.amount is None else {"": self.amount}


class _Series(BaseModel):
    """A figure through time, as it is written in a file."""

    model_config = ConfigDict(extra="forbid")
    unit: str = Field(min_length=1)
    label: str = Field(min_length=1)
    point: str = "point"
    description: str = Field(min_length=1)
    gaps: str = ""
    value: list[_Value] = Field(min_length=1)


@cache
def shipped_figures() -> dict[str, tuple[Figure, ...]]:
    """Give every figure by name, each through time from its first day on, subject by subject."""
    found: dict[str, tuple[Figure, ...]] = {}
    for name, table in read_tables():
        if name != WORDS_FILE:
            subject = table.pop("subject")
            for series, content in table.items():
                read = _Series.model_validate(content)
                found |= dict(_through_time(subject, series, read))
    return found


def read_tables() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give each file's name and what stands in it, in the order in which they are shown."""
    folder = files(__package__).joinpath("data")
    for name in FILES:
        text = folder.joinpath(name).read_text(encoding="utf-8")
        yield name, tomllib.loads(text, parse_float=Decimal)


def _through_time(
    subject: str, name: str, series: _Series
) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """Give each point's figures in time order; one without an end lasts until the next begins."""
    by_point: dict[str, list[_Value]] = {}
    for value in sorted(series.value, key=lambda dated: dated.starts or dt.date.min):
        for point in value.amount_by_point():
            by_point.setdefault(point, []).append(value)
    for point, values in by_point.items():
        full_name = f"{name}_{point}" if point else name
        next_starts = [value.starts for value in values[1:]] + [None]
        yield (
            full_name,
            tuple(
                _figure(full_name, point, series, value, following, subject)
                for value, following in zip(values, next_starts, strict=True)
            ),
        )


def _figure(
    name: str, point: str, series: _Series, value: _Value, following: dt.date | None, subject: str
) -> Figure:
    return Figure(
        name=name,
        amount=value.amount_by_point()[point],
        unit=series.unit,
        label=_label(series, point),
        description=series.description,
        status=value.status,
        source=value.source,
        url=value.url,
        checked=value.checked,
        starts=value.starts,
        ends=value.until or (following - _ONE_DAY if following else None),
        note=value.note,
        subject=subject,
        gaps=series.gaps,
    )


def _label(series: _Series, point: str) -> str:
    return f"{series.label}, {series.point} {int(point)}" if point else series.label
