"""One entry of the library: a provision, what it may be worth, and how well that is known."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from planner.library.basis import EffectBasis
from planner.library.finding import Finding
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
        effect_basis: How the effect on the need that it is mainly for was chosen.
        dose: How well the dose is known.
        dose_note: Which part of the dose was found, and which is an assumption.
        training: What whoever gives it has to learn.
        cost_note: What was found about its price, with the date of the price.
        findings: What trials, reviews and studies found, old and new, the newest first.
        remark: What a reader should know of its evidence besides; where nothing was found, that.
        source: Who says what stands here outside the findings.
        urls: Where it was read; none where nothing was found.
        checked: The day on which all of it was last read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    provision: Provision
    group_typical: int = Field(ge=1)
    dose_weeks: float | None = Field(default=None, gt=0, le=53)
    effects: dict[Strand, float]
    effect_basis: EffectBasis
    dose: Dose
    dose_note: str = Field(min_length=1)
    training: str = Field(min_length=1)
    cost_note: str = Field(min_length=1)
    findings: tuple[Finding, ...] = ()
    remark: str = ""
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

    @property
    def newest(self) -> Finding | None:
        """The newest finding about this very provision; failing that, about something close."""
        of_this = [finding for finding in self.findings if finding.is_of_this]
        return next(iter(of_this or self.findings), None)

    def months_in(self, strand: Strand) -> float | None:
        """Months of the newest finding that measured a strand; ``None`` where it gives none."""
        measured = (finding for finding in self.findings if finding.measured(strand))
        newest = next(measured, None)
        return None if newest is None else newest.months

    def helps_with(self, strand: Strand) -> bool:
        """Whether it is thought to help with a strand."""
        return self.effects.get(strand, 0.0) > 0

    def is_for_phase(self, phase: Phase) -> bool:
        """Whether some pupils of a phase may have it; every phase that spans others takes all."""
        years = _YEARS.get(phase)
        return years is None or any(map(self.provision.is_for, years))
