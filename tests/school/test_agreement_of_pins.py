"""Decisions already made that, from the data alone, cannot be kept: each is named."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.school.agreement import FAULTS, find_disagreements
from planner.school.registers import Registers
from tests.builders import (
    a_pin,
    a_programme,
    a_pupil,
    a_school,
    a_support,
    a_teaching_assistant,
    an_effect,
    an_item,
    three_terms,
)

T1, T2, T3 = three_terms()
IN_SPRING = {"starts": dt.date(2027, 1, 4)}


def school(*pins, pupil=None, staff=None, **support):
    """A pupil who may have a support, a one-term programme of 1.5 h a week and an item."""
    provisions = [
        a_support(**support),
        a_support("S2", withdraws="Y"),
        a_programme(),
        a_programme("LONG", terms=2, weeks=13.0),
        a_programme("BIG", sessions_per_week=5.0, session_minutes=90.0),
        an_item(),
    ]
    return a_school(
        pupils=[pupil or a_pupil()],
        staff=[staff or a_teaching_assistant()],
        provisions=provisions,
        effects=[an_effect(provision.provision) for provision in provisions],
        pins=pins,
    )


def faults(*pins, **facts):
    return [
        problem
        for problem in find_disagreements(Registers.of(school(*pins, **facts)))[0]
        if problem.file == "pins.csv"
    ]


KEPT = [
    [a_pin()],
    [a_pin(hours_per_week=0.5, rule="exactly")],
    [a_pin(rule="must_not"), a_pin(provision="G1")],
    [a_pin(provision="G1", term="T3")],
    [a_pin(provision="G1"), a_pin(provision="G1", term="T2")],
    [a_pin(provision="G1", rule="must_not", term="T1"), a_pin(provision="G1")],
    [a_pin(provision="I1", term="T2")],
    [a_pin(hours_per_week=2.0), a_pin(rule="exactly", term="T1", hours_per_week=3.0)],
    [a_pin(rule="exactly", hours_per_week=0.0), a_pin(rule="must_not")],
    [a_pin(provision="S2", hours_per_week=5.0)],
    [a_pin(hours_per_week=20.0), a_pin(term="T1", hours_per_week=25.0)],
]


@pytest.mark.parametrize("pins", KEPT)
def test_decisions_that_can_be_kept_are_not_faults(pins):
    assert faults(*pins) == []


# The pupil is in Year 4, with a school week of 32.5 h and 5 h out of class; terms have 14, 12 and
# 13 weeks, so that two terms of 13 weeks each are never consecutive.
BROKEN = {
    "pins_are_for_the_year_group": ([a_pin()], {"years": ["5"]}, [(2, "provision")]),
    "only_support_is_pinned_by_the_hour": (
        [a_pin(provision="G1", hours_per_week=1.5), a_pin(provision="I1", hours_per_week=1.0)],
        {},
        [(2, "hours_per_week"), (3, "hours_per_week")],
    ),
    "pinned_hours_fit_the_provision": (
        [
            a_pin(term="T1", hours_per_week=3.5),
            a_pin(term="T2", rule="exactly", hours_per_week=0.5),
        ],
        {"min_hours": 1.0, "max_hours": 3.0},
        [(2, "hours_per_week"), (3, "hours_per_week")],
    ),
    "pinned_provisions_fit_the_week": (
        # Five sessions of 90 minutes are 7.5 h out of class.
        [
            a_pin(hours_per_week=33.0),
            a_pin(provision="S2", hours_per_week=5.5),
            a_pin(provision="BIG"),
        ],
        {},
        [(2, "hours_per_week"), (3, "provision"), (4, "provision")],
    ),
    "pinned_support_fits_the_week_together": (
        [a_pin(hours_per_week=30.0), a_pin(provision="S2", term="T2", hours_per_week=3.0)],
        {},
        [(3, "hours_per_week")],
    ),
    "pinned_provisions_fit_the_dates": (
        [
            a_pin(term="T1"),
            a_pin(provision="G1", term="T1"),
            a_pin(provision="I1", term="T1"),
            a_pin(provision="LONG"),
        ],
        {"pupil": a_pupil(**IN_SPRING)},
        [(2, "term"), (3, "term"), (4, "term"), (5, "term")],
    ),
    "pinned_provisions_have_an_adult": (
        [a_pin(term="T1"), a_pin(provision="G1", term="T1"), a_pin(provision="BIG", term="T2")],
        {"staff": a_teaching_assistant(**IN_SPRING), "pupil": a_pupil(withdrawal_limit_hours=9.0)},
        [(2, "term"), (3, "term")],
    ),
    "pins_do_not_contradict_one_another": (
        [
            a_pin(),
            a_pin(rule="must_not", term="T2"),
            a_pin(rule="exactly", term="T1", hours_per_week=0.1),
            a_pin(provision="G1", term="T1"),
            a_pin(provision="G1", term="T2"),
            a_pin(provision="G1", rule="must_not"),
            a_pin(provision="I1"),
            a_pin(provision="I1"),
        ],
        {},
        [(3, "rule"), (4, "rule"), (6, "rule"), (7, "rule"), (9, "rule")],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_decision_that_cannot_be_kept_is_found_where_it_stands(name):
    pins, facts, expected = BROKEN[name]

    found = faults(*pins, **facts)

    assert [(problem.row, problem.column) for problem in found] == expected
    assert all(problem.what.startswith("P1 in ") for problem in found)


def test_every_rule_about_pins_has_its_example():
    assert set(BROKEN) == {
        check.__name__
        for check in FAULTS
        if check.__name__.startswith(("pins_", "pinned_", "only_support"))
    }


def test_a_dose_that_starts_too_late_says_so():
    (fault,) = faults(a_pin(provision="LONG", term="T3"))

    assert fault.what == (
        "P1 in LONG: a full dose of 2 consecutive terms of 13 weeks each does not fit from T3"
    )


def test_a_pupil_who_joins_in_spring_can_be_pinned_to_a_term_after_it():
    assert faults(a_pin(provision="G1"), pupil=a_pupil(**IN_SPRING)) == []


def test_a_thousand_repeats_of_a_decision_are_told_without_delay():
    found = faults(*[a_pin() for _ in range(1000)])

    assert len(found) == 999
