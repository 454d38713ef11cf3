from __future__ import annotations

import csv
import io

import pytest

from planner.exchange.comparison_folder import comparison_files, folder_name
from planner.scenarios.compare import compare
from tests.scenarios.two_plans import as_it_is, with_changes


def rows_of(data):
    return list(csv.DictReader(io.StringIO(data.decode())))


def test_every_table_is_a_file_whose_columns_are_the_fields_of_its_rows():
    files = comparison_files(compare(as_it_is(), [with_changes()]))

    assert list(files) == ["comparison.csv", "groups.csv", "pupils.csv", "lines.csv", "changes.csv"]
    (ended, *_) = rows_of(files["lines.csv"])
    assert ended == {
        "scenario": "P1 leaves",
        "pupil": "P1",
        "on_roll": "leaves",
        "provision": "S1",
        "term": "T3",
        "effect": "ends",
        "hours_per_week_before": "1.5000",
        "hours_per_week": "0.0000",
        "hours_before": "19.5000",
        "hours": "0.0000",
        "hours_change": "-19.5000",
        "cost_before": "390.00",
        "cost": "0.00",
        "cost_change": "-390.00",
    }


def test_what_is_not_known_is_blank_and_text_is_never_a_formula():
    other = with_changes()
    files = comparison_files(
        compare(as_it_is(), [other.__class__("=1+1", other.school, other.plan)])
    )

    new = next(row for row in rows_of(files["pupils.csv"]) if row["on_roll"] == "new")
    assert (new["coverage_before"], new["scenario"]) == ("", "'=1+1")


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Lose £20,000", "Lose-£20-000"),
        ("../../etc/passwd", "etc-passwd"),
        ("Pay award 4 %", "Pay-award-4-%"),
        ("...", "_"),
        ("NUL.txt", "_NUL.txt"),
        ("a" * 100, "a" * 60),
    ],
)
def test_the_folder_of_a_plan_is_a_name_that_every_disk_can_hold(name, folder):
    assert folder_name(name) == folder
