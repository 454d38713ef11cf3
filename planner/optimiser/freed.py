"""A school with one of its limits let go: what could be planned if that limit were not there."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from planner.school.codes import Engagement
from planner.school.records import FundingStream
from planner.school.school import School

HOURS_TO_SPARE = 100.0
_HOURS_IN_A_WEEK = 168.0
_MONEY_TO_SPARE = Decimal(2_000_000)


def without_time_limits(school: School) -> School:
    """Let pupils be out of class, and in school, for as long as a week has hours."""
    limits = {"withdrawal_limit_hours": _HOURS_IN_A_WEEK}
    return replace(
        school,
        details=school.details.model_copy(
            update={**limits, "school_week_hours": _HOURS_IN_A_WEEK},
        ),
        pupils=tuple(pupil.model_copy(update=limits) for pupil in school.pupils),
    )


def with_hours_to_spare(school: School) -> School:
    """Give everyone who is employed or bought by the hour many more hours; vacancies stay."""
    return replace(
        school,
        staff=tuple(
            member
            if member.engagement is Engagement.VACANCY
            else member.model_copy(
                update={"deployable_hours": member.weekly_hours_with_pupils + HOURS_TO_SPARE}
            )
            for member in school.staff
        ),
    )


def without_yearly_limits(school: School) -> School:
    """Let agency and service hours be bought without a limit in the year."""
    unlimited = {"hours_limit": None}
    return replace(
        school, staff=tuple(member.model_copy(update=unlimited) for member in school.staff)
    )


def with_groups_of_one(school: School) -> School:
    """Let every group run with a single pupil."""
    return replace(
        school,
        provisions=tuple(
            entry.model_copy(update={"group_min": 1}) if entry.is_programme else entry
            for entry in school.provisions
        ),
    )


def without_most_hours(school: School) -> School:
    """Let support be given for any number of hours, and programmes run in any number of groups."""
    return replace(
        school,
        provisions=tuple(
            entry.model_copy(update={"max_hours": None, "max_groups": None})
            for entry in school.provisions
        ),
    )


def without_dates(school: School) -> School:
    """Let adults be there, programmes fit and money pay in every term."""
    always = {"starts": None, "leaves": None}
    return replace(
        school,
        staff=tuple(member.model_copy(update=always) for member in school.staff),
        provisions=tuple(entry.model_copy(update={"weeks": None}) for entry in school.provisions),
        funding=tuple(
            stream.model_copy(update={"starts": None, "ends": None}) for stream in school.funding
        ),
    )


def without_pins(school: School) -> School:
    """Take back every decision already made."""
    return replace(school, pins=())


def without_limits(school: School) -> School:
    """Let go of every limit at once: what is still not met, no more of anything would meet."""
    plenty = FundingStream(stream="MORE", name="Money to spare", amount=_MONEY_TO_SPARE)
    for let_go in (
        without_time_limits,
        with_hours_to_spare,
        without_yearly_limits,
        with_groups_of_one,
        without_most_hours,
        without_dates,
        without_pins,
    ):
        school = let_go(school)
    while plenty.stream in school.stream_by_id:
        plenty = plenty.model_copy(update={"stream": f"{plenty.stream}-"})
    richer = (one.model_copy(update={"amount": _MONEY_TO_SPARE}) for one in school.funding)
    return replace(school, funding=(*richer, plenty))
