"""Money told apart by its use, to the penny."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.charts.money import NOT_WITH_PUPILS, REFERRALS
from planner.documents.papers.every_pound import every_pound, in_pence, sums_by, total_of
from planner.documents.papers.given import given_in, parts_of
from planner.optimiser.plan import Spending
from planner.school.codes import Strand
from tests.charts.small_plan import small_plan, small_school
from tests.optimiser.checks.small_plan import the_plan, the_school


def test_a_pound_among_three_is_whole_pence_and_the_first_has_the_penny_that_is_left():
    found = in_pence(Decimal("1.00"), {"a": 1.0, "b": 1.0, "c": 1.0})
    assert found == {"a": Decimal("0.34"), "b": Decimal("0.33"), "c": Decimal("0.33")}


def test_the_penny_that_is_left_goes_to_who_lost_most_of_one():
    # 10p by 1 to 2 is 3.33 and 6.67: the second lost 0.67 of a penny, the first 0.33.
    found = in_pence(Decimal("0.10"), {"a": 1.0, "b": 2.0})
    assert found == {"a": Decimal("0.03"), "b": Decimal("0.07")}


def test_without_any_weight_all_have_the_same():
    assert in_pence(Decimal(5), {"a": 0.0, "b": 0.0}) == {"a": Decimal("2.5"), "b": Decimal("2.5")}


@given(
    st.decimals(0, 300_000, places=2),
    st.lists(st.floats(0, 1e6), min_size=1, max_size=30),
)
def test_the_parts_are_always_the_whole_and_none_is_negative(amount, weights):
    parts = in_pence(amount, dict(enumerate(weights)))
    assert sum(parts.values()) == amount
    assert min(parts.values()) >= 0
    assert {part.as_tuple().exponent for part in parts.values()} == {-2}


def test_a_salary_goes_to_provision_by_the_hours_given_to_it():
    uses = sums_by(every_pound(the_school(), the_plan()), lambda one: one.provision or one.heading)
    # TA1 gives the group 1.5 h × 20 weeks × £20 = 600, of which 75 + 75 + 75 + 75 + 150 are paid
    # by money for it; in class 1.5 h × 10 weeks × £20 = 300, of which 150 are. So 150 each of the
    # 1,400 that general money pays, and 1,100 are time not with pupils, with 66 and 750 of bought
    # time. Materials of the group are 5 + 5 + 10 + 10 + 20 + 30 = 80.
    assert uses == {
        "GROUP": 450 + 150 + 80,
        "INCLASS": 150 + 150 + 150 + 100,
        "SALT": 1000,
        "TABLET": 100,
        NOT_WITH_PUPILS: 1100 + 66 + 750,
        "Budget lines": 260,
    }


def test_every_pound_is_there_once_and_each_stream_spends_what_the_plan_says():
    plan = the_plan()
    spent = every_pound(the_school(), plan)
    assert total_of(spent) == plan.summary.committed_cost + plan.summary.planned_cost
    streams = sums_by(spent, lambda one: one.stream)
    assert streams == {row.stream: row.spent for row in plan.funding}


def test_a_referral_is_no_time_and_no_budget_line():
    row = Spending(
        stream="GENERAL", cost_item="R1", kind="service", pupil="P1", term="T1", amount="500"
    )
    spent = every_pound(small_school(), replace(small_plan(), spending=(row,)))
    assert [one.heading for one in spent] == [REFERRALS]


def test_a_provision_is_shared_among_its_pupils_as_their_places_cost():
    found = {one.provision.provision: one for one in given_in(the_school(), the_plan())}
    # P1’s places in class cost 150 + 150, P2’s 100: three quarters of 550.
    shares = Counter()
    for part in found["INCLASS"].parts:
        shares[part.pupil] += part.cost
    assert shares == {"P1": Decimal("412.50"), "P2": Decimal("137.50")}


def test_what_a_pupil_has_is_divided_among_what_it_helps_with_by_how_much():
    by_strand = Counter()
    for part in parts_of(given_in(the_school(), the_plan())):
        by_strand[part.strand] += part.cost
    # The group 680 and therapy 1,000 help with language, in class 550 and the tablet 100 with
    # access; nothing is given for hearing.
    assert by_strand == {Strand.LANGUAGE: 1680, Strand.ACCESS: 650}


@pytest.mark.parametrize("figure", ["hours", "adult_hours", "cost"])
def test_the_parts_of_a_provision_are_all_of_it(figure):
    for one in given_in(the_school(), the_plan()):
        assert sum(getattr(part, figure) for part in one.parts) == pytest.approx(
            float(getattr(one, figure))
        )
