"""Pupils to an assistant, and money to a pupil, beside the national figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planner.funding.movement import MovementKind
from planner.funding.position import position_of, total_of
from planner.national.newest import Found, newest_figure
from planner.national.roll import on_census_day, roll_of
from planner.parameters.comparators import (
    COST_PER_SEN_PUPIL,
    EHCP_PER_ASSISTANT,
    PUPILS_PER_ASSISTANT,
    SEN_PER_ASSISTANT,
    Comparator,
)
from planner.school.calendar import employed_share
from planner.school.codes import Engagement, SenStatus
from planner.school.records import StaffMember, Term
from planner.school.school import School

# What a teaching assistant is called, by the words of the role: an assistant headteacher, an
# assistant SENCO or an administrative assistant is none.
_ASSISTANT = re.compile(
    r"\b(?:ta|hlta|lsa)s?\b|\b(?:teaching|learning|classroom|support)\b.*\bassistants?\b"
)


@dataclass(frozen=True)
class Ratio:
    """One ratio of the school beside the national one.

    Attributes:
        comparator: What is compared.
        here: What it is here; ``None`` where it cannot be worked out [the comparator's unit].
        of: What it was worked out from, or why it is not known, as a sentence.
        found: The national figure; ``None`` where none is known.
    """

    comparator: Comparator
    here: float | None
    of: str
    found: Found | None


def is_assistant(member: StaffMember) -> bool:
    """Whether an employed adult's role is that of a teaching assistant, at any level."""
    words = " ".join(re.split(r"[^a-z]+", member.role.casefold()))
    return member.engagement is Engagement.EMPLOYED and bool(_ASSISTANT.search(words))


def assistants_full_time(school: School) -> float:
    """Give the teaching assistants as full-time posts over the teaching weeks of the year [FTE]."""
    return sum(
        (member.contract_hours or 0.0)
        / school.details.full_time_hours
        * _share_of_year(member, school.terms)
        for member in school.staff
        if is_assistant(member)
    )


def ratios_of(school: School) -> tuple[Ratio, ...]:
    """Set pupils for each assistant, and money for each pupil, beside the national figures.

    Pupils are those on roll on the day of the January census.

    Args:
        school: The school, whose registers need be neither complete nor in agreement.
    """
    posts = assistants_full_time(school)
    pupils = on_census_day(school.details, school.pupils)
    ehcp = sum(pupil.sen_status is SenStatus.EHCP for pupil in pupils)
    with_sen = sum(pupil.sen_status is not SenStatus.NONE for pupil in pupils)
    roll = roll_of(school.details, pupils).pupils
    rows = (
        (PUPILS_PER_ASSISTANT, roll, "on roll"),
        (SEN_PER_ASSISTANT, with_sen, "with SEN"),
        (EHCP_PER_ASSISTANT, ehcp, "with an EHCP"),
    )
    per_assistant = (_per_assistant(school, *row, posts) for row in rows)
    return (*per_assistant, _cost(school, with_sen))


def roles_counted(staff: Iterable[StaffMember]) -> tuple[str, ...]:
    """Give the roles that count as teaching assistants, each once."""
    return tuple(dict.fromkeys(member.role for member in staff if is_assistant(member)))


def _per_assistant(
    school: School, comparator: Comparator, pupils: int | None, who: str, posts: float
) -> Ratio:
    found = _found(school, comparator)
    if pupils is None:
        return Ratio(comparator, None, "How many pupils are on roll is not known.", found)
    if not posts:
        return Ratio(comparator, None, "No employed teaching assistant is entered.", found)
    of = f"{pupils:,} pupils {who} by {posts:.1f} full-time posts."
    return Ratio(comparator, pupils / posts, of, found)


def _cost(school: School, with_sen: int) -> Ratio:
    found = _found(school, COST_PER_SEN_PUPIL)
    position = position_of(school)
    if not with_sen or not position.committed:
        of = "No cost is entered, or no pupil with SEN."
        return Ratio(COST_PER_SEN_PUPIL, None, of, found)
    has_referrals = total_of(position.movements, MovementKind.REFERRAL) > 0
    what = "salaries, budget lines and referrals" if has_referrals else "salaries and budget lines"
    of = f"£{position.committed:,.0f} of {what} by {with_sen:,} pupils with SEN."
    if position.not_costed:
        of += " Some adults’ cost is not known and not counted."
    return Ratio(COST_PER_SEN_PUPIL, float(position.committed) / with_sen, of, found)


def _found(school: School, comparator: Comparator) -> Found | None:
    details = school.details
    return newest_figure(comparator, details.phase, details.academic_year, school.figures)


def _share_of_year(member: StaffMember, terms: Sequence[Term]) -> float:
    weeks = sum(term.weeks for term in terms)
    if not weeks:
        return 1.0
    return sum(_weeks_employed(member, terms)) / weeks


def _weeks_employed(member: StaffMember, terms: Sequence[Term]) -> Iterator[float]:
    return (term.weeks * employed_share(member, term) for term in terms)
