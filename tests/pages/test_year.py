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
