"""The rules by which a school's local authority pays: the school's own keys over a profile's."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from planner.costing.authority.profile import Profile, ProfileRules
from planner.costing.authority.shelf import profile_of
from planner.costing.staff import exact, weeks_in_year
from planner.school.codes import TimeKind
from planner.school.records import SchoolDetails
from planner.school.school import School

_MINUTES = 60


class Basis(StrEnum):
    """What an authority's rate is for."""

    WEEKLY_HOUR = "weekly_hour"
    HOUR = "hour"
    MINUTE = "minute"


@dataclass(frozen=True)
class Rules:
    """By what rules an authority pays for provision.

    Attributes:
        basis: What the rate is for.
        rate: The rate [GBP a year for a weekly hour, GBP/h or GBP/min].
        weeks: The weeks a year that it pays for [weeks/year].
        divides_by_heads: Whether a shared hour is divided by the pupils who share it.
        not_claimed: Kinds of time that it does not pay for.
        whole_minutes: Whether a week's time is counted in whole minutes.
        services_at_price: Whether hours of a bought-in service are claimed at what they cost.
        profile: The profile behind them; ``None`` where the school has entered all of them.
    """

    basis: Basis
    rate: Decimal
    weeks: Decimal
    divides_by_heads: bool = True
    not_claimed: frozenset[TimeKind] = frozenset()
    whole_minutes: bool = False
    services_at_price: bool = False
    profile: Profile | None = None

    @property
    def hourly_rate(self) -> Decimal:
        """What it pays for an adult hour, not rounded [GBP/h]."""
        if self.basis is Basis.WEEKLY_HOUR:
            return self.rate / self.weeks
        return self.rate * _MINUTES if self.basis is Basis.MINUTE else self.rate


def rules_of(school: School) -> Rules | None:
    """Give the rules of a school's authority; ``None`` where no rate of it is known.

    What the school has entered comes before what its profile says. Where neither says over how many
    weeks, it is all teaching weeks of the year; where neither says how a shared hour is counted, it
    is divided by the pupils who share it; where neither names time that is not paid for, all is.
    """
    details = school.details
    profile = profile_of(details.la_profile)
    rate = _rate(details, profile)
    weeks = _weeks(details, profile) or weeks_in_year(school)
    if rate is None or not weeks:
        return None
    said = profile.rules if profile else ProfileRules()
    divides = details.la_divides_by_heads
    if divides is None:
        divides = said.divides_by_heads is None or said.divides_by_heads.value
    return Rules(
        basis=rate[0],
        rate=rate[1],
        weeks=weeks,
        divides_by_heads=divides,
        not_claimed=frozenset(
            details.la_not_claimed or (said.not_claimed.value if said.not_claimed else ())
        ),
        whole_minutes=said.whole_minutes is not None and said.whole_minutes.value,
        services_at_price=said.services_at_price is not None and said.services_at_price.value,
        profile=profile,
    )


def _rate(details: SchoolDetails, profile: Profile | None) -> tuple[Basis, Decimal] | None:
    """Give the rate and what it is for; the school's own first, and by the weekly hour first."""
    if details.la_weekly_hour_rate is not None:
        return Basis.WEEKLY_HOUR, details.la_weekly_hour_rate
    if details.la_hourly_rate is not None:
        return Basis.HOUR, details.la_hourly_rate
    if profile is None:
        return None
    rules = profile.rules
    for basis, rule in (
        (Basis.WEEKLY_HOUR, rules.weekly_hour_rate),
        (Basis.HOUR, rules.hourly_rate),
        (Basis.MINUTE, rules.minute_rate),
    ):
        if rule is not None:
            return basis, rule.value
    return None


def _weeks(details: SchoolDetails, profile: Profile | None) -> Decimal | None:
    """Give the weeks a year that are paid for, where somebody says so [weeks/year]."""
    if details.la_weeks is not None:
        return exact(details.la_weeks)
    if profile is None or profile.rules.weeks is None:
        return None
    return profile.rules.weeks.value
