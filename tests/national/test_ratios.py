"""Pupils to an assistant and money to a pupil, worked by hand, beside what is known of England."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.national.ratios import assistants_full_time, is_assistant, ratios_of, roles_counted
from planner.parameters.comparators import (
    COST_PER_SEN_PUPIL,
    EHCP_PER_ASSISTANT,
    PUPILS_PER_ASSISTANT,
    SEN_PER_ASSISTANT,
)
from planner.parameters.figure import Status
from planner.parameters.reader import every_figure
from tests.builders import (
    a_budget_line,
    a_pupil,
    a_referral,
    a_school,
    a_teaching_assistant,
    details,
    three_terms,
)
from tests.national.schools import loaded, pupils

WHO = pupils(ehcp=2, support=8)


def school(staff, **facts):
    return a_school(
        pupils=WHO, needs=[], staff=staff, terms=three_terms(), details=details(**facts)
    )


def ratio(found, comparator):
    return next(one for one in ratios_of(found) if one.comparator == comparator)


def test_assistants_are_counted_by_contract_hours_and_weeks_employed():
    # 18.5 of 37 hours all year, and 37 hours in the 14 of 39 weeks of the autumn.
    staff = [
        a_teaching_assistant("A", contract_hours=18.5),
        a_teaching_assistant("B", contract_hours=37.0, leaves=dt.date(2026, 12, 18)),
    ]
    assert assistants_full_time(school(staff)) == pytest.approx(0.5 + 14 / 39)


@pytest.mark.parametrize(
    ("role", "counts"),
    [
        ("TA", True),
        ("HLTA", True),
        ("Teaching assistant (level 2)", True),
        ("LSA 1:1", True),
        ("TA2", True),
        ("Learning support assistants", True),
        ("Classroom assistant", True),
        ("Assistant headteacher", False),
        ("Assistant head of teaching and learning", False),
        ("Assistant SENCO", False),
        ("Administrative assistant", False),
        ("teacher", False),
        ("pastoral", False),
        ("data manager", False),
    ],
)
def test_a_role_counts_by_its_words(role, counts):
    assert is_assistant(a_teaching_assistant(role=role)) is counts


def test_a_vacant_post_and_agency_hours_are_nobody():
    staff = [
        a_teaching_assistant("V", engagement="vacancy"),
        a_teaching_assistant("G", engagement="agency", hourly_cost="20"),
    ]
    assert roles_counted(staff) == ()
    found = ratio(school(staff), SEN_PER_ASSISTANT)
    assert (found.here, found.of) == (None, "No employed teaching assistant is entered.")


def test_pupils_to_an_assistant_stand_beside_figures_that_say_they_were_worked_out():
    # 10 pupils with SEN, 2 with an EHCP and 60 on roll by half a post.
    found = school([a_teaching_assistant(contract_hours=18.5)], pupils_on_roll=60, phase="primary")
    assert ratio(found, SEN_PER_ASSISTANT).here == pytest.approx(20)
    assert ratio(found, EHCP_PER_ASSISTANT).here == pytest.approx(4)
    assert ratio(found, PUPILS_PER_ASSISTANT).here == pytest.approx(120)
    national = ratio(found, SEN_PER_ASSISTANT).found
    assert (str(national.figure.amount), national.figure.status) == ("6.1", Status.COMPUTED)
    assert national.is_older
    assert ratio(found, PUPILS_PER_ASSISTANT).found is None


def test_pupils_are_those_of_the_day_of_the_census():
    # 10 with SEN, and one who left before 21 January 2027: 10 by half a post.
    left = a_pupil("L", leaves=dt.date(2027, 1, 20))
    staff = [a_teaching_assistant(contract_hours=18.5)]
    found = a_school(pupils=[*WHO, left], needs=[], staff=staff, terms=three_terms())
    assert ratio(found, SEN_PER_ASSISTANT).here == pytest.approx(20)
    # £9,750 of salary by 10 pupils.
    assert ratio(found, COST_PER_SEN_PUPIL).of.endswith(" by 10 pupils with SEN.")


def test_money_to_a_pupil_is_what_is_committed():
    # £19,500 of salary and £500 of budget lines by 10 pupils.
    found = a_school(
        pupils=WHO,
        needs=[],
        terms=three_terms(),
        budget_lines=[a_budget_line(amount="500")],
    )
    cost = ratio(found, COST_PER_SEN_PUPIL)
    assert (cost.here, cost.found) == (2000, None)
    assert cost.of == "£20,000 of salaries and budget lines by 10 pupils with SEN."


def test_money_to_a_pupil_names_the_referrals_that_are_in_it():
    # £19,500 of salary and £500 for a referral by 11 pupils.
    found = a_school(
        pupils=[*WHO, a_pupil()], needs=[], terms=three_terms(), referrals=[a_referral()]
    )
    cost = ratio(found, COST_PER_SEN_PUPIL)
    assert cost.of == "£20,000 of salaries, budget lines and referrals by 11 pupils with SEN."


def test_a_national_cost_that_was_loaded_stands_beside_it():
    own = [loaded("cost_per_sen_pupil", 4100, unit="GBP/pupil/year")]
    found = ratio(a_school(figures=own), COST_PER_SEN_PUPIL)
    assert found.found.figure.amount == 4100


def test_the_figures_worked_out_for_england_follow_from_those_they_name():
    shipped = every_figure()

    def of(name):
        return shipped[name][0].amount

    ehcp, support = of("national_pupils_with_ehcp"), of("national_pupils_on_sen_support")
    posts = of("national_assistants_full_time")
    assert round((ehcp + support) / posts, 1) == of("national_sen_pupils_per_assistant")
    assert round(ehcp / posts, 1) == of("national_ehcp_pupils_per_assistant")
