"""The statutory gap, on schools whose sums are worked by hand.

One autumn term of 14 weeks unless a test says otherwise. Hours can be bought at £25, so the two
hours a week that a pupil is owed cost 2 × 14 × £25 = £700.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.errors import ContradictionError
from planner.funding.more_money import with_money
from planner.insight.gap import GapAnswer, GapAsked, ask_gap
from planner.insight.question import Asking
from planner.optimiser.solve import make_plan
from planner.school.records import Policies
from tests.builders import (
    a_budget_line,
    a_pin,
    a_programme,
    a_pupil,
    a_school,
    a_statutory_item,
    a_stream,
    a_support,
    a_teaching_assistant,
    a_term,
    three_terms,
)

AGENCY = a_teaching_assistant("AGY", engagement="agency", contract_hours=None, hourly_cost="25")
LITTLE = 1e-3


def buying(money, **facts):
    """P1 is owed two hours a week that can only be bought, for £700; there is so much money."""
    usual = {
        "terms": (a_term(),),
        "needs": (),
        "effects": (),
        "staff": (AGENCY,),
        "statutory": (a_statutory_item(),),
        "funding": (a_stream(amount=money),),
    }
    return a_school(**usual | facts)


def gap(school, plan=None):
    return ask_gap(Asking(school, plan), GapAsked())


def two_owed(money):
    """P1 and P2 are owed two hours a week each: £1,400 in all."""
    return buying(
        money,
        pupils=[a_pupil(), a_pupil("P2")],
        statutory=[a_statutory_item(), a_statutory_item("F2", pupil="P2")],
    )


def nobody_has_the_skill(money):
    """P1 as before; P2 is owed an hour a week by somebody who signs, whom the school has not."""
    return buying(
        money,
        pupils=[a_pupil(), a_pupil("P2")],
        statutory=[
            a_statutory_item(),
            a_statutory_item("F2", pupil="P2", hours=1.0, skill="bsl", source="Section F 3.1"),
        ],
    )


def test_money_that_is_short_is_told_to_the_penny_and_confirmed():
    # £700 is asked for and £523.40 is there: £176.60 is missing, which is 7.064 hours at £25.
    answer = gap(buying("523.40"))
    assert (answer.money, answer.basis, answer.is_whole) == (Decimal("176.60"), "solved", True)
    assert answer.money_bound == pytest.approx(Decimal("176.60"), abs=Decimal("0.02"))
    assert answer.shortfall_hours == pytest.approx(7.064, abs=LITTLE)
    assert answer.left_hours == pytest.approx(0, abs=LITTLE)
    assert answer.confirmed is True
    assert answer.hours_with_money == pytest.approx(0, abs=LITTLE)
    # £50 less are two hours less.
    assert answer.hours_with_less == pytest.approx(2, abs=LITTLE)


def test_an_item_that_money_meets_says_so():
    (item,) = gap(buying("523.40")).items
    assert (item.item, item.pupil, item.cause, item.money_can_meet) == ("F1", "P1", "money", True)
    assert item.shortfall_hours == pytest.approx(7.064, abs=LITTLE)
    assert item.left_hours == 0


@pytest.mark.parametrize("with_plan", [True, False])
def test_each_pupils_shortfall_has_its_own_least_money(with_plan):
    # £500 of £1,400 is missing: 20 hours between the two, and £25 an hour for whosever they are.
    school = two_owed("900")
    answer = gap(school, make_plan(school) if with_plan else None)
    assert answer.money == 500
    assert sum(row.money for row in answer.pupils) == pytest.approx(500, abs=Decimal("0.05"))
    for row in answer.pupils:
        assert float(row.money) == pytest.approx(25 * row.shortfall_hours, abs=0.05)
        assert row.left_hours == pytest.approx(0, abs=LITTLE)


@pytest.mark.parametrize(
    "school",
    [
        pytest.param(buying("523.40"), id="one pupil"),
        pytest.param(two_owed("900"), id="two pupils"),
        pytest.param(nobody_has_the_skill("523.40"), id="a skill that nobody has"),
        pytest.param(buying("100", policies=Policies(reserve="300")), id="a reserve"),
    ],
)
def test_the_gap_is_the_plans_own_and_ends_when_it_is_given(school):
    plan = make_plan(school)
    answer = gap(school, plan)
    assert answer.money == plan.summary.statutory_gap_cost
    assert answer.money is not None
    given = make_plan(with_money(school, answer.money))
    assert given.summary.statutory_shortfall_hours == pytest.approx(answer.left_hours, abs=LITTLE)
    # £50 buy two hours.
    less = make_plan(with_money(school, answer.money - 50))
    assert less.summary.statutory_shortfall_hours == pytest.approx(
        (answer.left_hours or 0) + 2, abs=LITTLE
    )


def test_what_no_money_can_meet_is_set_apart_with_its_cause():
    # The hour a week of the skill is 14 hours; £176.60 is all that money is short of.
    answer = gap(nobody_has_the_skill("523.40"))
    assert (answer.money, answer.confirmed) == (Decimal("176.60"), True)
    assert answer.left_hours == pytest.approx(14, abs=LITTLE)
    by_item = {row.item: row for row in answer.items}
    assert by_item["F1"].money_can_meet
    short = by_item["F2"]
    assert (short.money_can_meet, short.cause, short.source) == (False, "skill", "Section F 3.1")
    assert short.left_hours == pytest.approx(14, abs=LITTLE)
    assert short.reason == "Nobody in staff.csv who may give In-class support has the skill bsl."
    by_pupil = {row.pupil: row for row in answer.pupils}
    assert by_pupil["P2"].money == 0
    assert by_pupil["P2"].left_hours == pytest.approx(14, abs=LITTLE)


def test_more_hours_than_a_pupil_may_be_out_of_class_are_not_for_money_to_meet():
    # 1.5 of 2 hours fit; half an hour in 14 weeks is 7 hours, however much is spent.
    school = buying(
        "0",
        pupils=[a_pupil(withdrawal_limit_hours=1.5)],
        provisions=[a_support(withdraws_given=True)],
    )
    answer = gap(school)
    # Money can meet 1.5 × 14 × £25 = £525 of it.
    assert answer.money == 525
    assert (answer.left_hours, answer.confirmed) == (pytest.approx(7, abs=LITTLE), True)
    (item,) = answer.items
    assert (item.cause, item.money_can_meet) == ("time", False)
    assert item.shortfall_hours == pytest.approx(28, abs=LITTLE)


def test_nothing_short_is_no_gap():
    answer = gap(buying("700"))
    assert (answer.money, answer.money_bound, answer.confirmed) == (0, 0, True)
    assert (answer.items, answer.pupils, answer.is_whole) == ((), (), True)


def test_money_for_a_budget_line_goes_to_the_stream_that_it_names():
    # £290 for the line, and £700 − £600 for the hours.
    named = a_stream("R", amount="100", restricted_to="ehcp")
    money = (a_stream(amount="600"), named)
    answer = gap(buying("600", funding=money, budget_lines=[a_budget_line(stream="R")]))
    assert (answer.money, answer.money_for_lines, answer.confirmed) == (390, 290, True)


def test_where_statute_may_overspend_the_gap_is_that_of_keeping_within_the_money():
    school = buying("523.40", policies=Policies(statutory_may_overspend=True))
    answer = gap(school, make_plan(school))
    assert (answer.money, answer.confirmed) == (Decimal("176.60"), True)


def test_decisions_that_the_money_cannot_pay_are_part_of_the_gap():
    # The two hours are pinned, so that no plan goes without the £176.60.
    answer = gap(buying("523.40", pins=[a_pin(hours_per_week=2.0)]))
    assert (answer.is_possible, answer.shortfall_hours) == (False, None)
    assert (answer.money, answer.confirmed) == (Decimal("176.60"), True)
    assert answer.hours_with_less is None


def test_decisions_that_no_money_lets_be_kept_are_refused_by_name():
    # Two hours a week are pinned for a pupil who may be out of class for one.
    school = buying(
        "5000",
        pupils=[a_pupil(withdrawal_limit_hours=1.0)],
        provisions=[a_support(withdraws_given=True)],
        pins=[a_pin(hours_per_week=2.0)],
    )
    with pytest.raises(ContradictionError, match="P1 must have S1"):
        gap(school)


def an_ehcp(**facts):
    """P1 has an EHCP for 10 hours a week in all 39 weeks, and a top-up of £1,500."""
    usual = {
        "terms": three_terms(),
        "pupils": [a_pupil(sen_status="E")],
        "statutory": [a_statutory_item(hours=10.0)],
        "staff": (a_teaching_assistant(),),
        "funding": (
            a_stream(amount="25000"),
            a_stream("TU", amount="1500", kind="top_up", restricted_to="pupil:P1"),
        ),
    }
    return buying("25000", **usual | facts)


def test_the_top_up_at_which_an_ehcp_breaks_even():
    # 10 × 39 × £20 = £7,800; the school meets £6,000, so £1,800 of top-up would cover it.
    (row,) = gap(an_ehcp()).ehcps
    assert (row.cost, row.cost_bound, row.hours_not_met) == (7800, 7800, 0)
    assert (row.school_meets, row.top_up) == (6000, 1500)
    assert (row.break_even_top_up, row.top_up_missing) == (1800, 300)


def test_an_ehcp_that_costs_less_than_the_school_meets_needs_no_top_up():
    # 5 × 39 × £20 = £3,900.
    (row,) = gap(an_ehcp(statutory=[a_statutory_item(hours=5.0)])).ehcps
    assert (row.cost, row.break_even_top_up, row.top_up_missing) == (3900, 0, -1500)


def test_hours_cost_what_the_adults_cost_who_give_them_in_the_plan():
    # Without a plan, the mean of £20 and £30: 390 × £25. The plan buys the cheaper hour.
    hired = {"engagement": "agency", "contract_hours": None}
    adults = (
        a_teaching_assistant("A20", hourly_cost="20", **hired),
        a_teaching_assistant("A30", hourly_cost="30", **hired),
    )
    school = an_ehcp(staff=adults)
    assert gap(school).ehcps[0].cost == 9750
    assert gap(school, make_plan(school)).ehcps[0].cost == 7800


def test_a_place_in_a_group_costs_its_share_of_the_adult_and_the_materials():
    # 1.5 hours a week of a group for four, in one term of 14 weeks at £25 in all weeks: £525 / 4,
    # and £60 of materials / 4, and £8 for the pupil: £131.25 + £15 + £8.
    pupils = [a_pupil(sen_status="E"), a_pupil("P2")]
    school = buying(
        "25000",
        pupils=pupils,
        provisions=[a_programme(cost_per_group="60", cost_per_pupil="8")],
        statutory=[a_statutory_item(hours=1.5)],
    )
    (row,) = gap(school).ehcps
    assert row.cost == Decimal("154.25")
    assert row.break_even_top_up == 0


def test_an_asking_that_is_stopped_gives_what_was_solved():
    school = two_owed("900")
    calls = []

    def after_the_price():
        calls.append(1)
        return len(steps) >= 2

    steps = []
    answer = ask_gap(Asking(school, None, steps.append, after_the_price), GapAsked())
    assert calls
    assert not answer.is_whole
    assert answer.shortfall_hours == pytest.approx(20, abs=LITTLE)
    assert (answer.confirmed, answer.items, answer.ehcps) == (None, (), ())
    nothing = ask_gap(Asking(school, should_stop=lambda: True), GapAsked())
    assert (nothing.money, nothing.shortfall_hours, nothing.is_whole) == (None, None, False)


def test_an_answer_is_kept_as_text_and_read_again():
    answer = gap(nobody_has_the_skill("523.40"))
    assert GapAnswer.model_validate_json(answer.model_dump_json()) == answer


def test_progress_is_told_step_by_step():
    steps = []
    ask_gap(Asking(an_ehcp(), on_step=steps.append), GapAsked())
    assert [step.step for step in steps] == [1, 2, 3, 4]
    assert steps[-1].steps == 4
    assert steps[-1].doing == "Working out what the EHCP of P1 costs"
