from __future__ import annotations

from planner.access import Actor, Role
from planner.store.values import RowChange
from planner.ui import storage
from planner.ui.state import Key
from tests.charts.small_plan import small_school
from tests.pages.helpers import open_page, said
from tests.pages.registers import year_now


def box(app, name):
    details = year_now().details
    key = f"{Key.DETAILS}_{year_now().year.id}_{details.version}_{name}"
    found = [one for kind in (app.text_input, app.selectbox) for one in kind if one.key == key]
    return found[0]


def stored():
    return year_now().details.record


def save(app):
    return app.button(key=f"{Key.DETAILS}_save").click().run()


def test_a_detail_is_changed_and_saved():
    app = open_page("year", small_school())
    box(app, "withdrawal_limit_hours").set_value("7.5").run()
    assert app.button(key=f"{Key.DETAILS}_save").label == "Save 1 change"
    assert not save(app).exception
    assert stored().withdrawal_limit_hours == 7.5
    assert app.button(key=f"{Key.DETAILS}_save").disabled


def test_a_code_is_chosen_by_its_words():
    app = open_page("year", small_school())
    assert "Financial: April to March" in box(app, "budget_year").options
    box(app, "budget_year").set_value("financial").run()
    save(app)
    assert stored().budget_year == "financial"


def test_what_cannot_be_saved_is_told_beside_its_box_and_stays():
    app = open_page("year", small_school())
    box(app, "school_week_hours").set_value("many").run()
    assert app.button(key=f"{Key.DETAILS}_save").disabled
    assert "School week hours a week" in "\n".join(one.value for one in app.error)
    assert box(app, "school_week_hours").value == "many"


def test_what_is_typed_is_there_again_in_the_next_visit_until_it_is_discarded():
    app = open_page("year", small_school())
    box(app, "name").set_value("Another Primary").run()
    again = open_page("year")
    assert box(again, "name").value == "Another Primary"
    again.button(key=f"{Key.DETAILS}_discard").click().run()
    assert box(again, "name").value == "Example Primary"
    assert box(open_page("year"), "name").value == "Example Primary"


def test_what_somebody_else_saves_shows_with_what_is_typed_here_on_top():
    app = open_page("year", small_school())
    box(app, "name").set_value("Mine").run()
    row = year_now().details
    theirs = row.record.model_copy(update={"withdrawal_limit_hours": 9.0})
    other = Actor("other@oak.example", Role.SENCO)
    change = RowChange("details", row.id, row.version, theirs)
    storage.store().save(other, year_now().year.id, [change])
    save(app)
    assert "Nothing was saved." in said(app)
    assert box(app, "withdrawal_limit_hours").value == "9"
    assert box(app, "name").value == "Mine"
    save(app)
    assert (stored().name, stored().withdrawal_limit_hours) == ("Mine", 9.0)


def test_the_year_is_told_in_a_sentence():
    app = open_page("year", small_school())
    # 14 + 12 + 13 = 39
    told = "3 terms with 39 teaching weeks, from 1 September 2026 to 21 July 2027."
    assert told in said(app)


# The local authority's rate


def open_rate(school):
    app = open_page("year", school)
    return app.radio(Key.YEAR_PART).set_value("Local authority’s rate").run()


def test_an_authoritys_rules_are_chosen_by_name_and_shown_with_their_source():
    app = open_rate(small_school())
    assert "No rate of the local authority is entered" in said(app)
    assert any(name.startswith("Durham County Council") for name in box(app, "la_profile").options)
    box(app, "la_profile").set_value("SENCO-655").run()
    save(app)
    assert stored().la_profile == "SENCO-655"
    rules = app.table[0].value
    held = dict(zip(rules["Rule"], rules["Who says so"], strict=True))
    assert "SENCO Forum, reply 23986" in held["Rate"]
    assert "undated" in held["Rate"]
    assert "stands beside it" in said(app)


def test_the_schools_own_rules_are_typed_and_come_before_the_profiles():
    app = open_rate(small_school())
    box(app, "la_profile").set_value("DURHAM-2015").run()
    box(app, "la_weekly_hour_rate").set_value("653.60").run()
    box(app, "la_divides_by_heads").set_value("N").run()
    box(app, "la_not_claimed").set_value("unstructured;general_class").run()
    assert app.button(key=f"{Key.DETAILS}_save").label == "Save 4 changes"
    save(app)
    assert (str(stored().la_weekly_hour_rate), stored().la_divides_by_heads) == ("653.60", False)
    assert stored().la_not_claimed == ("unstructured", "general_class")
    held = app.table[0].value.set_index("Rule")["What holds"]
    assert "17\\.20 an hour in 38 weeks" in held["Rate"]
    assert held["A shared hour"] == "is paid whole for each pupil"


def test_what_is_typed_about_the_rate_is_kept_while_another_part_is_shown():
    app = open_rate(small_school())
    box(app, "la_hourly_rate").set_value("a lot").run()
    app.radio(Key.YEAR_PART).set_value("School").run()
    assert "Rate for an adult hour" in "\n".join(one.value for one in app.error)
    box(app, "name").set_value("Another Primary").run()
    app.radio(Key.YEAR_PART).set_value("Local authority’s rate").run()
    assert box(app, "la_hourly_rate").value == "a lot"
    box(app, "la_hourly_rate").set_value("17.20").run()
    save(app)
    assert (stored().name, str(stored().la_hourly_rate)) == ("Another Primary", "17.20")
