"""Money and hours for whoever may not see what is about few pupils or one adult."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.charts.adults_chart import adults_hours
from planner.charts.leadership.adults import adults_for
from planner.charts.leadership.audience import Audience
from planner.charts.leadership.money import flows_for, money_for
from planner.charts.money_chart import OTHER_SOURCE, OTHER_USE, money_flow
from planner.optimiser.plan import Spending, StreamUse
from tests.builders import a_pupil, a_stream
from tests.charts.small_plan import small_plan, small_school

VIEWER = Audience(sees_all=False, fewest_shown=3)


def with_a_top_up():
    """A top-up of £730 for P1 pays for part of the support."""
    only = ("pupil:P1",)
    grant = a_stream("GRANT", kind="grant", amount="100")
    funding = [a_stream(), a_stream("T", kind="top_up", amount="730", restricted_to=only), grant]
    paid = Spending(
        stream="T",
        cost_item="TA1",
        kind="employed",
        provision="S1",
        pupil="P1",
        term="T1",
        amount="730",
    )
    plan = small_plan()
    left = StreamUse(stream="GRANT", amount="100", spent="0", unspent="100")
    plan = replace(plan, spending=(paid, *plan.spending), funding=(*plan.funding, left))
    return small_school(funding=funding), plan


def test_whoever_sees_all_sees_what_the_plan_page_shows():
    school, plan = with_a_top_up()
    assert money_for(school, plan).table == money_flow(school, plan).table
    assert adults_for(school, plan).table == adults_hours(school, plan).table


def test_money_for_few_pupils_goes_with_other_money_and_no_pound_is_lost():
    school, plan = with_a_top_up()
    every, shown = flows_for(school, plan), flows_for(school, plan, VIEWER)
    assert sum(flow.amount for flow in shown) == pytest.approx(sum(one.amount for one in every))
    assert "Top-up funding" not in {flow.source for flow in shown}
    # The smallest other money goes with it, so that the rest does not give it away.
    assert "Grants" not in {flow.source for flow in shown}
    assert OTHER_SOURCE in {flow.source for flow in shown}


def test_money_that_comes_by_the_head_does_not_tell_how_few_there_are():
    # Two looked-after pupils' premium could be divided by what there is for each.
    streams = [
        a_stream(),
        a_stream("L", kind="looked_after_premium", amount="5260"),
        a_stream("G", kind="grant", amount="100"),
    ]
    pupils = [a_pupil(code, looked_after=True) for code in ("P1", "P2")]
    school = small_school(funding=streams, pupils=pupils)
    left = [StreamUse(stream=one, amount="1", spent="0", unspent="1") for one in ("L", "G")]
    plan = replace(small_plan(), funding=(*small_plan().funding, *left))
    sources = {flow.source for flow in flows_for(school, plan, VIEWER)}
    assert not {"Pupil premium plus", "Grants"} & sources


def test_provision_for_few_pupils_is_not_named():
    school, plan = with_a_top_up()
    uses = {flow.use for flow in flows_for(school, plan, VIEWER)}
    assert "In-class support" not in uses
    assert OTHER_USE in uses


def test_hours_are_those_of_all_adults_over_the_year():
    picture = adults_for(small_school(), small_plan(), replace(VIEWER, fewest_shown=1))
    # 3.5 × 14 + 1.5 × 25 = 86.5 hours of 20 × 39 = 780; 1.5 × 39 = 58.5 are P1's statutory hours.
    assert dict(picture.table.rows) == pytest.approx(
        {"Statutory": 58.5, "Chosen": 28.0, "Not used": 693.5}
    )
    # 86.5 and 693.5 are rounded to even numbers.
    assert picture.title == "Adults work 86 hours with pupils in the year; 694 are not used"


def test_the_hours_of_few_adults_are_not_shown():
    picture = adults_for(small_school(), small_plan(), VIEWER)
    assert (picture.figure, picture.table.rows) == (None, ())
