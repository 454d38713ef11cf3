"""Bands and rates that a school has entered can stand for what its authority pays."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.funding.own_rates import own_rates
from planner.funding.typed_amount import Basis
from planner.periods import AcademicYear
from tests.builders import an_own_figure

YEAR = AcademicYear(2026)
OWN = [
    an_own_figure(figure="Band 3", amount="5100", starts=dt.date(2025, 4, 1)),
    an_own_figure(figure="Band 3", amount="5300", unit="GBP/pupil/year"),
    an_own_figure(figure="Hour", amount="15.50", unit="£ an hour"),
    an_own_figure(figure="Weekly hour", amount="640", unit="GBP/weekly hour/year"),
    an_own_figure(figure="Day", amount="119", unit="pounds a day"),
    an_own_figure(figure="top_up_telford_band_12", amount="4300"),
    an_own_figure(figure="Old band", ends=dt.date(2026, 8, 31)),
    an_own_figure(figure="A share", unit="percent"),
    an_own_figure(),
    an_own_figure(figure="njc_scp_05", amount="26500"),
    an_own_figure(figure="lgps_employer_rate", amount="21"),
]


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        # The earlier amount of band 3 ended on 31 March 2026, before the year.
        (Basis.BAND_BY_DAYS, [("Band 3", 5300), ("top_up_telford_band_12", 4300)]),
        (Basis.BAND_BY_WEEKS, [("Band 3", 5300), ("top_up_telford_band_12", 4300)]),
        (Basis.HOURLY_BY_TEACHING, [("Hour", 15.5)]),
        (Basis.HOURLY_BY_PAID, [("Hour", 15.5)]),
        (Basis.WEEKLY_HOURS, [("Weekly hour", 640)]),
        (Basis.DAILY, [("Day", 119)]),
    ],
)
def test_a_basis_is_offered_what_is_in_force_and_in_its_unit(basis, expected):
    assert [(one.name, one.amount) for one in own_rates(OWN, basis, YEAR)] == expected


def test_a_band_that_changes_in_the_year_is_offered_twice():
    own = [
        an_own_figure(figure="Band 3", amount=5300 + year, starts=dt.date(year, 4, 1))
        for year in (2026, 2027)
    ]
    assert len(own_rates(own, Basis.BAND_BY_DAYS, YEAR)) == 2
