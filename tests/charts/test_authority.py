"""The local authority's rules as they hold for a school, each with who says so."""

from __future__ import annotations

import pytest

from planner.charts.authority import authority_says, profile_label, profiles_table, rules_table
from planner.costing.authority.profile import Profile
from planner.costing.authority.shelf import every_profile, profile_of
from tests.builders import a_school, details

NOBODY = "No source says: taken so"


def told(**keys):
    """Each rule: what holds, and who says so."""
    rows = rules_table(a_school(details=details(**keys))).rows
    return {rule: (held, who) for rule, held, who in rows}


def test_a_profiles_rules_name_their_source_its_date_and_how_far_to_rely_on_it():
    rules = told(la_profile="SENCO-655")
    post = "SENCO Forum, reply 23986 (undated; confidence: low; read 26 November 2026)"
    assert rules["Rate"] == ("£655 a year for a weekly hour (£17.24 an hour in 38 weeks)", post)
    assert rules["Weeks a year"] == ("38 weeks", post)
    assert rules["Not paid for"] == ("breaks and lunch; unplanned help in class", post)
    assert rules["Time"] == ("in whole minutes a week", post)
    assert rules["Whose rules"][0] == "Another authority that a SENCO described, undated"


def test_what_no_source_says_is_shown_as_taken_so():
    rules = told(la_profile="SENCO-634")
    assert rules["Weeks a year"] == ("all teaching weeks of the year (39 weeks)", NOBODY)
    assert rules["A shared hour"] == ("is divided by the pupils who share it", NOBODY)
    assert rules["Not paid for"] == ("nothing is left out", NOBODY)


def test_what_the_school_enters_is_called_its_own():
    rules = told(
        la_profile="SENCO-655",
        la_hourly_rate="18.5",
        la_weeks=37.5,
        la_divides_by_heads=False,
        la_not_claimed="unstructured",
    )
    own = "The school’s own"
    assert rules["Rate"] == ("£18.50 an hour", own)
    assert rules["Weeks a year"] == ("37.5 weeks", own)
    assert rules["A shared hour"] == ("is paid whole for each pupil", own)
    assert rules["Not paid for"] == ("breaks and lunch", own)


def test_rules_without_a_rate_ask_for_it():
    school = a_school(details=details(la_profile="DURHAM-2015"))
    assert "Enter it, and what it pays stands beside every cost." in authority_says(school)
    assert told(la_profile="DURHAM-2015")["Rate"] == ("not known", "No source says")
    # The guide counts lunch, so it is known that nothing is left out.
    guide = told(la_profile="DURHAM-2015")["Not paid for"]
    assert guide[0] == "nothing is left out"
    assert "2015/16; confidence: medium" in guide[1]


def test_a_school_without_rules_is_told_that_only_the_true_cost_is_shown():
    assert "only the true cost is shown" in authority_says(a_school())
    assert "£17.20 an hour stands beside it" in authority_says(
        a_school(details=details(la_hourly_rate="17.20"))
    )


def test_every_profile_is_listed_with_where_it_was_read():
    rows = profiles_table().rows
    assert [row[0] for row in rows] == [one.code for one in every_profile()]
    assert all("https://" in row[-1] for row in rows)


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        ({"weekly_hour_rate": "653.60"}, "£653.60 a year for a weekly hour"),
        ({"hourly_rate": "17.20"}, "£17.20 an hour"),
        ({"minute_rate": "0.285"}, "£0.285 a minute"),
        ({}, "enter the rate"),
    ],
)
def test_a_profile_in_a_list_says_its_rate(rate, words):
    known = profile_of("DURHAM-2015")
    rules = known.rules.model_dump() | {
        name: {"value": value, "source": "guide"} for name, value in rate.items()
    }
    profile = Profile.model_validate(known.model_dump() | {"rules": rules})
    assert profile_label(profile) == f"{known.authority}: {words}"
