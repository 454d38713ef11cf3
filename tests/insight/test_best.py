"""Today against the best plan, on schools whose sums are worked by hand.

Each pupil is of a year group of their own and has a support of their own, S1 for P1 and so on, so
that a change of a provision is a change for one pupil. A need of one hour a week is met in full by
an hour a week of it; what it is worth in full is its weight.
"""

from __future__ import annotations

import pytest

from planner.insight.best import ask_best
from planner.insight.best_rows import BestAnswer, BestAsked
from planner.insight.question import Asking
from planner.optimiser.solve import make_plan
from planner.school.records import CurrentAllocation, Policies
from tests.builders import (
    a_need,
    a_pin,
    a_programme,
    a_pupil,
    a_school,
    a_statutory_item,
    a_stream,
    a_support,
    a_teaching_assistant,
    an_effect,
    details,
    three_terms,
)

TERMS = ("T1", "T2", "T3")
LITTLE = 2e-3


def today(pupil, provision, hours=1.0, terms=TERMS, **facts):
    """What a pupil has of a provision in each term."""
    return [
        CurrentAllocation(
            term=term, pupil=pupil, provision=provision, hours_per_week=hours, **facts
        )
        for term in terms
    ]


def own_supports(weights, adult_hours, current_plan, **facts):
    """A pupil of each weight with a support of their own, and a TA of so many hours at £20."""
    numbers = range(1, len(weights) + 1)
    usual = {
        "details": details(),
        "policies": Policies(keep_current_plan=0.0, fairness=0.0),
        "terms": three_terms(),
        "pupils": [a_pupil(f"P{number}", year_group=str(number)) for number in numbers],
        "needs": [
            a_need(f"N{number}", pupil=f"P{number}", priority=weight)
            for number, weight in zip(numbers, weights, strict=True)
        ],
        "staff": [
            a_teaching_assistant(
                contract_hours=adult_hours, annual_cost=str(round(adult_hours * 780))
            )
        ],
        "provisions": [
            a_support(f"S{number}", years=(str(number),), name=f"Support {number}")
            for number in numbers
        ],
        "effects": [an_effect(f"S{number}") for number in numbers],
        "funding": [a_stream(amount="25000")],
        "current_plan": current_plan,
    }
    return a_school(**usual | facts)


def best(school, plan=None, **asked):
    return ask_best(Asking(school, plan), BestAsked(**asked))


def three_to_start(**facts):
    """Only P4 has what it could have; the TA has hours for P1 to P3, of weights 6, 3 and 1."""
    return own_supports([6.0, 3.0, 1.0, 2.0], 4.0, today("P4", "S4"), **facts)


def test_the_changes_that_take_most_of_the_gain_come_first():
    # Of a gain of 10, S1 is 6 and S2 is 3: two changes make 90 %.
    answer = best(three_to_start())
    assert [step.changes for step in answer.steps] == [1, 2]
    assert [step.share for step in answer.steps] == pytest.approx([0.6, 0.9], abs=LITTLE)
    assert [step.share_bound for step in answer.steps] == pytest.approx([0.6, 0.9], abs=LITTLE)
    assert {step.basis for step in answer.steps} == {"solved"}
    assert (answer.enough_changes, answer.differing, answer.fewest_changes) == (2, 3, 0)
    assert answer.confirmed
    changes = [(row.changes, row.provision, row.what) for row in answer.changes]
    assert changes == [(1, "S1", "starts"), (2, "S1", "starts"), (2, "S2", "starts")]
    assert answer.is_whole


def test_a_change_says_whom_it_touches_and_what_it_costs():
    first, *_ = best(three_to_start()).changes
    assert (first.pupils_today, first.pupils_then, first.joining, first.leaving) == (0, 1, 1, 0)
    # 39 hours at £20.
    assert first.hours_then == pytest.approx(39, abs=LITTLE)
    assert float(first.cost_change) == pytest.approx(780, abs=0.05)
    assert first.share_without == pytest.approx(0.6, abs=LITTLE)


def test_today_and_the_best_plan_stand_side_by_side():
    answer = best(three_to_start())
    now, then = answer.plans
    assert (now.plan, then.plan) == ("today", "best")
    # Of a weight of 12, P4's 2 are met today and all of it in the best plan.
    assert (now.needs_met, then.needs_met) == pytest.approx((1 / 6, 1.0), abs=LITTLE)
    assert (now.mean_coverage, then.mean_coverage) == pytest.approx((1 / 6, 1.0), abs=LITTLE)
    assert (now.lowest_coverage, now.fair_share) == (0, 0)
    assert (then.lowest_coverage, then.fair_share) == pytest.approx((1, 1), abs=LITTLE)
    # 39 and 156 hours at £20; what nobody needs to have, to a thousandth of it, is not bought.
    assert (now.cost, float(then.cost)) == (780, pytest.approx(3120, abs=1))
    assert (now.adult_hours_per_week, then.adult_hours_per_week) == pytest.approx(
        (1, 4), abs=LITTLE
    )
    assert (now.pupils, then.pupils, now.breaches) == (1, 4, 0)


def test_all_of_the_gain_takes_all_of_the_changes():
    answer = best(three_to_start(), share=1.0)
    # Within a thousandth, the last change is still a tenth of the gain.
    assert answer.enough_changes in {3, None}
    assert answer.steps[-1].changes == 3
    assert answer.steps[-1].share == pytest.approx(1, abs=LITTLE)


def test_what_starts_waits_for_the_hours_of_what_ends():
    # The TA's one hour is P2's; P1's need weighs twice as much. One change alone gains nothing.
    answer = best(own_supports([6.0, 3.0], 1.0, today("P2", "S2")))
    assert [step.share for step in answer.steps] == pytest.approx([0, 1], abs=LITTLE)
    assert answer.enough_changes == 2
    both = {row.provision: row.what for row in answer.changes if row.changes == 2}
    assert both == {"S1": "starts", "S2": "ends"}
    lines = [(row.pupil, row.hours_per_week_today > 0) for row in answer.lines]
    assert lines == [("P1", False)] * 3 + [("P2", True)] * 3


def test_changes_for_the_law_come_before_any_other():
    # P3 weighs least and is owed an hour a week, 39 in the year, which today does not give.
    school = own_supports(
        [6.0, 3.0, 1.0], 3.0, (), statutory=[a_statutory_item(pupil="P3", hours=1.0)]
    )
    answer = best(school)
    now, then = answer.plans
    assert (now.shortfall_hours, then.shortfall_hours) == pytest.approx((39, 0), abs=LITTLE)
    assert [row.provision for row in answer.changes if row.changes == 1] == ["S3"]
    assert answer.steps[0].law_share == pytest.approx(1, abs=LITTLE)
    # S3 and S1 are 7 of 10, and S2 the rest.
    assert answer.enough_changes == 3


def test_hours_count_for_a_skill_only_where_somebody_who_may_give_them_has_it():
    owed = [a_statutory_item(pupil="P1", hours=1.0, skill="bsl")]
    signing = a_teaching_assistant("TA2", contract_hours=1.0, annual_cost="780", skills="bsl")
    school = own_supports([1.0], 1.0, today("P1", "S1"), statutory=owed)
    assert best(school).plans[0].shortfall_hours == pytest.approx(39, abs=LITTLE)
    able = own_supports([1.0], 1.0, today("P1", "S1"), statutory=owed, staff=[signing])
    assert best(able).plans[0].shortfall_hours == pytest.approx(0, abs=LITTLE)


def test_a_school_that_does_what_the_best_plan_does_has_nothing_to_change():
    answer = best(own_supports([1.0], 1.0, today("P1", "S1")))
    assert (answer.differing, answer.enough_changes, answer.steps) == (0, 0, ())
    assert answer.is_whole


def test_what_today_breaks_is_told_and_not_refused():
    # Four hours are given by a TA of one, to a pupil who may have two and a half out of class.
    school = own_supports(
        [1.0],
        1.0,
        today("P1", "S1", 4.0, ("T1",)),
        details=details(withdrawal_limit_hours=2.5),
        provisions=[a_support("S1", withdraws_given=True)],
    )
    answer = best(school)
    assert [(row.rule, row.what) for row in answer.breaches] == [
        ("pupils_stay_within_their_time_out_of_class", "4 h/week out of class, where 2.5 may be"),
        (
            "staff_stay_within_their_hours",
            "takes 4 adult hours a week, and those who may give it have 1",
        ),
    ]
    assert answer.plans[0].breaches == 2
    assert (answer.fewest_changes, answer.enough_changes) == (1, 1)


def test_a_group_that_is_too_small_today_is_a_breach_and_has_to_change():
    school = own_supports(
        [1.0],
        4.0,
        today("P1", "G1", 1.5, ("T1",), group="A"),
        provisions=[a_programme(), a_support()],
        effects=[an_effect("G1"), an_effect()],
    )
    answer = best(school)
    assert [(row.rule, row.what) for row in answer.breaches] == [
        ("groups_have_enough_pupils", "has 1 pupils, not 2 to 4")
    ]
    assert (answer.fewest_changes or 0) >= 1
    assert "G1" in {row.provision for row in answer.changes}


def test_a_decision_already_made_that_today_does_not_keep_is_a_breach():
    answer = best(own_supports([1.0], 1.0, (), pins=[a_pin(hours_per_week=1.0)]))
    assert {row.rule for row in answer.breaches} == {"pins_are_kept"}
    assert answer.fewest_changes == 1


def test_a_school_that_has_not_said_what_it_does_today_is_told_so():
    answer = best(own_supports([1.0], 1.0, None))
    assert (answer.is_known, answer.is_whole) == (False, True)
    assert (answer.plans, answer.steps, answer.enough_changes) == ((), (), None)


def test_an_asking_that_is_stopped_gives_what_was_solved():
    school = three_to_start()
    steps = []
    answer = ask_best(
        Asking(school, make_plan(school), steps.append, lambda: len(steps) >= 3), BestAsked()
    )
    assert not answer.is_whole
    assert len(answer.plans) == 2
    assert len(answer.steps) <= 1
    assert answer.enough_changes is None
    early = ask_best(Asking(school, should_stop=lambda: True), BestAsked())
    assert (early.plans, early.is_known, early.is_whole) == ((), True, False)


def test_more_changes_are_never_worse():
    answer = best(own_supports([5.0, 4.0, 3.0, 2.0, 1.0], 5.0, ()), share=1.0)
    shares = [step.share or 0.0 for step in answer.steps]
    assert shares == sorted(shares)
    # 5, 9, 12, 14 and 15 of 15.
    assert shares == pytest.approx([5 / 15, 9 / 15, 12 / 15, 14 / 15, 1], abs=LITTLE)


def test_an_answer_is_kept_as_text_and_read_again():
    answer = best(three_to_start())
    assert BestAnswer.model_validate_json(answer.model_dump_json()) == answer
