from __future__ import annotations

from planner.access import LOCAL
from planner.exchange.plan_folder import PLAN, plan_files, read_plan
from planner.ui import plans, storage
from planner.ui.plan_documents import CONTENTS, packed, plan_name
from planner.ui.state import Key
from tests.charts.small_plan import small_plan, small_school
from tests.pages.helpers import keep, keep_plan, open_page, said, save


def buttons(app):
    return {button.proto.id.rpartition("-")[2]: button for button in app.get("download_button")}


def test_without_a_plan_it_says_where_one_is_made():
    app = open_page("documents", small_school())
    assert "There is no plan yet" in said(app)
    assert not app.get("download_button")


def test_a_plan_that_is_out_of_date_says_so_above_its_files():
    school = small_school()
    year = keep(school)
    keep_plan(year, school, small_plan())
    save(year, "policies", fairness=1.0)
    app = open_page("documents")
    assert "The plan was made before a change of fairness." in said(app)
    assert "The files say what was planned then." in said(app)
    assert app.get("download_button")


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
    """The small plan as the store gives it back."""
    school = small_school()
    stored = keep_plan(keep(school), school, small_plan())
    return plans._read("a stamp", stored, storage.store(), LOCAL)


def test_the_files_are_those_of_the_plan_folder_and_not_those_of_the_school():
    found = planned()
    assert found.files == plan_files(found.plan)
    assert found.plan.allocations == small_plan().allocations


def test_the_zip_and_the_workbook_read_back_as_the_plan(tmp_path):
    for ending in ("zip", "xlsx"):
        path = tmp_path / f"plan.{ending}"
        path.write_bytes(packed(planned(), ending))
        assert read_plan(path).allocations == small_plan().allocations


def test_a_plans_name_has_its_year_and_no_sign_that_a_disk_refuses():
    name = plan_name(planned())
    assert name.startswith("plan-2026-27-")
    assert "/" not in name
