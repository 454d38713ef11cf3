"""Every figure has a unit, dates that meet, and a source that somebody has checked."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import ROUND_HALF_UP, Decimal
from importlib.resources import files

import pytest

from planner.parameters.figure import STATUS_WORDS, UNITS, Status, written
from planner.parameters.reader import every_figure
from planner.parameters.shipped import WORDS_FILE, read_tables
from planner.parameters.words import every_word
from planner.school.codes import Nation

ONE_DAY = dt.timedelta(days=1)
# The days on which the sources were read.
FIRST_READ, LAST_READ = dt.date(2026, 11, 23), dt.date(2026, 11, 26)
THROUGH_TIME = every_figure()
EACH = [figure for figures in THROUGH_TIME.values() for figure in figures]
SUBJECTS = {
    "School SEN funding",
    "Pupil premium",
    "Pay spine",
    "National insurance",
    "Pension",
    "Apprenticeship levy",
    "Term-time pay",
    "National comparison",
    "Prices of bought provision",
    "The school's time and records",
}
NAMES_OF_SPINE = [f"njc_scp_{point:02d}" for point in range(2, 26)]


def test_a_figure_has_a_known_unit_and_a_positive_amount():
    assert {figure.unit for figure in EACH} == set(UNITS)
    assert [figure.name for figure in EACH if figure.amount <= 0] == []


def test_a_figure_is_described_in_a_sentence_under_a_label():
    for figure in EACH:
        assert figure.description.endswith("."), figure.name
        assert figure.description[0].isupper(), figure.name
        assert figure.label, figure.name
        assert not figure.label.endswith("."), figure.name
        assert not figure.note or figure.note.endswith("."), figure.name


def test_no_two_figures_have_the_same_label():
    labels = [figures[0].label for figures in THROUGH_TIME.values()]
    assert len(labels) == len(set(labels))


def test_a_figure_has_a_source_that_was_checked():
    for figure in EACH:
        assert figure.source, figure.name
        assert figure.url.startswith(("https://", "http://")), figure.name
        assert FIRST_READ <= figure.checked <= LAST_READ, figure.name


def test_a_figure_that_is_not_official_or_has_no_date_says_how_it_came_about():
    for figure in EACH:
        is_plain = figure.status is Status.OFFICIAL and figure.starts is not None
        assert is_plain or figure.note, figure.name


def test_no_figure_that_comes_with_evenhand_is_called_the_schools_own():
    assert [figure.name for figure in EACH if figure.status is Status.LOCAL] == []
    assert set(STATUS_WORDS) == set(Status)


@pytest.mark.parametrize(("name", "figures"), THROUGH_TIME.items(), ids=list(THROUGH_TIME))
def test_the_dates_of_a_figure_have_no_overlap_and_no_gap_that_is_not_told(name, figures):
    assert all(dated.name == name for dated in figures)
    assert all(not (dated.starts and dated.ends) or dated.starts <= dated.ends for dated in figures)
    has_gap = False
    for earlier, later in itertools.pairwise(figures):
        assert earlier.ends is not None
        assert later.starts is not None
        assert earlier.ends < later.starts
        has_gap = has_gap or earlier.ends + ONE_DAY != later.starts
    assert has_gap == bool(figures[0].gaps)


def test_every_subject_has_its_file_and_every_file_its_subject():
    tables = dict(read_tables())
    assert set(tables) == {
        file.name for file in files("planner.parameters").joinpath("data").iterdir()
    }
    assert {table["subject"] for table in tables.values()} == SUBJECTS | {"Statutory words"}
    assert {figure.subject for figure in EACH} == SUBJECTS


def test_a_value_is_one_amount_or_an_amount_for_each_point_and_no_name_is_used_twice():
    names = []
    for file, table in read_tables():
        names += [name for name in table if name != "subject"]
        if file == WORDS_FILE:
            continue
        for series in (series for name, series in table.items() if name != "subject"):
            assert all(("amount" in value) != ("amounts" in value) for value in series["value"])
    assert len(names) == len(set(names))


def test_the_spine_has_every_point_from_2_to_25_in_both_years():
    assert sorted(name for name in THROUGH_TIME if name.startswith("njc_scp")) == NAMES_OF_SPINE
    for name in NAMES_OF_SPINE:
        starts = [dated.starts for dated in THROUGH_TIME[name]]
        assert starts == [dt.date(2024, 4, 1), dt.date(2025, 4, 1)]


def test_the_spine_of_2025_is_that_of_2024_raised_by_the_award():
    # The award of April 2025 on every point, to the pound.
    award = THROUGH_TIME["njc_award"][0]
    assert (award.starts, award.amount) == (dt.date(2025, 4, 1), Decimal("3.2"))
    for name in NAMES_OF_SPINE:
        before, after = THROUGH_TIME[name]
        raised = before.amount * Decimal("1.032")
        assert after.amount == raised.quantize(Decimal(1), rounding=ROUND_HALF_UP), name


def test_a_higher_point_is_paid_more():
    for year in (0, 1):
        pay = [THROUGH_TIME[name][year].amount for name in NAMES_OF_SPINE]
        assert pay == sorted(set(pay))


def test_an_hours_pay_is_that_of_the_spine_over_the_weeks_and_hours_of_a_full_year():
    hourly = {name: figures[0] for name, figures in THROUGH_TIME.items() if "njc_hourly" in name}
    # For point 5: 25,583 / 52.143 / 37 = 13.2602..., so 13.26.
    assert hourly["njc_hourly_05"].amount == Decimal("13.26")
    for name, dated in hourly.items():
        salary = THROUGH_TIME[name.replace("hourly", "scp")][1].amount
        exact = salary / Decimal("52.143") / 37
        assert dated.amount == exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), name


@pytest.mark.parametrize(("years", "days_of_leave"), [("under_5_years", 25), ("from_5_years", 28)])
@pytest.mark.parametrize("worked", [38, 39, 40])
def test_paid_weeks_follow_from_the_least_leave_and_eight_bank_holidays(
    years, days_of_leave, worked
):
    # Weeks worked x 52.143 / (52.143 - leave), for 39 weeks and 33 days: 39 x 52.143 / 45.543 =
    # 44.6518, so 44.65.
    assert THROUGH_TIME[f"leave_days_{years}"][0].amount == days_of_leave
    leave = Decimal(days_of_leave + 8) / 5
    exact = worked * Decimal("52.143") / (Decimal("52.143") - leave)
    paid = THROUGH_TIME[f"paid_weeks_{years}_{worked}"][0].amount
    assert paid == exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def test_an_amount_is_written_with_its_unit():
    def newest(name):
        return written(THROUGH_TIME[name][-1])

    assert newest("njc_scp_05") == "£25,583 a year"
    assert newest("employer_ni_rate") == "15.0 %"
    assert newest("top_up_telford_band_10") == "£2,089.70 a pupil a year"
    assert newest("top_up_per_weekly_hour_example") == "£634.53 a year for each weekly hour"
    assert newest("occupational_therapy_assessment") == "£675"
    assert newest("weeks_per_year") == "52.143 weeks a year"


def test_every_word_of_a_nation_has_a_source_that_was_checked():
    words = every_word()
    assert {word.nation for word in words} == set(Nation)
    assert len({(word.name, word.nation) for word in words}) == len(words)
    for word in words:
        assert word.description.endswith(".")
        assert word.text
        assert word.short
        assert word.sourced.url.startswith(("https://", "http://"))
        assert FIRST_READ <= word.sourced.checked <= LAST_READ
