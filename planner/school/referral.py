"""What the dates of a referral mean: in which term it falls, how long it waits, what is due.

A referral that was declined costs nothing, takes no hours and waits for nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.school.codes import ReferralStatus
from planner.school.records import Referral, StaffMember, Term

DUE_SOON_DAYS = 28
_OVER = frozenset({ReferralStatus.DONE, ReferralStatus.DECLINED})


def is_declined(referral: Referral) -> bool:
    """Whether the service said no, or the school or family withdrew it."""
    return referral.status is ReferralStatus.DECLINED


def is_open(referral: Referral) -> bool:
    """Whether something is still to come of it: it is neither done nor declined."""
    return referral.status not in _OVER


def day_of(referral: Referral) -> dt.date | None:
    """The day on which its cost falls: started, else due, else made; ``None`` if none is known."""
    return referral.started or referral.due or referral.made


def term_of(referral: Referral, terms: Sequence[Term]) -> Term:
    """The term in which its cost falls, of terms in time order."""
    return term_on(day_of(referral), terms)


def term_on(day: dt.date | None, terms: Sequence[Term]) -> Term:
    """The term to which a day belongs.

    It is the first that has not ended before the day, so that a day in a holiday belongs to the
    term after it; the last, where all have; the first, where no day is known.

    Args:
        day: The day.
        terms: The terms of the year in time order; at least one.
    """
    if day is None:
        return terms[0]
    return next((term for term in terms if day <= term.end), terms[-1])


def waiting_days(referral: Referral, today: dt.date) -> int | None:
    """Days from when it was made to when the work began: its start, else its end, else today.

    ``None`` where it was declined or where nobody wrote the days that it takes to tell; 0 where
    it was made only after today.
    """
    until = referral.started or referral.ended or (today if is_waiting(referral) else None)
    if referral.made is None or until is None or is_declined(referral):
        return None
    return max(0, (until - referral.made).days)


def is_waiting(referral: Referral) -> bool:
    """Whether it is still open and the work has not begun."""
    return (
        is_open(referral)
        and referral.started is None
        and referral.status is not ReferralStatus.UNDER_WAY
    )


def hours_referred(referrals: Iterable[Referral]) -> Mapping[str, float]:
    """Hours of the year that referrals take of each service [h/year by adult's code]."""
    hours: dict[str, float] = defaultdict(float)
    for referral in referrals:
        if referral.staff is not None and referral.hours is not None and not is_declined(referral):
            hours[referral.staff] += referral.hours
    return dict(hours)


def hours_left(member: StaffMember, referrals: Iterable[Referral]) -> float | None:
    """Hours of the year that may be bought of an adult beyond referrals; ``None``: any [h/year]."""
    if member.hours_limit is None:
        return None
    return max(0.0, member.hours_limit - hours_referred(referrals).get(member.staff, 0.0))


@dataclass(frozen=True)
class Due:
    """What the referrals of a school ask of somebody on a day.

    Attributes:
        overdue: Open, and due before the day; the longest overdue first.
        soon: Open, and due from the day to four weeks on; the first due first.
        waiting: Not begun, with how long each has waited; the longest first [days].
    """

    overdue: tuple[Referral, ...]
    soon: tuple[Referral, ...]
    waiting: tuple[tuple[Referral, int], ...]


def is_overdue(referral: Referral, today: dt.date) -> bool:
    """Whether it is still open and was due before today."""
    return is_open(referral) and referral.due is not None and referral.due < today


def is_due_soon(referral: Referral, today: dt.date) -> bool:
    """Whether it is still open and due within four weeks, today included."""
    last = today + dt.timedelta(days=DUE_SOON_DAYS)
    return is_open(referral) and referral.due is not None and today <= referral.due <= last


def what_is_due(referrals: Iterable[Referral], today: dt.date) -> Due:
    """Sort referrals by what they ask of somebody on a day."""
    rows = sorted(referrals, key=lambda row: (row.due or dt.date.max, row.referral))
    waits = [
        (row, days)
        for row in rows
        if is_waiting(row) and (days := waiting_days(row, today)) is not None
    ]
    return Due(
        overdue=tuple(row for row in rows if is_overdue(row, today)),
        soon=tuple(row for row in rows if is_due_soon(row, today)),
        waiting=tuple(sorted(waits, key=lambda pair: (-pair[1], pair[0].referral))),
    )
