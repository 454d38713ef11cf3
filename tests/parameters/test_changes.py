"""What differs between two years is told, and what is not known in one of them is not guessed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from planner.parameters.changes import changes_between
from planner.periods import AcademicYear
from tests.builders import an_own_figure

Y2024, Y2025, Y2026 = (AcademicYear(first) for first in (2024, 2025, 2026))


def changed(earlier, later, own=()):
    return {change.name: change for change in changes_between(earlier, later, own)}


def test_the_figures_of_the_first_day_of_each_year_are_compared():
    # National insurance changed on 6 April 2025, within the school year 2024/25.
    found = changed(Y2024, Y2025)
    assert found["employer_ni_rate"].difference == Decimal("1.2")
    assert found["employer_ni_secondary_threshold"].difference == -4100
    assert found["njc_scp_05"].difference == 793
    assert found["pupil_premium_primary"].difference == 35


def test_what_is_the_same_in_both_years_is_left_out():
    assert "high_needs_threshold" not in changed(Y2024, Y2025)
    assert "employer_ni_rate" not in changed(Y2025, Y2026)
    assert changed(Y2025, Y2025) == {}


def test_a_figure_that_is_not_known_any_more_is_told_with_what_is_missing():
    premium = changed(Y2025, Y2026)["pupil_premium_primary"]
    assert (premium.earlier.amount, premium.later, premium.difference) == (1515, None, None)
    assert premium.missing == "The rates of April 2026 were published but not found."


def test_a_figure_that_was_not_known_before_is_told_with_the_reason():
    premium = changed(Y2024, Y2025)["pupil_premium_secondary"]
    assert (premium.earlier, premium.later.amount) == (None, 1075)
    assert premium.missing.startswith("No source was found for the secondary rate")


def test_an_award_of_the_schools_own_changes_every_point_that_is_left():
    # Point 25: 36,363 × 1.03 = 37,453.89, so 1,091 more. Point 2 was taken off.
    found = changed(Y2025, Y2026, [an_own_figure()])
    points = [name for name in found if name.startswith("njc_scp")]
    assert len(points) == 24
    assert found["njc_scp_25"].difference == 1091
    assert found["njc_scp_02"].later is None


def test_a_figure_that_the_school_alone_knows_is_compared_too():
    own = [
        an_own_figure(figure="Band 3", amount="5100", starts=dt.date(2025, 4, 1)),
        an_own_figure(figure="Band 3", amount="5300"),
    ]
    assert changed(Y2025, Y2026, own)["Band 3"].difference == 200
