"""Both ledgers of a plan on the command line, read back from the file."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from planner.__main__ import main
from planner.exchange.ledger_file import LEDGERS_FILE
from planner.exchange.plan_folder import write_plan
from planner.exchange.school_folder import read_school, write_school
from tests.builders import details
from tests.optimiser.checks.small_plan import the_plan, the_school


def write_both(folder, **keys):
    """Write a school whose authority pays as its keys say, and its plan; give the words."""
    write_school(replace(the_school(), details=details(**keys)), folder / "school")
    digest = read_school(folder / "school").school.inputs_sha256
    plan = the_plan()
    write_plan(replace(plan, summary=replace(plan.summary, inputs_sha256=digest)), folder / "plan")
    return ["ledgers", str(folder / "school"), str(folder / "plan")]


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("out", ["out", "out/claim.csv"])
def test_every_line_is_written_and_they_add_up_to_the_plans_cost(tmp_path, capsys, out):
    words = write_both(tmp_path, la_hourly_rate="18")
    assert main([*words, "--out", str(tmp_path / out)]) == 0
    path = tmp_path / out
    rows = rows_of(path if path.is_file() else path / LEDGERS_FILE)
    # A group of two: 1 h / 2 × 8 weeks × £18 = £72 a term, and £15 of materials in the first.
    # In class: P1 alone 1.5 × 10 × £18 = £270, then of two 1.5 / 2 × 10 × £18 = £135 and £90.
    # Therapy: 10 × £18 = £180 a term, of £500. The tablet: £100.
    claimed = ["87.00", "87.00", "270.00", "180.00", "100.00"]
    claimed += ["72.00", "72.00", "135.00", "90.00", "180.00", "0.00"]
    assert [row["claimed"] for row in rows] == claimed
    assert sum(Decimal(row["cost"]) for row in rows) == 1830
    for row in rows:
        assert Decimal(row["claimed"]) + Decimal(row["under_recovered"]) == Decimal(row["cost"])
    assert (rows[0]["heads"], rows[0]["at_price"], rows[0]["hourly_rate"]) == (
        "2",
        "15.00",
        "18.0000",
    )
    said = capsys.readouterr().out
    assert "11 lines" in said
    # 87 + 87 + 270 + 180 + 100 + 72 + 72 + 135 + 90 + 180 = 1,273; 1,830 − 1,273 = 557.
    assert "They cost £1,830.00; the authority's rate pays £1,273.00, £557.00 less." in said


def test_without_a_rate_it_says_what_to_fill_in(tmp_path, capsys):
    words = write_both(tmp_path)
    assert main([*words, "--out", str(tmp_path / "out"), "--json"]) == 2
    (fault,) = json.loads(capsys.readouterr().out)
    assert fault["what"] == "no rate of the local authority is known"
    assert "la_hourly_rate" in fault["remedy"]
    assert not (tmp_path / "out").exists()


def test_a_profile_that_does_not_come_along_is_refused_with_the_known_ones(tmp_path, capsys):
    keys = details(la_profile="NOWHERE")
    write_school(replace(the_school(), details=keys), tmp_path / "school")
    assert main(["validate", str(tmp_path / "school")]) == 2
    told = capsys.readouterr().err
    assert "la_profile is 'NOWHERE'" in told
    assert "DURHAM-2015" in told


def test_a_plan_of_another_school_has_no_ledgers(tmp_path):
    words = write_both(tmp_path, la_hourly_rate="18")
    write_school(replace(the_school(), pins=()), tmp_path / "school")
    assert main([*words, "--out", str(tmp_path / "out")]) == 3


def test_a_place_that_is_a_file_is_refused(tmp_path):
    words = write_both(tmp_path, la_hourly_rate="18")
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    assert main([*words, "--out", str(tmp_path / "out")]) == 2
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"
