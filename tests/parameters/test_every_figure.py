"""Every figure has a unit, dates that meet, and a source that somebody has checked."""

from __future__ import annotations

import datetime as dt
import itertools
import tomllib
from decimal import ROUND_HALF_UP, Decimal
from importlib.resources import files

import pytest

from planner.parameters.reader import Status, every_figure

ONE_DAY = dt.timedelta(days=1)
UNITS = {"GBP/year", "percent", "weeks/year"}
THROUGH_TIME = sorted(every_figure().items())
EACH = [figure for _, figures in THROUGH_TIME for figure in figures]
each_figure = pytest.mark.parametrize("figure", EACH, ids=lambda it: f"{it.name} {it.starts}")


@each_figure
def test_a_figure_has_a_unit_and_a_positive_amount(figure):
    assert figure.unit in UNITS
    assert figure.amount > 0


@each_figure
def test_a_figure_is_described_in_a_sentence_under_a_label(figure):
    assert figure.description.endswith(".")
    assert figure.description[0].isupper()
    assert figure.label
    assert not figure.label.endswith(".")
    assert not figure.note or figure.note.endswith(".")


@each_figure
def test_a_figure_has_a_source_that_was_checked(figure):
    assert figure.source
    assert figure.url.startswith("https://")
    assert figure.checked >= dt.date(2026, 11, 23)


@each_figure
def test_a_figure_that_is_not_official_says_how_it_came_about(figure):
    assert figure.status is Status.OFFICIAL or figure.note


@pytest.mark.parametrize(("name", "figures"), THROUGH_TIME, ids=[name for name, _ in THROUGH_TIME])
def test_the_dates_of_a_figure_have_no_gap_and_no_overlap(name, figures):
    assert all(dated.name == name for dated in figures)
    assert all(dated.ends is None or dated.starts <= dated.ends for dated in figures)
    for earlier, later in itertools.pairwise(figures):
        assert earlier.ends is not None
        assert earlier.ends + ONE_DAY == later.starts


def test_a_value_is_one_amount_or_an_amount_for_each_point_and_no_name_is_used_twice():
    names = []
    for file in files("planner.parameters").joinpath("data").iterdir():
        for name, series in tomllib.loads(file.read_text(encoding="utf-8")).items():
            names.append(name)
            assert all(("amount" in value) != ("amounts" in value) for value in series["value"])
    assert len(names) == len(set(names))


def test_the_spine_has_every_point_from_2_to_25_in_both_years():
    points = [f"njc_scp_{point:02d}" for point in range(2, 26)]
    spine = {name: figures for name, figures in THROUGH_TIME if name.startswith("njc_scp")}
    assert sorted(spine) == points
    for figures in spine.values():
        assert [dated.starts for dated in figures] == [dt.date(2024, 4, 1), dt.date(2025, 4, 1)]


def test_the_spine_of_2025_is_that_of_2024_raised_by_the_award():
    # The award of April 2025: 3.2 % on every point, to the pound.
    for name, figures in THROUGH_TIME:
        if name.startswith("njc_scp"):
            before, after = figures
            raised = before.amount * Decimal("1.032")
            assert after.amount == raised.quantize(Decimal(1), rounding=ROUND_HALF_UP), name


def test_a_higher_point_is_paid_more():
    for year in (0, 1):
        pay = [figs[year].amount for name, figs in THROUGH_TIME if name.startswith("njc_scp")]
        assert pay == sorted(set(pay))
