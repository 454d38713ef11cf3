"""What each EHCP brings and costs, without saying whose it is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from planner.charts.leadership.audience import Audience
from planner.charts.leadership.ehcps import _letters, ehcp_money
from tests.builders import a_pupil, a_stream
from tests.charts.small_plan import small_plan, small_school

VIEWER = Audience(sees_all=False, fewest_shown=5)


def top_up(pupil, amount):
    return a_stream(f"T-{pupil}", kind="top_up", amount=amount, restricted_to=(f"pupil:{pupil}",))


def with_two():
    """P1 has a top-up of £500 and P2, who has an EHCP now, one of £2,000."""
    return small_school(
        pupils=[a_pupil(sen_status="E"), a_pupil("P2", sen_status="E")],
        funding=[a_stream(), top_up("P1", "500"), top_up("P2", "2000")],
    )


def a_plan():
    """P1 costs £20 × 1.5 × 39 = £1,170; P2 £8,100 where one of the terms costs so much."""
    plan = small_plan()
    rows = [
        row.model_copy(update={"cost": Decimal(8100)}) if row.pupil == "P2" else row
        for row in plan.allocations
    ]
    return replace(plan, allocations=tuple(rows))


def test_each_ehcp_brings_its_threshold_and_top_up_and_costs_its_support():
    picture = ehcp_money(with_two(), a_plan())
    # P2: 8,100 − (6,000 + 2,000) = 100 beyond; P1: 1,170 − 6,500 = −5,330.
    assert picture.table.rows == (
        ("EHCP A", 6000.0, 2000.0, 8000.0, 8100.0, 100.0),
        ("EHCP B", 6000.0, 500.0, 6500.0, 1170.0, -5330.0),
        ("All EHCPs", 12000.0, 2500.0, 14500.0, 9270.0, -5230.0),
    )
    assert picture.title == (
        "1 of 2 EHCPs costs more than the EHCP brings; together they bring £14,500 and the support "
        "planned for them costs £9,270"
    )


def test_the_chart_sets_the_cost_beside_what_comes_in():
    drawn = ehcp_money(with_two(), a_plan()).figure.to_dict()
    first, top, cost, beyond = drawn["data"]
    assert [list(one["x"]) for one in (first, top, cost, beyond)] == [
        [6000.0, 6000.0],
        [2000.0, 500.0],
        [8000.0, 1170.0],
        [100.0, 0.0],
    ]
    assert (list(top["base"]), list(beyond["base"])) == ([6000.0, 6000.0], [8000.0, 1170.0])
    labels = [note["text"] for note in drawn["layout"]["annotations"]]
    assert labels == ["£100 more", "£5.3k less"]


def test_a_school_without_ehcps_has_nothing_to_compare():
    picture = ehcp_money(small_school(pupils=[a_pupil(), a_pupil("P2")]), a_plan())
    assert picture.figure is None
    assert picture.title.startswith("No pupil has an EHCP")


@pytest.mark.parametrize(("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (53, "BB")])
def test_letters_go_on_after_z(place, letters):
    assert _letters(place) == letters


def with_five():
    codes = [f"P{number}" for number in range(1, 6)]
    return small_school(
        pupils=[a_pupil(code, sen_status="E") for code in codes],
        funding=[a_stream(), *(top_up(code, "1000") for code in codes)],
    )


def test_a_viewer_sees_all_top_ups_against_all_support_and_nothing_that_tells_how_many():
    picture = ehcp_money(with_five(), a_plan(), VIEWER)
    assert picture.table.rows == (("Top-up", 5000.0), ("Planned support", 9270.0))
    assert picture.title == (
        "Top-ups bring £5,000; the support of pupils with an EHCP costs £9,270"
    )
    assert "30,000" not in f"{picture}"


def test_a_viewer_sees_no_money_of_few_pupils():
    picture = ehcp_money(with_two(), a_plan(), VIEWER)
    assert (picture.figure, picture.table.rows) == (None, ())
    assert "£" not in picture.title


def test_nobody_is_named():
    picture = ehcp_money(with_two(), a_plan())
    assert not {"P1", "P2"} & set(f"{picture} {picture.figure.to_json()}".split('"'))
    assert "P2" not in f"{picture.table} {picture.title} {picture.alternative}"
