"""What documents and the picture of the money say of referrals: what they cost, never whose."""

from __future__ import annotations

from planner.charts.money import REFERRALS, flows_by_stream
from planner.documents.pack.money import committed_table
from planner.documents.workbook.lines import OWED, REFERRAL, spending
from planner.optimiser.plan import UNFUNDED
from planner.optimiser.progress import Options
from planner.optimiser.solve import make_plan
from tests.builders import (
    a_budget_line,
    a_referral,
    a_school,
    a_stream,
    a_teaching_assistant,
    three_terms,
)

# £390 of a line and £420 + £60.50 of referrals; general money holds 800, and nobody else may pay.
SCHOOL = a_school(
    terms=three_terms()[:1],
    needs=[],
    staff=[a_teaching_assistant("A", engagement="agency", contract_hours=None, hourly_cost="20")],
    funding=[a_stream(amount="800")],
    budget_lines=[a_budget_line()],
    referrals=[a_referral(cost="420"), a_referral("R2", cost="60.50"), a_referral("R3", cost=None)],
)


def test_a_pack_gives_the_referrals_as_one_cost_among_what_is_owed():
    assert committed_table(SCHOOL).rows == (
        ("Licences", "", 390.0),
        ("Referrals to services", "Referrals", 480.5),
        ("All", "", 870.5),
    )


def test_a_plan_shows_referrals_as_owed_and_where_their_money_comes_from():
    plan = make_plan(SCHOOL, Options(gap=1e-6, time_limit=20))

    rows = [row for row in spending(SCHOOL, plan).rows if row[1] == REFERRAL]
    assert {(row[3], row[4], row[6]) for row in rows} == {(REFERRAL, OWED, "P1")}
    # Of 390 + 420 + 60.50 = 870.50 there are 70.50 for which no money is left.
    flows = {(flow.source, flow.use): flow.amount for flow in flows_by_stream(SCHOOL, plan)}
    assert sum(flows.values()) == 870.5
    assert plan.summary.unfunded == sum(
        row.amount for row in plan.spending if row.stream == UNFUNDED
    )
    assert sum(amount for (_, use), amount in flows.items() if use == REFERRALS) == 480.5
