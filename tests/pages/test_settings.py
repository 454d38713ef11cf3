"""Settings: backups, figures, who changed what, names, and what is kept how long."""

from __future__ import annotations

import csv
import io
import logging

import pytest

from planner.access import LOCAL
from planner.documents.table_file import csv_bytes
from planner.errors import AccessError
from planner.exchange.plan_folder import plan_files
from planner.school.registers import Registers
from planner.store.store import Store
from planner.store.values import Rules
from planner.ui import visitor
from planner.ui.settings import audit_words
from planner.ui.settings import names_panel as settings_names
from planner.ui.settings.backup_panel import _back_up
from planner.ui.state import Key
from planner.ui.storage import store
from tests.builders import (
    a_need,
    a_pupil,
    a_school,
    a_teaching_assistant,
    an_own_figure,
    details,
)
from tests.charts.small_plan import small_plan, small_school
from tests.pages.helpers import PAGES, go_to, keep, open_page, said
from tests.pages.sent import sent
from tests.pages.signing_in import arrive, claims, secrets, write
from tests.store.acting import add, change
from tests.test_access import somebody

NAME = "Zebedee Quillfeather"
FORMULA = '=HYPERLINK("http://x.example")'


def settings(school=None):
    return open_page("settings", school or small_school())


def the_year():
    (year,) = store().years(LOCAL)
    return year


def button(app, key):
    return next(one for one in app.button if one.key == key)


# Backup


def test_the_page_says_when_the_last_backup_was_made_and_offers_one():
    app = settings()
    assert "No backup has been made yet." in said(app)
    (backup,) = [one for one in app.get("download_button") if one.key == Key.SETTINGS_BACK_UP]
    assert backup.label == "Back up now"
    store().back_up(LOCAL)
    assert "The last backup was made on" in said(app.run())


def test_the_page_says_that_a_backup_has_names_in_it():
    assert "and the pupils’ names if there are any" in said(settings())


def test_where_something_is_a_backup_is_not_restored_and_the_page_says_where_it_is():
    app = settings()
    assert "this one has 1 school year." in said(app)
    assert Key.RESTORE not in {one.key for one in app.button}


def test_a_backup_is_restored_into_an_empty_installation(tmp_path):
    other = Store.open(f"sqlite:///{tmp_path / 'other.db'}")
    school = small_school()
    other.create_year(LOCAL, school.details, school.policies, Registers.of(school))
    data = other.back_up(LOCAL)
    other.close()
    app = open_page("settings")
    app.file_uploader(Key.RESTORE_FILE).upload("evenhand.zip", data, "application/zip").run()
    button(app, Key.RESTORE).click().run()
    assert "1 school year brought back." in said(app)
    assert len(store().years(LOCAL)) == 1


def test_a_file_that_is_no_backup_is_said_to_be_none():
    app = open_page("settings")
    app.file_uploader(Key.RESTORE_FILE).upload("evenhand.zip", b"hello", "application/zip").run()
    button(app, Key.RESTORE).click().run()
    assert "The backup was not restored." in said(app)
    assert "damaged, or is not a backup" in said(app)


def test_a_backup_is_made_for_nobody_who_was_taken_off_the_list_meanwhile(options):
    arrive(claims())
    actor = somebody("senco")
    keep(small_school())
    assert _back_up(visitor.as_listed_now(actor))
    for people in ({}, {"senco@oak.example": "viewer"}):
        write(secrets(people=people))
        with pytest.raises(AccessError):
            _back_up(actor)


# Figures


def figures_of(app, column="Amount"):
    return next(one.value for one in app.dataframe if column in one.value.columns)


def show_figures(part, school=None):
    app = settings(school)
    return app.radio(Key.FIGURES_PART).set_value(part).run()


def test_figures_are_shown_with_unit_dates_source_and_status_and_can_be_looked_through():
    app = settings()
    app.selectbox(Key.FIGURES_SUBJECT).select("National insurance").run()
    app.selectbox(Key.FIGURES_YEAR).select("2024/25").run()
    app.text_input(Key.FIGURES_WORD).input("insurance, rate").run()
    shown = figures_of(app)
    assert list(shown["Amount"]) == ["15", "13.8"]
    line = shown.iloc[1]
    assert (line["Unit"], line["Which is"]) == ("%", "published")
    assert line["In force"] == "from 6 April 2024 to 5 April 2025"
    assert line["Checked"] == "2026-11-23"
    assert line["Read at"].startswith("https://")
    app.text_input(Key.FIGURES_WORD).input("nothing like it").run()
    assert "No figure fits." in said(app)


def test_the_words_of_the_nations_are_a_subject_of_their_own():
    app = settings()
    app.selectbox(Key.FIGURES_SUBJECT).select("Statutory words").run()
    assert "Statement" in set(figures_of(app, "In short")["In short"])


def test_what_changed_is_worked_out_for_the_school_that_is_open():
    # £24,790 and £25,583 × 25/37 × 44.65/52.143: £14,343 and £14,802.
    staff = [a_teaching_assistant(pay_point="5", paid_weeks=44.65)]
    app = show_figures("What changed", a_school(details=details(pension_percent=0), staff=staff))
    app.selectbox(Key.FIGURES_EARLIER).select("2024/25").run()
    app.selectbox(Key.FIGURES_LATER).select("2025/26").run()
    changed = figures_of(app, "2025/26")
    line = changed[changed["Figure"].str.endswith("outside London, point 5")].iloc[0]
    assert (line["2024/25"], line["2025/26"], line["More"]) == ("24,790", "25,583", "793")
    assert line["This school’s budget, a year"] == "1 adult: £459 more"
    assert "The adult on a pay point now would cost" in said(app)


def test_without_a_school_figures_and_their_changes_are_shown_alone():
    app = open_page("settings")
    assert app.radio(Key.FIGURES_PART).options == ["All figures", "What changed"]
    app.radio(Key.FIGURES_PART).set_value("What changed").run()
    assert "differ between" in said(app)
    assert "pay point" not in said(app)


def test_a_figure_of_the_schools_own_stands_first_and_is_marked():
    app = settings()
    add(store(), the_year(), an_own_figure())
    app.run()
    line = figures_of(app).iloc[0]
    assert (line["Amount"], line["Which is"]) == ("3", "the school’s own")
    app.radio(Key.FIGURES_PART).set_value("The school’s own").run()
    assert "njc_award" in said(app)


# Who changed what


def audit_of(app):
    return next(one.value for one in app.dataframe if "Before" in one.value.columns)


def test_the_trail_says_what_was_before_and_after_in_words():
    app = settings()
    change(store(), the_year(), "pupils", class_name="4B")
    app.run()
    line = audit_of(app).iloc[0]
    assert (line["What"], line["Before"], line["After"]) == ("Pupil P1: class", "–", "4B")
    assert line["Who"] == "this computer"


def test_the_trail_can_be_looked_through_by_table_person_and_word():
    app = settings()
    change(store(), the_year(), "pupils", class_name="4B")
    change(store(), the_year(), "needs", outcome="reads")
    app.run()
    app.selectbox(Key.AUDIT_ABOUT).select("Needs").run()
    assert audit_of(app)["What"].iloc[0] == "Need N1: outcome"
    app.selectbox(Key.AUDIT_ABOUT).select("Everything").run()
    app.text_input(Key.AUDIT_WORD).input("4b").run()
    assert list(audit_of(app)["What"]) == ["Pupil P1: class"]
    app.text_input(Key.AUDIT_WORD).input("nothing like it").run()
    assert "Nothing is noted that fits." in said(app)


def test_the_download_of_the_trail_runs_in_no_spreadsheet():
    keep(small_school())
    change(store(), the_year(), "pupils", class_name=FORMULA)
    lines = audit_words.told(store().audit(LOCAL, the_year().id), ())
    written = csv_bytes(audit_words.trail_table(lines)).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(written)) for cell in row]
    assert f"'{FORMULA}" in cells
    assert not [cell for cell in cells if cell.startswith("=")]


def test_a_row_that_is_added_is_one_line_with_all_that_it_has():
    keep(small_school())
    add(store(), the_year(), a_pupil("P9", class_name="Ash"))
    lines = audit_words.told(store().audit(LOCAL, the_year().id), ())
    assert lines[0].what == "Pupil P9 added"
    assert "class Ash" in lines[0].after
    store().undo(LOCAL, the_year().id)
    lines = audit_words.told(store().audit(LOCAL, the_year().id), ())
    assert lines[0].what == "Undone: Pupil P9 removed"


# Names


def names_in(app):
    return next(one.value for one in app.dataframe if "Name" in one.value.columns)


def type_names(app, *names):
    """Type names over those of the first pupils."""
    names_key = settings_names._key(tuple(names_in(app)["Pupil"]), names_now())
    edited = {place: {"Name": name} for place, name in enumerate(names)}
    app.session_state[names_key] = {"edited_rows": edited, "added_rows": [], "deleted_rows": []}
    return app


def names_now():
    return store().privacy.names(LOCAL, the_year().school_id)


def test_a_name_is_written_beside_its_code_and_kept():
    app = type_names(settings(), NAME)
    button(app, Key.SAVE_NAMES).click().run()
    assert "1 name saved." in said(app)
    assert names_now() == {"P1": NAME}
    assert list(names_in(app)["Name"]) == [NAME, ""]


def test_a_name_that_is_none_is_told_and_nothing_typed_is_kept_of_it():
    app = type_names(settings(), "a" * 201)
    button(app, Key.SAVE_NAMES).click().run()
    assert "The names were not saved. The name of P1 is too long" in said(app)
    assert names_now() == {}


def test_a_name_is_beside_the_code_where_one_pupil_is_looked_at_and_on_no_other_page(caplog):
    caplog.set_level(logging.DEBUG)
    app = type_names(settings(), NAME)
    button(app, Key.SAVE_NAMES).click().run()
    with_names = set()
    for page in PAGES:
        app = go_to(app, page)
        assert NAME not in repr(app.query_params)
        if NAME in sent(app):
            with_names.add(page)
    assert with_names == {"settings", "pupil"}
    assert NAME not in caplog.text


# What is kept how long


def test_a_rule_is_saved_in_the_schools_own_numbers_and_nothing_is_deleted_by_it():
    app = settings()
    school_id = the_year().school_id
    app.number_input(f"{Key.PUPIL_MONTHS}_{school_id}").set_value(12)
    app.number_input(f"{Key.FEWEST_SHOWN}_{school_id}").set_value(10)
    button(app, Key.SAVE_RULES).click().run()
    assert "The rule is saved." in said(app)
    assert store().privacy.rules(LOCAL, school_id) == Rules(10, 12, None)


def test_what_became_of_a_button_is_told_until_the_page_is_left():
    app = settings()
    button(app, Key.SAVE_RULES).click().run()
    assert "The rule is saved." in said(app.run())
    go_to(app, "start")
    assert "The rule is saved." not in said(go_to(app, "settings"))


def test_a_number_that_cannot_be_kept_to_is_told_and_not_saved():
    app = settings()
    school_id = the_year().school_id
    app.number_input(f"{Key.PUPIL_MONTHS}_{school_id}").set_value(0)
    button(app, Key.SAVE_RULES).click().run()
    assert "The rule was not saved. Months are 1 to 600" in said(app)
    assert store().privacy.rules(LOCAL, school_id) == Rules()


def test_what_is_due_is_listed_and_deleted_only_once_it_is_confirmed():
    pupils = [a_pupil(), a_pupil("P2", leaves="2026-10-01")]
    app = settings(a_school(pupils=pupils, needs=[a_need()]))
    year = the_year()
    # The clock of the page is the real one, so the least time is one that has passed by then.
    store().privacy.save_rules(LOCAL, year.school_id, Rules(5, 1, None))
    app.run()
    assert button(app, Key.DELETE_DUE).disabled
    app.checkbox(Key.DUE_CONFIRMED).check().run()
    button(app, Key.DELETE_DUE).click().run()
    assert "Deleted for good:" in said(app)
    left = [row.record.pupil for row in store().registers(LOCAL, year.id).rows["pupils"]]
    assert left == ["P1"]


def test_deleting_one_pupil_says_first_what_goes_and_then_does_it():
    app = settings()
    year = the_year()
    made = {"inputs_sha256": "a1", "status": "optimal", "made_at": year.created_at}
    store().save_plan(LOCAL, year.id, files=plan_files(small_plan()), **made)
    app.selectbox(Key.ERASE_PUPIL).select("P1").run()
    assert "Every plan that mentions them is deleted whole" in said(app)
    gone = next(one.value for one in app.table if "What goes" in one.value.columns)
    counts = dict(zip(gone["What goes"], gone["How many"], strict=True))
    assert counts["Plans that mention them"] == 1
    assert button(app, Key.ERASE).disabled
    app.checkbox(f"{Key.ERASE_CONFIRMED}_P1").check().run()
    button(app, Key.ERASE).click().run()
    assert "The pupil was deleted for good." in said(app)
    left = [row.record.pupil for row in store().registers(LOCAL, year.id).rows["pupils"]]
    assert left == ["P2"]
    assert store().plans(LOCAL, year.id) == ()


# People


def test_without_sign_in_the_page_says_who_may_do_what():
    assert "Nobody signs in here" in said(settings())


def test_with_sign_in_the_page_lists_who_is_let_in_as_what(options):
    app = go_to(arrive(claims("leader@oak.example")), "settings")
    assert "You are signed in as leader@oak.example, with the role leader." in said(app)
    people = next(one.value for one in app.dataframe if "Role" in one.value.columns)
    assert dict(zip(people["E-mail address"], people["Role"], strict=True)) == {
        "finance@oak.example": "finance",
        "leader@oak.example": "leader",
        "senco@oak.example": "SENCO",
        "viewer@oak.example": "viewer",
    }


def test_a_leader_looks_and_changes_nothing(options):
    keep(small_school())
    app = go_to(arrive(claims("leader@oak.example")), "settings")
    keys = {one.key for one in app.button if not one.disabled}
    assert not keys & {Key.RESTORE, Key.SAVE_NAMES, Key.SAVE_RULES, Key.DELETE_DUE, Key.ERASE}
    assert "Backups are made by the SENCO." in said(app)
