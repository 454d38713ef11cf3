from __future__ import annotations

from decimal import Decimal

from planner.costing.known import known_cost
from planner.costing.place import adult_hours_in_year, cost_of_a_place, hour_rates
from tests.builders import (
    a_programme,
    a_school,
    a_support,
    a_teaching_assistant,
    an_item,
    details,
)

SCHOOL = a_school()


def test_a_full_dose_takes_the_hours_of_its_weeks_of_delivery_with_preparation():
    # 3 sessions of 30 + 10 minutes are 2 hours a week; 10 weeks in each of two terms.
    provision = a_programme(preparation_minutes=10.0, weeks=10.0, terms=2)
    assert adult_hours_in_year(provision, SCHOOL) == 40


def test_a_programme_without_weeks_takes_all_of_the_first_term():
    # 1.5 hours a week in 14 weeks.
    assert adult_hours_in_year(a_programme(), SCHOOL) == 21


def test_terms_that_are_too_short_for_the_dose_are_passed_over():
    # 13 weeks in two terms in a row: 14 and 12 do not hold them, nor do 12 and 13.
    assert adult_hours_in_year(a_programme(weeks=13.0, terms=2), SCHOOL) is None


def test_support_is_an_hour_a_week_all_year_and_an_item_takes_no_hours():
    assert adult_hours_in_year(a_support(), SCHOOL) == 39
    assert adult_hours_in_year(an_item(), SCHOOL) == 0
    assert adult_hours_in_year(a_support(), a_school(terms=[])) is None


def test_a_place_has_its_share_of_the_hours_and_of_the_group_and_its_own_materials():
    # (21 h × £20 + £40) / 4 + £12 = 115 + 12.
    provision = a_programme(cost_per_group="40", cost_per_pupil="12", set_up_cost="500")
    assert cost_of_a_place(provision, 4, Decimal(21), Decimal(20)) == 127


def test_rates_are_the_cheapest_and_the_mean_of_each_adult_once():
    # £20, £26 and £44: 90 / 3 = 30.
    adults = [
        a_teaching_assistant(),
        a_teaching_assistant("TA2", hourly_cost="26"),
        a_teaching_assistant("AG1", engagement="agency", hourly_cost="44"),
    ]
    rates = hour_rates(adults, SCHOOL)
    assert (rates.cheapest, rates.mean) == (20, 30)
    assert (rates.cheapest_adult, rates.adults) == ("TA1", 3)


def test_adults_whose_cost_is_not_known_are_left_out_of_the_rates():
    unknown = a_teaching_assistant("TA2", pay_point="99", paid_weeks=44.65)
    assert hour_rates([a_teaching_assistant(), unknown], SCHOOL).adults == 1
    assert hour_rates([unknown], SCHOOL) is None


def test_a_pay_point_without_a_pension_says_what_is_missing():
    cost = known_cost(a_teaching_assistant(pay_point="5", paid_weeks=44.65), SCHOOL)
    assert (cost.annual, cost.hourly) == (None, None)
    assert cost.missing.startswith("pension_percent is blank")


def test_an_unknown_pay_point_says_so():
    school = a_school(details=details(pension_percent=20.0))
    cost = known_cost(a_teaching_assistant(pay_point="SCP 99", paid_weeks=44.65), school)
    assert "99" in cost.missing


def test_without_terms_a_year_is_known_as_entered_and_an_hour_is_not():
    school = a_school(terms=[])
    cost = known_cost(a_teaching_assistant(), school)
    assert (cost.annual, cost.hourly) == (19500, None)
    assert "no terms are entered" in cost.missing
    by_the_hour = a_teaching_assistant("SL1", engagement="service", hourly_cost="88")
    assert known_cost(by_the_hour, school).hourly == 88


def test_the_cost_of_an_hour_is_that_of_the_staff_register():
    # £19,500 / (25 h × 39 weeks) = £20.
    cost = known_cost(a_teaching_assistant(), SCHOOL)
    assert (cost.annual, cost.hourly, cost.missing) == (19500, 20, "")
