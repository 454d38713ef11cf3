from __future__ import annotations

from dataclasses import replace

import pytest

from planner.charts.adults_chart import adults_hours
from planner.charts.workload import workloads_of
from planner.optimiser.plan import Deployment, Hire
from tests.builders import a_teaching_assistant
from tests.charts.small_plan import small_plan, small_school

# 1.5 hours all year for P1, who is owed them, and 2 hours in 14 of 39 weeks for P2, who is not.
CHOSEN = 2 * 14 / 39


def test_hours_are_told_apart_by_what_the_law_asks_for():
    (load,) = workloads_of(small_school(), small_plan())
    assert load.statutory == pytest.approx(1.5)
    assert load.chosen == pytest.approx(CHOSEN)
    assert load.unused == pytest.approx(20 - 1.5 - CHOSEN)
    assert load.pupils == 2


def test_absence_leaves_fewer_hours():
    school = small_school()
    absent = replace(school, policies=school.policies.model_copy(update={"absence_percent": 10.0}))
    (load,) = workloads_of(absent, small_plan())
    assert load.available == pytest.approx(18)


def test_bought_hours_add_to_what_an_adult_has():
    hired = Hire(staff="TA1", engagement="extra", term="T1", hours_per_week=3.9, cost="1092")
    (load,) = workloads_of(small_school(), replace(small_plan(), hiring=(hired,)))
    # 3.9 hours in 14 of 39 weeks are 1.4 a week over the year.
    assert load.available == pytest.approx(21.4)


def test_a_vacancy_has_the_hours_it_is_filled_for():
    vacancy = a_teaching_assistant(
        "TA2", engagement="vacancy", contract_hours=20.0, deployable_hours=16.0
    )
    hired = Hire(staff="TA2", engagement="vacancy", term="T3", hours_per_week=10.0, cost="2600")
    given = Deployment(term="T3", staff="TA2", provision="S1", hours_per_week=6.0)
    plan = small_plan()
    plan = replace(plan, hiring=(hired,), deployment=(*plan.deployment, given))
    school = small_school(staff=[a_teaching_assistant(deployable_hours=20.0), vacancy])
    load = workloads_of(school, plan)[1]
    # 16 of 20 hours can be deployed: 8 of 10, in 13 of 39 weeks.
    assert load.available == pytest.approx(8 / 3)
    assert load.used == pytest.approx(2)


def test_an_adult_paid_by_the_hour_has_no_unused_hours():
    therapist = a_teaching_assistant("SL1", engagement="service", hourly_cost="60")
    plan = small_plan()
    given = Deployment(term="T1", staff="SL1", provision="S1", hours_per_week=1.0)
    school = small_school(staff=[a_teaching_assistant(deployable_hours=20.0), therapist])
    load = workloads_of(school, replace(plan, deployment=(*plan.deployment, given)))[1]
    assert load.available is None
    assert load.unused == 0


def test_the_title_says_how_many_hours_are_not_used():
    title = adults_hours(small_school(), small_plan()).title
    assert title == "17.8 hours a week of TA1 are not used; all others are full"


def test_statutory_chosen_and_unused_hours_are_stacked_from_zero():
    figure = adults_hours(small_school(), small_plan()).figure.to_dict()
    assert [trace["name"] for trace in figure["data"]] == ["Statutory", "Chosen", "Not used"]
    assert figure["data"][0]["x"] == pytest.approx([1.5])
    assert figure["layout"]["barmode"] == "stack"
    assert figure["layout"]["xaxis"]["title"]["text"] == "Hours with pupils (hours a week)"
    assert list(figure["data"][0]["y"]) == ["TA1 (TA)"]


def test_the_table_and_the_text_alternative_have_the_same_figures():
    shown = adults_hours(small_school(), small_plan())
    ((adult, role, paid, statutory, chosen, unused, available, pupils),) = shown.table.rows
    assert (adult, role, paid, pupils) == ("TA1", "TA", "employed", 2)
    assert statutory + chosen + unused == pytest.approx(available)
    assert "TA1 1.5 statutory, 0.72 chosen, 17.78 not used" in shown.alternative


def test_unused_hours_of_several_adults_are_added_up_and_the_largest_named():
    school = small_school(
        staff=[
            a_teaching_assistant(deployable_hours=20.0),
            a_teaching_assistant("TA2", deployable_hours=5.0),
        ]
    )
    # 20 − 2.22 and 5.
    assert adults_hours(school, small_plan()).title == (
        "22.8 hours a week of 2 adults are not used, most of them TA1’s (17.8)"
    )


def test_a_school_whose_adults_are_full_is_told_so():
    school = small_school(staff=[a_teaching_assistant(deployable_hours=2.0)])
    assert adults_hours(school, small_plan()).title == "Every timetabled hour of 1 adult is used"


def test_a_school_without_adults_has_a_sentence_and_no_chart():
    plan = replace(small_plan(), deployment=())
    shown = adults_hours(small_school(staff=[], current_plan=None), plan)
    assert shown.figure is None
    assert shown.title == "No adult is employed or deployed"
    assert shown.alternative == "There are no adults to show."


def test_hours_marked_for_a_pupil_are_statutory_and_theirs():
    marked = Deployment(term="T1", staff="TA1", provision="S1", pupils=("P1",), hours_per_week=3.9)
    (load,) = workloads_of(small_school(), replace(small_plan(), deployment=(marked,)))
    # 3.9 hours in 14 of 39 weeks.
    assert (load.statutory, load.chosen) == pytest.approx((1.4, 0.0))
    assert load.pupils == 1
