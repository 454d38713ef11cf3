"""What dates mean for weeks and hours, by section 5 of the data format."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.school.calendar import (
    days_in_force,
    employed_share,
    hours_counted_per_weekly_hour,
    hours_owed,
    in_force_share,
    is_available,
    is_on_roll_throughout,
    on_roll_share,
    terms_of_line,
    weeks_in_force,
    weeks_of_delivery,
    weeks_on_roll,
    weeks_received,
)
from tests.builders import (
    a_budget_line,
    a_programme,
    a_pupil,
    a_school,
    a_statutory_item,
    a_support,
    a_teaching_assistant,
    a_term,
    an_item,
)

# September 30 + October 31 + November 30 + December 9 = 100 days, so a day is one hundredth.
FIRST, LAST = dt.date(2026, 9, 1), dt.date(2026, 12, 9)
TERM = a_term(start=FIRST, end=LAST, weeks=10.0)
FROM_21_SEPTEMBER = a_pupil(starts=dt.date(2026, 9, 21))  # on roll 80 of 100 days


def test_a_pupil_without_dates_is_on_roll_throughout():
    assert on_roll_share(a_pupil(), TERM) == 1
    assert is_on_roll_throughout(a_pupil(), TERM)


def test_a_pupil_who_joins_counts_by_the_days_left_of_the_term():
    assert on_roll_share(FROM_21_SEPTEMBER, TERM) == pytest.approx(0.80)
    assert not is_on_roll_throughout(FROM_21_SEPTEMBER, TERM)


def test_the_last_day_on_roll_counts():
    leaver = a_pupil(leaves=dt.date(2026, 9, 10))  # 1 to 10 September
    assert on_roll_share(leaver, TERM) == pytest.approx(0.10)


def test_a_pupil_who_leaves_on_the_last_day_was_there_throughout():
    assert is_on_roll_throughout(a_pupil(starts=FIRST, leaves=LAST), TERM)


def test_a_pupil_who_misses_one_day_was_not_there_throughout():
    assert not is_on_roll_throughout(a_pupil(leaves=LAST - dt.timedelta(days=1)), TERM)


def test_a_pupil_who_comes_after_the_term_is_not_in_it():
    assert on_roll_share(a_pupil(starts=dt.date(2027, 1, 4)), TERM) == 0


def test_a_leap_day_is_a_day_of_its_term():
    # January 31 + February 29 + March 31 + April 9 = 100 days; from 29 February: 1 + 31 + 9.
    spring = a_term(start=dt.date(2028, 1, 1), end=dt.date(2028, 4, 9), weeks=10.0)
    assert spring.days == 100
    assert on_roll_share(a_pupil(starts=dt.date(2028, 2, 29)), spring) == pytest.approx(0.41)


def test_support_and_items_are_received_by_share_of_the_weeks():
    # 10 weeks × 80 of 100 days
    assert weeks_on_roll(FROM_21_SEPTEMBER, TERM) == pytest.approx(8)
    assert weeks_received(FROM_21_SEPTEMBER, a_support(), TERM) == pytest.approx(8)
    assert weeks_received(FROM_21_SEPTEMBER, an_item(), TERM) == pytest.approx(8)


def test_a_programme_is_received_in_its_weeks_of_delivery():
    assert weeks_received(a_pupil(), a_programme(weeks=6), TERM) == 6


@pytest.mark.parametrize(
    ("weeks", "delivered"),
    [(None, 10), (6, 6), (10, 10), (10.5, 0)],
)
def test_a_programme_longer_than_a_term_cannot_run_in_it(weeks, delivered):
    assert weeks_of_delivery(a_programme(weeks=weeks), TERM) == delivered


def test_an_adult_without_dates_is_available_and_paid_throughout():
    assert is_available(a_teaching_assistant(), TERM)
    assert employed_share(a_teaching_assistant(), TERM) == 1


def test_an_adult_can_be_deployed_only_in_terms_wholly_inside_their_dates():
    assert is_available(a_teaching_assistant(starts=FIRST, leaves=LAST), TERM)
    assert not is_available(a_teaching_assistant(starts=dt.date(2026, 9, 2)), TERM)
    assert not is_available(a_teaching_assistant(leaves=dt.date(2026, 12, 8)), TERM)


def test_an_adult_who_leaves_mid_term_is_paid_for_the_days_until_then():
    leaver = a_teaching_assistant(leaves=dt.date(2026, 9, 30))  # 30 of 100 days
    assert employed_share(leaver, TERM) == pytest.approx(0.30)


def test_an_item_without_dates_is_in_force_while_its_pupil_is_on_roll():
    assert days_in_force(a_statutory_item(), a_pupil(), TERM) == 100
    assert days_in_force(a_statutory_item(), FROM_21_SEPTEMBER, TERM) == 80


@pytest.mark.parametrize(
    ("starts", "ends", "share"),
    [
        (dt.date(2026, 10, 1), None, 0.70),  # all but the 30 days of September
        (None, dt.date(2026, 9, 30), 0.30),
        (dt.date(2026, 10, 1), dt.date(2026, 10, 31), 0.31),
        (LAST, None, 0.01),
        (dt.date(2026, 12, 10), None, 0),
    ],
)
def test_an_item_is_in_force_from_its_first_to_its_last_day(starts, ends, share):
    item = a_statutory_item(starts=starts, ends=ends)
    assert in_force_share(item, a_pupil(), TERM) == pytest.approx(share)


def test_a_weekly_item_asks_for_its_hours_in_each_week_in_force():
    item = a_statutory_item(hours=2.0, starts=dt.date(2026, 10, 1))
    # 70 of 100 days of a term of 10 weeks are 7 weeks; 2 hours × 7
    assert weeks_in_force(item, a_pupil(), TERM) == pytest.approx(7)
    assert hours_owed(item, a_pupil(), TERM) == pytest.approx(14)


def test_a_termly_item_asks_for_the_share_of_its_hours_in_force():
    item = a_statutory_item(hours=20.0, per="term", starts=dt.date(2026, 10, 1))
    # 20 hours × 70 of 100 days
    assert hours_owed(item, a_pupil(), TERM) == pytest.approx(14)


def test_a_yearly_item_asks_for_nothing_of_one_term():
    assert hours_owed(a_statutory_item(per="year"), a_pupil(), TERM) == 0


def test_each_weekly_hour_counts_in_every_week_of_a_whole_term():
    assert hours_counted_per_weekly_hour(a_statutory_item(), a_pupil(), a_support(), TERM) == 10


def test_in_a_part_term_hours_count_by_days_in_force_over_days_on_roll():
    item = a_statutory_item(starts=dt.date(2026, 10, 1))
    # On roll 80 days, so 8 weeks of support; in force 70 of those 80 days: 8 × 70 / 80
    counted = hours_counted_per_weekly_hour(item, FROM_21_SEPTEMBER, a_support(), TERM)
    assert counted == pytest.approx(7)


def test_two_hours_a_week_meet_a_weekly_item_of_two_hours_however_short_its_term():
    item = a_statutory_item(hours=2.0, starts=dt.date(2026, 10, 1))
    counted = 2 * hours_counted_per_weekly_hour(item, FROM_21_SEPTEMBER, a_support(), TERM)
    assert counted == pytest.approx(hours_owed(item, FROM_21_SEPTEMBER, TERM))


def test_a_programme_counts_in_its_weeks_of_delivery_by_the_share_in_force():
    item = a_statutory_item(starts=dt.date(2026, 10, 1))
    # 8 weeks of delivery × 70 of 100 days
    counted = hours_counted_per_weekly_hour(item, a_pupil(), a_programme(weeks=8), TERM)
    assert counted == pytest.approx(5.6)


def test_nothing_counts_for_a_pupil_who_is_not_on_roll():
    later = a_pupil(starts=dt.date(2027, 1, 4))
    assert hours_counted_per_weekly_hour(a_statutory_item(), later, a_support(), TERM) == 0
    assert hours_owed(a_statutory_item(), later, TERM) == 0


def test_a_line_without_dates_is_split_by_weeks_over_the_year():
    # Terms of 14, 12 and 13 weeks
    split = terms_of_line(a_budget_line(), a_school())
    assert split == pytest.approx({"T1": 14 / 39, "T2": 12 / 39, "T3": 13 / 39})


@pytest.mark.parametrize(
    ("starts", "ends", "split"),
    [
        # From January: terms of 12 and 13 weeks start after it.
        (dt.date(2027, 1, 1), None, {"T2": 12 / 25, "T3": 13 / 25}),
        # A new financial year: only the summer term starts after 1 April.
        (dt.date(2027, 4, 1), dt.date(2028, 3, 31), {"T3": 1.0}),
        # The old financial year: the autumn and spring terms start before 31 March.
        (None, dt.date(2027, 3, 31), {"T1": 14 / 26, "T2": 12 / 26}),
        # A day that is a term's first counts, at either end.
        (dt.date(2027, 1, 4), dt.date(2027, 1, 4), {"T2": 1.0}),
        # No term starts inside: the term that holds the first day.
        (dt.date(2027, 2, 1), dt.date(2027, 3, 1), {"T2": 1.0}),
        # No term starts inside, and the first day is in the holidays: the first term.
        (dt.date(2026, 12, 20), dt.date(2026, 12, 31), {"T1": 1.0}),
        # It ended before the year began: the first term.
        (None, dt.date(2026, 8, 1), {"T1": 1.0}),
    ],
)
def test_a_line_falls_in_the_terms_that_start_inside_its_dates(starts, ends, split):
    line = a_budget_line(starts=starts, ends=ends)
    assert terms_of_line(line, a_school()) == pytest.approx(split)
