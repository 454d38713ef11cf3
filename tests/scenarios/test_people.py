from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from pydantic import ValidationError

from planner.costing.staff import annual_cost
from planner.errors import ChangeError
from planner.scenarios.people import Absence, AdultChange, AdultLeaves, Hire, PayAward
from planner.school.codes import Engagement
from tests.builders import a_school, a_teaching_assistant, details

EASTER = dt.date(2027, 3, 25)


def test_an_adult_leaves_on_a_day():
    change = AdultLeaves(adult="TA1", last_day=EASTER)

    assert change.become(a_school()).staff == (a_teaching_assistant(leaves=EASTER),)
    assert change.sentence(a_school()) == "TA1 leaves on 25 March 2027"


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"adult": "TA9", "last_day": EASTER}, "TA9 is not among the adults"),
        ({"adult": "TA1", "last_day": dt.date(2027, 8, 1)}, "1 August 2027 is not in the year"),
        ({"adult": "TA1", "last_day": EASTER}, "TA1 leaves on 12 February 2027 already"),
    ],
)
def test_nobody_leaves_twice_or_outside_the_year(facts, why):
    school = a_school(staff=[a_teaching_assistant(leaves=dt.date(2027, 2, 12))])

    with pytest.raises(ChangeError, match=why):
        AdultLeaves(**facts).become(school)


def test_cost_and_hours_with_pupils_go_with_the_contract():
    school = a_school(staff=[a_teaching_assistant(deployable_hours=20.0)])
    change = AdultChange(adult="TA1", contract_hours=30)
    (row,) = change.become(school).staff

    # 25 hours for £19,500 are £780 an hour of the week; 20 of 25 are with pupils.
    assert (row.contract_hours, row.deployable_hours, row.annual_cost) == (30, 24, 23400)
    assert change.sentence(school) == "TA1 works 30 hours a week"


def test_skills_come_and_go_and_everything_else_stays():
    school = a_school(staff=[a_teaching_assistant(skills="elsa;lego")])
    change = AdultChange(adult="TA1", gains_skills="Makaton", loses_skills="LEGO")

    assert change.become(school).staff == (a_teaching_assistant(skills="elsa;Makaton"),)
    assert change.sentence(school) == "TA1 learns Makaton and no longer does LEGO"


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"loses_skills": "bsl"}, "TA1 does not have the skill bsl"),
        ({"gains_skills": "ELSA"}, "TA1 is so already"),
        ({"deployable_hours": 26}, "can be deployed for longer than the contract"),
    ],
)
def test_a_change_of_an_adult_that_cannot_be_says_why(facts, why):
    school = a_school(staff=[a_teaching_assistant(skills="elsa")])

    with pytest.raises(ChangeError, match=why):
        AdultChange(adult="TA1", **facts).become(school)


def test_hours_beyond_a_contract_are_only_for_the_employed():
    school = a_school(staff=[a_teaching_assistant(engagement="vacancy")])

    with pytest.raises(ChangeError, match="TA1 is not employed"):
        AdultChange(adult="TA1", extra_hours=2).become(school)


def test_a_change_of_an_adult_says_what_changes():
    with pytest.raises(ValidationError, match="changes nothing"):
        AdultChange(adult="TA1")


def test_a_post_is_hired_like_somebody_at_the_same_cost_of_an_hour():
    model = a_teaching_assistant(role="HLTA", deployable_hours=20.0, skills="numbers")
    change = Hire(like="TA1", hours=20)
    became = change.become(a_school(staff=[model]))

    # £19,500 × 20 / 25 = £15,600, and 20 × 20 / 25 = 16 hours with pupils.
    assert became.staff[-1] == a_teaching_assistant(
        "NEW-HLTA", role="HLTA", engagement="vacancy", contract_hours=20.0,
        deployable_hours=16.0, annual_cost="15600", skills="numbers",
    )  # fmt: skip
    assert change.sentence(became) == "Vacancy: HLTA, 20 hours a week, like TA1"


def test_a_post_is_hired_at_a_cost_of_its_own_and_may_be_decided():
    change = Hire(role="HLTA", hours=10, hourly_cost="22.5", skills="elsa", is_decided=True)
    became = change.become(a_school())

    assert became.staff[-1] == a_teaching_assistant(
        "NEW-HLTA", role="HLTA", engagement="employed", contract_hours=10.0,
        hourly_cost="22.5", skills="elsa",
    )  # fmt: skip
    assert change.sentence(became) == "Hire: HLTA, 10 hours a week"


def test_a_post_like_somebody_on_a_pay_point_is_paid_from_it():
    model = a_teaching_assistant(pay_point="5", paid_weeks=44.65)
    school = a_school(details=details(pension_percent=21.5), staff=[model])
    post = Hire(like="TA1", hours=12.5, first_day=EASTER).become(school).staff[-1]

    assert (post.pay_point, post.paid_weeks, post.contract_hours) == ("5", 44.65, 12.5)
    assert (post.annual_cost, post.starts) == (None, EASTER)


def test_two_posts_have_two_codes():
    change = Hire(role="TA", hours=10, annual_cost=8000)
    became = change.become(change.become(a_school()))

    assert [row.staff for row in became.staff] == ["TA1", "NEW-TA", "NEW-TA-2"]


def test_a_post_like_somebody_paid_by_the_hour_needs_a_cost():
    agency = a_teaching_assistant("AG1", engagement="agency", contract_hours=None, hourly_cost="24")

    with pytest.raises(ChangeError, match="AG1 is paid by the hour"):
        Hire(like="AG1", hours=10).become(a_school(staff=[agency]))


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"role": "TA"}, "has no cost"),
        ({"annual_cost": 1}, "has no role"),
        ({"role": "TA", "annual_cost": 1, "hourly_cost": 1}, "has more than one cost"),
    ],
)
def test_a_post_says_its_role_and_one_cost(facts, why):
    with pytest.raises(ValidationError, match=why):
        Hire(hours=10, **facts)


def test_a_pay_award_raises_everybody_who_has_a_contract():
    staff = [
        a_teaching_assistant(extra_hour_cost="20", extra_hours=2.0),
        a_teaching_assistant("VAC", engagement="vacancy", hourly_cost="15.5"),
        a_teaching_assistant("AG1", engagement="agency", contract_hours=None, hourly_cost="24"),
    ]
    change = PayAward(percent=4)
    first, vacancy, agency = change.become(a_school(staff=staff)).staff

    assert (first.annual_cost, first.extra_hour_cost) == (20280, Decimal("20.8"))
    assert vacancy.hourly_cost == Decimal("16.12")
    assert agency == staff[2]
    assert change.sentence(a_school()) == "Pay award of 4 %"


def test_a_pay_award_from_a_day_counts_by_the_days_of_the_year_after_it():
    change = PayAward(percent=10, first_day=dt.date(2027, 4, 1))
    (row,) = change.become(a_school()).staff

    # From 1 April to 31 August are 153 of 365 days: 19,500 × 0.1 × 153 / 365 = 817.397 more.
    assert row.annual_cost == Decimal("20317.40")


def test_a_pay_award_after_somebody_has_left_does_not_reach_them():
    school = a_school(staff=[a_teaching_assistant(leaves=EASTER), a_teaching_assistant("TA2")])
    gone, stays = PayAward(percent=10, first_day=dt.date(2027, 4, 1)).become(school).staff

    assert gone.annual_cost == 19500
    assert stays.annual_cost == Decimal("20317.40")


def test_of_a_pay_point_the_salary_rises_and_on_costs_are_worked_out_again():
    model = a_teaching_assistant(pay_point="5", paid_weeks=44.65)
    school = a_school(details=details(pension_percent=20.0), staff=[model])
    before = annual_cost(model, school)
    after = PayAward(percent=10).become(school)

    # The salary is before its on-costs; national insurance is paid only above a threshold, so the
    # whole cost rises by more than a tenth.
    assert after.staff[0].pay_point == ""
    assert before * Decimal("1.10") < after.staff[0].annual_cost < before * Decimal("1.13")


def test_a_pay_award_is_for_one_role_or_for_nobody():
    school = a_school(staff=[a_teaching_assistant(), a_teaching_assistant("HL1", role="HLTA")])
    became = PayAward(percent=4, role="hlta").become(school)

    assert [row.annual_cost for row in became.staff] == [19500, 20280]
    with pytest.raises(ChangeError, match="nobody has the role pastoral"):
        PayAward(percent=4, role="pastoral").become(school)


def test_absence_becomes_a_policy():
    became = Absence(percent=6).become(a_school())

    assert became.policies.absence_percent == 6
    assert replace(became, policies=a_school().policies) == a_school()
    with pytest.raises(ChangeError, match="it is so already"):
        Absence(percent=6).become(became)


def test_a_decided_post_is_owed_and_a_vacancy_is_not():
    facts = {"role": "TA", "hours": 10, "annual_cost": 8000}

    assert Hire(**facts).become(a_school()).staff[-1].engagement is Engagement.VACANCY
    decided = Hire(**facts, is_decided=True).become(a_school()).staff[-1]
    assert decided.engagement is Engagement.EMPLOYED


def test_every_part_of_a_change_of_an_adult_is_said():
    change = AdultChange(adult="TA1", contract_hours=20, deployable_hours=15, extra_hours=1)

    assert change.sentence(a_school()) == (
        "TA1 works 20 hours a week, can be with pupils 15 hours a week and could do 1 hour a week "
        "more"
    )
    (row,) = change.become(a_school()).staff
    assert (row.contract_hours, row.deployable_hours, row.extra_hours) == (20, 15, 1)


def test_somebody_paid_by_the_hour_has_no_contract_to_change():
    agency = a_teaching_assistant("AG1", engagement="agency", contract_hours=None, hourly_cost="24")

    with pytest.raises(ChangeError, match="AG1 is paid by the hour and has no contract hours"):
        AdultChange(adult="AG1", contract_hours=20).become(a_school(staff=[agency]))


def test_a_post_takes_a_code_that_is_free_and_its_own_cost_before_that_of_its_model():
    with pytest.raises(ChangeError, match="there is an adult TA1 already"):
        Hire(like="TA1", hours=10, code="TA1").become(a_school())
    post = Hire(like="TA1", hours=10, hourly_cost=18, code="TA2").become(a_school()).staff[-1]
    assert (post.staff, post.annual_cost, post.hourly_cost) == ("TA2", None, 18)


def test_a_post_like_somebody_costed_by_the_hour_costs_that_hour_and_may_be_filled_in_part():
    model = a_teaching_assistant(engagement="vacancy", hourly_cost="17", min_hours=12.0)
    post = Hire(like="TA1", hours=10, fewest_hours=5).become(a_school(staff=[model])).staff[-1]

    assert (post.hourly_cost, post.contract_hours, post.min_hours) == (17, 10, 5)


def test_a_pay_award_that_comes_after_the_year_raises_nothing():
    with pytest.raises(ChangeError, match="it raises nobody’s pay in this year"):
        PayAward(percent=4, first_day=dt.date(2027, 9, 1)).become(a_school())
