"""A record that exists is valid, and its properties give a blank cell its meaning."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from pydantic import ValidationError

from planner.school import codes
from planner.school.records import CurrentAllocation, Policies, SchoolDetails
from tests.builders import (
    a_need,
    a_programme,
    a_pupil,
    a_statutory_item,
    a_stream,
    a_support,
    a_teaching_assistant,
    a_term,
    an_item,
    details,
)


def test_a_record_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        a_pupil().year_group = "5"


def test_a_record_has_no_unknown_field():
    with pytest.raises(ValidationError, match="Extra inputs"):
        a_pupil(shoe_size="3")


def test_a_field_is_also_known_by_the_name_of_its_column():
    item = a_statutory_item(**{"from": "01/10/2026", "to": "2026-12-18"})
    assert (item.starts, item.ends) == (dt.date(2026, 10, 1), dt.date(2026, 12, 18))


def test_a_school_starts_with_the_defaults_of_the_format():
    school = details()
    assert school.nation is codes.Nation.ENGLAND
    assert school.budget_year is codes.BudgetYear.ACADEMIC
    assert (school.full_time_hours, school.school_week_hours) == (37, 32.5)
    assert school.withdrawal_limit_hours == 5
    assert school.high_needs_threshold == Decimal(6000)
    assert school.pension_percent is None
    assert school.levy_percent == 0


def test_policies_start_with_the_defaults_of_the_format():
    assert Policies() == Policies(
        statutory_may_overspend=False,
        fairness=0.8,
        diminishing_returns=(1.3, 1.0, 0.7),
        keep_current_plan=0.02,
        reserve=Decimal(0),
        absence_percent=0,
    )


@pytest.mark.parametrize("worths", ["1.0;1.3;0.7", "1.3;1.0", "1.3;1.0;-0.7"])
def test_the_worth_of_coverage_must_not_increase(worths):
    with pytest.raises(ValidationError, match="three numbers that do not increase"):
        Policies(diminishing_returns=worths)


def test_a_school_needs_its_academic_year_in_words_it_can_read():
    with pytest.raises(ValidationError, match="write an academic year such as"):
        SchoolDetails(name="Example", academic_year="2026")


def test_a_term_counts_both_its_first_and_last_day():
    assert a_term(start="2026-09-01", end="2026-09-01").days == 1


def test_a_term_does_not_end_before_it_starts():
    with pytest.raises(ValidationError, match="ends before it starts"):
        a_term(end="2026-08-31")


def test_a_term_has_weeks():
    with pytest.raises(ValidationError, match="write more than 0"):
        a_term(weeks=0)


@pytest.mark.parametrize(
    ("year", "stage"), [("R", "EYFS"), ("2", "KS1"), ("3", "KS2"), ("13", "KS5")]
)
def test_a_pupil_is_in_the_key_stage_of_their_year(year, stage):
    assert a_pupil(year_group=year).key_stage == stage


@pytest.mark.parametrize(
    ("level", "hours", "weight"), [(1, 0.5, 1), (2, 1, 2), (3, 2.5, 4), (4, 6, 8)]
)
def test_a_need_without_hours_and_priority_goes_by_its_level(level, hours, weight):
    need = a_need(level=level)
    assert (need.target_hours_per_week, need.weight) == (hours, weight)


def test_hours_and_priority_as_entered_come_before_the_level():
    need = a_need(level=4, hours_per_week=3, priority=0.5)
    assert (need.target_hours_per_week, need.weight) == (3, 0.5)


@pytest.mark.parametrize(
    "facts", [{"level": 5}, {"level": 0}, {"hours_per_week": 0}, {"priority": 0}]
)
def test_a_need_outside_its_range_is_refused(facts):
    with pytest.raises(ValidationError, match="out of range"):
        a_need(**facts)


def test_a_statutory_item_is_by_the_week_unless_it_says_otherwise():
    assert a_statutory_item().per is codes.Per.WEEK


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"annual_cost": None}, "has no cost"),
        ({"annual_cost": "19500", "hourly_cost": "20"}, "has more than one cost"),
        ({"pay_point": "5"}, "no paid weeks"),
        ({"contract_hours": None}, "has no contract hours"),
        ({"deployable_hours": 26}, "deployed for longer than the contract"),
        ({"min_hours": 26, "engagement": "vacancy"}, "min_hours above contract_hours"),
        ({"engagement": "agency"}, "fill in hourly_cost"),
    ],
)
def test_an_adult_whose_cost_or_hours_do_not_hold_together_is_refused(facts, fault):
    with pytest.raises(ValidationError, match=fault):
        a_teaching_assistant(**facts)


def test_a_code_is_accepted_in_any_case_and_an_unknown_one_lists_the_rest():
    assert a_teaching_assistant(engagement="Vacancy").engagement is codes.Engagement.VACANCY
    with pytest.raises(ValidationError, match="write one of employed, vacancy, agency, service"):
        a_teaching_assistant(engagement="volunteer")


def test_each_kind_of_provision_knows_what_it_is():
    kinds = [
        (p.is_programme, p.is_support, p.is_item) for p in (a_programme(), a_support(), an_item())
    ]
    assert kinds == [(True, False, False), (False, True, False), (False, False, True)]


def test_hours_with_pupils_are_the_contract_unless_given():
    assert a_teaching_assistant().weekly_hours_with_pupils == 25
    assert a_teaching_assistant(deployable_hours=22).weekly_hours_with_pupils == 22


def test_an_agency_adult_without_a_cap_has_more_hours_than_any_week():
    agency = a_teaching_assistant(engagement="agency", contract_hours=None, hourly_cost="24")
    assert agency.weekly_hours_with_pupils == 60


def test_a_blank_skill_is_one_that_everybody_has():
    assert a_teaching_assistant().has_skill("")
    assert a_teaching_assistant(skills="ELSA;neli").has_skill("elsa")
    assert not a_teaching_assistant(skills="elsa").has_skill("els")


def test_a_programme_takes_the_sessions_and_the_preparation_of_its_adult():
    # The pupil: 3 × 30 minutes = 1.5 hours. The adult: 3 × (30 + 10) minutes = 2 hours.
    programme = a_programme(sessions_per_week=3, session_minutes=30, preparation_minutes=10)
    assert programme.session_hours_per_week == pytest.approx(1.5)
    assert programme.group_hours_per_week == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"group_min": 5}, "group_min above group_max"),
        ({"session_minutes": None}, "programme without its dose"),
        ({"sessions_per_week": None}, "programme without its dose"),
        ({"roles": ()}, "nobody to deliver"),
    ],
)
def test_a_programme_without_what_it_takes_is_refused(facts, fault):
    with pytest.raises(ValidationError, match=fault):
        a_programme(**facts)


def test_support_has_no_more_than_its_most_hours():
    with pytest.raises(ValidationError, match="max_hours below min_hours"):
        a_support(min_hours=2, max_hours=1)


def test_programmes_take_pupils_out_of_class_and_the_rest_does_not_unless_it_says_so():
    assert a_programme().withdraws
    assert not a_support().withdraws
    assert not an_item().withdraws
    assert a_support(withdraws="Y").withdraws
    assert not a_programme(withdraws="N").withdraws


def test_a_provision_without_years_is_for_all():
    assert a_support().is_for("R")
    assert a_support(years="3-6").is_for("4")
    assert not a_support(years="3-6").is_for("2")


def test_a_stream_pays_for_terms_that_start_inside_its_dates():
    stream = a_stream(starts=dt.date(2026, 9, 1), ends=dt.date(2027, 3, 31))
    assert stream.pays_in(a_term())
    assert stream.pays_in(a_term(start=dt.date(2027, 3, 31), end=dt.date(2027, 7, 1)))
    assert not stream.pays_in(a_term(start=dt.date(2027, 4, 12), end=dt.date(2027, 7, 21)))
    assert not stream.pays_in(a_term(start=dt.date(2026, 8, 31)))


def test_a_stream_is_general_unless_it_is_restricted():
    assert a_stream().is_general
    assert not a_stream(restricted_to="ehcp").is_general


def test_what_is_done_today_may_leave_its_weeks_and_cost_blank():
    today = CurrentAllocation(term="T1", pupil="P1", provision="S1", hours_per_week=2)
    assert (today.weeks, today.cost) == (None, None)
