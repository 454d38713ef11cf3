"""A list of pupils from the MIS, brought in through the page."""

from __future__ import annotations

import pytest

from planner.access import LOCAL, Actor, Role
from planner.store.values import RowChange
from planner.ui import storage
from planner.ui.state import Key
from tests.builders import a_need, a_pin, a_pupil, a_school, a_statutory_item, a_stream
from tests.exchange.mis.exports import BROMCOM, SAMPLES, a_workbook
from tests.pages.helpers import PAGES, go_to, keep, open_page, said
from tests.pages.signing_in import arrive, claims

HEADINGS = "Code,Year,Reg,SEN Status,Primary Need,Surname\n"
# P1 moves up a class, P3 is new, and P2, with a need, a top-up and a pin, is not in it.
LIST = HEADINGS + "P1,4,4B,K,SLCN,Lee\nP3,5,5A,E,ASD,Roe\n"


def school():
    return a_school(
        pupils=[a_pupil(class_name="3B"), a_pupil("P2", sen_status="E")],
        needs=[a_need(), a_need("N2", pupil="P2")],
        statutory=[a_statutory_item(pupil="P2")],
        funding=[a_stream(), a_stream("TU-P2", restricted_to="pupil:P2")],
        pins=[a_pin()],
    )


def upload(app, text, name="export.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    app.file_uploader(key=Key.MIS_FILE).set_value((name, data, "text/csv")).run()
    return app


def opened(text=LIST, name="export.csv", of=None):
    return upload(open_page("import", of or school()), text, name)


def year():
    (only,) = storage.store().years(LOCAL)
    return only


def stored(table):
    return [row.record for row in storage.store().registers(LOCAL, year().id).rows[table]]


def widget(app, kind, part):
    """The widget of the file that was uploaded last, by the part of its key that is its own."""
    (found,) = [one for one in app.get(kind) if str(one.key).endswith(f"_{part}")]
    return found


def choose(app, part, value):
    return widget(app, "selectbox", part).set_value(value).run()


def save(app):
    return app.button(key=Key.MIS_SAVE).click().run()


def test_without_a_school_it_says_what_to_do_first():
    assert "Open a school first" in said(open_page("import"))


def test_what_would_change_is_shown_and_nothing_is_written():
    before = school()
    app = opened(of=before)
    assert not app.exception
    text = said(app)
    assert "1 pupil would be added, 1 changed and 0 left as before" in text
    assert "Remove P2" in app.checkbox[-1].label.replace("\\", "")
    assert "1 need" not in text
    assert stored("pupils") == list(before.pupils)


def test_codes_are_shown_in_words():
    app = opened()
    added = app.dataframe[1].value
    assert list(added["SEN status"]) == ["EHCP"]
    assert list(added["Primary need"]) == ["autism (ASD)"]
    changed = app.dataframe[2].value
    assert list(changed["What"]) == ["Class", "Primary need"]
    assert list(changed["After"]) == ["4B", "speech, language and communication (SLCN)"]


def test_it_is_saved_as_one_step_and_needs_and_pins_stay():
    app = save(opened())
    assert not app.exception
    assert "Saved as one step: 1 pupil added, 1 pupil changed" in said(app)
    assert [(one.pupil, one.class_name) for one in stored("pupils")] == [
        ("P1", "4B"),
        ("P2", ""),
        ("P3", "5A"),
    ]
    assert stored("needs") == list(school().needs)
    assert stored("pins") == list(school().pins)
    assert len(storage.store().steps(LOCAL, year().id).undo) == 1


def test_one_click_undoes_it():
    app = save(opened())
    app.button(key=Key.MIS_UNDO).click().run()
    assert "Everything is as it was before" in said(app)
    assert stored("pupils") == list(school().pupils)
    assert not [one for one in app.button if one.key == Key.MIS_UNDO]


def test_it_is_not_undone_over_what_was_saved_after_it():
    app = save(opened())
    change = RowChange("pupils", None, None, a_pupil("P9"))
    storage.store().save(LOCAL, year().id, [change])
    app.button(key=Key.MIS_UNDO).click().run()
    assert "Something else was saved after it" in said(app)
    assert [one.pupil for one in stored("pupils")] == ["P1", "P2", "P3", "P9"]


def test_whoever_is_gone_is_removed_only_when_ticked_and_what_depends_on_them_follows():
    app = opened()
    assert "1 need, 1 statutory item F1" not in said(app)
    box = widget(app, "checkbox", "gone_P2")
    assert "would be deleted with it" in box.label
    box.check().run()
    assert app.button(key=Key.MIS_SAVE).label == "Save 3 changes"
    save(app)
    assert [one.pupil for one in stored("pupils")] == ["P1", "P3"]
    assert [one.need for one in stored("needs")] == ["N1"]
    assert stored("statutory") == []
    # Money for one pupil is not for everybody next.
    assert [one.stream for one in stored("funding")] == ["GENERAL"]
    app.button(key=Key.MIS_UNDO).click().run()
    assert stored("statutory") == list(school().statutory)


def test_a_value_that_is_not_known_is_asked_about_and_the_answer_remembered():
    text = HEADINGS + "P1,4,4B,Z,,\nP2,4,4B,E,,\n"
    app = opened(text)
    assert "1 row or pupil is held back" in said(app)
    app = save(choose(app, "meaning_sen_status_z", "N"))
    assert [one.sen_status for one in stored("pupils")] == ["N", "E"]
    upload(app, text)
    assert widget(app, "selectbox", "meaning_sen_status_z").value == "N"
    assert "0 changed and 2 left as before" in said(app)
    assert "says all of this already" in said(app)


def test_a_column_chosen_by_hand_is_remembered_for_the_next_file():
    text = HEADINGS.replace("Reg", "House") + "P1,4,Red,K,,\nP2,4,Blue,E,,\n"
    app = opened(text)
    assert widget(app, "selectbox", "class").value == ""
    save(choose(app, "class", "house"))
    assert [one.class_name for one in stored("pupils")] == ["Red", "Blue"]
    upload(app, text)
    assert widget(app, "selectbox", "class").value == "house"


def test_one_column_for_two_things_is_refused_in_words():
    app = choose(opened(), "class", "year")
    assert "‘Year’ is chosen more than once: for Year group and Class" in said(app)
    assert not [one for one in app.button if one.key == Key.MIS_SAVE]


def test_what_is_chosen_survives_another_page_and_nothing_is_written_meanwhile():
    app = choose(opened(), "class", "")
    widget(app, "checkbox", "gone_P2").check().run()
    app = go_to(go_to(app, "start"), "import")
    assert widget(app, "selectbox", "class").value == ""
    assert widget(app, "checkbox", "gone_P2").value is True
    assert stored("pupils") == list(school().pupils)
    save(app)
    assert [one.pupil for one in stored("pupils")] == ["P1", "P3"]


def test_what_somebody_else_saved_meanwhile_is_looked_at_before_anything_is_saved():
    app = opened()
    row = storage.store().registers(LOCAL, year().id).rows["pupils"][0]
    after = a_pupil(class_name="4Z")
    storage.store().save(
        Actor("ben@oak.example", Role.SENCO),
        year().id,
        [RowChange("pupils", row.id, row.version, after)],
    )
    save(app)
    assert "Look at it again, then save" in said(app)
    assert [one.pupil for one in stored("pupils")] == ["P1", "P2"]
    save(app)
    assert [one.class_name for one in stored("pupils")] == ["4B", "", "5A"]


def test_new_pupils_get_codes_and_the_next_file_knows_them_by_their_numbers():
    app = opened((SAMPLES / "sims.csv").read_bytes(), "sims.csv", of=a_school())
    save(app)
    codes = {one.pupil: one.year_group for one in stored("pupils")}
    # 398, 412 and 455 in the order of their numbers, counting on from P1; 401 has no SEN.
    assert codes == {"P1": "4", "P002": "5", "P003": "4", "P004": "R"}
    assert storage.store().pairing(LOCAL, year().id) == {
        "398": "P002",
        "412": "P003",
        "455": "P004",
    }
    upload(app, (SAMPLES / "sims.csv").read_bytes(), "sims.csv")
    assert "0 changed and 3 left as before" in said(app)


def test_names_and_numbers_of_the_mis_reach_neither_register_nor_audit_nor_page():
    app = save(opened((SAMPLES / "sims.csv").read_bytes(), "sims.csv", of=a_school()))
    registers = storage.store().registers(LOCAL, year().id)
    kept = repr(registers.rows) + repr(storage.store().audit(LOCAL, year().id)) + said(app)
    for private in ("Okafor", "Ana", "A123456789012", "412", "sims.csv"):
        assert private not in kept


def test_of_several_sheets_one_is_chosen():
    book = a_workbook(
        Pupils=BROMCOM, Other=(("Code", "Year", "SEN Status"), ("P1", "4", "K"), ("P7", "2", "K"))
    )
    app = opened(book, "export.xlsx")
    assert widget(app, "selectbox", "sheet").value == "Pupils"
    choose(app, "sheet", "Other")
    assert "1 pupil would be added, 0 changed and 1 left as before" in said(app)


def test_the_row_of_the_headings_can_be_corrected():
    app = opened("a,b,c\nnothing,to,see\n" + LIST)
    assert widget(app, "number_input", "header_row").value == 3
    widget(app, "number_input", "header_row").set_value(1).run()
    assert not app.exception
    assert "a" in widget(app, "selectbox", "class").options


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old workbook"),
        ("page.csv", b"<html><table></table></html>", "not a table"),
        ("empty.csv", b"", "no row of headings"),
        ("noise.csv", bytes(range(256)) * 20, "not text in any form"),
        ("bomb.xlsx", b"PK\x03\x04" + b"\0" * 100, "could not be read"),
    ],
)
def test_a_file_that_is_no_list_is_told_why_and_nothing_else_happens(name, data, told):
    app = opened(data, name)
    assert not app.exception
    shown = said(app) + repr([table.value.to_dict() for table in app.table])
    assert told in shown.replace("\\", "")
    assert stored("pupils") == list(school().pupils)
    assert app.file_uploader(key=Key.MIS_FILE)


def test_hostile_cells_are_shown_as_they_stand_and_held_back():
    bad = '=HYPERLINK("http://x.example"),4,<script>alert(1)</script>,:red[Z],**x**,Lee\n'
    app = opened(HEADINGS + bad + "P1,4,4B,:red[Z] [b](http://x),,\n")
    assert not app.exception
    labels = " ".join(one.label for one in app.selectbox)
    assert ":red[" not in labels
    assert "[b](" not in labels


def test_an_import_of_the_same_again_offers_nothing_to_save():
    app = save(opened(HEADINGS + "P1,4,4B,K,SLCN,Lee\nP2,4,,E,,Roe\n"))
    upload(app, HEADINGS + "P1,4,4B,K,SLCN,Lee\nP2,4,,E,,Roe\n")
    assert "nothing to save" in said(app)
    assert not [one for one in app.button if one.key == Key.MIS_SAVE]


def test_the_file_can_be_put_away():
    app = opened()
    app.button(key=Key.MIS_OTHER_FILE).click().run()
    assert app.session_state[Key.MIS] is None
    assert app.file_uploader(key=Key.MIS_FILE)


@pytest.mark.parametrize("role", [Role.LEADER, Role.FINANCE, Role.VIEWER])
def test_only_the_senco_may_import(options, role):
    keep(school())
    app = arrive(claims(f"{role}@oak.example"))
    app.switch_page(PAGES["import"]).run()
    assert app.title[0].value == "This page is not open to you"
    assert not app.get("file_uploader")
