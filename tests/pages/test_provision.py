from __future__ import annotations

import pytest

from planner.access import LOCAL
from planner.library.shelf import every_entry
from planner.school.codes import Strand
from planner.ui import storage
from planner.ui.state import Key
from tests.builders import an_effect
from tests.charts.small_plan import small_school
from tests.pages.helpers import go_to, keep, said
from tests.pages.registers import Typing, open_part, rows_now, year_now
from tests.pages.signing_in import arrive, claims


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


def effects(school=None):
    return open_part("provision", Key.PROVISION_PART, "Effects by strand", school)


def effect_now(place=0):
    return rows_now("effects")[place].record


def test_an_effect_that_is_changed_keeps_what_it_was_and_is_asked_for_a_reason():
    app = effects(small_school())
    Typing(app, "effects").write(0, effect="0.6").press("save")
    assert effect_now() == an_effect(effect=0.6, default_effect=1.0)
    assert "No reason is given yet for 1 changed effect." in said(app)
    (asked,) = [one for one in app.text_input if one.key.startswith(f"{Key.REASON}_")]
    assert asked.label == "Why is In-class support worth 0.6 for language now, and 1 before?"
    asked.set_value(" Our reviews found less ").run()
    app.button(key=Key.REASONS_SAVE).click().run()
    assert not app.exception
    assert effect_now().reason == "Our reviews found less"
    changes = next(table.value for table in app.table if "Why it was changed" in table.value)
    assert changes.iloc[0].to_list()[1:] == ["Language", 1.0, 0.6, "Our reviews found less"]
    assert "No reason is given yet" not in said(app)


def test_what_the_effect_was_is_shown_before_and_after_the_save():
    app = effects(small_school())
    typing = Typing(app, "effects").write(0, effect="0.6")
    changes = next(table.value for table in app.table if "After saving" in table.value)
    assert list(changes["After saving"]) == ["0\\.6", "1"]
    typing.press("save")
    assert next(iter(typing.desk.texts.values()))["default_effect"] == "1"


def test_going_back_to_the_first_value_takes_the_default_and_the_reason_off():
    changed = [an_effect(effect=0.6, default_effect=1.0, reason="Our reviews found less")]
    app = effects(small_school(effects=changed))
    Typing(app, "effects").write(0, effect="1").press("save")
    assert effect_now() == an_effect()
    assert "No reason is given yet" not in said(app)


def test_a_reason_that_is_left_blank_stops_nothing_and_is_asked_for_again():
    changed = [an_effect(effect=0.6, default_effect=1.0), an_effect(strand="literacy")]
    app = effects(small_school(effects=changed))
    app.button(key=Key.REASONS_SAVE).click().run()
    assert not app.exception
    assert "No reason is given yet for 1 changed effect." in said(app)
    Typing(app, "effects").write(1, evidence="A trial").press("save")
    assert effect_now(1).evidence == "A trial"


@pytest.mark.usefixtures("options")
def test_whoever_may_only_read_is_told_and_not_asked():
    keep(small_school(effects=[an_effect(effect=0.6, default_effect=1.0)]))
    app = go_to(arrive(claims("leader@oak.example")), "provision")
    app.radio(key=Key.PROVISION_PART).set_value("Effects by strand").run()
    assert "No reason is given yet for 1 changed effect." in said(app)
    assert Key.REASONS_SAVE not in {button.key for button in app.button}
