"""Why statutory hours are not met: each limit alone, with the sentence and its numbers by hand.

One autumn term of 14 weeks, one pupil who is owed two hours a week: 28 hours in all.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from planner.optimiser.plan import UNFUNDED
from planner.optimiser.progress import Options
from planner.optimiser.solve import make_plan
from planner.school.records import Policies
from tests.builders import (
    a_budget_line,
    a_need,
    a_pin,
    a_programme,
    a_pupil,
    a_school,
    a_statutory_item,
    a_stream,
    a_support,
    a_teaching_assistant,
    a_term,
    an_effect,
    details,
    three_terms,
)

TEN_HOURS = a_teaching_assistant(contract_hours=10.0)
AGENCY = a_teaching_assistant("AGY", engagement="agency", contract_hours=None, hourly_cost="25")
OVERSPEND = Policies(statutory_may_overspend=True)


def owing(**facts):
    """A school of one term, in which P1 is owed two hours a week and nobody has another need."""
    usual = {"terms": (a_term(),), "needs": (), "effects": (), "staff": (TEN_HOURS,)}
    return a_school(**usual | {"statutory": (a_statutory_item(),)} | facts)


def buying(money, **facts):
    """The two hours can only be bought: 2 × 14 × £25 = £700."""
    return owing(**{"staff": (AGENCY,), "funding": (a_stream(amount=money),)} | facts)


def reasons(plan):
    """Each different reason of a plan."""
    return sorted({row.reason for row in plan.statutory if row.reason})


def reason(school):
    """The one reason in the plan of a school."""
    (only,) = reasons(make_plan(school))
    return only


def with_more_money(school, pounds):
    """The school with so much more general money."""
    more = a_stream("MORE", amount=str(pounds))
    return replace(school, funding=(*school.funding, more))


def test_a_shortage_of_money_is_named_to_the_penny():
    # £700 is asked for and £523.40 is there: £176.60 is missing.
    plan = make_plan(buying("523.40"))
    assert reasons(plan) == [
        "money: The money that may pay for it has run out. £176.60 more this year would meet it."
    ]
    assert plan.summary.statutory_gap_cost == Decimal("176.60")


def test_exactly_the_money_named_ends_the_shortfall():
    school = buying("523.40")
    short = make_plan(school)
    asked = Decimal(re.search(r"£([\d.]+)", reasons(short)[0]).group(1))
    enough = make_plan(with_more_money(school, asked))
    assert enough.summary.statutory_shortfall_hours == pytest.approx(0, abs=1e-4)
    assert enough.summary.statutory_gap_cost == 0
    one_pound_less = make_plan(with_more_money(school, asked - 1))
    # £1 less buys 1/25 of an hour less.
    assert one_pound_less.summary.statutory_shortfall_hours == pytest.approx(0.04, abs=1e-3)
    assert one_pound_less.summary.statutory_gap_cost == 1


@pytest.mark.parametrize("pence", [-2, -1, 0, 1])
def test_a_plan_is_made_with_just_about_the_money_named(pence):
    school = owing(
        terms=three_terms(),
        pupils=[a_pupil(starts=dt.date(2026, 10, 12), leaves=dt.date(2027, 2, 12))],
        needs=[a_need()],
        effects=[an_effect()],
        staff=[AGENCY.model_copy(update={"hours_limit": 6.0, "hourly_cost": Decimal("23.99")})],
        funding=[a_stream(amount="50")],
        statutory=[a_statutory_item(hours=3.0, per="year")],
    )
    missing = make_plan(school).summary.statutory_gap_cost
    # 3 × £23.99 = £71.97, of which £50 is there.
    assert missing == Decimal("21.97")
    plan = make_plan(with_more_money(school, missing + Decimal(pence) / 100))
    assert plan.summary.statutory_shortfall_hours == pytest.approx(0, abs=2e-3)
    assert plan.summary.mean_coverage > 0


def test_money_kept_in_reserve_is_money_that_is_missing():
    # Of £700 only £600 may be spent.
    plan = make_plan(buying("700", policies=Policies(reserve="100")))
    assert "£100 more" in reasons(plan)[0]
    assert plan.summary.statutory_gap_cost == 100


def test_a_reserve_larger_than_the_money_has_to_be_found_as_well():
    # £700 to spend and £300 to keep, of which £100 is there.
    plan = make_plan(buying("100", policies=Policies(reserve="300")))
    assert "£900 more" in reasons(plan)[0]
    assert plan.summary.statutory_gap_cost == 900


def test_salaries_that_are_owed_come_before_what_is_bought():
    # A salary of £1,000 and £500 to pay it: £500 + £700 are missing.
    caretaker = a_teaching_assistant(role="caretaker", annual_cost="1000")
    plan = make_plan(buying("500", staff=(caretaker, AGENCY)))
    assert "£1,200 more" in reasons(plan)[0]
    assert plan.summary.statutory_gap_cost == 1200


def test_a_budget_line_that_its_own_stream_cannot_pay_holds_general_money_up():
    # The line is £390 and its stream has £100: general money buys nothing until £290 are found.
    named = a_stream("R", amount="100", restricted_to="ehcp")
    line = a_budget_line(stream="R")
    plan = make_plan(buying("700", funding=(a_stream(amount="700"), named), budget_lines=[line]))
    assert reasons(plan) == [
        "money: General money buys nothing while budget lines stand unpaid. £290 more for the "
        "budget lines that R is to pay would meet it."
    ]
    assert plan.summary.statutory_gap_cost == 290
    richer = a_stream("R", amount="390", restricted_to="ehcp")
    paid = make_plan(buying("700", funding=(a_stream(amount="700"), richer), budget_lines=[line]))
    assert reasons(paid) == []


def test_money_for_a_budget_line_and_for_what_is_bought_is_told_apart():
    # £290 for the line, and £700 − £600 for the hours.
    named = a_stream("R", amount="100", restricted_to="ehcp")
    money = (a_stream(amount="600"), named)
    plan = make_plan(buying("600", funding=money, budget_lines=[a_budget_line(stream="R")]))
    assert "£290 more for the budget lines that R is to pay and £100 of general" in reasons(plan)[0]
    assert plan.summary.statutory_gap_cost == 390


def test_a_budget_line_that_falls_outside_the_dates_of_its_stream_is_a_matter_of_dates():
    # £130 of the line fall in T3, in which its stream does not pay, whatever it holds.
    named = a_stream("R", amount="1000", restricted_to="ehcp", ends=dt.date(2027, 3, 1))
    school = buying(
        "5000",
        terms=three_terms(),
        funding=(a_stream(amount="5000"), named),
        budget_lines=[a_budget_line(stream="R")],
    )
    plan = make_plan(school)
    assert reasons(plan) == [
        "dates: Dates of adults, programmes or money stand in the way. With those dates open it "
        "would be met."
    ]
    assert plan.summary.statutory_gap_cost == 0


def test_money_that_may_not_pay_for_it_does_not_count():
    # £200 of general money is there, and £5,000 that is for other pupils.
    premium = a_stream("PP", amount="5000", restricted_to="pupil_premium")
    plan = make_plan(buying("200", funding=(a_stream(amount="200"), premium)))
    assert "£500 more" in reasons(plan)[0]
    assert plan.summary.statutory_gap_cost == 500


def test_where_statute_may_overspend_the_gap_is_unfunded_and_still_stated():
    plan = make_plan(buying("523.40", policies=OVERSPEND))
    assert plan.summary.statutory_shortfall_hours == pytest.approx(0, abs=1e-4)
    unpaid = [row for row in plan.spending if row.stream == UNFUNDED]
    assert sum(row.amount for row in unpaid) == Decimal("176.60")
    assert {(row.cost_item, row.pupil, row.provision) for row in unpaid} == {("AGY", "P1", "S1")}
    assert plan.summary.statutory_gap_cost == Decimal("176.60")


def test_a_decision_that_only_an_overspend_can_pay_does_not_hide_the_gap():
    decided = a_pin(hours_per_week=2.0)
    plan = make_plan(buying("523.40", policies=OVERSPEND, pins=(decided,)))
    assert plan.summary.unfunded == Decimal("176.60")
    assert plan.summary.statutory_gap_cost == Decimal("176.60")


def test_money_that_would_meet_nothing_is_not_a_gap():
    # Only the pupil's time is short: 1.5 of 2 hours fit.
    school = owing(
        pupils=(a_pupil(withdrawal_limit_hours=1.5),),
        provisions=(a_support(withdraws_given=True),),
    )
    assert make_plan(school).summary.statutory_gap_cost == 0


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        pytest.param(
            {
                "pupils": (a_pupil(withdrawal_limit_hours=1.5),),
                "provisions": (a_support(withdraws_given=True),),
            },
            "P1 may be out of class for 1.5 hours a week and has a school week of 32.5 hours. "
            "0.5 more hours a week would be needed to meet it.",
            id="support out of class",
        ),
        pytest.param(
            {
                "pupils": (a_pupil(withdrawal_limit_hours=1.0),),
                "provisions": (a_programme(group_min=1),),
                "statutory": (a_statutory_item(hours=1.5),),
            },
            "P1 may be out of class for 1 hour a week and has a school week of 32.5 hours. "
            "0.5 more hours a week would be needed to meet it.",
            id="a programme longer than the limit",
        ),
        pytest.param(
            {"details": details(school_week_hours=1.5)},
            "P1 may be out of class for 5 hours a week and has a school week of 1.5 hours. "
            "0.5 more hours a week would be needed to meet it.",
            id="the school week",
        ),
    ],
)
def test_a_shortage_of_the_pupils_time_is_named(facts, said):
    assert reason(owing(**facts)) == f"time: {said}"


@pytest.mark.parametrize("others", [0, 1])
def test_a_group_that_would_be_too_small_is_named(others):
    # Of three pupils that a group takes at least, one or two could be in it.
    pupils = [a_pupil(), *(a_pupil(f"P{number + 2}") for number in range(others))]
    school = owing(
        pupils=pupils,
        needs=[a_need(f"N{one.pupil}", pupil=one.pupil) for one in pupils[1:]],
        effects=[an_effect("G1")],
        provisions=[a_programme(group_min=3)],
        statutory=[a_statutory_item(hours=1.5)],
    )
    missing = "1 more pupil" if others else "2 more pupils"
    assert reason(school) == (
        "group: A group of Language group takes at least 3 pupils, and too few can be placed "
        f"together. {missing} would be needed, or a smaller group allowed."
    )


def test_a_programme_that_may_not_run_again_is_named():
    school = owing(
        provisions=[a_programme(group_min=1, max_groups=0)],
        statutory=[a_statutory_item(hours=1.5)],
    )
    assert reason(school) == (
        "group: No more groups of Language group may run at one time. 1 more group would be needed."
    )


def test_hours_that_are_missing_are_named_with_who_could_give_them():
    # 1.5 hours a week for £420 over 14 weeks are £20 an hour; 0.5 × 14 × £20 = £140.
    school = owing(staff=[a_teaching_assistant(contract_hours=1.5, annual_cost="420")])
    assert reason(school) == (
        "hours: TA1 (1.5 hours a week) is the only one who can give it, and has too few hours "
        "left. 0.5 more hours a week would meet it, which would cost about £140 this year at the "
        "same rate."
    )


def test_hours_too_few_for_a_single_group_are_named():
    # A group takes 1.5 hours and there is 1 at £20: 0.5 × 14 × £20 = £140.
    school = owing(
        staff=[a_teaching_assistant(contract_hours=1.0, annual_cost="280")],
        provisions=[a_programme(group_min=1)],
        statutory=[a_statutory_item(hours=1.5)],
    )
    assert "0.5 more hours a week would meet it, which would cost about £140" in reason(school)


def test_hours_with_a_skill_are_named_by_the_skill():
    signer = a_teaching_assistant("TA2", contract_hours=1.0, annual_cost="280", skills="bsl")
    school = owing(staff=[TEN_HOURS, signer], statutory=[a_statutory_item(skill="bsl")])
    assert reason(school).startswith(
        "skill: TA2 (1 hour a week) is the only one with the skill bsl who can give it, and has "
        "too few hours left. 1 more hour a week would meet it"
    )


def test_a_skill_that_nobody_has_is_named():
    assert reason(owing(statutory=[a_statutory_item(skill="bsl")])) == (
        "skill: Nobody in staff.csv who may give In-class support has the skill bsl."
    )


def test_a_limit_for_the_year_is_named():
    # 20 of 28 hours may be bought.
    therapist = AGENCY.model_copy(update={"hours_limit": 20.0})
    assert reason(owing(staff=[therapist])) == (
        "hours: The school may buy AGY for at most 20 hours this year. "
        "Without that limit it would be met."
    )


def test_the_most_hours_of_a_support_are_named():
    assert reason(owing(provisions=[a_support(max_hours=1.0)])) == (
        "hours: In-class support is given for 1 hour a week at most. "
        "Without that limit it would be met."
    )


def test_an_adult_who_is_away_is_named_with_the_terms():
    leaver = a_teaching_assistant(leaves=dt.date(2027, 3, 1))
    plan = make_plan(owing(terms=three_terms(), staff=[leaver]))
    assert reasons(plan) == [
        "dates: TA1 is not available in T2 or T3. With those dates open it would be met."
    ]
    assert [row.term for row in plan.statutory if row.reason] == ["T2", "T3"]


def test_a_programme_longer_than_a_term_is_named():
    school = owing(
        terms=three_terms(),
        provisions=[a_programme(group_min=1, weeks=13.0, terms=3)],
        statutory=[a_statutory_item(hours=1.5)],
    )
    assert reason(school) == (
        "dates: Language group takes more weeks than T2 has. With those dates open it would be met."
    )


def test_a_decision_against_it_is_named():
    assert reason(owing(pins=[a_pin(rule="must_not")])) == (
        "pin: A decision in pins.csv stands in the way, for P1 or for those who share the same "
        "adults, groups or money. Without the decisions made there it would be met."
    )


def test_two_limits_are_named_together():
    # One of two hours fits the adult, and neither time nor hours alone would be enough.
    school = owing(
        pupils=[a_pupil(withdrawal_limit_hours=1.0)],
        staff=[a_teaching_assistant(contract_hours=1.0, annual_cost="280")],
        provisions=[a_support(withdraws_given=True)],
    )
    said = reason(school)
    assert said.startswith("hours: Two limits stand in the way, and both would have to give. TA1")
    assert said.endswith("1 more hour a week would be needed to meet it.")


def test_what_nothing_would_meet_is_said_so():
    # A dose is 1.5 hours a week, and a pupil has it once.
    school = owing(provisions=[a_programme(group_min=1)])
    assert reason(school) == (
        "hours: Language group cannot give 2 hours in every week that it is owed, even with more "
        "money, adults and time."
    )


def test_a_plan_without_time_still_says_why():
    plan = make_plan(buying("523.40"), Options(time_limit=0.01))
    assert "£176.60 more" in reasons(plan)[0]
