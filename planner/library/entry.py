"""One entry of the library: a provision, what it may be worth, and how well that is known."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from planner.school.codes import Phase, Strand, Tier
from planner.school.fields import YEAR_GROUPS
from planner.school.records import Provision

_FIRST_OF_SECONDARY = YEAR_GROUPS.index("7")
_YEARS = {
    Phase.PRIMARY: frozenset(YEAR_GROUPS[:_FIRST_OF_SECONDARY]),
    Phase.SECONDARY: frozenset(YEAR_GROUPS[_FIRST_OF_SECONDARY:]),
}


class Dose(StrEnum):
    """How well the length, number and weeks of sessions, and the size of group, are known."""

    SOURCED = "sourced"
    PARTLY = "partly sourced"
    ASSUMED = "assumed"


class Entry(BaseModel):
    """A provision as others give it, not yet fitted to the terms of a school.

    Attributes:
        provision: The provision, but for its terms and weeks, which go by those of the school.
        group_typical: How many pupils one adult usually has [pupils].
        dose_weeks: Programme: weeks of a full dose; ``None`` where it goes on all year [weeks].
        effects: What an hour may be worth, by strand: assumptions throughout [h per h].
        months: Months' progress that a trial or review found; ``None`` where none did [months].
        months_in: The strand that those months were measured in.
        dose: How well the dose is known.
        dose_note: Which part of the dose was found, and which is an assumption.
        training: What whoever gives it has to learn.
        cost_note: What was found about its price, with the date of the price.
        evidence: What is known of its effect, in a sentence or two.
        security: How secure that is, in the words of whoever rated it.
        evidence_date: The years of the evidence, or ``undated``.
        source: Who says so.
        urls: Where it was read; none where nothing was found.
        checked: The day on which it was last read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    provision: Provision
    group_typical: int = Field(ge=1)
    dose_weeks: float | None = Field(default=None, gt=0, le=53)
    effects: dict[Strand, float]
    months: float | None = None
    months_in: Strand | None = None
    dose: Dose
    dose_note: str = Field(min_length=1)
    training: str = Field(min_length=1)
    cost_note: str = Field(min_length=1)
    evidence: str = Field(min_length=1)
    security: str = Field(min_length=1)
    evidence_date: str = Field(min_length=1)
    source: str = Field(min_length=1)
    urls: tuple[str, ...] = ()
    checked: dt.date

    @property
    def code(self) -> str:
        """The code of the entry, which the school may change."""
        return self.provision.provision

    @property
    def tier(self) -> Tier:
        """How far beyond everyday teaching it goes."""
        return self.provision.tier

    def helps_with(self, strand: Strand) -> bool:
        """Whether it is thought to help with a strand."""
        return self.effects.get(strand, 0.0) > 0

    def is_for_phase(self, phase: Phase) -> bool:
        """Whether some pupils of a phase may have it; every phase that spans others takes all."""
        years = _YEARS.get(phase)
        return years is None or any(map(self.provision.is_for, years))
