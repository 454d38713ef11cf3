from __future__ import annotations

import math

from planner.exchange.school_folder import read_school_bytes, school_files
from planner.ui import schools
from planner.ui.state import Key
from tests.charts.small_plan import small_school
from tests.pages.helpers import open_page, said


def upload(app, **files):
    uploads = [(name, data, "text/csv") for name, data in files.items()]
    app.file_uploader(key=Key.UPLOAD).set_value(uploads).run()
    return app.button(key=Key.READ_UPLOAD).click().run()


def test_one_click_opens_a_sample_school_and_says_what_is_filled_in():
    app = open_page("start")
    app.button(key=f"{Key.OPEN_SAMPLE}_primary").click().run()
    assert not app.exception
    assert "the sample primary school" in said(app)
    assert app.session_state[Key.OPENED].school.pupils
    assert len(app.table[0].value) == 10


def test_the_files_of_a_school_can_be_brought():
    app = upload(open_page("start"), **school_files(small_school()))
    assert app.session_state[Key.OPENED].school.details.name == "Example Primary"
    assert Key.READING_FAILED not in app.session_state or not app.session_state[Key.READING_FAILED]


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


def test_a_bad_upload_loses_nothing():
    app = open_page("start", small_school())
    app = upload(app, **{"pupils.csv": b"pupil\n=1+1"})
    assert "could not be read" in said(app)
    assert app.session_state[Key.OPENED].school.details.name == "Example Primary"
    assert "Example Primary" in said(app)


def test_opening_another_school_takes_its_choices():
    app = open_page("start", small_school())
    app.button(key=f"{Key.OPEN_SAMPLE}_primary").click().run()
    opened = app.session_state[Key.OPENED].school
    assert app.session_state[Key.CHOICES] == opened.policies


def test_the_next_step_leads_to_the_plan():
    app = open_page("start", small_school())
    app.button(key=Key.GO_TO_PLAN).click().run()
    assert app.title[0].value == "What is the best plan for this school?"


def test_the_pattern_to_write_a_school_into_is_itself_a_school():
    read = read_school_bytes({"school-pattern.zip": schools.pattern()})
    assert read.school.pupils
    assert "pattern" in {
        button.proto.id.rpartition("-")[2] for button in open_page("start").get("download_button")
    }


def test_what_is_not_known_is_blank_and_not_a_word_of_a_program():
    app = open_page("start", small_school(current_plan=None))
    counts = app.table[0].value.set_index("What")["How many"]
    assert counts["Pupils"] == 2
    # A number that is not there is drawn as nothing.
    assert math.isnan(counts["Lines of today’s plan"])
