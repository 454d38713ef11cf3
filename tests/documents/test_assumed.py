"""What papers take for granted."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.access import Role
from planner.documents.papers.assumed import effects_were_changed
from planner.documents.papers.paper import Setting
from tests.builders import a_support, an_effect
from tests.charts.small_plan import small_plan, small_school

CHANGED = [
    an_effect(effect=0.6, default_effect=0.9, reason="Our reviews found less"),
    an_effect("S2", strand="literacy", effect=0.5, default_effect=0.8),
    an_effect("S2", strand="numeracy"),
]
FIRST = "In-class support, 0.6 for language now, and 0.9 before"
SECOND = "Tutoring, 0.5 for literacy now, and 0.8 before"
BEFORE = "The school changed what an hour is worth with some provision:"


def told(role=Role.LEADER, provisions=(), effects=CHANGED):
    school = small_school(
        provisions=[a_support(), a_support("S2", name="Tutoring")], effects=effects
    )
    setting = Setting(school, small_plan(), dt.date(2026, 11, 26), role=role)
    return list(effects_were_changed(setting, provisions))


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({}, f"{FIRST} (Our reviews found less); {SECOND} (no reason given)"),
        ({"provisions": ["S2"]}, f"{SECOND} (no reason given)"),
        ({"role": Role.VIEWER}, f"{FIRST}; {SECOND}"),
    ],
)
def test_effects_that_were_changed_are_told_with_their_reasons_to_those_who_see_all(how, expected):
    assert told(**how) == [f"{BEFORE} {expected}."]


def test_nothing_is_said_where_nothing_was_changed():
    assert told(effects=[an_effect()]) == []
    assert told(provisions=["S3"]) == []
