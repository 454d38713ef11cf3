"""The rules of a plan: one function a family, and the tuple that is their specification."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.optimiser.constraints.adults import (
    bought_hours_stay_within_their_limits,
    staff_stay_within_their_hours,
    support_has_enough_adults,
    vacancies_are_filled_once_and_kept,
)
from planner.optimiser.constraints.coverage import (
    change_is_counted_both_ways,
    coverage_comes_from_hours_received,
    every_pupil_keeps_the_floor,
    every_pupil_reaches_the_share,
)
from planner.optimiser.constraints.groups import (
    groups_have_enough_pupils,
    groups_hold_no_more_than_they_may,
    no_more_groups_run_than_allowed,
    pupils_do_a_programme_once_a_year,
)
from planner.optimiser.constraints.money import (
    committed_cost_is_paid_or_unfunded,
    every_chosen_cost_is_paid,
    first_use_is_paid_when_it_happens,
    hours_are_charged_once,
    nothing_is_bought_with_the_salary_owed,
    restricted_money_pays_only_what_it_matches,
    salaries_are_paid_by_what_could_match,
    streams_stay_within_their_amounts,
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
from planner.optimiser.rows import Parts, Row

Family = Callable[[Parts], Iterator[Row]]

FAMILIES: tuple[Family, ...] = (
    groups_have_enough_pupils,
    groups_hold_no_more_than_they_may,
    pupils_do_a_programme_once_a_year,
    no_more_groups_run_than_allowed,
    staff_stay_within_their_hours,
    bought_hours_stay_within_their_limits,
    support_has_enough_adults,
    vacancies_are_filled_once_and_kept,
    pupils_stay_in_class_enough,
    pupils_receive_no_more_than_the_school_week,
    support_is_given_in_full_or_not_at_all,
    statutory_hours_are_met_or_reported,
    hours_that_need_a_skill_come_from_adults_who_have_it,
    coverage_comes_from_hours_received,
    every_pupil_reaches_the_share,
    every_pupil_keeps_the_floor,
    change_is_counted_both_ways,
    hours_are_charged_once,
    restricted_money_pays_only_what_it_matches,
    every_chosen_cost_is_paid,
    committed_cost_is_paid_or_unfunded,
    streams_stay_within_their_amounts,
    nothing_is_bought_with_the_salary_owed,
    first_use_is_paid_when_it_happens,
    pins_are_kept,
)

SEARCH_FAMILIES: tuple[Family, ...] = (*FAMILIES, salaries_are_paid_by_what_could_match)
"""The rules to search with: all of them, but salaries are paid as far as hours could match."""
