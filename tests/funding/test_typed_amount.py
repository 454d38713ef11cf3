"""A year's amount from what somebody typed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from planner.errors import InputError
from planner.funding.typed_amount import Basis, Figure, Typed, worked_out
from planner.periods import AcademicYear
from tests.builders import three_terms

YEAR = AcademicYear(2026)


def typed(basis, **how):
    dates = {name: how.pop(name) for name in ("starts", "ends") if name in how}
    return Typed(basis, {Figure[name.upper()]: text for name, text in how.items()}, **dates)


@pytest.mark.parametrize(
    ("what", "amount"),
    [
        # All of the year.
        (typed(Basis.BAND_BY_DAYS, annual="£6,500"), "6500.00"),
        # From 1 January 2027: 243 of 365 days. 7300 × 243 / 365 = 4860.
        (typed(Basis.BAND_BY_DAYS, annual="7300", starts=dt.date(2027, 1, 1)), "4860.00"),
        # The last two terms: 25 of 39 weeks. 3900 × 25 / 39 = 2500.
        (typed(Basis.BAND_BY_WEEKS, annual="3,900", starts=dt.date(2027, 1, 1)), "2500.00"),
        # 15.50 × 10 × 39 = 6045.
        (typed(Basis.HOURLY_BY_TEACHING, rate="£15.50", hours="10"), "6045.00"),
        # 15.50 × 10 × 44.65 = 6920.75.
        (typed(Basis.HOURLY_BY_PAID, rate="15.5", hours="10", paid_weeks="44.65"), "6920.75"),
        # 42.50 × 95 = 4037.50, whatever the dates.
        (
            typed(Basis.DAILY, daily_rate="£42.50", days="95", starts=dt.date(2027, 1, 1)),
            "4037.50",
        ),
    ],
)
def test_an_amount_is_worked_out_from_text(what, amount):
    found = worked_out(what, three_terms(), YEAR)
    assert found.amount == Decimal(amount)
    assert found.sum.endswith(f"£{Decimal(amount):,}")


def test_every_fault_is_told_by_the_label_of_what_was_typed():
    with pytest.raises(InputError) as refused:
        worked_out(typed(Basis.HOURLY_BY_TEACHING, rate="ten", hours="70"), three_terms(), YEAR)
    assert [(fault.column, fault.what) for fault in refused.value.problems] == [
        (Figure.RATE.value, "is 'ten'"),
        (Figure.HOURS.value, "is '70', which is out of range"),
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "told"),
    [
        (dt.date(2027, 3, 1), dt.date(2027, 2, 1), "is before the first day"),
        (dt.date(2028, 3, 1), None, "are not in the year 2026/27"),
    ],
)
def test_dates_that_pay_for_nothing_are_told(starts, ends, told):
    what = typed(Basis.BAND_BY_DAYS, annual="100", starts=starts, ends=ends)
    with pytest.raises(InputError, match=told):
        worked_out(what, three_terms(), YEAR)


def test_weeks_need_terms_and_days_do_not():
    with pytest.raises(InputError, match="has no terms"):
        worked_out(typed(Basis.BAND_BY_WEEKS, annual="100"), (), YEAR)
    assert worked_out(typed(Basis.BAND_BY_DAYS, annual="100"), (), YEAR).amount == 100


def test_it_is_blank_until_everything_needed_is_typed():
    assert typed(Basis.HOURLY_BY_TEACHING, rate="15").is_blank
    assert typed(Basis.HOURLY_BY_TEACHING, rate="15", hours=" ").is_blank
    assert not typed(Basis.HOURLY_BY_TEACHING, rate="15", hours="10").is_blank


def test_every_basis_says_how_it_counts():
    assert all(basis.rule.endswith(".") for basis in Basis)
