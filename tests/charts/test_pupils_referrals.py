"""What is due of referrals, what they cost, and those of one pupil, in words and rows."""

from __future__ import annotations

import datetime as dt

from planner.charts.pupils_one import everything_about
from planner.charts.pupils_referrals import costs_say, due_table, referrals_say
from planner.school.registers import Registers
from tests.builders import a_pupil, a_referral, a_school, a_teaching_assistant

DAY = dt.date
TODAY = DAY(2026, 11, 2)
SPEECH = {"service": "Speech therapy", "made": DAY(2026, 10, 1)}


def test_what_is_due_is_said_with_who_has_waited_longest():
    referrals = [
        a_referral(due=DAY(2026, 11, 1)),
        a_referral("R2", pupil="P2", **SPEECH, due=DAY(2026, 11, 20)),
        a_referral("R3", status="done"),
    ]
    # From 14 September to 2 November are 49 days.
    assert referrals_say(referrals, TODAY) == (
        "3 referrals, 2 of them open. On 2 November 2026, 1 overdue and 1 due within four weeks. "
        "P1 has waited longest for Educational psychology: 49 days."
    )


def test_referrals_that_are_over_leave_nothing_due():
    assert referrals_say([], TODAY) == "Nobody has been referred to a service yet."
    assert referrals_say([a_referral(status="declined")], TODAY) == "1 referral, 0 of them open."


def test_what_is_due_stands_first_and_then_whoever_waits():
    referrals = [
        a_referral("WAITS", **SPEECH, pupil="P2", status="waiting"),
        a_referral("FAR", due=DAY(2027, 3, 1)),
        a_referral("SOON", **SPEECH, due=DAY(2026, 11, 20)),
        a_referral("LATE", due=DAY(2026, 11, 1), status="under_way", started=DAY(2026, 10, 1)),
        a_referral("NOW", **SPEECH, due=TODAY),
        a_referral("DONE", status="done"),
    ]
    assert due_table(referrals, TODAY).rows == (
        (
            *("LATE", "P1", "Educational psychology"),
            *("Overdue by 1 day", "1 November 2026", None, "Under way"),
        ),
        ("NOW", "P1", "Speech therapy", "Due today", "2 November 2026", 32, "Asked for"),
        ("SOON", "P1", "Speech therapy", "Due in 18 days", "20 November 2026", 32, "Asked for"),
        ("FAR", "P1", "Educational psychology", "Due later", "1 March 2027", 49, "Asked for"),
        ("WAITS", "P2", "Speech therapy", "No day is set", "", 32, "Waiting"),
    )


def test_what_referrals_commit_is_said_and_what_nobody_knows():
    service = a_teaching_assistant(
        "EP", engagement="service", contract_hours=None, hourly_cost="85"
    )
    # £500 and 6 h × £85.
    school = a_school(
        staff=[service],
        referrals=[
            a_referral(),
            a_referral("R2", cost=None, staff="EP", hours=6),
            a_referral("R3", cost=None),
            a_referral("R4", status="declined"),
        ],
    )
    assert costs_say(school) == (
        "£1,010 is committed for referrals this year, and a plan pays it first; 1 has no cost "
        "yet, so nothing is counted for that."
    )
    assert costs_say(a_school(referrals=[a_referral(cost="0")])) == ""


def test_the_page_of_a_pupil_tells_of_their_referrals_and_of_nobody_elses():
    school = a_school(
        pupils=[a_pupil(), a_pupil("P2")],
        referrals=[
            a_referral(reason="Reading", due=DAY(2026, 11, 1)),
            a_referral("R2", pupil="P2", service="CAMHS"),
            a_referral(
                "R3", **SPEECH, status="done", ended=DAY(2026, 10, 15), cost=None, outcome="Advice"
            ),
        ],
    )
    parts = {one.key: one for one in everything_about("P1", Registers.of(school), TODAY)}
    found = parts["referrals"]

    assert found.says == "2 referrals; Educational psychology is overdue."
    assert found.table.rows == (
        (
            *("Educational psychology", "Reading", "Asked for"),
            *("14 September 2026", "1 November 2026", 49, 500.0, ""),
        ),
        ("Speech therapy", "", "Done", "1 October 2026", "", 14, None, "Advice"),
    )
