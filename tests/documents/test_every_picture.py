"""Every picture that the app makes can be drawn for paper: none is missing from a document."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from planner.access import Role
from planner.charts.adults_chart import adults_hours
from planner.charts.budget_months_chart import budget_months
from planner.charts.budget_streams_chart import budget_streams
from planner.charts.coverage_chart import coverage_by_strand
from planner.charts.glance_view import needs_picture as needs_at_a_glance
from planner.charts.impact.effects import names_in, seen_in
from planner.charts.impact.effects_chart import effects_picture
from planner.charts.insight.views import VIEWS, view_of
from planner.charts.leadership.pictures import leadership_pictures
from planner.charts.money_chart import money_flow
from planner.charts.national.chart import beside_picture
from planner.charts.pupil_week import pupil_week
from planner.charts.pupils_needs import needs_picture
from planner.charts.scenarios.gains_chart import gains_picture
from planner.charts.scenarios.groups_chart import groups_pictures
from planner.charts.scenarios.money_chart import money_picture
from planner.charts.staff_skills_chart import hours_of_skills
from planner.documents.drawing.figure import drawing_of
from planner.exchange.school_folder import read_school
from planner.funding.position import position_of
from planner.glance import glance_at
from planner.insight.question import Asking
from planner.insight.questions import QUESTIONS
from planner.national.comparison import beside_national
from planner.scenarios.compare import compare
from planner.school.records import Review
from planner.school.registers import Registers
from tests.charts.small_plan import small_plan, small_school
from tests.optimiser.checks import small_plan as by_hand
from tests.scenarios.two_plans import as_it_is, with_changes

ROOT = Path(__file__).parents[2]
CHARTS = ROOT / "planner" / "charts"
SAMPLE = ROOT / "sample_data" / "primary"


def pictures_of_school(school):
    """Every picture of a school without a plan, by the module that draws it."""
    registers = Registers.of(school)
    position = position_of(school)
    details = school.details.model_copy(update={"pupils_on_roll": 300})
    beside = beside_national(details, school.pupils, school.figures)
    reviewed = Registers.of(replace(school, reviews=tuple(reviews_of(school))))
    return {
        "budget_months_chart": [budget_months(position)],
        "budget_streams_chart": [budget_streams(position)],
        "glance_view": [needs_at_a_glance(glance_at(school.pupils, school.needs))],
        "impact/effects_chart": [effects_picture(seen_in(reviewed), names_in(reviewed))],
        "national/chart": [beside_picture(beside.comparisons, school.details.phase)],
        "pupils_needs": [needs_picture(registers)],
        "staff_skills_chart": [hours_of_skills(registers)],
    }


def reviews_of(school):
    """A review of every effect, in which half of what was expected was reached."""
    for effect in school.effects:
        yield Review(
            pupil=school.pupils[0].pupil,
            provision=effect.provision,
            strand=effect.strand,
            term="T1",
            before=0,
            expected=10,
            after=5,
        )


def pictures_of_plan(school, plan):
    """Every picture of a plan, by the module that draws it."""
    readers = (Role.LEADER, Role.VIEWER)
    read = [one for role in readers for one in leadership_pictures(school, plan, {}, role)]
    return {
        "coverage_chart": [coverage_by_strand(school, plan)],
        "money_chart": [money_flow(school, plan)],
        "adults_chart": [adults_hours(school, plan)],
        "pupil_week": [pupil_week(school, plan, one.pupil) for one in school.pupils],
        "leadership": read,
    }


def pictures_of_scenarios():
    """Every picture of plans side by side, by the module that draws it."""
    comparison = compare(as_it_is(), [with_changes()])
    return {
        "scenarios/gains_chart": [gains_picture(comparison, 1)],
        "scenarios/groups_chart": list(groups_pictures(comparison)),
        "scenarios/money_chart": [money_picture(comparison)],
    }


def test_every_module_that_draws_is_asked_for_its_pictures():
    school, plan = small_school(), small_plan()
    asked = (
        set(pictures_of_school(school))
        | set(pictures_of_plan(school, plan))
        | set(pictures_of_scenarios())
    )
    drawing = {
        path.relative_to(CHARTS).with_suffix("").as_posix()
        for path in CHARTS.rglob("*.py")
        if re.search(r"\bPicture\($", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    # What leaders read comes from one function, and what answers show from the answers, below.
    drawing = {"leadership" if name.startswith("leadership/") else name for name in drawing}
    assert {name for name in drawing if not name.startswith("insight/")} == asked


@pytest.mark.parametrize(
    ("school", "plan"),
    [(small_school(), small_plan()), (by_hand.the_school(), by_hand.the_plan())],
)
def test_every_picture_of_a_tiny_school_and_its_plan_can_be_drawn(school, plan):
    found = pictures_of_school(school) | pictures_of_plan(school, plan)
    for pictures in found.values():
        for picture in pictures:
            if picture.figure is not None:
                assert drawing_of(picture.figure).shapes, picture.key


def test_every_picture_of_the_sample_schools_registers_can_be_drawn():
    for name, pictures in pictures_of_school(read_school(SAMPLE).school).items():
        for picture in pictures:
            assert picture.figure is not None, name
            assert drawing_of(picture.figure).shapes


def test_every_picture_of_plans_side_by_side_can_be_drawn():
    for name, pictures in pictures_of_scenarios().items():
        assert pictures, name
        for picture in pictures:
            assert picture.figure is not None, name
            assert drawing_of(picture.figure).shapes


def test_every_picture_of_every_answer_can_be_drawn():
    school, plan = by_hand.the_school(), by_hand.the_plan()
    for question in QUESTIONS:
        if question.name not in VIEWS:
            continue
        answer = question.ask(Asking(school, plan), question.asked())
        for picture in view_of(school, question.name, answer).pictures:
            if picture.figure is not None:
                assert drawing_of(picture.figure).shapes, (question.name, picture.key)
