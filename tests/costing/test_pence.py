from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from planner.costing.pence import in_pence, shared_out, to_the_penny


def pounds(*amounts):
    return tuple(map(Decimal, amounts))


def test_half_a_penny_is_rounded_up():
    assert to_the_penny(Decimal("0.125")) == Decimal("0.13")


def test_the_pennies_left_go_to_the_parts_that_were_rounded_down_the_most():
    # 1.00 by 1 : 2 : 4 is 14.28…, 28.57… and 57.14… pence; 14 + 28 + 57 leaves one penny.
    assert shared_out(Decimal(1), (1, 2, 4)) == pounds("0.14", "0.29", "0.57")


def test_of_equal_parts_the_earlier_gets_the_penny():
    assert shared_out(Decimal("0.02"), (1, 1, 1)) == pounds("0.01", "0.01", "0.00")


def test_an_amount_below_nothing_is_shared_to_the_penny_too():
    assert sum(shared_out(Decimal("-1.00"), (1, 1, 1))) == -1


def test_nothing_is_shared_where_nothing_has_weight():
    assert shared_out(Decimal(5), (0, 0)) == pounds(0, 0)


@given(
    st.decimals(0, 10**6, places=2),
    st.lists(st.integers(0, 366), min_size=1, max_size=12).filter(any),
)
def test_no_penny_is_lost_or_made_and_no_part_is_a_penny_from_its_share(amount, weights):
    parts = shared_out(amount, weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - amount * weight / sum(weights)) < Decimal("0.01")


def test_amounts_in_pence_add_up_to_their_total_in_pence():
    # 1.005 + 2.005 + 3 = 6.01: what the first is rounded up by, the second makes up.
    assert in_pence([Decimal("1.005"), Decimal("2.005"), Decimal(3)]) == (
        Decimal("1.01"),
        Decimal("2.00"),
        Decimal("3.00"),
    )
    assert in_pence([]) == ()
