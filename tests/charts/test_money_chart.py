from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from planner.charts.money import (
    NO_MONEY,
    NOT_SPENT,
    NOT_WITH_PUPILS,
    Flow,
    flows_by_kind,
    flows_by_stream,
    gathered,
)
from planner.charts.money_chart import MOST_LINKS, money_flow
from planner.optimiser.plan import Spending
from tests.builders import a_stream
from tests.charts.small_plan import small_plan, small_school

# £20 × (3.5 × 14 + 1.5 × 12 + 1.5 × 13) hours
WITH_PUPILS = 1730.0


def uses(flows):
    return {flow.use: flow.amount for flow in flows}


def test_a_salary_goes_to_provision_by_the_hours_given_to_it():
    assert uses(flows_by_stream(small_school(), small_plan())) == pytest.approx(
        {"In-class support": WITH_PUPILS, NOT_WITH_PUPILS: 19500 - WITH_PUPILS, NOT_SPENT: 5500}
    )


def test_every_pound_of_a_stream_goes_somewhere():
    assert sum(uses(flows_by_stream(small_school(), small_plan())).values()) == pytest.approx(25000)


def test_what_restricted_money_already_paid_is_not_paid_again():
    plan = small_plan()
    paid = Spending(
        stream="TOPUP",
        cost_item="TA1",
        kind="employed",
        provision="S1",
        pupil="P1",
        term="T1",
        amount="730",
    )
    rest = plan.spending[0].model_copy(update={"amount": Decimal(6270)})
    plan = replace(plan, spending=(paid, rest, *plan.spending[1:]))
    school = small_school(
        funding=[a_stream(), a_stream("TOPUP", kind="top_up", restricted_to=("pupil:P1",))]
    )
    found = {(flow.source, flow.use): flow.amount for flow in flows_by_kind(school, plan)}
    assert found["Top-up funding", "In-class support"] == pytest.approx(730)
    assert found["Other income", "In-class support"] == pytest.approx(WITH_PUPILS - 730)


def test_what_nobody_pays_is_named():
    owed = Spending(stream="UNFUNDED", cost_item="L1", kind="line", term="T1", amount=Decimal(100))
    plan = replace(small_plan(), spending=(owed,))
    assert Flow(NO_MONEY, "Budget lines", 100.0) in flows_by_kind(small_school(), plan)


def test_no_more_links_are_drawn_than_can_be_followed_and_no_pound_is_lost():
    flows = [
        Flow(f"stream {source}", f"provision {use}", 10.0 * source + use)
        for source in range(1, 9)
        for use in range(1, 12)
    ]
    shown = gathered(flows, MOST_LINKS, "Other provision", "Other money")
    assert len(shown) <= MOST_LINKS
    assert sum(flow.amount for flow in shown) == pytest.approx(sum(flow.amount for flow in flows))
    assert "Other money" in {flow.source for flow in shown} or "Other provision" in uses(shown)


def test_what_is_left_and_what_has_no_money_is_never_gathered():
    flows = [Flow(f"stream {source}", NOT_SPENT, 1.0) for source in range(30)]
    flows += [Flow(NO_MONEY, f"provision {use}", 1.0) for use in range(30)]
    shown = gathered(flows, MOST_LINKS, "Other provision", "Other money")
    assert NOT_SPENT in uses(shown)
    assert NO_MONEY in {flow.source for flow in shown}


def test_few_flows_are_left_as_they_are():
    flows = [Flow("stream", "provision", 1.0)]
    assert gathered(flows, MOST_LINKS, "Other provision", "Other money") == flows


def test_the_title_names_what_takes_the_most():
    # 1,730 of 19,500 is 8.9 %.
    assert money_flow(small_school(), small_plan()).title == (
        "In-class support takes the most: £1,730, 8.9 % of what is spent"
    )


def test_money_runs_from_left_to_right_with_its_amounts_in_the_labels():
    (trace,) = money_flow(small_school(), small_plan()).figure.to_dict()["data"]
    assert trace["type"] == "sankey"
    assert list(trace["node"]["label"]) == [
        "Other income: £25k",
        "Paid time not with pupils: £18k",
        "In-class support: £1.7k",
        "Not spent: £5.5k",
    ]
    assert list(trace["link"]["source"]) == [0, 0, 0]
    assert sum(trace["link"]["value"]) == pytest.approx(25000)


def test_the_table_has_every_flow_and_the_alternative_the_largest():
    shown = money_flow(small_school(), small_plan())
    assert sum(row[2] for row in shown.table.rows) == pytest.approx(25000)
    assert shown.alternative.startswith(
        "Flow of money, largest first: £17,770 from Other income to Paid time not with pupils, "
    )


def test_a_plan_without_money_has_a_sentence_and_no_chart():
    plan = replace(small_plan(), spending=(), funding=())
    shown = money_flow(small_school(), plan)
    assert shown.figure is None
    assert shown.title == "No money goes to provision"
