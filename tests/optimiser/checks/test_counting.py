"""Hours, money and changes at the edges: part terms, part weeks, posts that end, shared hours.

Terms have 14, 12 and 13 weeks in 109, 81 and 101 days; see ``tests.builders.three_terms``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace

import pytest

from planner.optimiser.checks import cost as costs_of_plan
from planner.optimiser.checks import hiring, share, stream
from planner.optimiser.checks import pin as pins_of_school
from planner.optimiser.checks.coverage import coverage_by_pupil, hours_by_need, served_needs
from planner.optimiser.checks.goal import benefit, changes_from_today
from planner.optimiser.checks.reading import Reading
from planner.optimiser.checks.rule import Check
from planner.optimiser.checks.statute import periods, shortfall_in_year
from planner.optimiser.plan import Deployment, Group, Hire, Plan, Spending
from planner.school.records import Allocation, CurrentAllocation, StaffMember
from planner.school.school import School
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
    an_effect,
)
from tests.optimiser.checks.small_plan import SUMMARY, spent

NEW_YEARS_EVE = dt.date(2026, 12, 31)
HALF_SPRING = dt.date(2027, 2, 13)  # the 41st of the second term's 81 days


def a_plan(**tables) -> Plan:
    empty = {field.name: () for field in fields(Plan) if field.name != "summary"}
    return Plan(**(empty | tables), summary=SUMMARY)


def support(term: str, hours_per_week: float, **facts) -> Allocation:
    usual = {"pupil": "P1", "provision": "S1", "weeks": 1.0}
    return Allocation(**(usual | facts), term=term, hours_per_week=hours_per_week)


def broken(school: School, plan: Plan, rule: Check) -> set[str]:
    return {violation.where for violation in rule(Reading(school, plan))}


def test_a_weekly_shortfall_counts_in_the_weeks_in_force():
    # 2 h a week are owed and 0.5 given from 4 January on: 1.5 × (12 + 13) weeks are short.
    item = a_statutory_item(starts=dt.date(2027, 1, 1))
    plan = a_plan(allocations=(support("T2", 0.5), support("T3", 0.5)))
    assert shortfall_in_year(Reading(a_school(statutory=[item]), plan)) == pytest.approx(37.5)


def test_a_weekly_item_that_starts_in_a_term_asks_for_the_weeks_left():
    # Of the second term 41 days of 81 are in force; nothing is given.
    item = a_statutory_item(ends=HALF_SPRING, starts=dt.date(2027, 1, 1))
    reading = Reading(a_school(statutory=[item]), a_plan())
    assert shortfall_in_year(reading) == pytest.approx(2 * 12 * 41 / 81)


def test_a_termly_item_goes_by_the_days_in_force_and_so_do_its_hours():
    # 12 h are owed in a whole term; 0.5 h in each of 12 weeks are given in the whole of it.
    item = a_statutory_item(hours=12.0, per="term", starts=dt.date(2027, 1, 1), ends=HALF_SPRING)
    plan = a_plan(allocations=(support("T2", 0.5),))
    reading = Reading(a_school(statutory=[item]), plan)
    assert shortfall_in_year(reading) == pytest.approx((12 - 6) * 41 / 81)


def test_a_yearly_item_is_not_reduced_and_counts_only_what_is_given_in_force():
    item = a_statutory_item(hours=20.0, per="year", starts=dt.date(2027, 1, 1))
    plan = a_plan(allocations=(support("T1", 1.0), support("T2", 1.0)))
    reading = Reading(a_school(statutory=[item]), plan)
    assert shortfall_in_year(reading) == pytest.approx(8)
    assert periods(reading, item) == (None,)


def test_an_item_that_is_never_in_force_is_not_owed():
    item = a_statutory_item(hours=20.0, per="year", ends=dt.date(2026, 8, 1))
    reading = Reading(a_school(statutory=[item]), a_plan())
    assert periods(reading, item) == ()
    assert shortfall_in_year(reading) == 0


def test_hours_of_a_group_count_in_its_weeks_of_delivery_and_with_its_adults_skill():
    # 1.5 h in 7 weeks of 14 are 0.75 h a week, if the adult signs.
    programme = a_programme(weeks=7.0)
    item = a_statutory_item(skill="bsl", ends=NEW_YEARS_EVE)
    group = Group(
        group="G",
        provision="G1",
        term="T1",
        pupils="P1;P2",
        size=2,
        staff="TA1",
        staff_hours_per_week=1.5,
    )
    plan = a_plan(allocations=(support("T1", 1.5, provision="G1", group="G"),), groups=(group,))
    for skills, short in (("bsl", 1.25), ("", 2.0)):
        school = a_school(
            provisions=[programme],
            statutory=[item],
            staff=[a_teaching_assistant(skills=skills)],
        )
        assert shortfall_in_year(Reading(school, plan)) == pytest.approx(short * 14)


def test_named_hours_are_averaged_over_the_term_and_count_for_each_pupil_named():
    # P1 leaves after 41 of 81 days and has 1 h a week till then: on average 41/81 h.
    pupils = [a_pupil(leaves=HALF_SPRING), a_pupil("P2")]
    items = [
        a_statutory_item("F1", hours=1.0, skill="bsl", starts=dt.date(2027, 1, 1)),
        a_statutory_item(
            "F2", pupil="P2", hours=1.0, skill="bsl", starts=dt.date(2027, 1, 1), ends=HALF_SPRING
        ),
    ]
    school = a_school(pupils=pupils, statutory=items, staff=[a_teaching_assistant(skills="bsl")])
    shared = Deployment(
        term="T2", staff="TA1", provision="S1", pupils="P1;P2", hours_per_week=41 / 81
    )
    plan = a_plan(
        allocations=(support("T2", 1.0), support("T2", 1.0, pupil="P2")), deployment=(shared,)
    )
    # P1 has all of it; P2, who stays, has 41/81 h a week in the weeks in force.
    expected = (1 - 41 / 81) * 12 * 41 / 81
    assert shortfall_in_year(Reading(school, plan)) == pytest.approx(expected)


def test_coverage_asks_for_the_weeks_on_roll():
    # On roll in 14 weeks and 41/81 of 12; an hour a week is asked for, half of one is given in T1.
    school = a_school(pupils=[a_pupil(leaves=HALF_SPRING)])
    hours = hours_by_need(Reading(school, a_plan(allocations=(support("T1", 0.5),))))["N1"]
    assert hours.target == pytest.approx(14 + 12 * 41 / 81)
    assert hours.effective == pytest.approx(7)


@pytest.mark.parametrize(
    "facts",
    [
        {"effects": [an_effect(strand="vision")]},
        {"provisions": [a_support(years="7-9")]},
        {"staff": [a_teaching_assistant(role="teacher")]},
        {"provisions": [a_support(skill="bsl")]},
    ],
)
def test_a_need_that_nobody_could_serve_is_left_out(facts):
    reading = Reading(a_school(**facts), a_plan())
    assert served_needs(reading) == ()
    assert coverage_by_pupil(reading) == {}


def test_a_need_is_served_by_somebody_whatever_their_dates():
    gone = a_teaching_assistant(leaves=dt.date(2026, 9, 30))
    assert len(served_needs(Reading(a_school(staff=[gone]), a_plan()))) == 1


def test_a_pupils_coverage_is_weighted_by_priority():
    # Weights 4 and 2; 39 of 2.5 × 39 h, and 19.5 of 39 h.
    school = a_school(
        needs=[a_need("N1", level=3), a_need("N2", strand="literacy")],
        effects=[an_effect(), an_effect(strand="literacy", effect=0.5)],
    )
    rows = tuple(support(term, 1.0) for term in ("T1", "T2", "T3"))
    reading = Reading(school, a_plan(allocations=rows))
    assert coverage_by_pupil(reading)["P1"] == pytest.approx((4 * 0.4 + 2 * 0.5) / 6)
    # Worth 1.3, then 1.0: 0.4 is worth 1.3/3 + 0.0667 and 0.5 is worth 1.3/3 + 0.1667.
    assert benefit(reading) == pytest.approx(4 * 0.5 + 2 * 0.6)


def test_changes_count_what_comes_what_goes_and_what_stays_once():
    # 1 h becomes 1.5 in T1 (14 weeks); 2 h go in T2 (12 weeks); 1 h comes in T3 (13 weeks).
    today = [
        CurrentAllocation(term="T1", pupil="P1", provision="S1", hours_per_week=1.0),
        CurrentAllocation(term="T2", pupil="P1", provision="S1", hours_per_week=2.0),
    ]
    plan = a_plan(allocations=(support("T1", 1.5), support("T3", 1.0)))
    assert changes_from_today(Reading(a_school(current_plan=today), plan)) == 7 + 24 + 13
    assert changes_from_today(Reading(a_school(), plan)) == 0


def a_post(**facts) -> StaffMember:
    """10 h a week at £20: 10 × 14 weeks × £20 = £2,800 in the first term."""
    usual = {"engagement": "vacancy", "contract_hours": 10.0, "annual_cost": "7800"}
    return a_teaching_assistant("V1", **(usual | facts))


def filled(term: str, cost: float, hours: float = 10.0) -> Hire:
    return Hire(staff="V1", engagement="vacancy", term=term, hours_per_week=hours, cost=cost)


def test_a_post_is_paid_to_its_last_day_and_has_a_row_in_that_term():
    # £2,400 in the second term, of which 41 days of 81 are worked: £1,214.81.
    school = a_school(staff=[a_post(leaves=HALF_SPRING)])
    keeps, costs = hiring.vacancies_keep_their_hours, hiring.bought_hours_cost_what_they_cost
    whole = a_plan(hiring=(filled("T1", 2800), filled("T2", 1214.81)))
    assert not broken(school, whole, keeps) | broken(school, whole, costs)
    assert broken(school, a_plan(hiring=(filled("T1", 2800),)), keeps)
    assert broken(school, a_plan(hiring=(filled("T1", 2800), filled("T2", 2400))), costs)


@pytest.mark.parametrize(
    "rows",
    [
        (filled("T1", 0), filled("T3", 0)),
        (filled("T1", 0), filled("T2", 0), filled("T3", 0, 9.0)),
        (filled("T3", 0, 11.0),),
        (filled("T3", 0, 9.0),),
    ],
    ids=["a break", "fewer hours later", "more than the most", "fewer than all, with no fewest"],
)
def test_a_post_keeps_its_hours_to_the_end(rows):
    assert broken(
        a_school(staff=[a_post()]), a_plan(hiring=rows), hiring.vacancies_keep_their_hours
    )


@pytest.mark.parametrize(
    ("cost", "is_right"), [(100, False), (140, True), (280, True), (300, False)]
)
def test_extra_hours_cost_between_the_weeks_of_a_group_and_all_of_the_term(cost, is_right):
    # 1 h at £20 in 7 weeks of delivery is £140, in 14 weeks £280.
    school = a_school(
        staff=[a_teaching_assistant(extra_hours=2.0)], provisions=[a_programme(weeks=7.0)]
    )
    shift = Deployment(term="T1", staff="TA1", provision="G1", group="G", hours_per_week=1.5)
    hire = Hire(staff="TA1", engagement="extra", term="T1", hours_per_week=1.0, cost=cost)
    plan = a_plan(deployment=(shift,), hiring=(hire,))
    found = broken(school, plan, hiring.bought_hours_cost_what_they_cost)
    assert bool(found) is not is_right


def agency(**facts) -> StaffMember:
    usual = {"staff": "A1", "role": "TA", "engagement": "agency", "hourly_cost": "30"}
    return StaffMember(**(usual | facts))


def test_agency_hours_for_a_group_are_paid_in_its_weeks_of_delivery():
    # 1.5 h × 7 weeks × £30.
    school = a_school(staff=[agency()], provisions=[a_programme(weeks=7.0)])
    shift = Deployment(term="T1", staff="A1", provision="G1", group="G", hours_per_week=1.5)
    rule = hiring.bought_hours_cost_what_they_cost
    for cost, is_right in ((315, True), (630, False)):
        hire = Hire(staff="A1", engagement="agency", term="T1", hours_per_week=1.5, cost=cost)
        plan = a_plan(deployment=(shift,), hiring=(hire,))
        assert bool(broken(school, plan, rule)) is not is_right


def test_a_stream_pays_an_agency_hour_for_its_weeks_only_and_an_employed_one_for_the_term():
    school = a_school(
        staff=[agency(), a_teaching_assistant()],
        provisions=[a_programme(weeks=7.0)],
        funding=[a_stream(restricted_to="provision:G1")],
    )
    shifts = tuple(
        Deployment(term="T1", staff=staff, provision="G1", group=staff, hours_per_week=1.5)
        for staff in ("A1", "TA1")
    )
    rule = share.adults_are_paid_for_hours_they_give

    def pays(staff: str, kind: str, amount: str) -> bool:
        row = spent("GENERAL", staff, kind, "T1", amount, provision="G1")
        return not broken(school, a_plan(deployment=shifts, spending=(row,)), rule)

    assert pays("A1", "agency", "315")
    assert not pays("A1", "agency", "316")
    assert pays("TA1", "employed", "420")
    assert not pays("TA1", "employed", "421")


def test_a_pupil_in_one_group_does_not_pay_the_adult_of_another():
    school = a_school(
        pupils=[a_pupil(), a_pupil("P2")],
        provisions=[a_programme(group_min=1)],
        staff=[a_teaching_assistant(), a_teaching_assistant("TA2")],
    )
    groups = tuple(
        Group(
            group=f"G{adult}",
            provision="G1",
            term="T1",
            pupils=pupil,
            size=1,
            staff=adult,
            staff_hours_per_week=1.5,
        )
        for pupil, adult in (("P1", "TA1"), ("P2", "TA2"))
    )
    rows = tuple(
        support("T1", 1.5, pupil=pupil, provision="G1", group=f"G{adult}")
        for pupil, adult in (("P1", "TA1"), ("P2", "TA2"))
    )
    rule = share.pupils_carry_no_more_than_their_share

    def carried_by_p1(adult: str) -> Spending:
        # A place is 1.5 / 4 h × 14 weeks × £20 = £105.
        return spent("GENERAL", adult, "employed", "T1", "105", pupil="P1", provision="G1")

    def found(adult: str) -> set[str]:
        plan = a_plan(allocations=rows, groups=groups, spending=(carried_by_p1(adult),))
        return broken(school, plan, rule)

    assert not found("TA1")
    assert found("TA2")


def test_a_line_without_a_term_inside_its_dates_is_paid_where_it_begins():
    line = a_budget_line(starts=dt.date(2027, 2, 1), ends=dt.date(2027, 3, 1))
    school = a_school(staff=[agency()], budget_lines=[line])
    rule = costs_of_plan.spending_pays_what_things_cost
    for term, is_right in (("T2", True), ("T3", False)):
        plan = a_plan(spending=(spent("GENERAL", "L1", "line", term, "390"),))
        assert bool(broken(school, plan, rule)) is not is_right


@pytest.mark.parametrize(
    ("pin", "hours", "is_kept"),
    [
        ({}, 0.25, True),
        ({}, 0.2, False),
        ({"rule": "exactly"}, 3.0, True),
        ({"rule": "exactly", "hours_per_week": 2.0}, 3.0, False),
        ({"hours_per_week": 2.0}, 3.0, True),
        ({"hours_per_week": 4.0}, 3.0, False),
        ({"rule": "exactly", "hours_per_week": 0.0}, 1.0, False),
    ],
)
def test_support_is_pinned_in_every_term_on_roll(pin, hours, is_kept):
    school = a_school(pins=[a_pin(**pin)], pupils=[a_pupil(leaves=NEW_YEARS_EVE)])
    plan = a_plan(allocations=(support("T1", hours),))
    assert bool(broken(school, plan, pins_of_school.pins_are_kept)) is not is_kept


def test_a_pin_that_names_a_term_is_silent_on_the_others():
    school = a_school(pins=[a_pin(term="T2", rule="must_not")])
    rule = pins_of_school.what_must_not_be_is_not
    assert not broken(school, a_plan(allocations=(support("T1", 1.0),)), rule)
    assert broken(school, a_plan(allocations=(support("T2", 1.0),)), rule)


def test_a_cost_of_a_pupil_with_an_item_may_be_unfunded_where_statute_may_overspend():
    school = a_school(staff=[agency()], statutory=[a_statutory_item()])
    policies = school.policies.model_copy(update={"statutory_may_overspend": True})
    rows = (
        spent("UNFUNDED", "A1", "agency", "T1", "100", pupil="P1", provision="S1"),
        spent("UNFUNDED", "A1", "agency", "T2", "100"),
    )
    shift = Deployment(term="T1", staff="A1", provision="S1", hours_per_week=1.0)
    plan = a_plan(allocations=(support("T1", 1.0),), deployment=(shift,), spending=rows)
    rule = stream.only_what_is_owed_goes_unfunded
    assert broken(school, plan, rule)
    assert not broken(replace(school, policies=policies), plan, rule)
