"""The papers on the page of documents: chosen, read, worded, saved and taken away."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from planner.access import LOCAL, Actor, Role
from planner.documents.forms import Form
from planner.documents.papers.registry import PAPERS
from planner.errors import AccessError
from planner.exchange.school_folder import with_digest
from planner.scenarios.scenario import Scenario, apply
from planner.ui import open_year, plans, storage
from planner.ui.papers.making import Wanted, file_of
from planner.ui.state import Key
from tests.documents.settings import the_telling_school
from tests.optimiser.checks.small_plan import the_plan, the_school
from tests.pages.helpers import go_to, keep, keep_plan, open_page, said
from tests.pages.signing_in import arrive, claims

MAP = "provision_map"
OWN = "Our own <b>words</b>.\n\nA second paragraph."


def kept_plan():
    school = the_telling_school()
    return keep_plan(keep(school), school, the_plan())


def on_the_page(paper=MAP):
    """The page of documents with a paper chosen."""
    app = open_page("documents", the_telling_school(), the_plan())
    return app.selectbox(Key.PAPER).set_value(paper).run()


def box(app, label):
    """The text area with a label."""
    return next(one for one in app.text_area if one.label.startswith(label))


def words_of(stored, key=MAP, subject="P1"):
    found = storage.store().wordings.of(LOCAL, stored.year_id, key, subject)
    return {place: one.text for place, one in found.items()}


def test_a_paper_is_chosen_by_what_it_is_for_and_read_with_its_figures():
    app = on_the_page()
    assert app.selectbox(Key.PAPER).options == [paper.title for paper in PAPERS]
    assert "For a pupil’s file, a review meeting and the local authority" in said(app)
    assert app.selectbox(f"{Key.PAPER_SUBJECT}_PUPIL").options == ["P1, Year 4", "P2, Year 5"]
    text = said(app)
    for heading in ("Individual costed provision map", "The week", "How this was worked out"):
        assert heading in text
    cells = [cell for table in app.table for cell in table.value.to_numpy().ravel()]
    assert 1565.0 in cells
    labels = {button.proto.label for button in app.get("download_button")}
    assert {f"Download ({form.label})" for form in Form} <= labels


def test_words_that_are_saved_stand_in_the_paper_and_in_no_other():
    app = on_the_page()
    box(app, "What the map is for").set_value(OWN).run()
    assert "Our own <b>words</b>." not in said(app)
    app.button(Key.SAVE_WORDING).click().run()
    assert not app.exception
    assert "Saved: 1 place of this document." in said(app)
    assert "Our own <b>words</b>." in said(app)
    assert "A second paragraph." in said(app)
    app.selectbox(f"{Key.PAPER_SUBJECT}_PUPIL").set_value("P2").run()
    assert "Our own" not in said(app)


def test_words_that_are_typed_are_still_there_after_looking_elsewhere():
    app = on_the_page()
    box(app, "What the map is for").set_value("Typed and not saved.").run()
    app.selectbox(Key.PAPER).set_value("expenditure").run()
    app = go_to(go_to(app, "plan"), "documents")
    app.selectbox(Key.PAPER).set_value(MAP).run()
    assert box(app, "What the map is for").value == "Typed and not saved."
    assert app.button(Key.SAVE_WORDING).label == "Save 1 change"
    assert "1 change of words is not saved." in said(app)


def test_a_place_that_is_left_blank_has_its_usual_words_again():
    stored = kept_plan()
    storage.store().wordings.save(LOCAL, stored.year_id, MAP, {"opening": "Ours."}, "P1")
    app = open_page("documents")
    app.selectbox(Key.PAPER).set_value(MAP).run()
    box(app, "What the map is for").set_value("").run()
    app.button(Key.SAVE_WORDING).click().run()
    assert words_of(stored) == {}
    assert box(app, "What the map is for").value.startswith("What the school plans for P1")


def test_words_that_cannot_be_saved_are_told_and_stay_where_they_are_typed():
    stored = kept_plan()
    app = open_page("documents")
    app.selectbox(Key.PAPER).set_value(MAP).run()
    box(app, "What the map is for").set_value("Too late.").run()
    storage.store().delete_year(LOCAL, stored.year_id)
    app.button(Key.SAVE_WORDING).click().run()
    assert not app.exception
    assert ("provision_map", "P1", "opening") in app.session_state[Key.WORDING_TYPED]


def test_the_file_has_the_words_that_were_saved():
    stored = kept_plan()
    storage.store().wordings.save(LOCAL, stored.year_id, MAP, {"opening": OWN}, "P1")
    pdf = PdfReader(io.BytesIO(file_of(LOCAL, Wanted(stored, MAP, "P1"), Form.PDF)))
    assert "Our own <b>words</b>." in pdf.pages[0].extract_text()
    assert b"Our own &lt;b&gt;words" in file_of(LOCAL, Wanted(stored, MAP, "P1"), Form.PAGE)


def test_a_viewer_is_offered_public_papers_only(options):
    stored = kept_plan()
    app = go_to(arrive(claims("viewer@oak.example")), "documents")
    assert app.selectbox(Key.PAPER).options == [one.title for one in PAPERS if one.is_public]
    assert not app.text_area
    assert not app.radio
    viewer = Actor("viewer@oak.example", Role.VIEWER)
    assert file_of(viewer, Wanted(stored, "expenditure"), Form.PDF).startswith(b"%PDF")
    with pytest.raises(AccessError):
        file_of(viewer, Wanted(stored, MAP, "P1"), Form.PDF)


def test_a_paper_of_another_nation_is_not_made_and_says_why():
    app = open_page("documents", the_telling_school(nation="Wales"), the_plan())
    app.selectbox(Key.PAPER).set_value("inclusion_strategy").run()
    assert "A school in Wales has neither" in said(app)
    assert not app.get("download_button")


def a_scenario(year, name):
    """A scenario in which somebody learns a skill."""
    skill = {"kind": "adult", "adult": "TA1", "gains_skills": ["elsa"]}
    return storage.store().create_scenario(LOCAL, year.id, name, [skill])


def keep_plan_of(made, year, school):
    """A plan for a scenario."""
    trained = apply(school, Scenario.of_kept(made.name, made.changes)).school
    summary = replace(the_plan().summary, inputs_sha256=trained.inputs_sha256)
    planned = (trained, replace(the_plan(), summary=summary))
    plans.keep(storage.store(), LOCAL, year.id, planned, dt.datetime.now(dt.UTC), made.id)


def test_a_business_case_is_about_a_scenario_that_has_a_plan():
    school = with_digest(the_school())
    year = keep(school)
    keep_plan(year, school, the_plan())
    made = a_scenario(year, "Training for P2")
    app = open_page("documents")
    app.selectbox(Key.PAPER).set_value("business_case").run()
    assert "No scenario has a plan yet." in said(app)
    keep_plan_of(made, year, school)
    app = open_page("documents")
    app.selectbox(Key.PAPER).set_value("business_case").run()
    assert not app.exception
    assert app.selectbox(f"{Key.PAPER_SUBJECT}_SCENARIO").options == ["Training for P2"]
    text = said(app)
    assert "TA1 learns elsa." in text
    assert "costs nothing more in all" in text
    assert "“What would the next pounds buy?” has no answer" in text


def test_the_file_of_a_business_case_is_that_of_its_own_year_whichever_is_open():
    kept = []
    for name in ("Oak", "Elm"):
        details = the_school().details.model_copy(update={"name": name})
        school = with_digest(replace(the_school(), details=details))
        year = keep(school)
        kept.append(keep_plan(year, school, the_plan()))
        keep_plan_of(a_scenario(year, "Training"), year, school)
    open_year.choose(LOCAL, kept[0].year_id)
    for stored, name in zip(kept, (b"Oak", b"Elm"), strict=True):
        assert name in file_of(LOCAL, Wanted(stored, "business_case", "Training"), Form.PAGE)
    assert open_year.open_year(LOCAL).id == kept[0].year_id
