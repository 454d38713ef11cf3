from __future__ import annotations

from dataclasses import replace

from planner.exchange.plan_folder import PLAN, plan_files, read_plan
from planner.ui.plan_documents import CONTENTS, files_of, packed, plan_name
from planner.ui.state import Key
from tests.charts.small_plan import small_plan, small_school
from tests.pages.helpers import open_page, said


def buttons(app):
    return {button.proto.id.rpartition("-")[2]: button for button in app.get("download_button")}


def test_without_a_plan_it_says_where_one_is_made():
    app = open_page("documents", small_school())
    assert "There is no plan yet" in said(app)
    assert not app.get("download_button")


def test_a_plan_that_is_out_of_date_is_not_given_away():
    school = small_school()
    fairer = replace(school, policies=school.policies.model_copy(update={"fairness": 1.0}))
    app = open_page("documents", fairer, small_plan())
    assert "The plan was made before you changed fairness." in said(app)
    assert not app.get("download_button")


def test_every_file_can_be_downloaded_alone_and_all_together():
    app = open_page("documents", small_school(), small_plan())
    assert set(buttons(app)) == {
        Key.ZIP,
        Key.WORKBOOK,
        *(f"download_{name}" for name in PLAN.names),
    }


def test_every_file_is_explained():
    assert set(CONTENTS) == set(plan_files(small_plan())) == set(PLAN.names)


def planned():
    app = open_page("documents", small_school(), small_plan())
    return app.session_state[Key.PLANNED]


def test_the_files_are_those_of_the_plan_folder():
    assert files_of(planned()) == plan_files(small_plan())


def test_the_zip_and_the_workbook_read_back_as_the_plan(tmp_path):
    for ending in ("zip", "xlsx"):
        path = tmp_path / f"plan.{ending}"
        path.write_bytes(packed(planned(), ending))
        assert read_plan(path).allocations == small_plan().allocations


def test_a_plans_name_has_its_year_and_no_sign_that_a_disk_refuses():
    name = plan_name(planned())
    assert name.startswith("plan-2026-27-")
    assert "/" not in name
