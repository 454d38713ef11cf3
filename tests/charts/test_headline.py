from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from planner.charts.headline import headline_of
from planner.optimiser.plan import GoalResult, Status
from tests.builders import a_statutory_item, a_teaching_assistant
from tests.charts.small_plan import small_plan, small_school

GOALS = tuple(
    GoalResult(name, 1.0, 1.0, "", gap)
    for name, gap in (
        ("statutory_shortfall", 0.0),
        ("fair_share", 0.011),
        ("benefit", 0.005),
        ("cost", 1.0),
    )
)


def headline(**facts):
    return headline_of(small_school(), small_plan(**facts))


def met():
    """The plan with every statutory hour met."""
    plan = small_plan(statutory_gap_cost=Decimal(0))
    rows = [
        row.model_copy(update={"planned_hours": 2.0, "shortfall_hours": 0.0, "reason": ""})
        for row in plan.statutory
    ]
    return replace(plan, statutory=tuple(rows))


def test_one_shortfall_is_told_with_whose_it_is_how_much_why_and_what_it_costs():
    assert headline().law == (
        "Every statutory hour is met but Section F 3.2 for P1: 0.5 hours a week short, because "
        "only TA1 signs and has 1.5 hours a week. Filling it would cost £390."
    )
    assert not headline().is_lawful


def test_a_shortfall_that_money_cannot_fill_names_no_price():
    assert headline(statutory_gap_cost=Decimal(0)).law.endswith("has 1.5 hours a week.")


def test_several_shortfalls_are_counted_and_listed():
    school = small_school(
        statutory=[
            a_statutory_item(source="Section F 3.2"),
            a_statutory_item("F2", source="Section F 4.1"),
        ]
    )
    plan = small_plan()
    more = [row.model_copy(update={"item": "F2"}) for row in plan.statutory]
    found = headline_of(school, replace(plan, statutory=(*plan.statutory, *more)))
    assert found.law.startswith("0 of 2 statutory lines are met in full; 2 are short.")
    assert len(found.law_lines) == 2


def test_a_lawful_plan_says_so_in_one_sentence():
    found = headline_of(small_school(), met())
    assert found.law == "Every statutory hour is met."
    assert found.is_lawful


def test_a_school_without_statutory_items_owes_nothing():
    found = headline_of(small_school(statutory=[]), replace(small_plan(), statutory=()))
    assert found.law == "No statutory hours are entered, so none are owed."


def test_within_the_money_says_what_is_left():
    assert headline().money == (
        "Within it: the year costs £19,500 of the £25,000 there is and leaves £5,500."
    )


def test_the_reserve_is_named_where_it_is_kept():
    policies = small_school().policies.model_copy(update={"reserve": Decimal(1000)})
    assert headline(policies=policies).money.endswith("£5,500, with your reserve of £1,000.")
    all_of_it = small_school().policies.model_copy(update={"reserve": Decimal(5500)})
    assert headline(policies=all_of_it).money.endswith("leaves £5,500, your reserve.")


def test_what_has_no_money_is_named_and_is_a_thing_to_do():
    found = headline(unfunded=Decimal(1200))
    assert found.money == (
        "Not within it: £1,200 of the £19,500 that the year costs has no money that may pay it."
    )
    assert "Find £1,200 for what is already owed." in found.next_steps


def test_the_pupil_helped_least_is_named_with_what_could_be():
    assert headline().least_helped == (
        "P2, with 14 % of what would meet the needs in full. With every adult and all the money "
        "to themselves it could be 90 %."
    )


def test_pupils_who_are_helped_as_little_are_counted_with_the_first():
    plan = small_plan()
    alike = [row.model_copy(update={"coverage": 0.4}) for row in plan.coverage]
    found = headline_of(small_school(), replace(plan, coverage=tuple(alike)))
    assert found.least_helped == (
        "P1 and 1 other pupil, with 40 % of what would meet the needs in full. With every adult "
        "and all the money to themselves it could be up to 100 %."
    )


def test_money_that_is_left_without_hours_to_spend_it_on_is_something_to_look_at():
    school = small_school(staff=[a_teaching_assistant(deployable_hours=2.0)])
    assert headline_of(school, small_plan()).next_steps[-1].startswith("Look at the £5,500 that is")


def test_a_plan_that_uses_everything_says_what_more_help_takes():
    school = small_school(staff=[a_teaching_assistant(deployable_hours=2.0)])
    found = headline_of(school, small_plan(income=Decimal(19500)))
    assert found.next_steps[-1].startswith("Every timetabled hour and every pound is used")


def test_needs_that_nothing_serves_are_counted():
    assert "1 need has no provision" in headline(unserved_needs=("N2",)).least_helped


def test_what_could_be_done_follows_from_the_reason():
    first, second = headline().next_steps
    assert first == "For Section F 3.2 for P1: train or bring in another adult with the skill."
    assert second.startswith("Put the 17.8 hours a week that are not used to work")


def test_what_lacks_money_asks_for_it_with_its_price_where_that_is_known():
    plan = small_plan(statutory_gap_cost=Decimal(390))
    rows = [row.model_copy(update={"reason": "money: None is left."}) for row in plan.statutory]
    priced = headline_of(small_school(), replace(plan, statutory=tuple(rows)))
    assert priced.next_steps[0] == "For Section F 3.2 for P1: find £390 more for it."
    unpriced = replace(small_plan(statutory_gap_cost=Decimal(0)), statutory=tuple(rows))
    found = headline_of(small_school(), unpriced)
    assert found.next_steps[0] == "For Section F 3.2 for P1: find more money for it."


def test_there_are_four_figures_each_against_something():
    figures = {figure.key: (figure.value, figure.against) for figure in headline().figures}
    # (2 × 1 + 4 × 14 / 97.5) / 6 = 43 %; today (2 × 0.5) / 6 = 17 %.
    assert figures == {
        "statutory_lines": ("0 of 1", "19.5 hours short in the year"),
        "needs_met": ("43 %", "17 % today"),
        "cost": ("£19,500", "£25,000 of money in"),
        "helped_least": ("14 %", "P2; the lowest today is 0 %"),
    }


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"gap": 0.004}, "No plan can be better by more than 0.4 % under what you entered."),
        ({"gap": 0.0}, "No plan can be better under what you entered."),
        (
            {"gap": 0.02, "status": Status.TIME_LIMIT, "seconds": 60.2},
            "We stopped after 60 seconds with the best plan so far. "
            "No plan can be better by more than 2.0 % under what you entered.",
        ),
        (
            {"gap": 0.004, "status": Status.TIME_LIMIT, "seconds": 21.0},
            "The clock cut part of the search short, so another run may end in a plan as good. "
            "No plan can be better by more than 0.4 % under what you entered.",
        ),
        (
            {"gap": 1.0, "goals": GOALS},
            "Under what you entered, no plan can be better in statutory hours. None can be better "
            "by more than 1.1 % in fairness and 0.5 % in the help given. How far it could be "
            "better in cost was not settled in time.",
        ),
    ],
)
def test_how_sure_the_plan_is_is_said_in_words(facts, said):
    assert headline(**facts).sureness.startswith(said)


def test_it_is_said_that_the_plan_was_checked_apart_from_what_found_it():
    assert "checked again from your own figures" in headline().sureness
