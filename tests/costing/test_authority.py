"""The local authorities' rules that come along: each has its source, and unknown stays unknown."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from planner.costing.authority.profile import Confidence, Profile
from planner.costing.authority.shelf import every_profile, profile_of

FACTS = {
    "code": "X",
    "authority": "Somebody's",
    "says": "Ten pounds.",
    "sources": {
        "post": {
            "title": "A post",
            "url": "https://example.org/post",
            "dated": "",
            "confidence": "low",
            "checked": "2026-11-26",
        }
    },
    "rules": {"hourly_rate": {"value": 10, "source": "post"}},
}


@pytest.mark.parametrize("profile", every_profile(), ids=lambda profile: profile.code)
def test_every_profile_says_whose_rules_they_are_and_where_they_were_read(profile):
    for text in (profile.says, profile.note):
        assert text == "" or text.endswith(".")
    for source in profile.sources.values():
        # An undated description by an unnamed author is not to be relied on.
        assert source.dated or source.confidence is Confidence.LOW
        assert source.dated or "undated" in profile.authority
    named = {rule.source for _, rule in profile.rules if rule}
    assert named == set(profile.sources)


def test_codes_of_profiles_stand_once_whatever_their_capitals():
    codes = [profile.code.casefold() for profile in every_profile()]
    assert len(set(codes)) == len(codes) >= 3


def test_a_profile_is_found_by_its_code():
    assert profile_of("durham-2015") is profile_of("DURHAM-2015")
    assert profile_of("NOWHERE") is None
    assert profile_of(None) is None


def test_what_no_source_says_stays_unknown():
    third = profile_of("SENCO-634")
    assert third.rules.weeks is None
    assert third.source_of("weeks") is None
    assert third.source_of("weekly_hour_rate").title == "SENCO Forum, reply 5614"


@pytest.mark.parametrize(
    "rules",
    [
        {},
        {"hourly_rate": {"value": 10, "source": "hearsay"}},
        {
            "hourly_rate": {"value": 10, "source": "post"},
            "minute_rate": {"value": 1, "source": "post"},
        },
    ],
    ids=["no rule", "a source that is not among its own", "two rates"],
)
def test_a_profile_without_a_rule_or_a_source_or_with_two_rates_is_refused(rules):
    Profile.model_validate(FACTS)
    with pytest.raises(ValidationError):
        Profile.model_validate(FACTS | {"rules": rules})
