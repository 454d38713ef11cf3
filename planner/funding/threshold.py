"""What is notional: the first part of the cost of each pupil with an EHCP, and what it comes from.

A school meets a pupil's additional support up to a threshold before the local authority pays any
top-up. It does so from its notional SEN budget, which is an identified part of its own budget, no
extra money, and no limit on what the law asks for.

Source: Department for Education, The notional SEN budget for mainstream schools: operational
guidance 2025 to 2026.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.costing.pence import shared_out, to_the_penny
from planner.periods import AcademicYear, days_from_to, overlap_days
from planner.school.codes import SenStatus, StreamKind
from planner.school.fields import RestrictionKind
from planner.school.records import FundingStream, Pupil, SchoolDetails
from planner.school.school import School


@dataclass(frozen=True)
class FirstPart:
    """What the school meets for one pupil with an EHCP before top-up, and the top-up.

    Attributes:
        pupil: The pupil.
        days_on_roll: Days of the plan year on roll [days].
        school_meets: The threshold by the share of the year on roll [GBP/year].
        top_up: Top-up that names the pupil; one that names several is shared alike [GBP/year].
    """

    pupil: Pupil
    days_on_roll: int
    school_meets: Decimal
    top_up: Decimal

    @property
    def together(self) -> Decimal:
        """The money that stands behind the pupil's support [GBP/year]."""
        return self.school_meets + self.top_up


@dataclass(frozen=True)
class Threshold:
    """The threshold of every pupil with an EHCP against the notional SEN budget.

    Attributes:
        per_pupil: What the school meets for one pupil in a full year [GBP/year].
        days_in_year: Days of the plan year [days].
        pupils: Each pupil with an EHCP who is on roll in the year, in the order of the register.
        notional: The notional SEN budget; ``None`` where no stream of that kind is entered
            [GBP/year].
    """

    per_pupil: Decimal
    days_in_year: int
    pupils: tuple[FirstPart, ...]
    notional: Decimal | None

    @property
    def school_meets(self) -> Decimal:
        """What the school meets for all of them before top-up [GBP/year]."""
        return sum((one.school_meets for one in self.pupils), Decimal(0))

    @property
    def top_up(self) -> Decimal:
        """Top-up that names them [GBP/year]."""
        return sum((one.top_up for one in self.pupils), Decimal(0))

    @property
    def left(self) -> Decimal | None:
        """What the notional SEN budget leaves for SEN Support, below 0 where it is too small."""
        return None if self.notional is None else self.notional - self.school_meets

    @property
    def is_cut_by_days(self) -> bool:
        """Whether anybody is on roll for a part of the year only."""
        return any(one.days_on_roll < self.days_in_year for one in self.pupils)


@dataclass(frozen=True)
class MoreAgreed:
    """What changes if more EHCPs are agreed in the year.

    Attributes:
        how_many: How many more [pupils].
        first_day: The first day on which they count.
        days: Days of the plan year from then on [days].
        each: What the school meets for each before top-up [GBP/year].
        left: What the notional SEN budget leaves for SEN Support then, below 0 where it is too
            small; ``None`` where there is none entered [GBP/year].
    """

    how_many: int
    first_day: dt.date
    days: int
    each: Decimal
    left: Decimal | None

    @property
    def school_meets(self) -> Decimal:
        """What the school meets for all of them before top-up [GBP/year]."""
        return self.how_many * self.each


def if_more_are_agreed(
    threshold: Threshold, year: AcademicYear, how_many: int, first_day: dt.date
) -> MoreAgreed:
    """Work out what is left for SEN Support if EHCPs that are pending are agreed.

    Each counts from its first day by days, as a pupil does who comes with one. What the school
    gives these pupils today is SEN Support and is not taken off.

    Args:
        threshold: The threshold of the pupils who have an EHCP.
        year: The plan year.
        how_many: How many more EHCPs [pupils].
        first_day: The day from which they are in force.
    """
    days = overlap_days(year.starts, year.ends, first_day, None)
    each = to_the_penny(threshold.per_pupil * days / threshold.days_in_year)
    left = None if threshold.left is None else threshold.left - how_many * each
    return MoreAgreed(how_many, first_day, days, each, left)


def threshold_of(school: School) -> Threshold:
    """Work out what the school meets before top-up.

    A pupil who is on roll for a part of the plan year counts by days. An EHCP counts for all of the
    time on roll, as the register does not say since when there is one.

    Args:
        school: The school's registers, which need be neither complete nor in agreement.
    """
    year = school.details.academic_year
    top_ups = _top_ups_by_pupil(school.funding)
    found = [
        _first_part(pupil, school.details, top_ups.get(pupil.pupil, Decimal(0)))
        for pupil in school.pupils
        if pupil.sen_status is SenStatus.EHCP
    ]
    notional = [one.amount for one in school.funding if one.kind is StreamKind.NOTIONAL_SEN]
    return Threshold(
        per_pupil=school.details.high_needs_threshold,
        days_in_year=days_from_to(year.starts, year.ends),
        pupils=tuple(one for one in found if one.days_on_roll),
        notional=sum(notional, Decimal(0)) if notional else None,
    )


def first_part_of(school: School, pupil_id: str) -> FirstPart:
    """Work out what the school meets for one pupil before top-up, whatever the pupil's status.

    Without an EHCP the school meets all of it; the threshold then says from where on it could ask
    for more.
    """
    top_up = _top_ups_by_pupil(school.funding).get(pupil_id, Decimal(0))
    return _first_part(school.pupil_by_id[pupil_id], school.details, top_up)


def _first_part(pupil: Pupil, details: SchoolDetails, top_up: Decimal) -> FirstPart:
    year = details.academic_year
    days = overlap_days(year.starts, year.ends, pupil.starts, pupil.leaves)
    all_days = days_from_to(year.starts, year.ends)
    return FirstPart(
        pupil=pupil,
        days_on_roll=days,
        school_meets=to_the_penny(details.high_needs_threshold * days / all_days),
        top_up=top_up,
    )


def _top_ups_by_pupil(streams: Sequence[FundingStream]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for stream in streams:
        if stream.kind is not StreamKind.TOP_UP:
            continue
        named = [
            entry.value for entry in stream.restricted_to if entry.kind is RestrictionKind.PUPIL
        ]
        for pupil, part in zip(named, shared_out(stream.amount, [1] * len(named)), strict=True):
            found[pupil] = found.get(pupil, Decimal(0)) + part
    return found
