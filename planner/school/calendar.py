"""What dates mean for weeks and hours: on roll, in force, employed, delivered.

Every rule is of section 5 of the data format; shares are of calendar days, both ends counted.
"""

from __future__ import annotations

from planner.periods import overlap_days
from planner.school.codes import Per
from planner.school.records import (
    BudgetLine,
    Provision,
    Pupil,
    StaffMember,
    StatutoryItem,
    Term,
)
from planner.school.school import School

_TINY = 1e-9


def on_roll_share(pupil: Pupil, term: Term) -> float:
    """Share of a term's days that a pupil is on roll [share 0-1]."""
    return overlap_days(term.start, term.end, pupil.starts, pupil.leaves) / term.days


def is_on_roll_throughout(pupil: Pupil, term: Term) -> bool:
    """Whether a pupil is on roll on every day of a term, as programmes ask."""
    return overlap_days(term.start, term.end, pupil.starts, pupil.leaves) == term.days


def weeks_on_roll(pupil: Pupil, term: Term) -> float:
    """Teaching weeks of a term in which a pupil receives support or has an item [weeks]."""
    return term.weeks * on_roll_share(pupil, term)


def weeks_of_delivery(provision: Provision, term: Term) -> float:
    """Weeks in which a group of a programme meets in a term; 0 if the term is too short [weeks]."""
    if provision.weeks is None:
        return term.weeks
    return provision.weeks if provision.weeks <= term.weeks + _TINY else 0.0


def weeks_received(pupil: Pupil, provision: Provision, term: Term) -> float:
    """Weeks in which a pupil receives a provision that is planned for a term [weeks]."""
    if provision.is_programme:
        return weeks_of_delivery(provision, term)
    return weeks_on_roll(pupil, term)


def is_available(member: StaffMember, term: Term) -> bool:
    """Whether an adult can be deployed in a term: it lies wholly inside their dates."""
    return overlap_days(term.start, term.end, member.starts, member.leaves) == term.days


def employed_share(member: StaffMember, term: Term) -> float:
    """Share of a term's days for which an adult is paid [share 0-1]."""
    return overlap_days(term.start, term.end, member.starts, member.leaves) / term.days


def days_in_force(item: StatutoryItem, pupil: Pupil, term: Term) -> int:
    """Days of a term on which an item is in force and its pupil on roll [days]."""
    starts = [day for day in (item.starts, pupil.starts) if day is not None]
    ends = [day for day in (item.ends, pupil.leaves) if day is not None]
    return overlap_days(term.start, term.end, max(starts, default=None), min(ends, default=None))


def in_force_share(item: StatutoryItem, pupil: Pupil, term: Term) -> float:
    """Share of a term's days on which an item is in force [share 0-1]."""
    return days_in_force(item, pupil, term) / term.days


def hours_counted_per_weekly_hour(
    item: StatutoryItem, pupil: Pupil, provision: Provision, term: Term
) -> float:
    """Hours towards an item in a term for each hour a week its pupil receives [h per h/week].

    In a part term, hours count by days in force over days on roll.
    """
    on_roll = overlap_days(term.start, term.end, pupil.starts, pupil.leaves)
    if on_roll == 0:
        return 0.0
    share = days_in_force(item, pupil, term) / on_roll
    return weeks_received(pupil, provision, term) * share


def weeks_in_force(item: StatutoryItem, pupil: Pupil, term: Term) -> float:
    """Teaching weeks of a term in which an item is in force [weeks]."""
    return term.weeks * in_force_share(item, pupil, term)


def hours_owed(item: StatutoryItem, pupil: Pupil, term: Term) -> float:
    """What an item asks for in a term, in pupil hours of that term [h]; a yearly item asks for 0.

    A weekly item asks for its hours in each week in force; a termly one for its hours by the share
    of the term's days in force.
    """
    if item.per is Per.WEEK:
        return item.hours * weeks_in_force(item, pupil, term)
    if item.per is Per.TERM:
        return item.hours * in_force_share(item, pupil, term)
    return 0.0


def terms_of_line(line: BudgetLine, school: School) -> dict[str, float]:
    """How a budget line is split over terms [share 0-1 by term code].

    By weeks over the terms that start inside its dates; where none does, all of it falls in the
    term that holds its first day, else in the first term.
    """
    inside = [
        term
        for term in school.terms
        if (line.starts is None or line.starts <= term.start)
        and (line.ends is None or term.start <= line.ends)
    ]
    if inside:
        weeks = sum(term.weeks for term in inside)
        return {term.term: term.weeks / weeks for term in inside}
    for term in school.terms:
        if line.starts is not None and term.start <= line.starts <= term.end:
            return {term.term: 1.0}
    return {school.terms[0].term: 1.0}
