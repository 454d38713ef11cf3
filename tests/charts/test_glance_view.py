"""The school at a glance in words, tables and a chart: what is hidden stays so in each of them."""

from __future__ import annotations

import datetime as dt

from planner.charts import glance_view
from planner.glance import glance_at
from planner.school.codes import Strand
from tests.builders import a_need, a_pupil

MADE = dt.date(2026, 11, 3)


def pupils(status, number, year="4"):
    return [
        a_pupil(f"{status}{year}{at}", sen_status=status, year_group=year) for at in range(number)
    ]


def needs(strand, number):
    return [a_need(f"N{strand}{at}", strand=strand) for at in range(number)]


def test_the_pupils_are_told_by_status():
    glance = glance_at([*pupils("E", 6), *pupils("K", 20)], [])
    assert glance_view.pupils_sentence(glance) == (
        "26 pupils are in the register: 6 with an EHCP and 20 on SEN Support."
    )


def test_what_is_hidden_is_told_last_and_without_a_number():
    # 2 with an EHCP are few; 30 - 2 = 28 would tell, so that is hidden too.
    glance = glance_at([*pupils("E", 2), *pupils("K", 28)], [])
    assert glance_view.pupils_sentence(glance) == (
        "30 pupils are in the register: fewer than 5 with an EHCP and some on SEN Support (hidden)."
    )


def test_how_far_needs_are_met_names_the_plan_that_says_so():
    mine = [one for strand in Strand for one in needs(strand, 15)]
    shares = [1.0] * 5 + [0.6] * 5 + [0.1] * 5
    coverage = {one.need: shares[place % 15] for place, one in enumerate(mine)}
    glance = glance_at([], mine, coverage=coverage, planned_on=MADE)
    # 5 in each of 19 strands: 95 in each band, 285 in all.
    assert glance_view.needs_sentence(glance) == (
        "285 needs are entered. By the plan made on 3 November 2026: 95 met in full, 95 at least "
        "half met and 95 less than half met."
    )
    table = glance_view.strands_table(glance)
    assert [column.title for column in table.columns][2:] == [
        "Met in full (needs)",
        "At least half met (needs)",
        "Less than half met (needs)",
        "All (needs)",
    ]
    assert table.rows[-1] == ("All", "", "95", "95", "95", "285")


def test_without_a_plan_nothing_is_said_of_how_far_needs_are_met():
    glance = glance_at([], [one for strand in Strand for one in needs(strand, 5)])
    assert "There is no plan yet" in glance_view.needs_sentence(glance)
    assert len(glance_view.strands_table(glance).columns) == 3


def test_the_chart_has_a_bar_for_each_strand_that_is_shown_and_for_no_other():
    glance = glance_at([], [*needs("language", 12), *needs("literacy", 9), *needs("speech", 2)])
    picture = glance_view.needs_picture(glance)
    drawn = {
        name: count
        for trace in picture.figure.to_dict()["data"]
        for name, count in zip(trace["y"], trace["x"], strict=True)
        if count is not None
    }
    shown = {
        row[0]: int(row[-1])
        for row in picture.table.rows
        if str(row[-1]).isdigit() and row[0] != "All"
    }
    assert drawn == shown
    assert "Speech" not in drawn
    assert "speech" not in picture.alternative


def test_a_school_of_few_has_no_chart_and_says_so():
    glance = glance_at(pupils("K", 3), needs("language", 3))
    picture = glance_view.needs_picture(glance)
    assert picture.figure is None
    assert picture.title == "No strand has so many needs that their number can be shown"
    assert "because they are few" in glance_view.pupils_sentence(glance)
    assert "because they are few" in glance_view.needs_sentence(glance)


def test_every_table_has_its_totals_last_and_years_in_words():
    glance = glance_at([*pupils("E", 6), *pupils("K", 7), *pupils("K", 8, "R")], [])
    rows = glance_view.pupils_table(glance).rows
    assert [row[0] for row in rows] == ["Reception", "Year 1", "Year 2", "Year 3", "Year 4", "All"]
    assert rows[-1][-1] == "21"
    assert len(glance_view.areas_table(glance).rows) == 5
