"""Streams, stretches and threshold of the budget in words, for sentences, tables and charts."""

from __future__ import annotations

import datetime as dt

from planner.charts.words import counted, pounds
from planner.funding.position import Position, Standing
from planner.funding.threshold import MoreAgreed, Threshold
from planner.school.fields import Restriction, RestrictionKind

GENERAL = "General money"
_RESTRICTIONS = {
    RestrictionKind.PUPIL: "pupil {}",
    RestrictionKind.PUPIL_PREMIUM: "pupils with pupil premium",
    RestrictionKind.LOOKED_AFTER: "looked-after pupils",
    RestrictionKind.EHCP: "pupils with an EHCP",
    RestrictionKind.SEN_SUPPORT: "pupils on SEN Support",
    RestrictionKind.TIER: "{} provision",
    RestrictionKind.PROVISION: "provision {}",
    RestrictionKind.STRAND: "needs in {}",
}


def name_of(standing: Standing) -> str:
    """General money, or the name of a stream with strings; its code where it has no name."""
    if standing.is_general:
        return GENERAL
    (stream,) = standing.streams
    return stream.name or stream.stream


def codes_of(standing: Standing) -> str:
    """The streams behind it, by code."""
    return "; ".join(stream.stream for stream in standing.streams)


def pays_for(standing: Standing) -> str:
    """What it may pay for: ``pupil P014``, ``anything``."""
    if standing.is_general:
        return "anything"
    (stream,) = standing.streams
    return ", ".join(map(_restriction, stream.restricted_to))


def plan_year(position: Position) -> str:
    """The plan year with its months: ``September 2026 to August 2027``."""
    year = position.school.details.academic_year
    return f"{year.starts:%B %Y} to {year.ends:%B %Y}"


def not_counted(position: Position) -> tuple[str, ...]:
    """A sentence for each adult whose salary is not in the figures, and one for referrals."""
    salaries = tuple(
        f"The salary of {one.staff} is not counted, because its cost is not known: {one.why}."
        for one in position.not_costed
    )
    unknown = position.referrals_not_costed
    if not unknown:
        return salaries
    said = f"{counted(unknown, 'referral')} {'has' if unknown == 1 else 'have'} no cost yet"
    return (*salaries, f"{said}, so nothing is counted for that: write 0 where it is free.")


def threshold_sentence(threshold: Threshold) -> str:
    """What the school meets before top-up against the notional SEN budget, in one sentence."""
    first = pounds(threshold.per_pupil)
    count = len(threshold.pupils)
    if not count:
        return f"No pupil has an EHCP, so there is no first {first} to meet."
    whose = "for the pupil with an EHCP" if count == 1 else f"for {count} pupils with an EHCP"
    by_days = ", counted by the days on roll," if threshold.is_cut_by_days else ""
    start = f"The first {first} a year {whose}{by_days} comes to {pounds(threshold.school_meets)}"
    notional, left = threshold.notional, threshold.left
    if notional is None or left is None:
        return f"{start}; no notional SEN budget is entered to compare it with."
    if left < 0:
        return f"{start}, {pounds(-left)} more than the notional SEN budget of {pounds(notional)}."
    return (
        f"{start} of the notional SEN budget of {pounds(notional)} and leaves {pounds(left)} of it "
        "for pupils on SEN Support."
    )


def more_agreed_sentence(more: MoreAgreed, threshold: Threshold) -> str:
    """What more EHCPs would take from the notional SEN budget, with the sum, in one sentence."""
    plans = "1 more EHCP is" if more.how_many == 1 else f"{more.how_many} more EHCPs are"
    start = (
        f"If {plans} agreed from {day(more.first_day)}, the school meets {more.how_many} × "
        f"{pounds(threshold.per_pupil)} × {more.days}/{threshold.days_in_year} days = "
        f"{pounds(more.school_meets)} more before any top-up"
    )
    if more.left is None:
        return f"{start}."
    if more.left < 0:
        return f"{start}: in all {pounds(-more.left)} more than the notional SEN budget."
    return f"{start}, which leaves {pounds(more.left)} of the notional SEN budget for SEN Support."


def day(date: dt.date) -> str:
    """A day as people write it: ``31 March 2027``."""
    return f"{date.day} {date:%B %Y}"


def _restriction(entry: Restriction) -> str:
    return _RESTRICTIONS[entry.kind].format(entry.value.replace("_", " "))
