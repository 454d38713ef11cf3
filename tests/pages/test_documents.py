from __future__ import annotations

import io

import openpyxl
import pytest
from pypdf import PdfReader

from planner.access import LOCAL, Actor, Role
from planner.errors import AccessError
from planner.exchange.plan_folder import PLAN, plan_files, read_plan
from planner.ui import plans, storage
from planner.ui.packs import Form, made
from planner.ui.plan_documents import CONTENTS, packed, plan_name, with_ledgers, with_totals
from planner.ui.state import Key
from tests.builders import details
from tests.charts.small_plan import small_plan, small_school
from tests.optimiser.checks.small_plan import the_plan, the_school
from tests.pages.helpers import go_to, keep, keep_plan, open_page, said, save
from tests.pages.signing_in import arrive, claims, secrets, write


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
    assert "Documents and files say what was planned then." in said(app)
    assert {link.proto.label for link in app.get("page_link")} >= {"Plan again"}


def test_every_file_can_be_downloaded_alone_and_all_together():
    app = open_page("documents", small_school(), small_plan())
    app.radio(Key.DOCUMENTS_PART).set_value("The pack and the plan’s files").run()
    assert set(buttons(app)) == {
        Key.PACK_PDF,
        Key.PACK_PAGE,
        Key.TOTALS,
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


# The pack and the workbook, which are made when they are asked for


def kept_plan():
    """A plan that keeps every rule, made and approved by people who are not the reader."""
    school = the_school()
    stored = keep_plan(keep(school), school, the_plan())
    storage.store().approve_plan(Actor("head@oak.example", Role.LEADER), stored.id, "Agreed.")
    return stored


def text_of(pdf):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_the_pack_says_who_made_and_who_approved_the_plan():
    stored = kept_plan()
    text = text_of(made(LOCAL, stored, Form.PDF))
    assert "on this computer" in text
    assert "by head@oak.example: “Agreed.”" in text
    assert "How it is proved" in text
    assert b"head@oak.example" in made(LOCAL, stored, Form.PAGE)


def test_whoever_may_not_take_plans_away_finds_their_own_pack_on_the_leadership_page(options):
    stored = kept_plan()
    app = go_to(arrive(claims("viewer@oak.example")), "leadership")
    assert set(buttons(app)) >= {Key.PACK_PDF, Key.PACK_PAGE}
    text = text_of(made(Actor("viewer@oak.example", Role.VIEWER), stored, Form.PDF))
    assert "Figures about fewer than 5 pupils are not shown" in text
    assert "What it takes for granted" not in text
    assert "Agreed." not in text
    with pytest.raises(AccessError):
        with_totals(Actor("viewer@oak.example", Role.VIEWER), stored)


def test_nothing_is_made_for_somebody_who_was_taken_off_the_list_meanwhile(options):
    stored = kept_plan()
    write(secrets(people={}))
    leader = Actor("leader@oak.example", Role.LEADER)
    for make in (lambda: made(leader, stored, Form.PDF), lambda: with_totals(leader, stored)):
        with pytest.raises(AccessError):
            make()


def test_the_workbook_with_totals_is_that_of_the_plan_that_is_shown():
    book = openpyxl.load_workbook(io.BytesIO(with_totals(LOCAL, kept_plan())), data_only=True)
    # £2,260 is owed already, and the plan adds £2,246.
    assert [book["Summary"][place].value for place in ("B5", "B6")] == [2260, 2246]


def test_both_ledgers_are_taken_away_where_the_authoritys_rate_is_known():
    school = small_school(details=details(la_hourly_rate="15"))
    stored = keep_plan(keep(school), school, small_plan())
    app = open_page("documents")
    app.radio(Key.DOCUMENTS_PART).set_value("The pack and the plan’s files").run()
    assert Key.LEDGERS in buttons(app)
    _, *lines = with_ledgers(LOCAL, stored).decode("utf-8-sig").splitlines()
    assert len(lines) == len(small_plan().allocations)
    with pytest.raises(AccessError):
        with_ledgers(Actor("finance@oak.example", Role.FINANCE), stored)
