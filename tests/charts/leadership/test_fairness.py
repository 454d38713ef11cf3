"""The lowest, the middle and the highest of each group."""

from __future__ import annotations

from dataclasses import replace

from planner.charts.leadership.audience import Audience
from planner.charts.leadership.fairness import fairness
from tests.builders import a_need, a_pupil
from tests.charts.small_plan import small_plan, small_school

VIEWER = Audience(sees_all=False, fewest_shown=5)
# 14 of 97.5 hours.
LITERACY = 14.359


def with_classes(*sizes):
    """A class in each of Years 1, 2, … of so many pupils, the needs of Year n met to n tenths."""
    pupils, needs, rows = [], [], []
    row = small_plan().coverage[0]
    for year, size in enumerate(sizes, start=1):
        for place in range(size):
            code = f"P{year}{place}"
            pupils.append(a_pupil(code, year_group=str(year)))
            needs.append(a_need(f"N{code}", pupil=code))
            facts = {"need": f"N{code}", "pupil": code, "coverage": year / 10}
            rows.append(row.model_copy(update=facts))
    school = small_school(pupils=pupils, needs=needs, statutory=(), current_plan=None)
    return school, replace(small_plan(), coverage=tuple(rows))


def test_groups_stand_part_by_part_and_strands_with_the_least_met_first():
    picture = fairness(small_school(), small_plan())
    groups = [(row[1], row[0], *(round(cell, 3) for cell in row[2:])) for row in picture.table.rows]
    # N1 of P1 is met in full, N2 of P2 to 14 of 97.5 hours; both are in Year 4, P1 has an EHCP.
    # Half of 14.359 and 100.
    both = (57.179, LITERACY, 100.0, 2)
    assert groups == [
        ("Strand of need", "Literacy", LITERACY, LITERACY, LITERACY, 1),
        ("Strand of need", "Language", 100.0, 100.0, 100.0, 1),
        ("Year group", "Year 4", *both),
        ("SEN status", "EHCP", 100.0, 100.0, 100.0, 1),
        ("SEN status", "SEN Support", LITERACY, LITERACY, LITERACY, 1),
        ("Pupil premium", "No pupil premium", *both),
        ("Looked after", "Not looked after", *both),
    ]
    assert picture.title == (
        "Literacy is the least met strand (14 %); the middle is 14 % for pupils on SEN Support and "
        "100 % for pupils with an EHCP"
    )


def test_a_line_runs_from_the_lowest_to_the_highest_and_a_dot_is_the_middle():
    school, plan = with_classes(1, 2)
    drawn = fairness(school, plan).figure.to_dict()["data"]
    lines = {tuple(one["y"]): list(one["x"]) for one in drawn if one["mode"] == "lines"}
    assert lines["SEN Support", "SEN Support"] == [10.0, 20.0]
    dots = {
        name: value
        for one in drawn
        if one["mode"] != "lines"
        for name, value in zip(one["y"], one["x"], strict=True)
    }
    # Of 10, 20 and 20 % the middle is 20 %.
    assert (dots["Year 1"], dots["Year 2"], dots["SEN Support"]) == (10.0, 20.0, 20.0)


def test_a_viewer_sees_no_group_of_few_nor_the_one_that_would_give_it_away():
    school, plan = with_classes(4, 5, 6)
    picture = fairness(school, plan, VIEWER)
    shown = [row[0] for row in picture.table.rows]
    # Year 1 has 4 pupils; with Year 2 shown, all and Year 3, it could be worked out.
    assert "Year 1" not in shown
    assert len([name for name in shown if name.startswith("Year")]) == 1
    assert [column.title for column in picture.table.columns] == ["Group", "One of", "Middle (%)"]


def test_a_viewer_is_shown_no_single_pupil_in_the_chart():
    school, plan = with_classes(5, 6)
    drawn = fairness(school, plan, VIEWER).figure.to_dict()
    assert all("lines" not in one["mode"] for one in drawn["data"])
    assert "from 10" not in str(drawn)


def test_where_every_group_is_of_few_nothing_is_drawn():
    picture = fairness(small_school(), small_plan(), VIEWER)
    assert (picture.figure, picture.table.rows) == (None, ())
