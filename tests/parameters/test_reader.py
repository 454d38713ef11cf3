"""The figure in force on a day is found, and nothing is guessed where there is none."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from planner.errors import ParameterError
from planner.parameters.reader import Status, figure, pay_point_salary

AUTUMN_2025 = dt.date(2025, 9, 1)
AUTUMN_2026 = dt.date(2026, 9, 1)


@pytest.mark.parametrize(
    ("day", "threshold"),
    [
        (dt.date(2024, 4, 6), 9100),
        (dt.date(2025, 4, 5), 9100),
        (dt.date(2025, 4, 6), 5000),
        (dt.date(2027, 4, 5), 5000),
    ],
)
def test_a_tax_year_runs_from_6_april_to_5_april(day, threshold):
    assert figure("employer_ni_secondary_threshold", day).amount == threshold


def test_pay_changes_on_1_april():
    assert pay_point_salary("5", dt.date(2025, 3, 31)).amount == 24790
    assert pay_point_salary("5", dt.date(2025, 4, 1)).amount == 25583


def test_an_amount_is_an_exact_decimal():
    amount = figure("employer_ni_rate", dt.date(2024, 9, 1)).amount
    assert isinstance(amount, Decimal)
    assert amount == Decimal("13.8")


def test_a_figure_without_an_end_is_in_force_until_the_next_begins():
    assert figure("weeks_per_year", dt.date(2016, 5, 1)).ends is None
    assert figure("weeks_per_year", dt.date(2040, 1, 1)).amount == Decimal("52.143")


def test_pay_of_2026_carries_on_from_2025_and_says_that_the_award_is_missing():
    salary = pay_point_salary("5", AUTUMN_2026)
    assert salary.amount == 25583
    assert salary.status is Status.COMPUTED
    assert "April 2026 award was not found and is not included" in salary.note


@pytest.mark.parametrize("text", ["5", "05", "SCP 5", "scp05", "SCP05", " scp 5 ", "Scp-5"])
def test_a_pay_point_is_read_as_schools_write_it(text):
    assert pay_point_salary(text, AUTUMN_2025).amount == 25583


@pytest.mark.parametrize("text", ["", "G4", "5a", "0", "105", "5-6", "M1"])
def test_what_is_not_a_pay_point_is_refused_with_a_remedy(text):
    with pytest.raises(ParameterError, match="write a point such as 5 or SCP 5"):
        pay_point_salary(text, AUTUMN_2025)


def test_a_point_beyond_the_spine_is_refused_by_name():
    with pytest.raises(ParameterError, match="njc_scp_43: is not known on 1 September 2025"):
        pay_point_salary("43", AUTUMN_2025)


def test_a_point_that_was_taken_off_the_spine_is_refused_and_the_note_says_why():
    assert pay_point_salary("2", dt.date(2026, 3, 31)).amount == 24413
    with pytest.raises(ParameterError, match="taken off the spine on 1 April 2026"):
        pay_point_salary("2", AUTUMN_2026)


def test_a_day_after_the_last_known_figure_says_which_year_is_missing_and_what_to_enter():
    with pytest.raises(ParameterError) as refusal:
        figure("employer_ni_rate", dt.date(2027, 9, 1))
    assert refusal.value.name == "employer_ni_rate"
    assert str(refusal.value) == (
        "Employer's national insurance, rate: no value is known on 1 September 2027, "
        "in the school year 2027/28 (the latest ends on 5 April 2027); "
        "enter the amount in force from 6 April 2027, in %, with its source"
    )


def test_a_day_before_the_first_known_figure_is_not_given_the_nearest():
    with pytest.raises(ParameterError, match="the earliest starts on 6 April 2024") as refusal:
        figure("employer_ni_rate", dt.date(2023, 8, 31))
    assert "in the school year 2022/23" in str(refusal.value)


def test_a_day_in_a_gap_is_told_between_which_values_it_lies_and_why():
    with pytest.raises(ParameterError) as refusal:
        figure("pupil_premium_secondary", dt.date(2024, 9, 1))
    assert str(refusal.value) == (
        "Pupil premium, secondary: no value is known on 1 September 2024, in the school year "
        "2024/25 (the one before ends on 31 March 2024 and the next starts on 1 April 2025); "
        "enter the amount in force from 1 April 2024, in £ a pupil a year, with its source. "
        "No source was found for the secondary rate of April 2024 to March 2025"
    )


def test_a_figure_without_a_first_day_is_in_force_on_any_day():
    assert figure("full_time_hours", dt.date(2019, 9, 1)).starts is None
    assert figure("full_time_hours", dt.date(2031, 9, 1)).amount == 37


def test_a_figure_that_nobody_entered_is_named():
    with pytest.raises(ParameterError, match="teacher_pay: is not known on 1 September 2026"):
        figure("teacher_pay", AUTUMN_2026)
