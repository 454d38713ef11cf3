"""In which term a referral falls, how long it waits and what is due."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.school.referral import hours_left, hours_referred, term_of, waiting_days, what_is_due
from tests.builders import a_referral, a_teaching_assistant, three_terms

DAY = dt.date
TODAY = DAY(2026, 11, 2)
TERMS = three_terms()


def codes(referrals):
    return [one.referral for one in referrals]


@pytest.mark.parametrize(
    ("days", "term"),
    [
        ({"started": DAY(2027, 1, 4), "due": DAY(2026, 10, 1)}, "T2"),
        ({"due": DAY(2027, 5, 3)}, "T3"),
        ({}, "T1"),
        ({"made": None}, "T1"),
        ({"made": DAY(2025, 3, 3)}, "T1"),
        ({"due": DAY(2026, 12, 25)}, "T2"),
        ({"due": DAY(2027, 8, 20)}, "T3"),
    ],
    ids=[
        "when the work starts",
        "when it is due",
        "when it was made",
        "in the first where no day is known",
        "in the first where it was made before the year",
        "after the holiday in which its day lies",
        "in the last where its day comes after it",
    ],
)
def test_a_referral_falls_in_the_term_of_its_day(days, term):
    assert term_of(a_referral(**days), TERMS).term == term


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        # From 14 September: 16 days are left of it, 31 of October and 2 of November.
        ({}, 49),
        ({"status": "waiting"}, 49),
        # To 1 October: 16 days of September and 1.
        ({"status": "under_way", "started": DAY(2026, 10, 1)}, 17),
        ({"status": "done", "ended": DAY(2026, 9, 21)}, 7),
        ({"made": DAY(2026, 12, 1)}, 0),
        ({"made": None}, None),
        ({"status": "under_way"}, None),
        ({"status": "done"}, None),
        ({"status": "declined", "ended": DAY(2026, 9, 21)}, None),
    ],
)
def test_a_referral_waits_from_the_day_it_was_made_until_the_work_begins(facts, days):
    assert waiting_days(a_referral(**facts), TODAY) == days


def test_what_is_due_comes_in_the_order_in_which_it_presses():
    due = what_is_due(
        [
            a_referral("LATE", due=DAY(2026, 11, 1)),
            a_referral("LATER", due=DAY(2026, 10, 5), status="under_way"),
            a_referral("TODAY", due=TODAY),
            # Four weeks on is 30 November; a day after that is not soon.
            a_referral("SOON", due=DAY(2026, 11, 30), made=DAY(2026, 9, 1)),
            a_referral("FAR", due=DAY(2026, 12, 1), made=None),
            a_referral("DONE", due=DAY(2026, 10, 1), status="done"),
            a_referral("NO", due=DAY(2026, 10, 1), status="declined"),
        ],
        TODAY,
    )

    assert codes(due.overdue) == ["LATER", "LATE"]
    assert codes(due.soon) == ["TODAY", "SOON"]
    # From 1 September it is 62 days; the one under way has begun, and of one nobody knows when.
    assert [(one.referral, days) for one, days in due.waiting] == [
        ("SOON", 62),
        ("LATE", 49),
        ("TODAY", 49),
    ]


def test_referrals_take_hours_of_a_service_unless_they_were_declined():
    referrals = [
        a_referral(staff="EP", hours=6),
        a_referral("R2", staff="EP", hours=2.5, status="done"),
        a_referral("R3", staff="EP", hours=4, status="declined"),
        a_referral("R4", staff="EP"),
        a_referral("R5", hours=3),
    ]
    service = {"engagement": "service", "hourly_cost": "85", "contract_hours": None}
    psychologist = a_teaching_assistant("EP", hours_limit=10, **service)

    assert hours_referred(referrals) == {"EP": 8.5}
    assert hours_left(psychologist, referrals) == 1.5
    assert hours_left(psychologist.model_copy(update={"hours_limit": 8.0}), referrals) == 0
    assert hours_left(psychologist.model_copy(update={"hours_limit": None}), referrals) is None
