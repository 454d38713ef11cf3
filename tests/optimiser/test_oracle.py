"""Tiny schools whose best plan is known: every plan was tried, or another solver was asked."""

from __future__ import annotations

from dataclasses import replace

import highspy
import pytest

from planner.optimiser.progress import Options
from planner.optimiser.solve import make_plan
from planner.school.records import CurrentAllocation, Policies
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
    three_terms,
)
from tests.optimiser.enumeration import best_goals, most_alone

SURE = Options(gap=1e-6, time_limit=20)
AGENCY = a_teaching_assistant(
    "AGY", engagement="agency", contract_hours=None, deployable_hours=3.0, hourly_cost="21"
)
HALF_AN_HOUR = a_support(min_hours=0.5, max_hours=0.5)


def a_ta(hours, cost="390"):
    return a_teaching_assistant(contract_hours=hours, annual_cost=cost)


def today(pupil, provision, term, hours):
    return CurrentAllocation(term=term, pupil=pupil, provision=provision, hours_per_week=hours)


TWO_TERMS = three_terms()[:2]
TWO = [a_pupil("P1"), a_pupil("P2")]
THREE = [*TWO, a_pupil("P3")]

# Groups of two or three for three pupils, support of half an hour, a tablet, and an adult by the
# hour whom the money reaches only in part.
MIXED = a_school(
    terms=TWO_TERMS,
    pupils=TWO,
    needs=[a_need("N1"), a_need("N2", pupil="P2", strand="literacy", level=3)],
    staff=[a_ta(1.5), AGENCY],
    provisions=[a_programme(sessions_per_week=2.0, group_max=3), HALF_AN_HOUR, an_item()],
    effects=[
        an_effect("G1", effect=0.8),
        an_effect("G1", strand="literacy"),
        an_effect("S1"),
        an_effect("I1", strand="literacy"),
    ],
    funding=[a_stream(amount="900")],
)
TWO_PROGRAMMES = a_school(
    terms=TWO_TERMS,
    pupils=THREE,
    needs=[
        a_need("N1", level=3),
        a_need("N2", pupil="P2"),
        a_need("N3", pupil="P3", strand="literacy", level=3),
        a_need("N4", pupil="P1", strand="literacy", level=1),
    ],
    staff=[a_ta(2.5), AGENCY],
    provisions=[
        a_programme("G1", group_max=2, max_groups=1, cost_per_group="35"),
        a_programme("G2", group_min=1, sessions_per_week=2.0, terms=2, cost_per_pupil="9"),
    ],
    effects=[an_effect("G1"), an_effect("G2", strand="literacy", effect=1.2)],
    funding=[a_stream(amount="1500")],
)
SCHOOLS = {
    "mixed": MIXED,
    "little money": replace(MIXED, funding=(a_stream(amount="600"),)),
    "salary owed": replace(MIXED, funding=(a_stream(amount="300"),)),
    "wholly fair": replace(MIXED, policies=Policies(fairness=1.0)),
    "not fair": replace(MIXED, policies=Policies(fairness=0.0)),
    "owed by statute": replace(
        MIXED,
        statutory=(
            a_statutory_item(pupil="P2", hours=1.0),
            a_statutory_item("F2", pupil="P1", hours=0.75),
        ),
    ),
    "today": replace(
        MIXED,
        policies=Policies(keep_current_plan=0.3),
        current_plan=(
            today("P1", "S1", "T2", 0.5),
            today("P1", "G1", "T2", 1.0),
            today("P2", "I1", "T1", 0.25),
        ),
    ),
    "today, at no price": replace(
        MIXED,
        policies=Policies(keep_current_plan=0.0),
        current_plan=(today("P2", "G1", "T1", 1.0), today("P1", "S1", "T1", 1.0)),
    ),
    "three terms": replace(MIXED, terms=three_terms()),
    "two programmes": TWO_PROGRAMMES,
    "two programmes, no help by the hour": replace(TWO_PROGRAMMES, staff=(a_ta(2.5),)),
}


@pytest.mark.parametrize("name", SCHOOLS)
def test_every_goal_is_the_best_of_all_plans(name):
    school = SCHOOLS[name]
    best = best_goals(school)
    goals = {goal.name: goal.value for goal in make_plan(school, SURE).summary.goals}
    assert goals == pytest.approx(best, rel=1e-4, abs=2e-3)


@pytest.mark.parametrize("name", SCHOOLS)
def test_what_could_be_done_for_a_pupil_alone_is_the_best_of_all_plans_for_them(name):
    school = SCHOOLS[name]
    most = {
        pupil: share
        for pupil, share in make_plan(school, SURE).summary.most_alone.items()
        if share > 0
    }
    assert most == pytest.approx(most_alone(school), abs=1e-5)


@pytest.mark.parametrize("name", ["mixed", "today", "owed by statute", "two programmes"])
def test_an_outside_solver_finds_the_same_value_of_the_last_goal(name, tmp_path):
    matrix = tmp_path / "last_goal.mps"
    plan = make_plan(SCHOOLS[name], replace(SURE, write_model=matrix))
    outside = highspy.Highs()
    for option, value in (("output_flag", False), ("presolve", "off"), ("mip_rel_gap", 1e-7)):
        outside.setOptionValue(option, value)
    outside.readModel(str(matrix))
    outside.run()
    assert outside.getModelStatus() == highspy.HighsModelStatus.kOptimal
    pounds = 1000 * outside.getInfo().objective_function_value
    assert plan.summary.goals[-1].value == pytest.approx(pounds, rel=1e-4, abs=0.02)


def test_the_best_that_was_found_by_hand_is_found_by_trying_all():
    # TA1 has one hour, the pupil needs one for 26 weeks: half an hour is given in both terms, and a
    # third and a sixth of the need (weight 2) are worth 2 × (1.3 / 3 + 1 / 6) = 1.2.
    school = a_school(terms=TWO_TERMS, staff=[a_ta(1.0)], provisions=[HALF_AN_HOUR])
    assert best_goals(school) == pytest.approx(
        {
            "statutory_shortfall": 0.0,
            "unfunded": 0.0,
            "fair_share": 1.0,
            "benefit": 1.2,
            "changes": 0.0,
            "cost": 0.0,
        }
    )
