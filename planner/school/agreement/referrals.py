"""Referrals: to a service that can be bought, at a price, with dates and words that agree."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Problem
from planner.school.agreement.tables import Tables, relies_on
from planner.school.codes import Engagement, ReferralStatus
from planner.school.fields import write_cell
from planner.school.matching import may_pay_for
from planner.school.referral import hours_referred, is_declined

_FILE = "referrals.csv"
_NOT_BEGUN = frozenset({ReferralStatus.ASKED, ReferralStatus.WAITING})


def referrals_have_codes_of_their_own(tables: Tables) -> Iterator[Problem]:
    """No referral is called as a budget line or an adult, since a plan names costs by code."""
    registers = tables.registers
    taken = {
        **{row.line: f"budget line in row {number}" for number, row in registers.budget_lines},
        **{row.staff: f"adult in row {number} of staff.csv" for number, row in registers.staff},
    }
    for number, row in registers.referrals:
        if row.referral in taken:
            what = f"'{row.referral}' is the code of the {taken[row.referral]} too"
            yield Problem(_FILE, number, "referral", what, "write another code, such as REF1")


def referrals_are_to_services(tables: Tables) -> Iterator[Problem]:
    """An adult whose hours a referral buys is a service, bought by the hour."""
    for number, row in tables.rows("referrals"):
        member = tables.school.staff_by_id.get(row.staff or "")
        if member is not None and member.engagement is not Engagement.SERVICE:
            what = f"{row.staff} is {member.engagement.value}, not a service"
            remedy = "write the code of a service in staff.csv, or leave it blank and write a cost"
            yield Problem(_FILE, number, "staff", what, remedy)


def referred_hours_have_a_price(tables: Tables) -> Iterator[Problem]:
    """Hours without a service or a cost have no price, so that nobody knows what they cost."""
    for number, row in tables.registers.referrals:
        if is_declined(row) or row.hours is None or row.staff is not None or row.cost is not None:
            continue
        what = f"{row.referral} has hours and no price, so its cost is not known"
        remedy = "write whose hours they are in staff, or the cost (0 where it is free)"
        yield Problem(_FILE, number, "hours", what, remedy)


@relies_on("staff")
def referred_hours_are_within_the_limit(tables: Tables) -> Iterator[Problem]:
    """Referrals to a service take no more hours than may be bought of it in the year."""
    taken = hours_referred(tables.registers.referrals.records)
    for number, member in tables.registers.staff:
        hours, limit = taken.get(member.staff, 0.0), member.hours_limit
        if limit is not None and hours > limit:
            what = f"is {limit:g}, and referrals to {member.staff} take {hours:g} hours"
            remedy = "raise the limit, or correct the hours of the referrals"
            yield Problem("staff.csv", number, "hours_limit", what, remedy)


def referral_dates_run_forwards(tables: Tables) -> Iterator[Problem]:
    """A referral is made before it is due and before the work begins."""
    for number, row in tables.registers.referrals:
        for column, day in (("started", row.started), ("due", row.due)):
            if row.made is not None and day is not None and day < row.made:
                what = f"is {write_cell(day)}, before it was made ({write_cell(row.made)})"
                yield Problem(_FILE, number, column, what, f"check {column} and made")


def referral_status_agrees_with_dates(tables: Tables) -> Iterator[Problem]:
    """Work that has begun is not still asked for or waited for."""
    for number, row in tables.registers.referrals:
        if row.status in _NOT_BEGUN and row.started is not None:
            what = f"is {row.status.value}, and the work began on {write_cell(row.started)}"
            yield Problem(
                _FILE, number, "status", what, "write under_way or done, or check started"
            )


def finished_referrals_have_an_outcome(tables: Tables) -> Iterator[Problem]:
    """Of a referral that is done, somebody writes what came of it."""
    for number, row in tables.registers.referrals:
        if row.status is ReferralStatus.DONE and not row.outcome:
            what = f"is blank, and {row.referral} is done"
            yield Problem(_FILE, number, "outcome", what, "write what came of it")


@relies_on("pupils", "funding")
def streams_of_referrals_are_for_their_pupils(tables: Tables) -> Iterator[Problem]:
    """A stream that a referral names is general, or tied to something that its pupil is."""
    school = tables.school
    for number, row in tables.rows("referrals"):
        if row.stream is None or is_declined(row):
            continue
        stream = school.stream_by_id[row.stream]
        if not may_pay_for(stream, school.pupil_by_id[row.pupil], None, school):
            entries = ";".join(map(str, stream.restricted_to))
            what = f"{row.stream} is restricted to {entries}, which {row.pupil} is not"
            remedy = "leave it if that money may pay for it, or name another stream"
            yield Problem(_FILE, number, "stream", what, remedy)
