from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from planner.exchange.school_folder import read_school
from tests.builders import (
    a_budget_line,
    a_need,
    a_pupil,
    a_school,
    a_stream,
    a_support,
    a_teaching_assistant,
    details,
)
from tests.charts.small_plan import small_plan, small_school
from tests.pages.helpers import APP, PAGES, keep, keep_plan, open_page, said, save

SAMPLES = sorted(APP.parent.glob("sample_data/*/school.csv"))
HOSTILE = '=HYPERLINK("http://x.example")<script>alert(1)</script> **[b](http://x)** $x$ :red[y]'


def hostile_school():
    """A school whose every name tries to be something else."""
    return small_school(
        pupils=[a_pupil(sen_status="E", class_name=HOSTILE), a_pupil("P2")],
        needs=[a_need(outcome=HOSTILE), a_need("N2", pupil="P2", strand="literacy", level=3)],
        staff=[a_teaching_assistant(role="<img src=x>TA", deployable_hours=20.0)],
        provisions=[a_support(name=HOSTILE, roles=("<img src=x>TA",))],
        funding=[a_stream(name=HOSTILE)],
        budget_lines=[a_budget_line(name=HOSTILE, category=HOSTILE)],
        details=details(name=HOSTILE),
    )


def one_pupil():
    return a_school(current_plan=None)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_a_school_says_what_to_do_first(page):
    app = open_page(page)
    assert not app.exception
    assert app.title[0].value


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.parent.name)
def test_a_page_opens_with_a_sample_school(page, sample):
    app = open_page(page, read_school(Path(sample).parent).school)
    assert not app.exception


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_with_one_pupil(page):
    assert not open_page(page, one_pupil()).exception


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("school", [small_school(), hostile_school()], ids=["plain", "hostile"])
def test_a_page_opens_with_a_plan(page, school):
    app = open_page(page, school, small_plan())
    assert not app.exception


@pytest.mark.parametrize("page", PAGES)
def test_a_schools_own_words_are_shown_as_they_stand(page):
    app = open_page(page, hostile_school(), small_plan())
    assert "<script>alert(1)</script>" in said(app)
    # Unescaped, each of these would be a link, a colour, a formula or markup.
    raw = "\n".join(str(element.value) for element in app.markdown)
    for sign in (r"\[b", r"\$x", r":red", r"<script"):
        assert not re.search(rf"(?<!\\){sign}", raw)


@pytest.mark.parametrize("page", PAGES)
def test_no_page_has_more_than_one_primary_button(page):
    for school, plan in ((None, None), (small_school(), None), (small_school(), small_plan())):
        app = open_page(page, school, plan)
        buttons = [*app.button, *app.get("download_button")]
        primary = [button for button in buttons if button.proto.type == "primary"]
        assert len(primary) <= 1


@pytest.mark.parametrize("page", PAGES)
def test_no_page_speaks_of_how_a_plan_is_found(page):
    plan = small_plan()
    text = said(open_page(page, small_school(), plan)).casefold()
    for word in ("infeasible", "optimal", "objective", "constraint", "solver", "dual", "nan"):
        assert f" {word}" not in text


def test_the_sidebar_says_which_school_and_year_and_whether_the_plan_fits():
    app = open_page("start", small_school(), small_plan())
    text = "\n".join(element.value for element in app.sidebar.markdown)
    assert "Example Primary" in text
    assert "2026/27" in text
    assert "The plan is up to date" in text.replace("\\", "")


def test_the_sidebar_says_when_the_plan_no_longer_fits_and_why():
    school = small_school()
    year = keep(school)
    keep_plan(year, school, small_plan())
    save(year, "policies", reserve=Decimal(500))
    text = "\n".join(element.value for element in open_page("start").sidebar.markdown)
    assert "The plan was made before a change of reserve. Plan again." in text.replace("\\", "")
