"""A school's own figures are in force before those that come with Evenhand, and are marked."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.errors import ParameterError
from planner.parameters.figure import Status
from planner.parameters.own import own_figures
from planner.parameters.reader import figure, pay_point_salary
from tests.builders import an_own_figure

MARCH, APRIL = dt.date(2026, 3, 31), dt.date(2026, 4, 1)
AUTUMN = dt.date(2026, 9, 1)
AWARD = an_own_figure()


def test_an_award_raises_a_point_from_its_first_day_to_the_pound():
    # 25,583 × 1.03 = 26,350.49
    assert pay_point_salary("5", MARCH, [AWARD]).amount == 25583
    raised = pay_point_salary("5", APRIL, [AWARD])
    assert (raised.amount, raised.status, raised.starts) == (26350, Status.LOCAL, APRIL)
    assert raised.source == "Circular 14 of the council"
    assert raised.note == "£25,583 and the school’s award of 3 % from 1 April 2026."


def test_awards_follow_one_another_each_to_the_pound():
    # Point 4: 25,185 × 1.03 = 25,940.55, so 25,941; 25,941 × 1.025 = 26,589.525, so 26,590. Both at
    # once would be 25,185 × 1.05575 = 26,589.06.
    second = an_own_figure(amount="2.5", starts=dt.date(2027, 4, 1))
    own = [second, AWARD]
    assert pay_point_salary("4", dt.date(2027, 9, 1), own).amount == 26590
    assert pay_point_salary("4", AUTUMN, own).amount == 25941


def test_an_award_of_a_year_that_the_spine_has_is_taken_in_its_place():
    # 24,790 × 1.03 = 25,533.70, in the place of the 3.2 % of that April.
    own = [an_own_figure(starts=dt.date(2025, 4, 1))]
    assert pay_point_salary("5", dt.date(2025, 9, 1), own).amount == 25534


def test_an_award_does_not_bring_back_a_point_that_was_taken_off():
    with pytest.raises(ParameterError, match="taken off the spine"):
        pay_point_salary("2", AUTUMN, [AWARD])


def test_the_schools_own_salary_of_a_point_comes_before_an_award():
    own = [AWARD, an_own_figure(figure="njc_scp_05", amount="26500")]
    assert pay_point_salary("5", AUTUMN, own).amount == 26500


def test_official_statistics_that_were_loaded_say_so_and_are_named():
    own = an_own_figure(
        figure="national_share_hi_of_ehcp_primary",
        amount="2.6",
        source="Census of January 2026",
        link="https://statistics.example/sen",
        official=True,
    )
    (found,) = own_figures([own])["national_share_hi_of_ehcp_primary"]
    assert (found.status, found.unit, found.url) == (Status.LOADED, "percent", own.link)
    assert found.label == (
        "Hearing impairment (HI) as primary need, of pupils with an EHCP, primary schools, England"
    )
    assert found.subject == "National comparison"


def test_a_figure_of_the_schools_own_is_in_force_up_to_its_last_day():
    threshold = "employer_ni_secondary_threshold"
    own = [an_own_figure(figure=threshold, amount="6000", starts=APRIL, ends=AUTUMN)]
    found = figure(threshold, AUTUMN, own)
    assert (found.amount, found.unit, found.status) == (6000, "GBP/year", Status.LOCAL)
    assert found.label == "Employer's national insurance, secondary threshold"
    assert figure(threshold, AUTUMN + dt.timedelta(days=1), own).amount == 5000
    assert figure(threshold, MARCH, own).amount == 5000


def test_one_without_a_last_day_lasts_until_the_next_of_its_name():
    own = [
        an_own_figure(figure="Band 3", amount="5300", starts=APRIL),
        an_own_figure(figure="Band 3", amount="5100", starts=dt.date(2025, 4, 1)),
    ]
    assert figure("Band 3", MARCH, own).amount == 5100
    assert figure("Band 3", MARCH, own).ends == MARCH
    assert figure("Band 3", dt.date(2030, 1, 1), own).amount == 5300
