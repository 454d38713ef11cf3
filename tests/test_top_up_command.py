"""What a top-up brings in a school's year, on the command line."""

from __future__ import annotations

import datetime as dt
import json
import shlex

import pytest

from planner.__main__ import main
from planner.exchange.school_folder import write_school
from tests.builders import a_school, an_own_figure


@pytest.fixture
def school(tmp_path):
    """A year of 14 + 12 + 13 weeks, and a band that rises on 1 April 2027."""
    own = [
        an_own_figure(figure="Band 3", amount="7300"),
        an_own_figure(figure="Band 3", amount="7665", starts=dt.date(2027, 4, 1)),
        an_own_figure(figure="An hour", amount="15.50", unit="GBP/hour"),
    ]
    place = tmp_path / "school"
    write_school(a_school(figures=own), place)
    return str(place)


def told(capsys, *words):
    assert main(["top-up", *words]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out.strip()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # From 1 January 243 of 365 days are left: 7,300 / 365 = 20 a day.
        ("--amount 7300 --from 2027-01-01", "£7,300.00 a year × 243 of 365 days = £4,860.00"),
        # 25 of 39 weeks.
        (
            "--amount 3900 --by-weeks --from 2027-01-01",
            "£3,900.00 a year × 25 of 39 teaching weeks = £2,500.00",
        ),
        (
            "--band 'band 3' --to 2026-12-31",
            "Band 3: £7,300.00 a year × 122 of 365 days = £2,440.00",
        ),
        # The band of April: 7,665 / 365 = 21 a day, for 153 days.
        ("--band 'Band 3' --from 2027-04-01", "£7,665.00 a year × 153 of 365 days = £3,213.00"),
        (
            "--hourly-rate 15.50 --hours 10",
            "£15.50 an hour × 10 hours a week × 39 weeks in force = £6,045.00",
        ),
        (
            "--hourly-rate 15.50 --hours 10 --paid-weeks 44.65",
            "£15.50 an hour × 10 hours a week × 44.65 weeks of pay = £6,920.75",
        ),
        (
            "--weekly-rate 730 --hours 10 --from 2027-01-01",
            "£730.00 a year for each weekly hour × 10 hours × 243 of 365 days = £4,860.00",
        ),
        ("--daily-rate 42.50 --days 95", "£42.50 a day × 95 days of attendance = £4,037.50"),
    ],
)
def test_each_way_of_paying_is_told_as_its_sum(school, words, expected, capsys):
    found = told(capsys, school, *shlex.split(words))
    assert found.casefold().endswith(expected.casefold())


def test_the_amount_is_told_as_json(school, capsys):
    found = json.loads(told(capsys, school, "--amount", "£6,500", "--json"))
    assert found == {
        "amount": 6500,
        "sum": "£6,500.00 a year × 365 of 365 days = £6,500.00",
    }


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("", "--amount: is missing; give one of"),
        ("--amount 1 --daily-rate 1", "--daily-rate: is given besides another; give one of"),
        ("--amount 1 --band 'Band 3'", "--amount: is given besides another; give one of"),
        ("--hourly-rate 15", "--hours: is missing; give hours a week"),
        ("--amount 1 --hours 3", "--hours: does not go with --amount; leave it out"),
        ("--amount lots", "--amount: is 'lots'; write pounds"),
        ("--amount 1 --from tomorrow", "--from: is 'tomorrow'"),
        ("--amount 1 --from 2027-03-01 --to 2027-02-01", "--to: is before the first day"),
        ("--amount 1 --from 2029-03-01", "--from: are not in the year 2026/27"),
        (
            "--band Three",
            "--band: 'Three' is not among the school's own figures of 2026/27; write one of Band 3",
        ),
    ],
)
def test_what_cannot_be_used_is_told_by_its_option(school, words, fault, capsys):
    assert main(["top-up", school, *shlex.split(words)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"command line:0:{fault}")
