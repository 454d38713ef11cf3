"""A local authority's rules for costed provision maps, each with where it was read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from planner.school.codes import TimeKind

ValueT = TypeVar("ValueT")


class Confidence(StrEnum):
    """How far what a source says can be relied on."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Source(BaseModel):
    """A page or document in which rules were read.

    Attributes:
        title: What it is called.
        url: Its address.
        dated: The day, year or school year it is of; blank where it has no date.
        confidence: How far it can be relied on.
        checked: The day on which it was last read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1)
    url: str = Field(pattern="^https?://")
    dated: str
    confidence: Confidence
    checked: dt.date


class Rule(BaseModel, Generic[ValueT]):
    """What one rule says, and the key of the source that says so."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: ValueT
    source: str


class ProfileRules(BaseModel):
    """The rules of one authority; one that no source gives is ``None`` and unknown.

    Attributes:
        weekly_hour_rate: What it pays for an adult hour in every week of its year [GBP/year].
        hourly_rate: What it pays for an adult hour [GBP/h].
        minute_rate: What it pays for an adult minute [GBP/min].
        weeks: How many weeks a year it pays for [weeks/year].
        divides_by_heads: Whether a shared hour is divided by the pupils who share it.
        not_claimed: Kinds of time that it does not pay for.
        whole_minutes: Whether a week's time is entered in whole minutes.
        services_at_price: Whether hours of a bought-in service are claimed at what they cost.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    weekly_hour_rate: Rule[Decimal] | None = None
    hourly_rate: Rule[Decimal] | None = None
    minute_rate: Rule[Decimal] | None = None
    weeks: Rule[Decimal] | None = None
    divides_by_heads: Rule[bool] | None = None
    not_claimed: Rule[tuple[TimeKind, ...]] | None = None
    whole_minutes: Rule[bool] | None = None
    services_at_price: Rule[bool] | None = None

    @model_validator(mode="after")
    def _has_one_rate_at_most(self) -> Self:
        rates = (self.weekly_hour_rate, self.hourly_rate, self.minute_rate)
        if sum(rate is not None for rate in rates) > 1:
            message = "an authority has one rate, for a weekly hour, an hour or a minute"
            raise ValueError(message)
        return self


class Profile(BaseModel):
    """One authority's rules as somebody has described them.

    Attributes:
        code: The code by which a school chooses it.
        authority: Which authority it is; where its source does not name it, that.
        says: Its rules in a sentence.
        note: What a school should know before relying on it.
        sources: Where they were read, by key.
        rules: The rules.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(pattern=r"^[A-Z0-9-]{1,32}$")
    authority: str = Field(min_length=1)
    says: str = Field(min_length=1)
    note: str = ""
    sources: dict[str, Source] = Field(min_length=1)
    rules: ProfileRules

    @model_validator(mode="after")
    def _names_its_sources(self) -> Self:
        named = {rule.source for _, rule in self.rules if rule is not None}
        if not named or not named <= self.sources.keys():
            message = f"{self.code} has no rule, or one whose source is not among its own"
            raise ValueError(message)
        return self

    def source_of(self, rule: str) -> Source | None:
        """Give where a rule was read; ``None`` where no source gives it."""
        found = getattr(self.rules, rule)
        return None if found is None else self.sources[found.source]
