"""Proves that a plan is right: every rule and every sum again, from the school and the plan.

No solver and nothing of the formulation is used, so that a wrong formulation cannot vouch for
itself. ``CHECKS`` reads as the specification of a plan.
"""

from __future__ import annotations

from planner.optimiser.checks import (
    adult,
    cost,
    coverage,
    goal,
    group,
    hiring,
    pin,
    placement,
    pupil,
    share,
    statute,
    stream,
    summary,
    table,
)
from planner.optimiser.checks.reading import Reading
from planner.optimiser.checks.rule import Check, Violation
from planner.optimiser.plan import Plan
from planner.school.school import School

__all__ = ["CHECKS", "Violation", "violations"]

_OF_TABLES: tuple[Check, ...] = (
    table.rows_name_what_the_school_has,
    table.rows_say_whose_they_are,
    table.rows_stand_once,
    table.figures_are_not_negative,
)
_OF_PLANS: tuple[Check, ...] = (
    placement.provisions_are_for_the_year_group,
    placement.pupils_have_a_use_for_what_they_receive,
    placement.pupils_are_on_roll_for_what_they_receive,
    placement.weeks_are_those_of_the_calendar,
    placement.programmes_give_their_full_dose,
    placement.programmes_run_for_all_their_terms,
    placement.items_are_bought_once,
    placement.items_are_worth_their_hours,
    placement.support_stays_within_its_hours,
    group.groups_are_of_programmes,
    group.groups_have_enough_pupils,
    group.groups_keep_to_one_key_stage,
    group.groups_at_one_time_stay_within_their_number,
    group.groups_are_led_by_trained_staff,
    group.groups_keep_their_adult_and_pupils,
    group.groups_hold_the_pupils_placed_in_them,
    group.groups_take_their_adults_hours,
    adult.support_is_given_by_trained_staff,
    adult.groups_have_their_adult_deployed,
    adult.support_has_adults_enough,
    adult.adults_are_deployed_only_with_pupils,
    adult.staff_stay_within_their_hours,
    adult.hours_are_named_only_where_they_count,
    adult.groups_name_those_their_hours_count_for,
    adult.named_hours_are_received,
    hiring.hours_are_bought_only_from_those_who_are_there,
    hiring.extra_hours_stay_within_what_is_offered,
    hiring.vacancies_keep_their_hours,
    hiring.bought_hours_are_those_delivered,
    hiring.bought_hours_stay_within_their_limits,
    hiring.bought_hours_cost_what_they_cost,
    pupil.pupils_stay_within_their_time_out_of_class,
    pupil.pupils_stay_within_the_school_week,
    pupil.places_take_their_share_of_adult_hours,
    pupil.places_cost_their_share,
    statute.statutory_items_are_all_accounted_for,
    statute.statutory_hours_are_asked_in_full,
    statute.statutory_hours_are_counted_right,
    statute.shortfalls_are_what_is_missing,
    statute.shortfalls_are_reported_with_a_reason,
    coverage.needs_are_all_accounted_for,
    coverage.coverage_is_counted_right,
    coverage.needs_nobody_could_serve_are_named,
    cost.spending_pays_what_things_cost,
    cost.spending_says_whom_it_is_for,
    cost.spending_adds_up,
    share.adults_are_paid_for_hours_they_give,
    share.bought_hours_count_last,
    share.pupils_carry_no_more_than_their_share,
    share.places_share_what_a_group_costs,
    stream.streams_pay_only_what_they_may,
    stream.streams_pay_only_in_their_dates,
    stream.streams_stay_within_their_amounts,
    stream.streams_account_for_every_pound,
    stream.only_what_is_owed_goes_unfunded,
    stream.money_that_is_left_pays_what_is_owed,
    stream.plans_never_buy_with_the_salary_they_owe,
    stream.the_reserve_is_left,
    pin.pins_are_kept,
    pin.what_must_not_be_is_not,
    summary.plans_are_for_this_school,
    summary.income_adds_up,
    summary.shortfall_adds_up,
    summary.mean_coverage_adds_up,
    summary.worst_coverage_is_the_lowest_pupils,
    summary.statutory_gap_is_what_money_is_short,
    goal.goals_stand_in_their_order,
    goal.bounds_stand_on_the_right_side,
    goal.goals_are_as_near_their_bound_as_said,
    goal.goals_reach_what_the_plan_reaches,
    goal.every_pupil_keeps_a_fair_share,
    goal.the_fair_share_is_one_share,
    goal.the_most_alone_is_known_of_every_pupil,
    goal.nobody_has_more_than_the_most_alone,
    goal.no_plan_is_fairer_than_the_bound,
    goal.benefit_is_kept,
)
CHECKS: tuple[Check, ...] = (*_OF_TABLES, *_OF_PLANS)


def violations(school: School, plan: Plan) -> tuple[Violation, ...]:
    """Find every place in which a plan breaks a rule of section 5 or does not reconcile.

    Where the tables name what does not exist, or say a thing twice, nothing else can be judged, so
    only that is told.

    Args:
        school: The school as it was given.
        plan: The plan as it would be published.

    Returns: Every breach, in the order of ``CHECKS``; none for a plan that is right.

    Source: data format, sections 2 and 5.
    """
    reading = Reading(school, plan)
    of_tables = tuple(found for check in _OF_TABLES for found in check(reading))
    return of_tables or tuple(found for check in _OF_PLANS for found in check(reading))
