from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from planner.charts import views
from planner.charts.answer import answer_of
from planner.optimiser.plan import Spending
from tests.builders import a_stream, a_support, details
from tests.charts.small_plan import small_plan, small_school

SCHOOL, PLAN = small_school(), small_plan()


def test_pupils_with_a_shortfall_come_first_with_what_they_get_and_cost():
    first, second = views.by_pupil(SCHOOL, PLAN).rows
    # £20 × 1.5 hours × 39 weeks; £20 × 2 × 14, which are 28 hours in 39 weeks.
    assert first == ("P1", "4", "EHCP", "0 of 1", 50.0, 100.0, 1.5, 1170.0)
    assert second[:5] == ("P2", "4", "SEN Support", "–", 0.0)
    assert second[5:] == pytest.approx((100 * 14 / 97.5, 28 / 39, 560.0))


def test_a_pupil_without_a_need_that_could_be_served_has_a_blank():
    rows = views.by_pupil(SCHOOL, small_plan(unserved_needs=("N2",))).rows
    assert rows[1][4:6] == (None, None)


def test_one_pupils_lines_name_the_adults():
    rows = views.lines_of_pupil(SCHOOL, PLAN, "P2").rows
    assert rows == (("In-class support", "T1", 2.0, 14.0, "", "TA1", 560.0),)


def test_an_adults_lines_name_the_pupils():
    rows = views.by_adult(SCHOOL, PLAN).rows
    assert [row[3:] for row in rows] == [
        ("T1", "In-class support", 3.5, "", "P1, P2"),
        ("T2", "In-class support", 1.5, "", "P1"),
        ("T3", "In-class support", 1.5, "", "P1"),
    ]


def test_a_provision_is_shown_with_its_reach_and_cost():
    # 58.5 + 28 hours at £20.
    assert views.by_provision(SCHOOL, PLAN).rows == (
        ("In-class support", "support", 2, None, 86.5, 86.5, 1730.0, 865.0),
    )


def test_a_stream_is_shown_with_what_it_may_pay_and_did():
    assert views.by_stream(SCHOOL, PLAN).rows == (
        (
            "SEN budget",
            "anything",
            25000.0,
            19500.0,
            5500.0,
            "Paid time not with pupils £17,770; In-class support £1,730",
        ),
    )


def test_what_has_no_money_stands_last_among_the_streams():
    owed = Spending(stream="UNFUNDED", cost_item="L1", kind="line", term="T1", amount="100")
    plan = replace(small_plan(unfunded=Decimal(100)), spending=(*small_plan().spending, owed))
    assert views.by_stream(SCHOOL, plan).rows[-1] == (
        "No money found",
        "–",
        0.0,
        100.0,
        0.0,
        "Budget lines £100",
    )


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("pupil:P1", "pupil P1"),
        ("ehcp", "pupils with an EHCP"),
        ("tier:targeted_plus", "targeted plus provision"),
        ("provision:S1", "In-class support"),
        ("strand:fine_motor", "needs in fine motor"),
    ],
)
def test_what_restricted_money_may_pay_is_said_in_words(entry, words):
    assert views.may_pay(a_stream(restricted_to=(entry,)), SCHOOL) == words


def test_what_is_not_met_says_what_was_asked_and_why():
    assert views.not_met(SCHOOL, PLAN).rows == (
        (
            "P1",
            "Section F 3.2",
            "2 hours a week",
            "1.5",
            "0.5 hours a week",
            19.5,
            "Only TA1 signs and has 1.5 hours a week.",
        ),
    )


def test_needs_that_nothing_serves_are_listed():
    rows = views.nothing_serves(SCHOOL, small_plan(unserved_needs=("N2",))).rows
    assert rows == (("P2", "4", "Literacy", 3, 2.5),)


def test_every_table_has_as_many_cells_as_headings_and_says_what_it_holds():
    answer = answer_of(SCHOOL, PLAN)
    tables = [
        answer.by_pupil,
        answer.by_adult,
        answer.by_provision,
        answer.by_stream,
        answer.not_met,
        answer.nothing_serves,
        answer.totals,
        answer.changes,
        answer.coverage.table,
        answer.money.table,
        answer.adults.table,
    ]
    for table in tables:
        assert table.says.endswith(".")
        assert all(len(row) == len(table.columns) for row in table.rows), table.name
        titles = [column.title for column in table.columns]
        assert len(set(titles)) == len(titles)


# Beside the local authority's rate

WITH_RATE = small_school(details=details(la_hourly_rate="15"))


def test_with_a_rate_every_cost_of_a_pupil_has_both_ledgers():
    table = views.by_pupil(WITH_RATE, PLAN)
    assert [column.title for column in table.columns[-2:]] == [
        "The authority’s rate pays (£ a year)",
        "Cost beyond that (£ a year)",
    ]
    # 58.5 hours at £15 of £20, and 28.
    assert [row[-3:] for row in table.rows] == [(1170.0, 877.5, 292.5), (560.0, 420.0, 140.0)]


def test_a_pupil_who_receives_nothing_costs_and_claims_nothing():
    plan = replace(PLAN, allocations=PLAN.allocations[:3])
    assert views.by_pupil(WITH_RATE, plan).rows[1][-3:] == (0.0, 0.0, 0.0)


def test_with_a_rate_a_provision_and_a_pupils_lines_have_both_ledgers():
    assert views.by_provision(WITH_RATE, PLAN).rows[0][-2:] == (1297.5, 432.5)
    lines = views.lines_of_pupil(WITH_RATE, PLAN, "P2")
    assert lines.rows[0][-3:] == (560.0, 420.0, 140.0)
    assert lines.columns[-1].title == "Cost beyond that (£ a term)"


def test_a_line_that_is_not_claimed_says_why():
    school = small_school(
        details=details(la_profile="SENCO-655"), provisions=[a_support(time_kind="general_class")]
    )
    lines = views.lines_of_pupil(school, PLAN, "P2")
    assert lines.rows[0][-3:] == (0.0, 560.0, "Unplanned help in class is not paid for")


def test_the_plan_says_what_the_rate_pays_and_how_it_counts():
    says, how = answer_of(WITH_RATE, PLAN).ledgers
    assert says == (
        "What pupils receive costs £1,730 in the year. The local authority’s rate of £15 an hour "
        "pays £1,298 for it: £432 less than it costs."
    )
    assert "divided by the pupils who share it, in no more than 39 weeks a year" in how
    assert answer_of(SCHOOL, PLAN).ledgers is None
