"""What a post costs, on the command line."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from planner.__main__ import main
from planner.exchange.school_folder import write_school
from tests.builders import a_school, an_own_figure, details

POST = [
    *("staff-cost", "--full-time-salary", "25583", "--hours", "32.5", "--full-time-hours", "37"),
    *("--weeks-worked", "39", "--divisor", "52.143", "--date", "2025-09-01"),
    *("--pension-percent", "20", "--levy-percent", "0.5"),
]


def test_the_figures_are_told_as_json(capsys):
    assert main([*POST, "--leave-weeks", "6.6", "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    # The sums stand in tests/costing/posts.toml, in its first case.
    assert json.loads(out, parse_float=Decimal) == {
        "paid_weeks": Decimal("44.6518"),
        "salary": 19243,
        "national_insurance": Decimal("2136.45"),
        "pension": Decimal("3848.6"),
        "levy": Decimal("96.22"),
        "total": Decimal("25324.27"),
        "per_worked_hour": Decimal("19.98"),
        "per_weekly_hour": Decimal("779.21"),
    }


def test_without_json_the_arithmetic_is_told_line_by_line(capsys):
    assert main([*POST, "--paid-weeks", "44.65"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    lines = out.splitlines()
    assert lines[0] == "Paid weeks: 44.65, as given."
    # 25,583 × 32.5/37 × 44.65/52.143 = 19,242.4
    assert lines[1] == (
        "Salary: £25,583 × 32.5/37 hours × 44.65/52.143 weeks, to the pound = £19,242.00."
    )
    assert lines[-1] == "One hour a week, all year: £25,322.91 / 32.5 hours = £779.17."


def test_what_a_spine_point_leaves_out_is_told_once_as_a_warning(capsys):
    point = ["staff-cost", "--pay-point", "5", *POST[3:], "--leave-weeks", "6.6"]
    assert main([*point, "--last-day", "2026-08-31"]) == 0
    out, err = capsys.readouterr()
    assert "Total: " in out
    (warning,) = err.splitlines()
    assert warning.startswith("warning: NJC full-time salary outside London")
    assert "The April 2026 award was not found and is not included" in warning

    assert main([*point, "--json"]) == 0
    out, err = capsys.readouterr()
    assert (json.loads(out)["total"], err) == (25324.27, "")


def test_faults_are_told_one_a_line_by_their_option(capsys):
    assert main([*POST, "--hours", "five", "--leave-weeks", "30"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "command line:0:--hours: is 'five'; write a number such as 2.5",
        "command line:0:--leave-weeks: is '30', which is out of range; write 0 to 26 weeks",
    ]


@pytest.mark.parametrize("with_what", [["--leave-weeks", "6.6", "--paid-weeks", "44.65"], []])
def test_faults_are_told_as_a_json_list_and_nothing_else(with_what, capsys):
    assert main([*POST, *with_what, "--json"]) == 2
    out, err = capsys.readouterr()
    assert err == ""
    (fault,) = json.loads(out)
    assert sorted(fault) == ["column", "file", "remedy", "row", "what"]
    assert fault["column"] == ("--paid-weeks" if with_what else "--leave-weeks")


@pytest.fixture
def school(tmp_path):
    """A school with an award of 3 % and, from April 2027, another rate of its pension fund."""
    own = [
        an_own_figure(),
        an_own_figure(figure="lgps_employer_rate", amount="20"),
        an_own_figure(figure="lgps_employer_rate", amount="22", starts=dt.date(2027, 4, 1)),
    ]
    place = tmp_path / "school"
    write_school(a_school(details=details(levy_percent=0.5), figures=own), place)
    return str(place)


def told(capsys, *words):
    assert main(["staff-cost", *words, "--json"]) == 0
    out, _ = capsys.readouterr()
    return json.loads(out, parse_float=Decimal)


def test_a_schools_own_figures_come_first_and_fill_what_is_left_out(school, capsys):
    found = told(
        capsys, "--school", school, "--pay-point", "5", "--hours", "37", "--leave-weeks", "6.6"
    )
    # 39 weeks of the terms: 26,350 × 44.6518/52.143 = 22,564.3, with 3 % more than the spine.
    assert found["salary"] == 22564
    assert found["pension"] == Decimal("4512.8")  # 0.2 × 22,564
    assert found["levy"] == Decimal("112.82")  # 0.005 × 22,564


def test_what_is_written_comes_before_what_the_school_says(school, capsys):
    words = ["--school", school, "--full-time-salary", "30000", "--hours", "37", "--date"]
    more = ["2026-09-01", "--weeks-worked", "52", "--paid-weeks", "52.143", "--levy-percent", "0"]
    found = told(capsys, *words, *more, "--pension-percent", "10")
    assert (found["salary"], found["pension"], found["levy"]) == (30000, 3000, 0)


def test_a_year_of_a_school_goes_month_by_month_through_its_own_rates(school, capsys):
    words = ["--school", school, "--full-time-salary", "24000", "--hours", "37"]
    more = ["--weeks-worked", "52", "--paid-weeks", "52.143", "--last-day", "2027-08-31"]
    # 24,000 × 7/12 × 20 % = 2,800 and 24,000 × 5/12 × 22 % = 2,200.
    assert told(capsys, *words, *more)["pension"] == 5000


def test_a_school_that_is_not_there_is_told_as_a_fault(tmp_path, capsys):
    assert main(["staff-cost", "--school", str(tmp_path / "none")]) == 2
    assert "none" in capsys.readouterr().err
