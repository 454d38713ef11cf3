from __future__ import annotations

from planner.access import LOCAL
from planner.library.shelf import every_entry
from planner.school.codes import Strand
from planner.ui import storage
from planner.ui.state import Key
from tests.charts.small_plan import small_school
from tests.pages.helpers import said
from tests.pages.registers import Typing, open_part, rows_now, year_now


def library(school=None):
    return open_part("provision", Key.PROVISION_PART, "Add from the library", school)


def test_what_is_picked_is_shown_with_its_evidence_and_source():
    app = library(small_school())
    app.selectbox(key=Key.LIBRARY_ENTRY).set_value("NELI").run()
    facts = app.table[0].value.set_index("What").iloc[:, 0]
    assert {"Evidence", "Source", "Dose", "Training", "Last read"} <= set(facts.index)
    assert facts["How the effects were chosen"].startswith("An hour in a group")
    found = app.table[1].value
    assert list(found["Date"]) == ["September 2023", "2020", "2016", "2016"]
    assert found["Read at"][0].startswith("[nuffieldfoundation")
    assert "Who could deliver it here: Nobody" in said(app)


def test_an_entry_is_added_with_its_effects_as_one_step_that_can_be_undone():
    app = library(small_school())
    app.selectbox(key=Key.LIBRARY_ENTRY).set_value("NELI").run()
    effects = next(entry for entry in every_entry() if entry.code == "NELI").effects
    app.button(key=Key.LIBRARY_ADD).click().run()
    assert not app.exception
    assert "is in the catalogue as NELI" in said(app)
    assert [row.record.provision for row in rows_now("provisions")] == ["S1", "NELI"]
    added = [row.record for row in rows_now("effects") if row.record.provision == "NELI"]
    assert {row.strand for row in added} == set(effects)
    assert all(row.source and row.evidence for row in added)
    app.radio(key=Key.PROVISION_PART).set_value("Catalogue").run()
    Typing(app, "provisions").press("undo")
    assert [row.record.provision for row in rows_now("provisions")] == ["S1"]
    assert len(rows_now("effects")) == 2


def test_why_it_was_added_is_kept():
    app = library(small_school())
    app.selectbox(key=Key.LIBRARY_ENTRY).set_value("NELI").run()
    app.button(key=Key.LIBRARY_ADD).click().run()
    (step, *_) = storage.store().steps(LOCAL, year_now().year.id).undo
    assert step.why.endswith("added from the library")


def test_a_second_one_gets_a_code_of_its_own_and_it_is_said():
    app = library(small_school())
    app.selectbox(key=Key.LIBRARY_ENTRY).set_value("NELI").run()
    app.button(key=Key.LIBRARY_ADD).click().run()
    app.selectbox(key=Key.LIBRARY_ENTRY).set_value("NELI").run()
    assert "NELI is in the catalogue already" in said(app)
    assert app.button(key=Key.LIBRARY_ADD).label.startswith("Add NELI-2 ")


def test_the_library_is_cut_down_to_a_strand():
    app = library(small_school())
    before = len(app.dataframe[0].value)
    app.selectbox(key=Key.LIBRARY_STRAND).set_value(Strand.VISION).run()
    assert not app.exception
    found = app.dataframe[0].value
    assert 0 < len(found) < before
    assert all("vision" in text for text in found["Helps with"])


def test_what_a_place_costs_is_told_as_a_sum():
    app = open_part("provision", Key.PROVISION_PART, "Cost of a place", small_school())
    # One hour a week for 39 weeks at £20 an hour, one to one: 39 x 20 = 780.
    assert "costs £780 one to one" in said(app)
    assert "39 hours of TA1 at £20.00" in said(app)


def test_what_nobody_can_deliver_is_counted():
    app = open_part("provision", Key.PROVISION_PART, "Who can deliver it", small_school(staff=()))
    assert "1 provision in the catalogue; nobody can deliver 1 of them now." in said(app)
