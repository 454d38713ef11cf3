"""The scenarios that are offered to begin with: worked out from the school, and each of use."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.scenarios.examples import examples
from planner.scenarios.scenario import apply
from tests.builders import a_pupil, a_school, a_statutory_item, a_stream, a_teaching_assistant
from tests.charts.small_plan import small_school


def named(school):
    return {one.name: one.changes[0] for one in examples(school)}


def test_each_example_applies_to_the_school_that_it_is_worked_out_from():
    school = small_school()
    found = examples(school)
    assert len(found) == 3
    for one in found:
        assert [outcome.why_not for outcome in apply(school, one).outcomes] == [""]


@pytest.mark.parametrize(
    ("amount", "cut"),
    [
        # £19,500 of £25,000 is owed: half of £5,500 is £2,750.
        ("25000", "Lose £2,500"),
        # Half of £80,500 is more than £20,000.
        ("100000", "Lose £20,000"),
        # Nothing is left, and less than £500 is no change to speak of.
        ("19500", "Lose £500"),
        ("300", "Lose £300"),
    ],
)
def test_the_cut_is_half_of_what_is_not_owed_already(amount, cut):
    assert cut in named(a_school(funding=[a_stream(amount=amount)]))


def test_the_adult_who_leaves_is_the_assistant_with_most_hours_who_would_be_there_all_year():
    staff = [
        a_teaching_assistant("TA1", contract_hours=20.0),
        a_teaching_assistant("TA2", contract_hours=25.0),
        a_teaching_assistant("TA3", contract_hours=30.0, leaves=dt.date(2026, 12, 18)),
        a_teaching_assistant("HL1", role="HLTA", contract_hours=32.0),
    ]
    change = named(a_school(staff=staff))["TA2 leaves at Easter"]
    # The second of the three terms ends on 25 March.
    assert (change.adult, change.last_day) == ("TA2", dt.date(2027, 3, 25))


def test_the_pupils_who_come_are_like_the_one_with_an_ehcp_who_is_owed_most_in_the_year():
    pupils = [a_pupil(code, sen_status="E") for code in ("P1", "P2", "P3")]
    statutory = [
        # 2 × 39 weeks = 78 hours, 30 × 3 terms = 90 and 85 in the year.
        a_statutory_item("F1"),
        a_statutory_item("F2", pupil="P2", hours=30.0, per="term"),
        a_statutory_item("F3", pupil="P3", hours=85.0, per="year"),
    ]
    school = a_school(pupils=pupils, statutory=statutory)
    change = named(school)["Two more EHCPs in January like P2"]
    assert (change.how_many, change.first_day) == (2, dt.date(2027, 1, 4))


def test_what_a_school_has_nothing_for_is_not_offered():
    school = a_school(staff=[], funding=[])
    assert named(school) == {}
