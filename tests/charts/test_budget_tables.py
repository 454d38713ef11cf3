from __future__ import annotations

from dataclasses import replace

import pytest

from planner.charts.budget_tables import (
    months_table,
    streams_table,
    terms_table,
    threshold_table,
    years_table,
)
from planner.funding.position import position_of
from planner.funding.stretch import by_month, by_term
from planner.funding.threshold import threshold_of
from tests.builders import a_budget_line, a_pupil, a_referral, a_school, a_stream

TOP_UP = a_stream("TU", name="Top-up P1", kind="top_up", amount="6000", restricted_to=("pupil:P1",))
SCHOOL = a_school(
    pupils=[a_pupil(sen_status="E")],
    funding=[a_stream(), TOP_UP],
    budget_lines=[a_budget_line(), a_budget_line("L2", amount="640", stream="TU")],
)


def test_streams_stand_with_general_money_first_and_their_total_last():
    # 25,000 − 19,500 − 390 and 6,000 − 640
    assert streams_table(position_of(SCHOOL)).rows == (
        ("General money", "GENERAL", "anything", 25000, 19500, 390, 5110),
        ("Top-up P1", "TU", "pupil P1", 6000, 0, 640, 5360),
        ("All together", "", "", 31000, 19500, 1030, 10470),
    )


def test_referrals_stand_between_budget_lines_and_what_is_left_where_there_are_any():
    school = replace(SCHOOL, referrals=(a_referral(), a_referral("R2", cost="60", stream="TU")))
    # 25,000 − 19,500 − 390 − 500 and 6,000 − 640 − 60
    table = streams_table(position_of(school))
    assert [column.title for column in table.columns][5:7] == [
        "Budget lines (£ a year)",
        "Referrals (£ a year)",
    ]
    assert table.rows == (
        ("General money", "GENERAL", "anything", 25000, 19500, 390, 500, 4610),
        ("Top-up P1", "TU", "pupil P1", 6000, 0, 640, 60, 5300),
        ("All together", "", "", 31000, 19500, 1030, 560, 9910),
    )
    for found in (by_term, by_month):
        assert terms_table(found(position_of(school))).rows[-1] == (
            *("All together", 31000, 19500, 1030, 560),
            *(9910, 9910),
        )


@pytest.mark.parametrize(
    ("table", "spread", "rows"), [(terms_table, by_term, 3), (months_table, by_month, 12)]
)
def test_terms_and_months_add_up_to_the_same_year(table, spread, rows):
    found = table(spread(position_of(SCHOOL))).rows
    assert len(found) == rows + 1
    assert found[-1] == ("All together", 31000, 19500, 1030, 10470, 10470)
    for place in range(1, 5):
        assert sum(row[place] for row in found[:-1]) == pytest.approx(found[-1][place])


def test_budget_years_of_both_kinds_say_which_part_of_them_is_meant():
    rows = years_table(by_month(position_of(SCHOOL))).rows
    assert [row[:3] for row in rows] == [
        ("Financial year 2026/27", "1 September 2026", "31 March 2027"),
        ("Financial year 2027/28", "1 April 2027", "31 August 2027"),
        ("Academic year 2026/27", "1 September 2026", "31 August 2027"),
    ]
    assert rows[0][3] + rows[1][3] == pytest.approx(rows[2][3])


def test_the_threshold_table_has_a_row_for_each_pupil_and_a_total():
    assert threshold_table(threshold_of(SCHOOL)).rows == (
        ("P1", 365, 6000, 6000, 12000),
        ("All together", None, 6000, 6000, 12000),
    )


def test_tables_of_what_is_not_there_have_no_rows():
    assert terms_table(()).rows == ()
    assert threshold_table(threshold_of(a_school())).rows == ()


def test_every_row_has_a_cell_for_each_column():
    position = position_of(SCHOOL)
    months = by_month(position)
    for table in (
        streams_table(position),
        terms_table(by_term(position)),
        months_table(months),
        years_table(months),
        threshold_table(threshold_of(SCHOOL)),
    ):
        assert {len(row) for row in table.rows} == {len(table.columns)}, table.name
