"""What today's provision costs, where the school's current plan does not say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.costing.today import cost_today
from planner.school.records import CurrentAllocation
from tests.builders import a_programme, a_pupil, a_school, a_support, a_teaching_assistant, an_item

# Two adults allowed, at £20 and £24 an hour: £22 on average. A teacher at £50 is not allowed.
SCHOOL = a_school(
    staff=[
        a_teaching_assistant(),
        a_teaching_assistant("TA2", hourly_cost="24"),
        a_teaching_assistant("T1", role="teacher", hourly_cost="50"),
    ],
    provisions=[
        a_support(),
        a_support("S2", group_max=2),
        a_support("S3", roles=("therapist",)),
        a_programme(),
        a_programme("G2", preparation_minutes=10.0, weeks=10.0),
        a_programme("G3", weeks=20.0),
        an_item(),
    ],
    pupils=[a_pupil(leaves="2027-03-25")],
)


def today(**facts):
    """Two hours a week of support in the autumn term of 14 weeks."""
    usual = {"term": "T1", "pupil": "P1", "provision": "S1", "hours_per_week": 2.0}
    return CurrentAllocation(**usual | facts)


def test_a_cost_as_entered_is_used():
    assert cost_today(today(cost="123.45"), SCHOOL) == Decimal("123.45")
    assert cost_today(today(cost="0"), SCHOOL) == 0


def test_support_costs_its_adults_hours_at_the_mean_rate_of_those_allowed():
    # 2 hours × 14 weeks × £22
    assert cost_today(today(staff_hours_per_week=2.0), SCHOOL) == 616


def test_hours_of_support_are_averaged_over_the_term_so_they_count_in_all_its_weeks():
    # 2 hours in 7 weeks are 1 hour averaged over 14: 1 × 14 × £22
    assert cost_today(today(weeks=7.0, staff_hours_per_week=1.0), SCHOOL) == 308


def test_a_programmes_hours_are_those_of_its_weeks_of_delivery():
    # 0.5 hours × 10 weeks × £22
    row = today(provision="G1", hours_per_week=1.5, weeks=10.0, staff_hours_per_week=0.5)
    assert cost_today(row, SCHOOL) == 110


@pytest.mark.parametrize(
    ("facts", "cost"),
    [
        # One to one: 2 hours × 14 weeks × £22
        ({}, 616),
        # Two pupils share each hour: 2 / 2 hours × 14 weeks × £22
        ({"provision": "S2"}, 308),
        # For half the term: 2 hours × 7 weeks × £22
        ({"weeks": 7.0}, 308),
        # A group of 4 takes 1.5 hours: 1.5 / 4 × 14 weeks × £22
        ({"provision": "G1", "hours_per_week": 1.5}, Decimal("115.50")),
        # With preparation 3 × 40 minutes = 2 hours, in its 10 weeks of delivery: 2 / 4 × 10 × £22
        ({"provision": "G2", "hours_per_week": 1.5}, 110),
        # Meant for 20 weeks, it fills the 14 of the term: 1.5 / 4 × 14 × £22
        ({"provision": "G3", "hours_per_week": 1.5}, Decimal("115.50")),
        # On roll for 81 of the 81 days of spring: 2 hours × 12 weeks × £22
        ({"term": "T2"}, 528),
        # Gone before summer
        ({"term": "T3"}, 0),
    ],
)
def test_a_share_that_is_blank_is_worked_out_from_the_size_of_the_group(facts, cost):
    assert cost_today(today(**facts), SCHOOL) == cost


def test_equipment_in_use_today_has_been_paid_for():
    assert cost_today(today(provision="I1", hours_per_week=0.5), SCHOOL) == 0


def test_no_cost_is_made_up_where_nobody_could_deliver():
    assert cost_today(today(provision="S3"), SCHOOL) is None
