"""What leaders read, taken together."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go
import pytest

from planner.access import Role
from planner.charts.leadership.asked import names_a_pupil
from planner.charts.leadership.pictures import leadership_headline, leadership_pictures
from planner.charts.picture import Picture
from planner.charts.table import Column, Table
from tests.builders import a_pupil
from tests.charts.small_plan import small_plan, small_school

ORDER = [
    "statutory_hours",
    "ehcp_money",
    "money_flow",
    "helped_alike",
    "cost_and_effect",
    "adults_hours",
]


@pytest.mark.parametrize("role", Role)
def test_every_reader_gets_the_same_pictures_in_the_same_order_and_no_pupil_in_them(role):
    school, plan = small_school(), small_plan()
    pictures = leadership_pictures(school, plan, {}, role)
    assert [picture.key for picture in pictures] == ORDER
    assert not any(names_a_pupil(picture, school) for picture in pictures)
    assert all(picture.title and picture.note and picture.alternative for picture in pictures)


def test_the_school_says_how_few_are_hidden():
    school, plan = small_school(), small_plan()
    hidden, shown = (
        leadership_pictures(school, plan, {}, Role.VIEWER, fewest_shown=fewest)[4].table.rows
        for fewest in (3, 2)
    )
    assert hidden == ()
    assert shown
    assert "Not every statutory hour" in " ".join(
        leadership_headline(school, plan, {}, Role.VIEWER)
    )


@pytest.mark.parametrize("place", ["title", "cell", "figure"])
def test_a_picture_with_a_code_in_it_is_found_out(place):
    school = small_school()
    words = {"title": "", "cell": "", "figure": ""} | {place: "for p1, and others"}
    picture = Picture(
        key="a",
        title=words["title"],
        note="",
        figure=go.Figure(go.Bar(x=[1], y=[words["figure"]])),
        table=Table("a", "", (Column("a"),), ((words["cell"],),)),
        alternative="",
    )
    assert names_a_pupil(picture, school)
    assert not names_a_pupil(picture, replace(school, pupils=(a_pupil("P11"),)))
    # A code that is only a number cannot be told from any other number.
    assert not names_a_pupil(picture, replace(school, pupils=(a_pupil("1"),)))
