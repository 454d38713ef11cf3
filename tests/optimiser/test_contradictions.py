"""Decisions already made that cannot be kept: which rows are named, and what rule each breaks."""

from __future__ import annotations

import pytest

from planner.errors import ContradictionError
from planner.optimiser.solve import make_plan
from planner.school.records import Policies
from tests.builders import (
    a_need,
    a_pin,
    a_programme,
    a_pupil,
    a_school,
    a_stream,
    a_support,
    a_teaching_assistant,
    a_term,
    an_effect,
    an_item,
)

TEN_HOURS = a_teaching_assistant(contract_hours=10.0)
AGENCY = a_teaching_assistant("AGY", engagement="agency", contract_hours=None, hourly_cost="25")
NO_MONEY = "no money may pay it"
NO_HOURS = "no adult who may give it has the hours"
NO_GROUP = "no group of it has enough pupils"


def one_term(**facts):
    """A school of one term of 14 weeks, with an adult of ten hours."""
    return a_school(**{"terms": (a_term(),), "effects": (), "staff": (TEN_HOURS,)} | facts)


def refused(school):
    """The row and words of each decision of a school that is refused."""
    with pytest.raises(ContradictionError) as refusal:
        make_plan(school)
    problems = refusal.value.problems
    assert {(fault.file, fault.column) for fault in problems} == {("pins.csv", "rule")}
    return [(fault.row, fault.what) for fault in problems]


def test_an_item_that_no_money_buys_is_refused_and_named():
    # £400 is asked for and £399.99 is there.
    school = one_term(
        staff=(),
        provisions=[an_item()],
        funding=[a_stream(amount="399.99")],
        pins=[a_pin(provision="I1")],
    )
    assert refused(school) == [(2, f"P1 must have I1, but {NO_MONEY}")]


def test_an_item_that_the_money_just_buys_is_bought():
    school = one_term(
        staff=(),
        provisions=[an_item()],
        funding=[a_stream(amount="400")],
        pins=[a_pin(provision="I1")],
    )
    assert [row.provision for row in make_plan(school).allocations] == ["I1"]


def test_nothing_decided_is_bought_with_a_salary_that_is_owed():
    # £19,500 is owed and £10,000 is there.
    school = one_term(
        provisions=[an_item()], funding=[a_stream(amount="10000")], pins=[a_pin(provision="I1")]
    )
    assert refused(school) == [(2, f"P1 must have I1, but {NO_MONEY}")]


def test_where_money_would_buy_the_hours_that_are_lacking_the_money_is_named():
    # The TA has ten hours and is owed all the money there is; the eleventh costs £25 * 14 weeks.
    school = one_term(
        staff=(TEN_HOURS, AGENCY),
        funding=[a_stream(amount="19500")],
        pins=[a_pin(hours_per_week=11.0)],
    )
    assert refused(school) == [(2, f"P1 must have S1, but {NO_MONEY}")]


def test_the_reserve_is_not_there_for_a_decision():
    # 2 hours × 14 weeks × £25 = £700; of £1,000, £301 are kept.
    school = one_term(
        staff=[AGENCY],
        funding=[a_stream(amount="1000")],
        policies=Policies(reserve="301"),
        pins=[a_pin(hours_per_week=2.0)],
    )
    assert refused(school) == [(2, f"P1 must have S1, but {NO_MONEY}")]


def test_two_decisions_that_only_together_cost_too_much_are_both_named():
    # Each is £700, and £1,399.99 is there.
    school = one_term(
        pupils=[a_pupil(), a_pupil("P2")],
        staff=[AGENCY],
        funding=[a_stream(amount="1399.99")],
        pins=[a_pin(hours_per_week=2.0), a_pin(pupil="P2", hours_per_week=2.0)],
    )
    assert refused(school) == [
        (2, f"P1 must have S1 together with row 3, but {NO_MONEY}"),
        (3, f"P2 must have S1 together with row 2, but {NO_MONEY}"),
    ]


def test_a_decision_that_could_be_kept_beside_the_others_is_not_named():
    # Rows 2 and 4 ask for £700 each of £1,000; row 3 rules something out, which costs nothing.
    school = one_term(
        pupils=[a_pupil(), a_pupil("P2"), a_pupil("P3")],
        staff=[AGENCY],
        funding=[a_stream(amount="1000")],
        pins=[
            a_pin(hours_per_week=2.0),
            a_pin(pupil="P3", rule="must_not"),
            a_pin(pupil="P2", hours_per_week=2.0),
        ],
    )
    assert [row for row, _ in refused(school)] == [2, 4]


def test_more_hours_than_the_adult_has_are_refused_and_named():
    assert refused(one_term(pins=[a_pin(hours_per_week=12.0)])) == [
        (2, f"P1 must have S1, but {NO_HOURS}")
    ]


def test_hours_that_two_decisions_ask_of_one_adult_are_refused_and_named():
    school = one_term(
        pupils=[a_pupil(), a_pupil("P2")],
        pins=[a_pin(hours_per_week=6.0), a_pin(pupil="P2", hours_per_week=6.0)],
    )
    assert refused(school) == [
        (2, f"P1 must have S1 together with row 3, but {NO_HOURS}"),
        (3, f"P2 must have S1 together with row 2, but {NO_HOURS}"),
    ]


def test_an_adult_without_hours_for_a_single_group_is_named():
    # A group takes 1.5 hours a week, and there is one hour.
    school = one_term(
        staff=[a_teaching_assistant(contract_hours=1.0)],
        provisions=[a_programme(group_min=1)],
        pins=[a_pin(provision="G1")],
    )
    assert refused(school) == [(2, f"P1 must have G1, but {NO_HOURS}")]


def test_hours_bought_beyond_their_limit_are_named():
    # 2 × 14 = 28 hours are asked for, and 10 may be bought.
    school = one_term(
        staff=[AGENCY.model_copy(update={"hours_limit": 10.0})], pins=[a_pin(hours_per_week=2.0)]
    )
    assert refused(school) == [(2, f"P1 must have S1, but {NO_HOURS}")]


def test_a_group_for_which_nobody_else_is_there_is_named():
    school = one_term(provisions=[a_programme()], pins=[a_pin(provision="G1")])
    assert refused(school) == [(2, f"P1 must have G1, but {NO_GROUP}")]


def test_a_group_that_another_decision_leaves_too_small_names_both():
    school = one_term(
        pupils=[a_pupil(), a_pupil("P2")],
        needs=[a_need(), a_need("N2", pupil="P2")],
        effects=[an_effect("G1")],
        provisions=[a_programme()],
        pins=[a_pin(provision="G1"), a_pin(pupil="P2", provision="G1", rule="must_not")],
    )
    assert refused(school) == [
        (2, f"P1 must have G1 together with row 3, but {NO_GROUP}"),
        (3, f"P2 must not have G1 together with row 2, but {NO_GROUP}"),
    ]


def test_a_programme_that_may_run_in_no_group_is_named():
    school = one_term(
        provisions=[a_programme(group_min=1, max_groups=0)], pins=[a_pin(provision="G1")]
    )
    assert refused(school) == [
        (2, "P1 must have G1, but more groups of it would run than max_groups allows")
    ]


def test_decisions_that_together_take_a_pupil_out_of_class_too_long_are_named():
    # 3.5 and 1.5 hours are out of class, of 4.5.
    school = one_term(
        pupils=[a_pupil(withdrawal_limit_hours=4.5)],
        provisions=[a_support(withdraws_given=True), a_programme(group_min=1)],
        pins=[a_pin(hours_per_week=3.5), a_pin(provision="G1")],
    )
    what = "the pupil would be out of class for longer than the withdrawal limit"
    assert refused(school) == [
        (2, f"P1 must have S1 together with row 3, but {what}"),
        (3, f"P1 must have G1 together with row 2, but {what}"),
    ]


def test_a_decision_against_something_never_stands_in_the_way_of_a_plan():
    assert make_plan(one_term(pins=[a_pin(rule="must_not")])).allocations == ()
