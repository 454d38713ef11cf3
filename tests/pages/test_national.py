"""The school beside national figures on its pages, and official statistics loaded in Settings."""

from __future__ import annotations

from decimal import Decimal

from planner.access import LOCAL
from planner.exchange.school_folder import read_school_bytes, school_files
from planner.ui.state import Key
from planner.ui.storage import store
from tests.builders import a_school, details
from tests.exchange.test_statistics import listed, side_by_side, written
from tests.national.schools import PRIMARY, loaded, pupils
from tests.pages.helpers import go_to, keep, open_page, said
from tests.pages.registers import open_part
from tests.pages.signing_in import arrive, claims
from tests.store.acting import add

NATIONAL = "Beside national figures"
LOADING = "Official statistics"
FILE = written([side_by_side(), side_by_side("Total", "6.0", "14.8")])


def a_primary(found=PRIMARY, **counts):
    return a_school(pupils=pupils(**counts), needs=[], details=found)


def loading(school=None):
    app = open_page("settings", school or a_primary(ehcp=8, support=30))
    return app.radio(Key.FIGURES_PART).set_value(LOADING).run()


def give(app, name, data):
    return app.file_uploader(Key.STATISTICS_FILE).upload(name, data, "text/csv").run()


def press(app, key):
    return next(one for one in app.button if one.key == key).click().run()


def figures():
    (year,) = store().years(LOCAL)
    return [row.record for row in store().registers(LOCAL, year.id).rows["figures"]]


# On the page about pupils


def test_the_pupils_stand_beside_national_figures_with_picture_and_sentence():
    app = open_part("pupils", Key.PUPILS_PART, NATIONAL, a_primary(ehcp=30, support=30))
    # 30 of 200 are 15.0 %; 200 at 6 % have a mean of 12 and a deviation of √11.28 = 3.4, so that
    # 12 ± 1.645 × 3.4 reaches from 6.5 to 17.5.
    assert "Pupils with an EHCP: 30 of 200 (15.0 %), above the range of 7 to 18" in said(app)
    assert "outside the range is a question to ask, not a fault" in said(app)
    assert len(app.get("plotly_chart")) == 1


def test_who_is_chosen_above_does_not_change_what_the_school_is_compared_in():
    app = open_part("pupils", Key.PUPILS_PART, NATIONAL, a_primary(ehcp=30, support=30))
    app.multiselect(Key.PUPILS_STATUSES).select("K").run()
    assert "Pupils with an EHCP: 30 of 200" in said(app)


def test_without_pupils_on_roll_the_page_says_where_to_enter_them():
    school = a_primary(details(phase="primary"), ehcp=8, support=30)
    app = open_part("pupils", Key.PUPILS_PART, NATIONAL, school)
    assert "Enter the pupils on roll in the school’s details." in said(app)
    assert "Enter the pupils on roll in the school’s details" in [
        one.label for one in app.get("page_link")
    ]


def test_a_newer_figure_that_was_loaded_is_what_the_page_compares_with():
    app = open_part("pupils", Key.PUPILS_PART, NATIONAL, a_primary(ehcp=30, support=30))
    (year,) = store().years(LOCAL)
    add(store(), year, loaded("share_with_ehcp_primary", 15, 2027))
    # At 15 % of 200 the mean is 30.
    text = said(app.run())
    assert "Within the range expected for a school of this size:" in text
    assert "pupils with an EHCP" in text
    assert "Pupils with an EHCP: 30 of 200" not in text


# At a glance


def test_a_viewer_sees_the_school_beside_national_figures_without_small_numbers(options):
    keep(a_primary(ehcp=3, support=30))
    app = go_to(arrive(claims("viewer@oak.example")), "overview")
    assert not app.exception
    table = next(one.value for one in app.dataframe if "What is compared" in one.value.columns)
    cells = dict(zip(table["What is compared"], table["Here (pupils)"], strict=True))
    # 3 are few; 33 less 30 would tell them, so 30 is hidden as well.
    assert cells == {
        "On SEN Support": "hidden",
        "With an EHCP": "fewer than 5",
        "With SEN of either kind": "33",
    }
    assert "Not shown, so that nobody can be recognised: pupils on SEN Support and" in said(app)
    assert "3 of 200" not in said(app)


# Loading


def test_a_file_is_shown_before_anything_of_it_is_kept():
    app = give(loading(), "sen.csv", FILE)
    text = said(app)
    assert "sen.csv. The file would bring 3 national figures. Nothing is kept yet." in text
    assert "The newest year in the file is 2025/26." in text
    table = next(one.value for one in app.dataframe if "In place of" in one.value.columns)
    assert list(table["Amount"]) == ["3.61", "15.05", "18.66"]
    assert figures() == []


def test_what_is_kept_stands_among_the_figures_with_its_source_and_can_be_undone():
    app = press(give(loading(), "sen.csv", FILE), Key.STATISTICS_KEEP)
    assert "3 national figures kept as one step: 3 figures of the school’s own added." in said(app)
    kept = figures()
    assert [one.is_official for one in kept] == [True, True, True]
    assert {one.source for one in kept} == {
        "Department for Education, Special educational needs in England, 2025/26"
    }
    app.radio(Key.FIGURES_PART).set_value("All figures").run()
    line = next(one.value for one in app.dataframe if "Which is" in one.value.columns).iloc[0]
    assert line["Which is"] == "published, loaded by the school"
    assert line["Read at"].startswith("https://explore-education-statistics.service.gov.uk/")
    app.radio(Key.FIGURES_PART).set_value(LOADING).run()
    assert "Undone." in said(press(app, Key.STATISTICS_UNDO))
    assert figures() == []


def test_a_second_file_of_the_same_census_takes_the_place_of_the_first():
    app = press(give(loading(), "sen.csv", FILE), Key.STATISTICS_KEEP)
    newer = written([side_by_side(ehcp="3.7")])
    app = give(app, "again.csv", newer)
    assert "of which 3 would take the place of one of the same date that was loaded" in said(app)
    press(app, Key.STATISTICS_KEEP)
    assert figures()[0].amount == Decimal("3.7")
    assert len(figures()) == 3


def test_a_wrong_file_is_told_and_nothing_of_it_is_kept():
    app = give(loading(), "figures.csv", listed("share_of_cats,,3,,2025/26,Census,", "x,,y,,,,"))
    assert "This file could not be read." in said(app)
    assert len(app.get("table")[0].value) == 5
    assert Key.STATISTICS_KEEP not in {one.key for one in app.button}
    app = give(app, "sen.csv", FILE)
    assert "The file would bring 3 national figures." in said(app)
    press(app, Key.STATISTICS_OTHER_FILE)
    assert figures() == []


def test_a_leader_sees_figures_and_loads_none(options):
    keep(a_primary(ehcp=8, support=30))
    app = go_to(arrive(claims("leader@oak.example")), "settings")
    app.radio(Key.FIGURES_PART).set_value(LOADING).run()
    assert "Your role may see figures, not load them." in said(app)
    assert not app.get("file_uploader")


def test_loaded_figures_travel_in_the_school_folder():
    own = [loaded("share_with_ehcp_primary", "3.61", link="https://statistics.example/sen")]
    school = a_school(figures=own, details=PRIMARY)
    read = read_school_bytes(school_files(school)).school
    assert read.figures == tuple(own)
    assert read.details.pupils_on_roll == 200
