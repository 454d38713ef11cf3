"""Rules about pupils, groups and adults, each alone and without a solver.

Values are set by hand: as they may be, and then with one of them nudged so that the rule is broken.
"""

from __future__ import annotations

import datetime as dt

from planner.optimiser.constraints.adults import (
    bought_hours_stay_within_their_limits,
    staff_stay_within_their_hours,
    support_has_enough_adults,
    vacancies_are_filled_once_and_kept,
)
from planner.optimiser.constraints.groups import (
    groups_have_enough_pupils,
    groups_hold_no_more_than_they_may,
    no_more_groups_run_than_allowed,
    pupils_do_a_programme_once_a_year,
)
from planner.optimiser.constraints.pins import pins_are_kept
from planner.optimiser.constraints.pupils import (
    pupils_receive_no_more_than_the_school_week,
    pupils_stay_in_class_enough,
    support_is_given_in_full_or_not_at_all,
)
from planner.optimiser.constraints.statute import (
    hours_that_need_a_skill_come_from_adults_who_have_it,
    statutory_hours_are_met_or_reported,
)
from planner.school.records import Policies
from tests.builders import (
    a_need,
    a_pin,
    a_programme,
    a_pupil,
    a_referral,
    a_school,
    a_statutory_item,
    a_support,
    a_teaching_assistant,
    a_term,
    an_effect,
    an_item,
    details,
    three_terms,
)
from tests.optimiser.by_hand import ByHand

AUTUMN = (a_term(),)
FIVE = ("P1", "P2", "P3", "P4", "P5")
LED = ("TA1", "G1", 0, "KS2")


def places(*pupils, term=0):
    return {(pupil, "G1", term): 1 for pupil in pupils}


def a_school_with_groups(pupils=FIVE, *, terms=AUTUMN, **facts):
    """Pupils of Year 4 who all need the programme, which is for 2 to 4 of them at once."""
    return a_school(
        terms=terms,
        pupils=[a_pupil(pupil) for pupil in pupils],
        needs=[a_need(f"N{pupil}", pupil=pupil) for pupil in pupils],
        provisions=[a_programme(**facts)],
        effects=[an_effect("G1")],
    )


def test_a_group_runs_only_with_its_fewest_pupils():
    # Two groups of at least 2 take 4 pupils.
    rows = ByHand(a_school_with_groups(), groups_have_enough_pupils)
    assert rows.allows(place=places("P1", "P2", "P3", "P4"), lead={LED: 2})
    assert not rows.allows(place=places("P1", "P2", "P3"), lead={LED: 2})


def test_a_group_holds_no_more_than_its_most_pupils():
    # One group of at most 4 has no place for a fifth; a second group has.
    rows = ByHand(a_school_with_groups(), groups_hold_no_more_than_they_may)
    assert rows.allows(place=places("P1", "P2", "P3", "P4"), lead={LED: 1})
    assert not rows.allows(place=places(*FIVE), lead={LED: 1})
    assert rows.allows(place=places(*FIVE), lead={LED: 2})


def test_nobody_is_placed_where_no_group_runs():
    rows = ByHand(a_school_with_groups(), groups_hold_no_more_than_they_may)
    assert not rows.allows(place=places("P1"))


def test_a_programme_is_started_once_a_year():
    rows = ByHand(a_school_with_groups(terms=three_terms()), pupils_do_a_programme_once_a_year)
    assert rows.allows(place=places("P1", term=1))
    assert not rows.allows(place=places("P1") | places("P1", term=1))


def test_an_item_is_bought_once_a_year():
    school = a_school(provisions=[an_item()], effects=[an_effect("I1")])
    rows = ByHand(school, pupils_do_a_programme_once_a_year)
    assert rows.allows(bought={("P1", "I1", 2): 1})
    assert not rows.allows(bought={("P1", "I1", 0): 1, ("P1", "I1", 2): 1})


def test_groups_under_way_count_towards_the_most_at_one_time():
    # A run takes two terms: one that starts in the first is still under way in the second.
    school = a_school(
        pupils=[a_pupil(pupil) for pupil in FIVE],
        needs=[a_need(f"N{pupil}", pupil=pupil) for pupil in FIVE],
        provisions=[a_programme(terms=2, max_groups=1)],
        effects=[an_effect("G1")],
    )
    rows = ByHand(school, no_more_groups_run_than_allowed)
    assert rows.allows(lead={("TA1", "G1", 0, "KS2"): 1})
    assert not rows.allows(lead={("TA1", "G1", 0, "KS2"): 1, ("TA1", "G1", 1, "KS2"): 1})


def test_an_adult_works_no_longer_than_what_can_be_deployed():
    # 10 hours less 4 per cent for absence leave 9.6; groups take 1.5 h each, so 6.6 + 2 × 1.5.
    school = a_school(
        policies=Policies(absence_percent=4.0),
        terms=AUTUMN,
        pupils=[a_pupil(pupil) for pupil in FIVE],
        needs=[a_need(f"N{pupil}", pupil=pupil) for pupil in FIVE],
        staff=[a_teaching_assistant(deployable_hours=10.0)],
        provisions=[a_programme(), a_support()],
        effects=[an_effect("G1"), an_effect("S1")],
    )
    rows = ByHand(school, staff_stay_within_their_hours)
    assert rows.allows(lead={LED: 2}, adult={("TA1", "S1", 0): 6.6})
    assert not rows.allows(lead={LED: 2}, adult={("TA1", "S1", 0): 6.7})


def test_bought_hours_come_on_top_of_the_contract():
    school = a_school(
        terms=AUTUMN, staff=[a_teaching_assistant(contract_hours=2.0, extra_hours=3.0)]
    )
    rows = ByHand(school, staff_stay_within_their_hours)
    assert rows.allows(adult={("TA1", "S1", 0): 3.0}, extra={("TA1", "S1", 0): 1.0})
    assert not rows.allows(adult={("TA1", "S1", 0): 3.0}, extra={("TA1", "S1", 0): 0.9})


def test_a_post_can_be_deployed_for_its_share_of_the_hours_filled():
    # 5 of 10 contract hours can be deployed, so a post filled with 6 hours gives 3.
    vacancy = a_teaching_assistant(
        engagement="vacancy", contract_hours=10.0, deployable_hours=5.0, min_hours=2.0
    )
    rows = ByHand(a_school(staff=[vacancy]), staff_stay_within_their_hours)
    assert rows.allows(contract={("TA1", 1): 6.0}, adult={("TA1", "S1", 2): 3.0})
    assert not rows.allows(contract={("TA1", 1): 6.0}, adult={("TA1", "S1", 2): 3.1})
    assert not rows.allows(contract={("TA1", 1): 6.0}, adult={("TA1", "S1", 0): 0.1})


def test_extra_hours_are_hours_of_work_and_within_what_is_offered():
    school = a_school(terms=AUTUMN, staff=[a_teaching_assistant(extra_hours=3.0)])
    rows = ByHand(school, bought_hours_stay_within_their_limits)
    assert rows.allows(adult={("TA1", "S1", 0): 5.0}, extra={("TA1", "S1", 0): 3.0})
    assert not rows.allows(adult={("TA1", "S1", 0): 5.0}, extra={("TA1", "S1", 0): 3.1})
    assert not rows.allows(adult={("TA1", "S1", 0): 2.0}, extra={("TA1", "S1", 0): 2.1})


def test_bought_hours_stay_within_their_hours_for_the_year():
    # 14 weeks at 1.5 h and 12 weeks at 0.75 h are 21 + 9 = 30 hours.
    agency = a_teaching_assistant(
        engagement="agency", contract_hours=None, hourly_cost="20", hours_limit=30.0
    )
    rows = ByHand(a_school(staff=[agency]), bought_hours_stay_within_their_limits)
    assert rows.allows(adult={("TA1", "S1", 0): 1.5, ("TA1", "S1", 1): 0.75})
    assert not rows.allows(adult={("TA1", "S1", 0): 1.5, ("TA1", "S1", 1): 0.76})


def test_a_service_has_the_hours_that_its_referrals_leave():
    # Of 30 h a referral takes 9, and one that was declined none: 14 weeks at 1.5 h are 21.
    service = a_teaching_assistant(
        engagement="service", contract_hours=None, hourly_cost="20", hours_limit=30.0
    )
    referrals = [
        a_referral(staff="TA1", hours=9),
        a_referral("R2", staff="TA1", hours=9, status="declined"),
    ]
    school = a_school(staff=[service], referrals=referrals)
    rows = ByHand(school, bought_hours_stay_within_their_limits)
    assert rows.allows(adult={("TA1", "S1", 0): 1.5})
    assert not rows.allows(adult={("TA1", "S1", 0): 1.51})


def test_support_takes_an_adult_hour_for_each_pupil_hour_it_can_be_shared_by():
    # Of 2 to an adult, pupils with 1.5 h and 1 h take 2.5 / 2 = 1.25, and P1's own 1.5.
    school = a_school(
        terms=AUTUMN,
        pupils=[a_pupil(), a_pupil("P2")],
        needs=[a_need(), a_need("N2", pupil="P2")],
        provisions=[a_support(group_max=2)],
    )
    rows = ByHand(school, support_has_enough_adults)
    hours = {("P1", "S1", 0): 1.5, ("P2", "S1", 0): 1.0}
    assert rows.allows(hours=hours, adult={("TA1", "S1", 0): 1.5})
    assert not rows.allows(hours=hours, adult={("TA1", "S1", 0): 1.4})
    hours = {("P1", "S1", 0): 1.0, ("P2", "S1", 0): 1.0}
    assert rows.allows(hours=hours, adult={("TA1", "S1", 0): 1.0})
    assert not rows.allows(hours=hours, adult={("TA1", "S1", 0): 0.9})


def test_a_pupil_who_is_there_for_part_of_a_term_takes_that_part_of_an_adult():
    # 49 of 98 days (1 September to 7 December; P1 leaves on 19 October): 2 h are 1 h on average.
    school = a_school(
        terms=[a_term(end=dt.date(2026, 12, 7))], pupils=[a_pupil(leaves=dt.date(2026, 10, 19))]
    )
    rows = ByHand(school, support_has_enough_adults)
    assert rows.allows(hours={("P1", "S1", 0): 2.0}, adult={("TA1", "S1", 0): 1.0})
    assert not rows.allows(hours={("P1", "S1", 0): 2.0}, adult={("TA1", "S1", 0): 0.9})


def test_a_post_is_filled_once_and_with_at_least_its_fewest_hours():
    vacancy = a_teaching_assistant(engagement="vacancy", contract_hours=10.0, min_hours=4.0)
    rows = ByHand(a_school(staff=[vacancy]), vacancies_are_filled_once_and_kept)
    assert rows.allows(filled={("TA1", 1): 1}, contract={("TA1", 1): 4.0})
    assert not rows.allows(filled={("TA1", 1): 1}, contract={("TA1", 1): 3.9})
    assert not rows.allows(filled={("TA1", 1): 1}, contract={("TA1", 1): 10.1})
    assert not rows.allows(contract={("TA1", 1): 4.0})
    twice = {("TA1", 0): 1, ("TA1", 2): 1}
    assert not rows.allows(filled=twice, contract={("TA1", 0): 4.0, ("TA1", 2): 4.0})


def two_kinds_of_support(**facts):
    """A pupil with two kinds of support for one need; the first takes the pupil out of class."""
    return a_school(
        terms=AUTUMN,
        provisions=[a_support(withdraws_given=True), a_support("S2"), an_item(weekly_hours=0.5)],
        effects=[an_effect("S1"), an_effect("S2"), an_effect("I1")],
        **facts,
    )


def test_only_provision_out_of_class_counts_towards_the_limit():
    school = two_kinds_of_support(pupils=[a_pupil(withdrawal_limit_hours=3.0)])
    rows = ByHand(school, pupils_stay_in_class_enough)
    assert rows.allows(hours={("P1", "S1", 0): 3.0, ("P1", "S2", 0): 9.0})
    assert not rows.allows(hours={("P1", "S1", 0): 3.1})


def test_all_provision_together_fits_into_the_school_week():
    # 2 h + 2.5 h and the item's 0.5 h fill a week of 5 hours.
    school = two_kinds_of_support(details=details(school_week_hours=5.0))
    rows = ByHand(school, pupils_receive_no_more_than_the_school_week)
    bought = {("P1", "I1", 0): 1}
    assert rows.allows(hours={("P1", "S1", 0): 2.0, ("P1", "S2", 0): 2.5}, bought=bought)
    assert not rows.allows(hours={("P1", "S1", 0): 2.0, ("P1", "S2", 0): 2.6}, bought=bought)


def test_support_with_a_fewest_number_of_hours_is_given_for_those_or_not_at_all():
    school = a_school(terms=AUTUMN, provisions=[a_support(min_hours=1.0, max_hours=4.0)])
    rows = ByHand(school, support_is_given_in_full_or_not_at_all)
    given = {("P1", "S1", 0): 1}
    assert rows.allows()
    assert rows.allows(given=given, hours={("P1", "S1", 0): 1.0})
    assert not rows.allows(given=given, hours={("P1", "S1", 0): 0.9})
    assert not rows.allows(given=given, hours={("P1", "S1", 0): 4.1})
    assert not rows.allows(hours={("P1", "S1", 0): 1.0})


def test_a_weekly_item_is_met_by_hours_or_stands_short():
    # 2 h a week in 14 weeks are 28 hours: 1.5 h a week leave 7 of them short.
    school = a_school(terms=AUTUMN, statutory=[a_statutory_item()])
    rows = ByHand(school, statutory_hours_are_met_or_reported)
    assert rows.allows(hours={("P1", "S1", 0): 2.0})
    assert rows.allows(hours={("P1", "S1", 0): 1.5}, short={("F1", 0): 7.0})
    assert not rows.allows(hours={("P1", "S1", 0): 1.5}, short={("F1", 0): 6.9})


def test_a_yearly_item_is_met_by_the_hours_of_all_its_terms():
    # 30 hours: 1 h a week in 14 weeks and in 12 are 26, so 4 are short.
    school = a_school(statutory=[a_statutory_item(hours=30.0, per="year")])
    rows = ByHand(school, statutory_hours_are_met_or_reported)
    hours = {("P1", "S1", 0): 1.0, ("P1", "S1", 1): 1.0}
    assert rows.allows(hours=hours, short={("F1", None): 4.0})
    assert not rows.allows(hours=hours, short={("F1", None): 3.9})


def test_items_of_equipment_never_meet_a_statutory_item():
    school = a_school(
        terms=AUTUMN,
        provisions=[a_support(), an_item(weekly_hours=2.0)],
        effects=[an_effect(), an_effect("I1")],
        statutory=[a_statutory_item()],
    )
    rows = ByHand(school, statutory_hours_are_met_or_reported)
    assert not rows.allows(bought={("P1", "I1", 0): 1})


def test_support_counts_for_a_skill_only_from_an_adult_who_has_it():
    skilled = a_teaching_assistant("TA2", skills="elsa")
    school = a_school(
        terms=AUTUMN,
        staff=[a_teaching_assistant(), skilled],
        statutory=[a_statutory_item(skill="elsa")],
    )
    rows = ByHand(school, hours_that_need_a_skill_come_from_adults_who_have_it)
    hours, key = {("P1", "S1", 0): 2.0}, ("TA2", "P1", "S1", 0)
    assert rows.allows(hours=hours, adult={("TA2", "S1", 0): 2.0}, skilled={key: 2.0})
    assert not rows.allows(hours=hours, adult={("TA1", "S1", 0): 2.0}, skilled={key: 2.0})
    assert not rows.allows(hours=hours, adult={("TA2", "S1", 0): 3.0}, skilled={key: 3.0})


def test_a_place_counts_for_a_skill_only_in_a_group_led_with_it():
    # TA2 has the skill and leads one group of 4 at most; TA1's group keeps its 2 without it.
    school = a_school(
        terms=AUTUMN,
        pupils=[a_pupil(pupil) for pupil in FIVE],
        needs=[a_need(f"N{pupil}", pupil=pupil) for pupil in FIVE],
        staff=[a_teaching_assistant(), a_teaching_assistant("TA2", skills="elsa")],
        provisions=[a_programme()],
        effects=[an_effect("G1")],
        statutory=[a_statutory_item(f"F{pupil}", pupil=pupil, skill="elsa") for pupil in FIVE[:4]],
    )
    rows = ByHand(school, hours_that_need_a_skill_come_from_adults_who_have_it)
    both = {LED: 1, ("TA2", "G1", 0, "KS2"): 1}

    def counting(*pupils):
        return {((pupil, "G1", 0), "elsa"): 1 for pupil in pupils}

    assert rows.allows(place=places(*FIVE), lead=both, with_skill=counting("P1", "P2", "P3"))
    assert not rows.allows(place=places(*FIVE), lead=both, with_skill=counting(*FIVE[:4]))
    assert not rows.allows(place=places("P1", "P2"), lead={LED: 1}, with_skill=counting("P1"))
    assert not rows.allows(lead={("TA2", "G1", 0, "KS2"): 1}, with_skill=counting("P1"))


def pinned(pin, *provisions, **tables):
    return a_school(terms=AUTUMN, provisions=provisions, pins=[pin], **tables)


def test_pinned_support_is_given_for_at_least_its_hours():
    rows = ByHand(pinned(a_pin(hours_per_week=2.0), a_support()), pins_are_kept)
    assert rows.allows(hours={("P1", "S1", 0): 2.5})
    assert not rows.allows(hours={("P1", "S1", 0): 1.9})


def test_support_pinned_exactly_is_given_for_neither_more_nor_less():
    rows = ByHand(pinned(a_pin(rule="exactly", hours_per_week=2.0), a_support()), pins_are_kept)
    assert rows.allows(hours={("P1", "S1", 0): 2.0})
    assert not rows.allows(hours={("P1", "S1", 0): 2.1})
    assert not rows.allows(hours={("P1", "S1", 0): 1.9})


def test_support_pinned_without_hours_is_given_for_a_quarter_of_an_hour():
    rows = ByHand(pinned(a_pin(), a_support()), pins_are_kept)
    assert rows.allows(hours={("P1", "S1", 0): 0.25})
    assert not rows.allows(hours={("P1", "S1", 0): 0.24})


def test_what_is_ruled_out_is_not_given():
    rows = ByHand(pinned(a_pin(rule="must_not"), a_support()), pins_are_kept)
    assert rows.allows()
    assert not rows.allows(hours={("P1", "S1", 0): 0.1})


def test_a_pinned_programme_starts_at_some_time_or_in_its_term():
    pin = a_pin(provision="G1")
    programme = {"provisions": [a_programme(group_min=1)], "effects": [an_effect("G1")]}
    whenever = ByHand(a_school(pins=[pin], **programme), pins_are_kept)
    assert whenever.allows(place=places("P1", term=2))
    assert not whenever.allows()
    in_term = ByHand(
        a_school(pins=[pin.model_copy(update={"term": "T1"})], **programme), pins_are_kept
    )
    assert in_term.allows(place=places("P1"))
    assert not in_term.allows(place=places("P1", term=2))
