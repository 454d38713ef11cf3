from __future__ import annotations

import datetime as dt

import pytest

from planner.access import LOCAL, Role
from planner.exchange.school_folder import read_school_bytes, school_files
from planner.periods import AcademicYear
from planner.school.codes import Phase
from planner.store.values import RowChange, SchoolYear
from planner.ui import backup_reminder, schools, storage
from planner.ui.backup_reminder import why_back_up
from planner.ui.state import Key
from tests.builders import a_need, a_school, details
from tests.charts.small_plan import small_plan, small_school
from tests.pages.helpers import go_to, keep, keep_plan, open_page, said, save, until_planned
from tests.pages.signing_in import arrive, claims


def the_year():
    """The only year that there is."""
    (year,) = storage.store().years(LOCAL)
    return year


def names():
    return [year.school for year in storage.store().years(LOCAL)]


def upload(app, **files):
    uploads = [(name, data, "text/csv") for name, data in files.items()]
    app.file_uploader(key=Key.UPLOAD).set_value(uploads).run()
    return app.button(key=Key.READ_UPLOAD).click().run()


def labels(app):
    return [button.label for button in app.button]


def checklist(app):
    return app.table[0].value.set_index("What")


def test_one_click_opens_a_sample_school_and_says_what_is_filled_in():
    app = open_page("start")
    app.button(key=f"{Key.OPEN_SAMPLE}_primary").click().run()
    assert not app.exception
    assert the_year().school in said(app)
    assert len(storage.store().registers(LOCAL, the_year().id).rows["pupils"]) > 0
    assert len(checklist(app)) == 11


def test_a_sample_that_was_taken_is_opened_again_as_it_was_left():
    app = open_page("start")
    app.button(key=f"{Key.OPEN_SAMPLE}_primary").click().run()
    save(the_year(), "pupils", class_name="9Z")
    app.button(key=f"{Key.OPEN_SAMPLE}_secondary").click().run()
    app.button(key=f"{Key.OPEN_SAMPLE}_primary").click().run()
    assert len(names()) == 2
    opened = app.session_state[Key.YEAR]
    assert storage.store().registers(LOCAL, opened).rows["pupils"][0].record.class_name == "9Z"


def test_another_copy_of_a_sample_has_a_name_of_its_own():
    app = open_page("start")
    app.button(key=f"{Key.OPEN_SAMPLE}_primary").click().run()
    first = the_year().school
    app.button(key=f"{Key.FRESH_SAMPLE}_primary").click().run()
    app.button(key=f"{Key.FRESH_SAMPLE}_primary").click().run()
    assert sorted(names()) == [first, f"{first} (2)", f"{first} (3)"]


def test_the_files_of_a_school_can_be_brought():
    app = upload(open_page("start"), **school_files(small_school()))
    assert the_year().school == "Example Primary"
    assert "Example Primary" in said(app)
    assert not app.session_state[Key.READING_FAILED]


def test_everything_wrong_is_told_with_file_row_column_and_remedy():
    files = school_files(small_school())
    files["pupils.csv"] = files["pupils.csv"].replace(b"P2,4,", b"P2,Year 44,")
    app = upload(open_page("start"), **files)
    assert not app.exception
    faults = app.table[0].value
    assert list(faults.columns) == ["File", "Row", "Column", "What is wrong", "What to write"]
    (row,) = [fault for fault in faults.itertuples() if "year" in fault.Column]
    assert row.File.replace("\\", "") == "pupils.csv"
    assert row.Row == 3
    assert names() == []


def test_a_bad_upload_loses_nothing():
    app = open_page("start", small_school())
    app = upload(app, **{"pupils.csv": b"pupil\n=1+1"})
    assert "could not be read" in said(app)
    assert names() == ["Example Primary"]
    assert "Example Primary" in said(app)


def test_files_of_a_school_that_is_here_already_replace_nothing_unasked():
    app = open_page("start", small_school())
    save(the_year(), "pupils", class_name="9Z")
    app = upload(app, **school_files(small_school()))
    assert "is here already, and nothing was put in its place" in said(app)
    assert names() == ["Example Primary"]
    app.button(key=Key.OPEN_WHAT_IS_HERE).click().run()
    assert "is here already" not in said(app)
    assert names() == ["Example Primary"]


def test_files_of_a_school_that_is_here_already_can_be_kept_beside_it():
    app = upload(open_page("start", small_school()), **school_files(small_school()))
    app.button(key=Key.KEEP_AS_COPY).click().run()
    assert sorted(names()) == ["Example Primary", "Example Primary (2)"]
    assert "Example Primary (2)" in said(app)


def test_what_was_passed_over_in_files_is_told():
    files = school_files(small_school())
    files["terms.csv"] = files["terms.csv"].replace(b"term,", b"colour,term,", 1)
    files["terms.csv"] = (
        files["terms.csv"].replace(b"\r\nT", b"\r\nred,T").replace(b"\nT", b"\nred,T")
    )
    app = upload(open_page("start"), **files)
    assert the_year().school == "Example Primary"
    assert any("colour" in str(table.value.to_numpy()) for table in app.table)


def test_the_next_step_leads_to_the_plan():
    app = open_page("start", small_school())
    app.button(key=Key.NEXT_STEP).click().run()
    assert app.title[0].value == "What is the best plan for this school?"


def test_the_pattern_to_write_a_school_into_is_itself_a_school():
    read = read_school_bytes({"school-pattern.zip": schools.pattern()})
    assert read.school.pupils
    assert "pattern" in {
        button.proto.id.rpartition("-")[2] for button in open_page("start").get("download_button")
    }


def test_what_is_missing_is_told_beside_what_there_is():
    shown = checklist(open_page("start", small_school(current_plan=None)))
    assert shown["How many"]["Pupils"] == 2
    assert "to compare the plan with" in shown["What is missing"]["Lines of today’s plan"]
    assert shown["What is missing"]["Pupils"] == "–"


# From scratch


def add_school(app, name="Oak Primary"):
    app.text_input(key=Key.NEW_NAME).set_value(name)
    app.selectbox(key=Key.NEW_PHASE).set_value(Phase.PRIMARY)
    app.selectbox(key=Key.NEW_YEAR).set_value(AcademicYear(2026))
    return app.button(key=Key.ADD_SCHOOL).click().run()


def test_a_school_from_scratch_has_its_usual_terms_and_says_what_comes_next():
    app = add_school(open_page("start"))
    assert not app.exception
    assert str(the_year()) == "Oak Primary, 2026/27"
    registers = storage.store().registers(LOCAL, the_year().id)
    assert registers.details.record.phase is Phase.PRIMARY
    assert [row.record.name for row in registers.rows["terms"]] == ["Autumn", "Spring", "Summer"]
    text = said(app)
    assert "Before there can be a plan, these are needed: adults, provisions and pupils." in text
    assert "- Check the terms. These are usual dates, filled in to begin with." in text


def test_a_school_without_a_name_is_not_added():
    app = add_school(open_page("start"), "  ")
    assert "The school has no name yet." in said(app)
    assert names() == []


def test_the_same_school_and_year_are_not_added_twice():
    app = add_school(add_school(open_page("start")), "oak primary")
    assert "is here already" in said(app)
    assert names() == ["Oak Primary"]


def test_a_school_from_scratch_comes_to_a_plan():
    app = add_school(open_page("start"))
    assert "There is nothing to plan yet" in said(go_to(app, "plan"))
    school = a_school()
    new = [*school.pupils, *school.needs, *school.staff, *school.provisions, *school.effects]
    changes = [RowChange(record.table, None, None, record) for record in (*new, *school.funding)]
    storage.store().save(LOCAL, the_year().id, changes)
    app = until_planned(go_to(app, "plan").button(key=Key.PLAN).click().run())
    assert not app.exception
    assert app.metric


# Schools and years


def test_a_year_is_opened_from_the_list():
    keep(small_school())
    app = open_page("start", small_school(details=details(name="Other Primary")))
    assert "Open 2026/27" in labels(app)
    first = next(one for one in storage.store().years(LOCAL) if one.school == "Example Primary")
    app.button(key=f"{Key.OPEN_YEAR}_{first.id}").click().run()
    assert app.subheader[0].value.replace("\\", "") == "Example Primary, 2026/27"


def test_another_year_can_be_opened_beside_every_page():
    keep(small_school())
    app = open_page("plan", small_school(details=details(name="Other Primary")))
    first = next(one for one in storage.store().years(LOCAL) if one.school == "Example Primary")
    app.sidebar.selectbox(key=Key.YEAR_CHOSEN).set_value(first.id).run()
    assert "Example Primary, 2026/27." in said(app)


def test_the_next_year_is_made_from_this_one_with_a_list_of_what_changed():
    app = open_page("start", small_school())
    app.button(key=f"{Key.COPY_FORWARD}_{the_year().id}").click().run()
    assert not app.exception
    assert app.subheader[0].value.replace("\\", "") == "Example Primary, 2027/28"
    told = next(table.value for table in app.table if "What became of it" in table.value.columns)
    (pupils,) = [row for row in told.itertuples() if row.Register == "Pupils"]
    assert pupils.Which == "P1 and P2"
    assert pupils.Why == "Year group 4 becomes 5"
    (first, *_) = [row.Why for row in told.itertuples() if row.Register == "Terms"]
    assert first.startswith("1 September 2026 to 18 December 2026 becomes 1 September 2027")
    assert "Make 2027/28 from 2026/27" not in labels(app)
    # It stays to be read, for whoever comes back.
    assert "What changed when this year was made" in "".join(
        expander.label for expander in open_page("start").expander
    )


def test_deleting_a_year_asks_first_and_names_what_goes():
    school = small_school()
    year = keep(school)
    keep_plan(year, school, small_plan())
    app = open_page("start")
    app.button(key=f"{Key.DELETE_YEAR}_{year.id}").click().run()
    assert "This deletes 3 terms, 2 pupils, 2 needs" in said(app)
    assert "1 plan" in said(app)
    app.button(key=f"{Key.KEEP_YEAR}_{year.id}").click().run()
    assert names() == ["Example Primary"]
    app.button(key=f"{Key.DELETE_YEAR}_{year.id}").click().run()
    app.button(key=Key.DELETE_FOR_GOOD).click().run()
    assert not app.exception
    assert names() == []
    assert "No school is open." in said(app)


def test_what_keeps_a_year_from_being_planned_for_is_a_table_in_the_schools_words():
    app = open_page("start", small_school(needs=[a_need(pupil="P9")]))
    faults = app.table[0].value
    (fault,) = faults.itertuples(index=False)
    assert fault.Where == "Needs"
    assert fault.Which == "N1"
    assert fault.Column == "Pupil"
    assert "csv" not in "".join(fault)
    assert Key.NEXT_STEP not in {button.key for button in app.button}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SENCO])
def test_whoever_may_not_manage_schools_has_no_button_for_it(options, role):
    keep(small_school())
    app = arrive(claims(f"{role}@oak.example"))
    assert not app.exception
    keys = {button.key for button in app.button}
    assert not [key for key in keys if str(key).startswith((Key.DELETE_YEAR, Key.OPEN_SAMPLE))]
    assert "Example Primary" in said(app)


def test_finance_sees_of_the_checklist_what_it_may_see(options):
    keep(small_school())
    app = arrive(claims("finance@oak.example"))
    assert "Adults" in checklist(app).index
    assert "Pupils" not in checklist(app).index
    assert "These are the registers that your role sees." in said(app)
    assert "There can be a plan" not in said(app)


def test_a_viewer_is_told_what_the_role_shows(options):
    keep(small_school())
    app = arrive(claims("viewer@oak.example"))
    assert "Your role shows figures for the whole school." in said(app)
    assert not app.table


# Backups

DAY = dt.timedelta(days=1)
NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


def a_year(created, changed):
    return (SchoolYear(1, 1, "Oak Primary", AcademicYear(2026), NOW - created, NOW - changed),)


@pytest.mark.parametrize(
    ("years", "last", "said"),
    [
        ((), None, ""),
        (a_year(DAY / 2, DAY / 2), None, ""),
        (a_year(2 * DAY, DAY / 2), None, "No backup has been made yet."),
        (a_year(30 * DAY, DAY), 8 * DAY, "The last backup is 8 days old."),
        (a_year(30 * DAY, DAY), 6 * DAY, ""),
        (a_year(30 * DAY, 20 * DAY), 8 * DAY, ""),
    ],
    ids=["empty", "new", "never", "old", "recent", "unchanged since"],
)
def test_a_backup_is_asked_for_when_it_is_due(years, last, said):
    assert why_back_up(years, None if last is None else NOW - last, NOW) == said


def test_whoever_may_make_a_backup_gets_one_by_one_click(monkeypatch):
    monkeypatch.setattr(backup_reminder, "why_back_up", lambda *_: "It is time.")
    app = open_page("start", small_school())
    assert "It is time." in said(app)
    assert "Make a backup now" in {button.label for button in app.get("download_button")}
