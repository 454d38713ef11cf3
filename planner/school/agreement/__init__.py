"""What must agree between the records of a school.

Faults stop a school from being planned for; warnings are worth a second look and stop nothing.
``FAULTS`` and ``WARNINGS`` are the whole of what is looked for, one function for each kind.
"""

from __future__ import annotations

from planner.errors import Problem
from planner.school.agreement import (
    codes,
    delivery,
    money,
    pin_dates,
    pin_pairs,
    pins,
    referrals,
    roll,
    statute,
    today,
    use,
    year,
)
from planner.school.agreement.tables import Check, Tables
from planner.school.registers import Registers

__all__ = ["FAULTS", "WARNINGS", "find_disagreements"]

FAULTS: tuple[Check, ...] = (
    codes.codes_stand_once,
    codes.codes_are_known,
    codes.pupils_have_one_need_in_a_strand,
    codes.nothing_is_called_as_the_planner_calls_it,
    year.there_are_terms,
    year.terms_are_in_time_order,
    year.terms_lie_in_the_academic_year,
    year.dates_run_forwards,
    delivery.programmes_fit_in_the_year,
    delivery.somebody_can_deliver_each_provision,
    statute.some_provision_satisfies_each_item,
    money.streams_are_restricted_to_somebody,
    money.pay_points_come_with_a_pension,
    pins.pins_are_for_the_year_group,
    pins.only_support_is_pinned_by_the_hour,
    pins.pinned_hours_fit_the_provision,
    pins.pinned_provisions_fit_the_week,
    pins.pinned_support_fits_the_week_together,
    pin_dates.pinned_provisions_fit_the_dates,
    pin_dates.pinned_provisions_have_an_adult,
    pin_pairs.pins_do_not_contradict_one_another,
    referrals.referrals_have_codes_of_their_own,
    referrals.referrals_are_to_services,
)
WARNINGS: tuple[Check, ...] = (
    codes.reviews_are_of_what_is_known,
    roll.pupils_on_roll_include_those_with_sen,
    year.weeks_fit_between_the_dates,
    year.pupils_are_on_roll_in_some_term,
    year.adults_are_there_in_some_term,
    year.items_are_in_force_in_some_term,
    year.streams_pay_in_some_term,
    delivery.programmes_can_run_in_some_terms,
    delivery.deliverers_are_there_in_some_term,
    use.needs_can_be_served,
    use.provisions_are_of_use,
    use.skills_are_asked_for,
    use.changed_effects_have_a_reason,
    referrals.referred_hours_have_a_price,
    referrals.referred_hours_are_within_the_limit,
    referrals.referral_dates_run_forwards,
    referrals.referral_status_agrees_with_dates,
    referrals.finished_referrals_have_an_outcome,
    referrals.streams_of_referrals_are_for_their_pupils,
    today.todays_plan_keeps_to_years_and_dates,
    today.todays_plan_fits_the_week,
    today.todays_groups_have_their_size,
)


def find_disagreements(registers: Registers) -> tuple[list[Problem], list[Problem]]:
    """Find what does not agree between records, naming each row of it.

    Nothing is said on the strength of a row that could not be read.

    Returns:
        The faults, and the warnings.
    """
    tables = Tables(registers)
    faults = [problem for check in FAULTS for problem in check(tables)]
    warnings = [problem for check in WARNINGS for problem in check(tables)]
    return faults, warnings
