"""What the figures of two years do to a budget, worked by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from planner.funding.figures_effect import Way, effect_on
from planner.periods import AcademicYear
from tests.builders import a_pupil, a_school, a_teaching_assistant, an_own_figure, details

Y2024, Y2025, Y2026 = (AcademicYear(first) for first in (2024, 2025, 2026))
POINT_5 = a_teaching_assistant(pay_point="5", paid_weeks=44.65)
DETAILS = details(pension_percent=20, levy_percent=0.5)


def a_paid_school(**tables):
    usual = {"details": DETAILS, "staff": [POINT_5]}
    return a_school(**(usual | tables))


def amounts(effect, way=Way.COST):
    return {part.what: (part.before, part.after) for part in effect.parts if part.way is way}


def test_pay_and_its_on_costs_are_worked_out_by_the_figures_of_either_year():
    # 25 of 37 hours and 44.65 of 52.143 weeks of £24,790 are 14,342.87, so £14,343; of £25,583
    # 14,801.82, so £14,802. National insurance: 0.138 × (14,343 − 9,100) = 723.534, and
    # 0.15 × (14,802 − 5,000) = 1,470.30. Pension 20 %, levy 0.5 %.
    effect = effect_on(a_paid_school(), Y2024, Y2025)
    assert amounts(effect) == {
        "Salary": (14343, 14802),
        "National insurance": (Decimal("723.53"), Decimal("1470.30")),
        "Pension": (Decimal("2868.60"), Decimal("2960.40")),
        "Apprenticeship levy": (Decimal("71.72"), Decimal("74.01")),
    }
    # Added up as shown: 14,343 + 723.53 + 2,868.60 + 71.72 = 18,006.85; 14,802 + 1,470.30 +
    # 2,960.40 + 74.01 = 19,306.71; so 1,299.86 more.
    assert effect.staff_together.more == Decimal("1299.86")
    assert effect.points == {"njc_scp_05": (1, 459)}


def test_adults_of_one_point_are_counted_together():
    staff = [POINT_5, POINT_5.model_copy(update={"staff": "TA2"})]
    effect = effect_on(a_paid_school(staff=staff), Y2024, Y2025)
    assert effect.adults == 2
    assert effect.points == {"njc_scp_05": (2, 918)}


def test_a_cost_as_entered_and_a_vacancy_do_not_follow_the_figures():
    vacancy = a_teaching_assistant("V1", engagement="vacancy", pay_point="5", paid_weeks=44.65)
    effect = effect_on(a_paid_school(staff=[a_teaching_assistant(), vacancy]), Y2024, Y2025)
    assert (effect.adults, effect.as_entered) == (0, 1)
    assert amounts(effect) == {}
    assert effect.staff_together is None


def test_an_adult_whose_point_is_not_known_in_both_years_is_left_out_and_named():
    gone = a_teaching_assistant("TA2", pay_point="2", paid_weeks=44.65)
    effect = effect_on(a_paid_school(staff=[POINT_5, gone]), Y2025, Y2026)
    assert effect.adults == 1
    ((code, why),) = effect.unknown
    assert code == "TA2"
    assert "taken off the spine on 1 April 2026" in why


def test_an_award_of_the_schools_own_is_in_the_cost_of_the_later_year():
    # £26,350 × 25/37 × 44.65/52.143 = 15,245.59, so £15,246: 444 more than £14,802.
    effect = effect_on(a_paid_school(figures=[an_own_figure()]), Y2025, Y2026)
    assert effect.points == {"njc_scp_05": (1, 444)}


def test_premiums_are_the_rate_of_each_pupil_marked_and_blank_where_it_is_not_known():
    pupils = [
        a_pupil(pupil_premium=True),
        a_pupil("P2", pupil_premium=True),
        a_pupil("P3", pupil_premium=True, year_group="8"),
        a_pupil("P4", pupil_premium=True, looked_after=True),
        a_pupil("P5"),
        a_pupil("P6", pupil_premium=True, year_group="N2"),
    ]
    school = a_paid_school(pupils=pupils)
    # 2 × £1,480 and 2 × £1,515; the secondary rate of 2024 has no source.
    assert amounts(effect_on(school, Y2024, Y2025), Way.INCOME) == {
        "Pupil premium, primary": (2960, 3030),
        "Pupil premium, secondary": (None, 1075),
        "Pupil premium plus, looked-after pupils": (2570, 2630),
    }
    later = amounts(effect_on(school, Y2025, Y2026), Way.INCOME)
    assert later["Pupil premium, primary"] == (3030, None)


def test_the_premiums_and_the_threshold_are_englands_alone():
    in_wales = details(pension_percent=20, nation="Wales")
    pupils = [a_pupil(pupil_premium=True, sen_status="E")]
    effect = effect_on(a_paid_school(details=in_wales, pupils=pupils), Y2024, Y2025)
    assert {part.way for part in effect.parts} == {Way.COST}


def test_what_the_school_meets_before_top_up_follows_the_threshold():
    # Two EHCPs at £6,000, and at the £6,500 that the school has entered from April 2026.
    pupils = [a_pupil(sen_status="E"), a_pupil("P2", sen_status="E"), a_pupil("P3")]
    own = [an_own_figure(figure="high_needs_threshold", amount="6500")]
    effect = effect_on(a_paid_school(pupils=pupils, figures=own), Y2025, Y2026)
    assert amounts(effect, Way.OWED) == {"The first part of each EHCP": (12000, 13000)}


def test_a_pupil_who_comes_in_january_does_so_in_either_year():
    # From 1 January 243 of 365 days: 6,000 × 243/365 = 3,994.52.
    pupils = [a_pupil(sen_status="E", starts=dt.date(2027, 1, 1))]
    effect = effect_on(a_paid_school(pupils=pupils), Y2024, Y2025)
    met = Decimal("3994.52")
    assert amounts(effect, Way.OWED) == {"The first part of each EHCP": (met, met)}
