"""One thing that was found out about a provision: by whom, when, how surely, and in months if any.

A finding says what its source says and no more. Months are blank where the source gives none, and 0
only where a trial found no difference.
"""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from planner.school.codes import Strand

UNDATED = "undated"
NO_MONTHS = "no estimate of months"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class FindingKind(StrEnum):
    """How something was found out; the value is what it is called."""

    TRIAL = "trial"
    REVIEW = "review"
    COMPARISON = "matched comparison"
    STUDY = "small study"
    PROVIDER = "provider's evaluation"


class Finding(BaseModel):
    """What one trial, review or study found.

    Attributes:
        kind: How it was found out.
        name: What the trial or review is called, or what it was.
        strands: The needs that it measured; none where it measured none of them.
        months: Months' further progress; ``None`` where the source gives none [months].
        tried: What was tried, where that was not this provision alone; the months of such a finding
            stay out of the catalogue.
        security: How sure it is, in the words of whoever rated it.
        date: When it was published, in words with a year, or ``undated``.
        source: Who says so.
        url: Where it was read.
        note: What else the source says that a reader should know.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: FindingKind
    name: str = Field(min_length=1)
    strands: tuple[Strand, ...] = ()
    months: float | None = None
    tried: str = ""
    security: str = Field(min_length=1)
    date: str = Field(min_length=1)
    source: str = Field(min_length=1)
    url: str = Field(min_length=1)
    note: str = ""

    @property
    def year(self) -> int | None:
        """The first year that its date names; ``None`` where it is undated."""
        found = _YEAR.search(self.date)
        return int(found[0]) if found else None

    @property
    def is_of_this(self) -> bool:
        """Whether it is about the very provision that it stands under."""
        return not self.tried

    @property
    def months_said(self) -> str:
        """Its months with their sign and unit, or that there are none."""
        if self.months is None:
            return NO_MONTHS
        unit = "month" if abs(self.months) == 1 else "months"
        return f"{months_written(self.months)} {unit}"

    def measured(self, strand: Strand) -> bool:
        """Whether it says something of the provision's worth in a strand."""
        return self.is_of_this and strand in self.strands


def months_written(months: float | None) -> str:
    """Months with their sign, as trials give them: ``+3``, ``−2``, ``0``; blank where none are."""
    if months is None:
        return ""
    return f"{months:+g}".replace("-", "−") if months else "0"
