from __future__ import annotations

import datetime as dt
from decimal import Decimal

from planner.funding.threshold import first_part_of, if_more_are_agreed, threshold_of
from planner.periods import AcademicYear
from tests.builders import a_pupil, a_school, a_stream, details

NOTIONAL = a_stream("NOTIONAL", kind="notional_sen", amount="20000")


def an_ehcp(pupil, **facts):
    return a_pupil(pupil, sen_status="E", **facts)


def top_up(stream, amount, *pupils):
    restricted_to = tuple(f"pupil:{pupil}" for pupil in pupils)
    return a_stream(stream, kind="top_up", amount=amount, restricted_to=restricted_to)


def test_the_school_meets_the_threshold_of_each_pupil_with_an_ehcp_and_of_nobody_else():
    found = threshold_of(
        a_school(pupils=[an_ehcp("P1"), a_pupil("P2"), an_ehcp("P3")], funding=[NOTIONAL])
    )
    # 2 × 6,000 of 20,000
    assert [one.pupil.pupil for one in found.pupils] == ["P1", "P3"]
    assert (found.school_meets, found.notional, found.left) == (12000, 20000, 8000)
    assert not found.is_cut_by_days


def test_the_threshold_is_the_schools_own():
    school = a_school(pupils=[an_ehcp("P1")], details=details(high_needs_threshold="6500"))
    assert threshold_of(school).school_meets == 6500


def test_a_pupil_who_joins_counts_by_the_days_on_roll():
    # From 1 January 243 of 365 days: 6,000 × 243/365 = 3,994.520…
    found = threshold_of(a_school(pupils=[an_ehcp("P1", starts="2027-01-01")]))
    assert found.pupils[0].days_on_roll == 243
    assert found.school_meets == Decimal("3994.52")
    assert found.is_cut_by_days


def test_a_pupil_who_has_left_before_the_year_does_not_count():
    assert threshold_of(a_school(pupils=[an_ehcp("P1", leaves="2026-07-21")])).pupils == ()


def test_top_ups_stand_beside_the_pupils_they_name():
    # 100.01 for two pupils is 50.01 and 50.00.
    streams = [NOTIONAL, top_up("A", "100.01", "P1", "P2"), top_up("B", "2000", "P2")]
    found = threshold_of(a_school(pupils=[an_ehcp("P1"), an_ehcp("P2")], funding=streams))
    assert [one.top_up for one in found.pupils] == [Decimal("50.01"), Decimal("2050.00")]
    assert found.pupils[1].together == 8050
    assert found.top_up == Decimal("2100.01")


def test_a_top_up_that_names_nobody_stands_beside_nobody():
    found = threshold_of(a_school(pupils=[an_ehcp("P1")], funding=[top_up("A", "500")]))
    assert found.top_up == 0


def test_a_school_without_a_notional_budget_has_nothing_to_compare_with():
    found = threshold_of(a_school(pupils=[an_ehcp("P1")]))
    assert (found.notional, found.left) == (None, None)


JANUARY = dt.date(2027, 1, 1)


def test_plans_that_are_pending_count_by_days_from_when_they_are_agreed():
    found = threshold_of(a_school(pupils=[an_ehcp("P1")], funding=[NOTIONAL]))
    more = if_more_are_agreed(found, AcademicYear(2026), 3, JANUARY)
    # 6,000 × 243/365 = 3,994.52 each; 3 × 3,994.52 = 11,983.56; 20,000 − 6,000 − 11,983.56.
    assert (more.days, more.each, more.school_meets) == (
        243,
        Decimal("3994.52"),
        Decimal("11983.56"),
    )
    assert more.left == Decimal("2016.44")


def test_plans_that_are_agreed_from_the_first_day_count_in_full_and_after_the_year_not_at_all():
    found = threshold_of(a_school(pupils=[an_ehcp("P1")]))
    year = AcademicYear(2026)
    assert if_more_are_agreed(found, year, 2, year.starts).school_meets == 12000
    assert if_more_are_agreed(found, year, 2, dt.date(2027, 9, 1)).school_meets == 0
    assert if_more_are_agreed(found, year, 2, year.starts).left is None


def test_the_first_part_of_one_pupil_is_worked_out_whatever_the_status():
    joins = a_pupil("P2", starts=dt.date(2027, 3, 2))
    school = a_school(
        pupils=[a_pupil(), joins],
        funding=[
            a_stream(),
            a_stream("TOP", amount="900", kind="top_up", restricted_to="pupil:P2"),
        ],
    )
    assert first_part_of(school, "P1").school_meets == 6000
    # 2 March to 31 August is 30 + 30 + 31 + 30 + 31 + 31 = 183 of 365 days: 6,000 × 183 / 365.
    found = first_part_of(school, "P2")
    assert (found.days_on_roll, found.school_meets) == (183, Decimal("3008.22"))
    assert found.top_up == 900
