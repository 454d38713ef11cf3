"""The workbook's totals are formulas, and come to what its lines and the plan's files say."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from planner.documents.workbook.grid import are_alike, where
from planner.documents.workbook.workbook import grids_of, workbook_of
from tests.documents.packs import HOSTILE, the_brief

SHEETS = [
    "Summary",
    "By pupil",
    "By adult",
    "By provision",
    "Money by stream",
    "Statutory",
    "Allocations",
    "Deployment",
    "Spending",
]


@pytest.fixture(scope="module")
def books():
    """The workbook as its formulas, and as their results."""
    brief = the_brief()
    data = workbook_of(brief.school, brief.plan)
    return tuple(openpyxl.load_workbook(io.BytesIO(data), data_only=only) for only in (False, True))


def rows(book, sheet):
    """The rows of a sheet by their first cell, each by its heading."""
    _, _, heads, *found = book[sheet].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in found]


def row(book, sheet, first):
    return next(one for one in rows(book, sheet) if next(iter(one.values())) == first)


def test_the_sheets_stand_from_the_whole_to_the_lines(books):
    assert books[0].sheetnames == SHEETS


def test_what_a_pupil_receives_and_costs_is_added_up_from_the_lines(books):
    formulas, results = (row(book, "By pupil", "P2") for book in books)
    assert formulas["Cost in the year"].startswith("=SUMIFS('Allocations'!")
    # Two terms of the group at £90 and £75, and £100 in class.
    assert results["Cost in the year"] == pytest.approx(265)
    # 8 weeks of an hour in each term, and 10 of an hour in class.
    assert results["Received in the year"] == pytest.approx(26)
    assert results["Received a week"] == pytest.approx(1.3)


def test_statutory_hours_that_are_short_are_added_up_over_the_year(books):
    # 20 hours a term of which 15 are planned, in two terms.
    assert row(books[1], "By pupil", "P1")["Statutory hours short in the year"] == pytest.approx(10)
    assert row(books[1], "Summary", "Statutory hours short in the year")["Hours"] == 10


def test_what_an_adult_costs_is_all_that_is_spent_on_them(books):
    # Two terms of £1,000, and £66 of extra hours.
    assert row(books[1], "By adult", "TA1")["Cost in the year"] == pytest.approx(2066)
    assert row(books[1], "By adult", "AG1")["Cost in the year"] == pytest.approx(1000)


def test_every_stream_comes_to_what_the_plans_file_says_to_the_penny(books):
    plan = the_brief().plan
    for use in plan.funding:
        found = row(books[1], "Money by stream", use.stream)
        for title, amount in (
            ("Money in", use.amount),
            ("Spent", use.spent),
            ("Left", use.unspent),
        ):
            assert Decimal(str(found[title])).quantize(Decimal("0.01")) == amount


def test_the_summary_is_that_of_the_plan(books):
    summary = the_brief().plan.summary
    pounds = {one["What"]: one["Pounds"] for one in rows(books[1], "Summary")}
    assert pounds["Money in for the year"] == float(summary.income)
    assert pounds["Owed whatever the plan does"] == float(summary.committed_cost)
    assert pounds["Added by the plan"] == float(summary.planned_cost)
    assert pounds["Of both, for which no money was found"] == 0
    # 5,650 less 2,260 and 2,246.
    assert pounds["Left"] == 1144


def test_every_formula_has_the_result_that_it_comes_to(books):
    formulas, results = books
    count = 0
    for sheet in formulas:
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.data_type == "f":
                    count += 1
                    shown = results[sheet.title][cell.coordinate].value
                    came_to = worked_out(results, sheet.title, cell.value)
                    assert shown == pytest.approx(came_to, abs=1e-9), (sheet.title, cell.coordinate)
    assert count > 50


def test_totals_follow_a_filter_and_headings_stay_in_sight(books):
    for sheet in books[0]:
        assert sheet.freeze_panes == "B4"
        assert sheet.auto_filter.ref.startswith("A3:")
        assert sheet.print_title_rows == "$1:$3"
        assert sheet.page_setup.orientation == "landscape"
    total = books[0]["Allocations"]["I2"].value
    assert re.fullmatch(r"=SUBTOTAL\(109,I4:I\d+\)", total)


def test_pounds_and_hours_are_shown_as_such(books):
    assert "£" in books[0]["By pupil"]["H4"].number_format
    assert " h" in books[0]["By pupil"]["E4"].number_format


def test_a_schools_own_words_are_never_run_as_a_formula(books):
    named = row(books[0], "Money by stream", "GENERAL")["Name"]
    assert named == f"'{HOSTILE}"
    cell = next(c for c in books[0]["Money by stream"]["B"] if c.value == named)
    assert cell.data_type == "s"


def test_the_same_plan_gives_the_same_bytes():
    brief = the_brief()
    assert workbook_of(brief.school, brief.plan) == workbook_of(brief.school, brief.plan)


@pytest.mark.parametrize(
    ("codes", "alike"),
    [(["P1", "P2"], False), (["a1", "A1"], True), (["007", "P2"], True), (["1E2", "P2"], True)],
)
def test_codes_that_a_spreadsheet_takes_for_one_another_are_found(codes, alike):
    assert are_alike(codes) is alike


def test_such_codes_are_compared_sign_by_sign():
    keys = (("A4:A9", "A4"),)
    assert where(keys, "B4:B9", exactly=False) == "=SUMIFS(B4:B9,A4:A9,A4)"
    assert where(keys, "B4:B9", exactly=True) == "=SUMPRODUCT(EXACT(A4:A9,A4)*B4:B9)"


def test_a_plan_without_lines_has_sheets_without_rows():
    brief = the_brief()
    nothing = dict.fromkeys(
        ("allocations", "deployment", "spending", "statutory", "groups", "hiring"), ()
    )

    grids = {one.name: one for one in grids_of(brief.school, replace(brief.plan, **nothing))}
    assert grids["Allocations"].rows == ()
    assert grids["By pupil"].total("Cost in the year") == 0


def worked_out(book, sheet, formula):
    """Work a formula out from the results of the cells that it names."""
    text = formula.removeprefix("=")
    if found := re.fullmatch(r"SUMIFS\((.*)\)", text):
        amounts, *pairs = found[1].split(",")
        tests = [
            (cells(book, sheet, keys), wanted(book, sheet, key))
            for keys, key in zip(pairs[::2], pairs[1::2], strict=True)
        ]
        return sum(
            amount or 0
            for place, amount in enumerate(cells(book, sheet, amounts))
            if all(keys[place] == key for keys, key in tests)
        )
    if found := re.fullmatch(r"(?:SUM|SUBTOTAL)\((?:109,)?([^,]*)\)", text):
        return sum(cell or 0 for cell in cells(book, sheet, found[1]))
    if found := re.fullmatch(r"MAX\(0,(\w+)-(\w+)\)", text):
        return max(0, value(book, sheet, found[1]) - value(book, sheet, found[2]))
    one, sign, other = re.fullmatch(r"(\w+)([*/-])([\w.]+)", text).groups()
    first, second = value(book, sheet, one), value(book, sheet, other)
    return {"*": first * second, "/": first / (second or 1), "-": first - second}[sign]


def cells(book, sheet, span):
    """The values of a span, on its own sheet or on another."""
    name, _, place = span.rpartition("!")
    return [one[0].value for one in book[name.strip("'") or sheet][place.replace("$", "")]]


def wanted(book, sheet, key):
    return key.strip('"') if key.startswith('"') else value(book, sheet, key)


def value(book, sheet, place):
    return float(place) if place[0].isdigit() else (book[sheet][place].value or 0)


def test_with_the_authoritys_rate_every_cost_has_both_ledgers_and_they_add_up():
    brief = the_brief()
    details = brief.school.details.model_copy(update={"la_hourly_rate": Decimal(18)})
    data = workbook_of(replace(brief.school, details=details), brief.plan)
    formulas, results = (
        openpyxl.load_workbook(io.BytesIO(data), data_only=only) for only in (False, True)
    )
    assert row(formulas, "By pupil", "P2")["Authority’s rate pays"].startswith("=SUMIFS(")
    # P2: £87 and £72 for the group, £90 in class, of £265.
    found = row(results, "By pupil", "P2")
    assert found["Authority’s rate pays"] == pytest.approx(249)
    assert found["Cost beyond that"] == pytest.approx(16)
    # 1,273 of 1,830 for all, whichever sheet adds it up.
    for sheet in ("By pupil", "By provision", "Allocations"):
        lines = rows(results, sheet)
        assert sum(line["Authority’s rate pays"] for line in lines) == pytest.approx(1273)
        assert sum(line["Cost beyond that"] for line in lines) == pytest.approx(557)


def test_without_a_rate_no_sheet_speaks_of_one(books):
    for sheet in ("By pupil", "By provision", "Allocations"):
        assert "Authority’s rate pays" not in rows(books[0], sheet)[0]
