"""A plan is written in the columns of the data format, the same every time, and read back."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from planner.errors import InputError
from planner.exchange.plan_folder import plan_files, read_plan, write_plan
from planner.optimiser.plan import Status
from tests.optimiser.checks.small_plan import the_plan as an_exact_plan

FORMS = ("plan", "plan.zip", "plan.xlsx")

# Section 2 of the data format, word for word.
COLUMNS = {
    "allocations.csv": "term,pupil,provision,group,hours_per_week,weeks,staff_hours_per_week,cost",
    "groups.csv": "group,provision,term,pupils,size,staff,staff_hours_per_week",
    "deployment.csv": "term,staff,provision,group,pupil,hours_per_week",
    "hiring.csv": "staff,engagement,term,hours_per_week,cost",
    "coverage.csv": "need,pupil,strand,target_hours,effective_hours,coverage",
    "statutory.csv": ("item,pupil,per,term,required_hours,planned_hours,shortfall_hours,reason"),
    "funding.csv": "stream,amount,spent,unspent",
    "spending.csv": "stream,cost_item,kind,pupil,provision,term,amount",
}
KEYS = [
    "status",
    "gap",
    "solver",
    "seconds",
    "goals",
    "income",
    "committed_cost",
    "planned_cost",
    "unfunded",
    "statutory_shortfall_hours",
    "statutory_gap_cost",
    "mean_coverage",
    "worst_coverage",
    "fair_share",
    "inputs_sha256",
    "planner_version",
    "policies",
    "most_alone",
    "unserved_needs",
]


def the_plan():
    """The plan worked out by hand, with its one endless figure to six decimals."""
    plan = an_exact_plan()
    coverage = round(plan.summary.mean_coverage, 6)
    return replace(plan, summary=replace(plan.summary, mean_coverage=coverage))


def rows_of(plan, name):
    return list(csv.DictReader(io.StringIO(plan_files(plan)[name].decode("utf-8"))))


def with_allocation(**facts):
    plan = the_plan()
    first, *others = plan.allocations
    return replace(plan, allocations=(first.model_copy(update=facts), *others))


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_has_the_columns_of_the_data_format_in_their_order(name):
    header, *_ = plan_files(the_plan())[name].decode("utf-8").split("\r\n")

    assert header == COLUMNS[name]


def test_a_plan_folder_has_these_files_and_no_others():
    assert set(plan_files(the_plan())) == {*COLUMNS, "summary.json"}


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        (2.5, "2.5000"),
        (0.0, "0.0000"),
        (-0.0, "0.0000"),
        (1 / 3, "0.333333"),
        (0.12345, "0.12345"),
        (1e-9, "0.0000"),
        (12.0000004, "12.0000"),
    ],
)
def test_hours_have_four_to_six_decimals(hours, text):
    assert (
        rows_of(with_allocation(hours_per_week=hours), "allocations.csv")[0]["hours_per_week"]
        == text
    )


@pytest.mark.parametrize(
    ("pounds", "text"),
    [("7", "7.00"), ("0.005", "0.01"), ("1234.5", "1234.50"), ("-0.25", "-0.25")],
)
def test_money_has_two_decimals(pounds, text):
    plan = with_allocation(cost=Decimal(pounds))

    assert rows_of(plan, "allocations.csv")[0]["cost"] == text


def test_the_summary_has_the_keys_of_the_data_format_and_plain_numbers():
    plan = the_plan()

    summary = json.loads(plan_files(plan)["summary.json"])

    assert list(summary) == KEYS
    assert summary["status"] == "optimal"
    assert [goal["name"] for goal in summary["goals"]] == [
        "statutory_shortfall",
        "unfunded",
        "fair_share",
        "benefit",
        "changes",
        "cost",
    ]
    assert {"name", "value", "bound", "unit"} <= set(summary["goals"][0])
    assert summary["policies"] == {
        "statutory_may_overspend": False,
        "fairness": 0.8,
        "diminishing_returns": [1.3, 1.0, 0.7],
        "keep_current_plan": 0.02,
        "reserve": 100.0,
        "absence_percent": 10.0,
    }
    assert summary["income"] == float(plan.summary.income)


@pytest.mark.parametrize("form", FORMS)
def test_a_plan_comes_back_equal(tmp_path, form):
    write_plan(the_plan(), tmp_path / form)

    assert read_plan(tmp_path / form) == the_plan()


@pytest.mark.parametrize("form", FORMS)
def test_a_plan_of_nothing_comes_back_equal(tmp_path, form):
    tables = dict.fromkeys(
        ("allocations", "groups", "deployment", "hiring", "coverage", "statutory", "spending"), ()
    )
    summary = replace(
        the_plan().summary, goals=(), most_alone={}, unserved_needs=(), status=Status.TIME_LIMIT
    )
    plan = replace(the_plan(), **tables, summary=summary)

    write_plan(plan, tmp_path / form)

    assert read_plan(tmp_path / form) == plan


@pytest.mark.parametrize("form", FORMS[1:])
def test_a_plan_is_written_with_the_same_bytes_every_time(tmp_path, form):
    write_plan(the_plan(), tmp_path / "a" / form)
    write_plan(the_plan(), tmp_path / "b" / form)

    assert (tmp_path / "a" / form).read_bytes() == (tmp_path / "b" / form).read_bytes()


def test_figures_within_a_millionth_are_written_alike():
    plan = the_plan()
    close = replace(plan, summary=replace(plan.summary, fair_share=plan.summary.fair_share + 1e-9))

    assert plan_files(plan) == plan_files(close)


def test_hours_and_money_are_numbers_in_a_workbook(tmp_path):
    write_plan(the_plan(), tmp_path / "plan.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["allocations"]

    assert [cell.data_type for cell in sheet[2]][4:] == ["n", "n", "n", "n"]


def test_text_that_could_run_is_neutralised():
    plan = the_plan()
    first, *others = plan.statutory
    told = first.model_copy(update={"reason": "=money"})

    rows = rows_of(replace(plan, statutory=(told, *others)), "statutory.csv")

    assert rows[0]["reason"] == "'=money"


def test_a_plan_is_never_written_over_a_school(tmp_path):
    (tmp_path / "school.csv").write_text("key,value\n")
    (tmp_path / "funding.csv").write_text("mine")

    with pytest.raises(InputError, match="another folder"):
        write_plan(the_plan(), tmp_path)
    assert (tmp_path / "funding.csv").read_text() == "mine"


def test_a_file_beside_a_plan_stays(tmp_path):
    (tmp_path / "model.mps").write_text("NAME")

    write_plan(the_plan(), tmp_path)

    assert (tmp_path / "model.mps").exists()
    assert read_plan(tmp_path) == the_plan()


def test_everything_wrong_in_a_plan_is_told_together(tmp_path):
    write_plan(the_plan(), tmp_path)
    (tmp_path / "groups.csv").unlink()
    (tmp_path / "funding.csv").write_text("stream,amount,spent,unspent\nS,a lot,0,0\n")
    (tmp_path / "summary.json").write_text('{"status": "fine"}')

    with pytest.raises(InputError) as caught:
        read_plan(tmp_path)

    places = [(problem.file, problem.row, problem.column) for problem in caught.value.problems]
    assert ("groups.csv", 0, "") in places
    assert ("funding.csv", 2, "amount") in places
    assert ("summary.json", 0, "status") in places
    assert ("summary.json", 0, "goals") in places


@pytest.mark.parametrize("content", [b"not json", b"\xff", b"[1]", b"[" * 100_000, b"null"])
def test_a_summary_that_is_no_summary_is_told(tmp_path, content):
    write_plan(the_plan(), tmp_path)
    (tmp_path / "summary.json").write_bytes(content)

    with pytest.raises(InputError, match=r"summary\.json"):
        read_plan(tmp_path)


def test_a_plan_without_a_summary_is_told(tmp_path):
    write_plan(the_plan(), tmp_path)
    (tmp_path / "summary.json").unlink()

    with pytest.raises(InputError, match=r"summary\.json:0:: is missing"):
        read_plan(tmp_path)
