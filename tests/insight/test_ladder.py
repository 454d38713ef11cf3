"""The next-£ ladder: what each step buys, how sure it is, and what an hour of a skill would bring.

The school has one need of 1 h/week, 39 hours in the year, and a TA of half an hour a week for all
the money there is: 0.5 h * 39 weeks * £20 = £390. Half of the need is met. The TA can work half an
hour a week more, 19.5 hours in the year, at £20 an hour.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.charts.insight.ladder import ladder_view
from planner.insight.ladder import LadderAsked, ask_ladder
from planner.insight.movement import BoughtKind, bought
from planner.insight.question import Asking
from planner.optimiser.solve import make_plan
from tests.builders import (
    a_need,
    a_programme,
    a_pupil,
    a_school,
    a_statutory_item,
    a_stream,
    a_support,
    a_teaching_assistant,
    an_effect,
    an_item,
)

EXACTLY = 1e-3
# The cost of each term is rounded to the penny, and no plan spends a penny that is not there.
PENCE = Decimal("0.03")


def half_met(**facts):
    """The school above."""
    staff = [
        a_teaching_assistant(
            contract_hours=0.5,
            annual_cost="390",
            extra_hours=0.5,
            extra_hour_cost="20",
            skills="elsa",
        )
    ]
    return a_school(**({"staff": staff, "funding": [a_stream(amount="390")]} | facts))


def groups_school():
    """Three pupils for groups of two or three, a tablet each, and too few hours and pounds."""
    numbers = range(1, 4)
    return a_school(
        pupils=[a_pupil(f"P{number}") for number in numbers],
        needs=[a_need(f"N{number}", pupil=f"P{number}", level=number) for number in numbers],
        staff=[
            a_teaching_assistant(contract_hours=0.5, annual_cost="390"),
            a_teaching_assistant(
                "AG1",
                engagement="agency",
                contract_hours=None,
                hourly_cost="20",
                deployable_hours=4.0,
            ),
        ],
        provisions=[a_support(), a_programme(group_max=3, cost_per_group="60"), an_item()],
        effects=[an_effect(), an_effect("G1"), an_effect("I1")],
        funding=[a_stream(amount="390")],
    )


def the_ladder(school, *steps, plan=None, should_stop=None, **facts):
    """The ladder of a school, of no hours unless the test is about them."""
    asked = LadderAsked(steps=tuple(map(Decimal, steps)), **({"hours_tried": 0} | facts))
    return ask_ladder(Asking(school, plan, should_stop=should_stop), asked)


def stops_after(times):
    """Say stop once it was asked so many times."""
    asked = iter(range(times))
    return lambda: next(asked, None) is None


def test_a_step_buys_the_hours_that_its_money_pays_for():
    school = half_met()
    answer = the_ladder(school, 100, 500, plan=make_plan(school))
    # £100 / £20 = 5 hours of the 19.5 still missing.
    [buy] = [buy for buy in answer.bought if buy.money == 100]
    assert (buy.kind, buy.code, buy.role, buy.skills) == ("extra", "TA1", "TA", ("elsa",))
    assert buy.cost == pytest.approx(100, abs=PENCE)
    assert buy.hours == pytest.approx(5, abs=EXACTLY)
    _, step, _ = answer.steps
    assert (step.money, step.money_before) == (100, 0)
    assert step.cost == buy.cost
    assert step.not_used == 100 - buy.cost
    assert (step.pupils_helped_more, step.pupils_helped_less) == (1, 0)
    assert step.hours == pytest.approx(5, abs=EXACTLY)
    # 5 of 39 hours; before it was half.
    assert step.coverage_gained == pytest.approx(5 / 39, abs=EXACTLY)
    assert step.coverage == pytest.approx(0.5 + 5 / 39, abs=EXACTLY)
    assert step.fair_share == pytest.approx(step.fair_share_bound, abs=EXACTLY)
    assert (step.basis, step.goal) == ("solved", "fair_share")
    assert answer.is_whole


def test_money_that_buys_nothing_more_is_said_to_be_left():
    answer = the_ladder(half_met(), 100, 500, 600)
    # From £100 to £500: the other 14.5 hours cost £290 of the £400, and £110 buy nothing.
    assert answer.steps[2].cost == pytest.approx(290, abs=PENCE)
    assert answer.steps[2].not_used == pytest.approx(110, abs=PENCE)
    # All is met: the next £100 buy nothing at all, and that is certain.
    last = answer.steps[3]
    assert last.cost == pytest.approx(0, abs=PENCE)
    assert (last.goal, last.basis) == ("", "solved")


def test_a_step_says_what_it_brings_in_each_goal_with_its_bound():
    answer = the_ladder(half_met(), 195)
    found = {gain.goal: gain for gain in answer.gains}
    # £195 / £20 = 9.75 hours: coverage from 1/2 to 3/4, which is the share too.
    assert found["fair_share"].gain == pytest.approx(0.25, abs=EXACTLY)
    # Weight 2 * (1/6 in the middle third at 1.0 + 1/12 in the last third at 0.7).
    assert found["benefit"].gain == pytest.approx(2 * (1 / 6 + 0.7 / 12), abs=EXACTLY)
    assert found["benefit"].basis == "solved"
    assert found["benefit"].gain_least <= found["benefit"].gain <= found["benefit"].gain_most
    assert found["statutory_shortfall"].gain == pytest.approx(0, abs=EXACTLY)


def test_the_steps_add_up_to_the_plan_at_the_top_less_the_plan_as_it_is():
    school = groups_school()
    answer = the_ladder(school, 100, 250, 700, 1500)
    first, last = answer.steps[0], answer.steps[-1]
    assert len(answer.steps) == 5
    # The plan at the top solved again in one stride, from the plan as it is.
    buys = [buy for buy in answer.bought if buy.money > 0]
    total = sum(step.cost for step in answer.steps)
    assert total == sum(buy.cost for buy in buys)
    assert total + sum(step.not_used + step.owed_paid for step in answer.steps) == 1500
    assert sum(step.coverage_gained for step in answer.steps) == pytest.approx(
        last.coverage - first.coverage, abs=1e-9
    )
    assert sum(step.statutory_hours for step in answer.steps) == pytest.approx(
        first.shortfall_hours - last.shortfall_hours, abs=1e-9
    )


def test_the_hours_of_the_steps_are_those_of_the_plan_with_all_the_money():
    school = half_met()
    answer = the_ladder(school, 100, 200, 300)
    whole = the_ladder(school, 300)
    assert sum(step.hours for step in answer.steps) == pytest.approx(
        sum(step.hours for step in whole.steps), abs=EXACTLY
    )
    bought_in_steps = sum(buy.cost for buy in answer.bought)
    assert bought_in_steps == pytest.approx(sum(buy.cost for buy in whole.bought), abs=PENCE)
    assert bought_in_steps == pytest.approx(300, abs=PENCE)


def test_more_money_is_never_worse():
    answer = the_ladder(groups_school(), 50, 150, 400, 900, 2000)
    for before, after in zip(answer.steps, answer.steps[1:], strict=False):
        assert after.shortfall_hours <= before.shortfall_hours + EXACTLY
        assert after.fair_share >= before.fair_share - EXACTLY
        assert after.fair_share <= after.fair_share_bound + EXACTLY
        assert after.benefit <= after.benefit_bound + EXACTLY


def test_what_is_owed_is_paid_before_anything_is_bought():
    # £90 of the salary has no money: the first £100 pay that, and half an hour of the TA.
    answer = the_ladder(half_met(funding=[a_stream(amount="300")]), 100)
    step = answer.steps[-1]
    assert step.owed_paid == 90
    assert step.cost == pytest.approx(10, abs=PENCE)
    assert step.goal == "unfunded"


def test_statute_comes_first_and_its_hours_are_counted():
    school = half_met(statutory=[a_statutory_item(hours=1.0)])
    step = the_ladder(school, 100).steps[-1]
    # One hour a week is owed and half of it given: the 5 hours bought end 5 of 19.5 short.
    assert step.goal == "statutory_shortfall"
    assert step.statutory_hours == pytest.approx(5, abs=EXACTLY)
    assert step.shortfall_hours == pytest.approx(14.5, abs=EXACTLY)


def test_one_more_hour_of_a_skill_is_solved_again():
    answer = the_ladder(half_met(), hours_tried=1)
    rows = {(row.of, row.name): row for row in answer.hours}
    assert set(rows) == {("role", "TA"), ("skill", "elsa")}
    row = rows["skill", "elsa"]
    # 39 hours more, of which the 19.5 that are missing count.
    assert row.effective_hours == pytest.approx(19.5, abs=EXACTLY)
    assert row.coverage == pytest.approx(0.5, abs=EXACTLY)
    assert (row.staff, row.basis, row.goal, row.pupils_helped_more) == (
        "TA1",
        "solved",
        "fair_share",
        1,
    )
    # A little more is worth 2 in the middle third: weight 2 * worth 1.0 for all 39 hours.
    assert row.relaxed_benefit == pytest.approx(2.0, abs=EXACTLY)


def test_an_hour_that_was_only_ranked_promises_nothing():
    [role, skill] = the_ladder(half_met(), hours_tried=0).hours
    for row in (role, skill):
        assert row.basis == "relaxed"
        assert row.gain is row.effective_hours is row.pupils_helped_more is None


def test_what_was_solved_before_somebody_stopped_is_there_and_the_rest_is_missing():
    school = half_met()
    plan = make_plan(school)
    whole = the_ladder(school, 100, 200, 300, plan=plan)
    counted = []
    the_ladder(school, 100, 200, 300, plan=plan, should_stop=lambda: bool(counted.append(1)))
    stopped = the_ladder(
        school, 100, 200, 300, plan=plan, should_stop=stops_after(len(counted) // 2)
    )
    assert 0 < len(stopped.steps) < len(whole.steps)
    assert stopped.steps == whole.steps[: len(stopped.steps)]
    assert not stopped.is_whole


def test_the_answer_is_said_in_sentences_and_drawn_without_anybodys_code():
    school = half_met()
    view = ladder_view(school, the_ladder(school, 100, 500, hours_tried=1))
    first, whole, hour = view.sentences
    assert first == (
        "The next £100 would buy 5 hours more of a TA employed now: 1 pupil would be helped more."
    )
    # Half of the need: the first third at 1.3 and a sixth at 1.0 are 0.6 of 1. £110 are left.
    assert whole == (
        "With £500 more, needs met would go from 60 % to 100 %, and the fairest share from 50 % to "
        "100 %; £110 of it would buy nothing more."
    )
    assert hour == (
        "One more hour a week of a TA with elsa would bring 19.5 hours that count towards needs, "
        "for 1 pupil in the year."
    )
    ladder, hours_more = view.pictures
    # 5 of 39 hours for £100 in the middle third, at 1.0: 12.8 %.
    assert ladder.title == (
        "A pound does most between £0 and £100 more: 128 % of all needs for each £1,000"
    )
    drawn = f"{ladder.figure.to_json()}{ladder.alternative}{hours_more.figure.to_json()}"
    assert "TA1" not in drawn
    assert "P1" not in drawn
    assert [table.name for table in view.tables] == ["ladder_bought", "ladder_gains"]


def test_a_step_that_is_not_proven_is_drawn_as_a_range():
    school = groups_school()
    answer = the_ladder(school, 100)
    step = answer.steps[-1]
    loose = step.model_copy(update={"basis": "range"})
    view = ladder_view(school, answer.model_copy(update={"steps": (answer.steps[0], loose)}))
    assert "1 step of 1 is smaller than what could be proven" in " ".join(view.sentences)


def test_a_ladder_without_any_step_says_so():
    school = half_met()
    view = ladder_view(school, the_ladder(school, 100, should_stop=lambda: True))
    assert view.sentences == (
        "It was stopped before the first step was solved, so nothing can be said yet.",
    )
    assert view.pictures[0].figure is None


def test_hours_of_a_vacancy_are_its_contract_hours():
    vacancy = a_teaching_assistant(
        "VAC", engagement="vacancy", contract_hours=0.5, annual_cost="390", deployable_hours=0.5
    )
    school = half_met(staff=[*half_met().staff[:0], vacancy])
    found = bought(school, make_plan(school))
    # Half an hour a week for 39 weeks.
    assert found[BoughtKind.VACANCY, "VAC"].hours == pytest.approx(19.5)
    assert found[BoughtKind.VACANCY, "VAC"].cost == 390
