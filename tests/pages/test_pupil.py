from __future__ import annotations

from planner.ui.state import Key
from tests.builders import a_pin, a_statutory_item, details
from tests.charts.small_plan import small_plan, small_school
from tests.pages.helpers import go_to, open_page, said
from tests.pages.registers import Typing, open_part, rows_now


def test_one_screen_holds_everything_about_a_pupil():
    school = small_school(pins=[a_pin()])
    app = open_page("pupil", school)
    titles = [element.value for element in app.subheader]
    assert titles == [
        "Register",
        "Needs",
        "What the law says must be arranged",
        "Today",
        "Decisions already made",
        "Money",
        "Referrals",
        "Reviews",
    ]
    assert "1 need, which 1 hour a week that are fully effective would meet." in said(app)
    assert "1 decision already made." in said(app)


def test_next_and_previous_go_through_the_pupils_in_their_order():
    app = open_page("pupil", small_school())
    assert app.selectbox(key=Key.PUPIL_SHOWN).value == "P1"
    assert app.button(key=Key.PUPIL_BEFORE).disabled
    app.button(key=Key.PUPIL_AFTER).click().run()
    assert app.selectbox(key=Key.PUPIL_SHOWN).value == "P2"
    assert app.button(key=Key.PUPIL_AFTER).disabled
    app.button(key=Key.PUPIL_BEFORE).click().run()
    assert app.selectbox(key=Key.PUPIL_SHOWN).value == "P1"


def test_a_pupil_picked_in_the_register_is_the_one_shown():
    app = open_part("pupils", Key.PUPILS_PART, "Register", small_school())
    app.selectbox(key=Key.PUPIL_PICKED).set_value("P2").run()
    app.button(key=Key.PUPIL_SHOW).click().run()
    assert not app.exception
    assert app.selectbox(key=Key.PUPIL_SHOWN).value == "P2"
    assert "P2 is in Year 4" in said(app)


def test_the_way_to_change_a_pupils_needs_leads_to_their_rows():
    app = open_part("pupils", Key.PUPILS_PART, "Register", small_school())
    app.multiselect(key=Key.PUPILS_YEARS).set_value(["4"]).run()
    go_to(app, "pupil")
    app.button(key=Key.PUPIL_AFTER).click().run()
    app.button(key="change_needs").click().run()
    assert not app.exception
    assert app.title[0].value == "Who needs help, and with what?"
    go_to(app, "pupils")
    assert app.radio(key=Key.PUPILS_PART).value == "Needs"
    typing = Typing(app, "needs")
    assert typing.codes == ["N2"]
    typing.write(0, level="4").press("save")
    assert rows_now("needs")[1].record.level == 4


def test_a_pupil_who_is_deleted_gives_way_to_the_first():
    app = open_page("pupil", small_school())
    app.button(key=Key.PUPIL_AFTER).click().run()
    other = Typing(open_part("pupils", Key.PUPILS_PART, "Register"), "pupils")
    other.put(deleted_rows=[1])
    place = rows_now("pupils")[1].id
    other.press(f"agree_{place}").press("save")
    app.run()
    assert not app.exception
    assert app.selectbox(key=Key.PUPIL_SHOWN).value == "P1"


def test_a_line_that_cannot_be_planned_says_what_to_ask_for():
    school = small_school(statutory=[a_statutory_item(hours=0.0)])
    app = open_part("pupils", Key.PUPILS_PART, "Statutory items", school)
    assert "1 of 1 statutory line, for 1 pupil, cannot be planned as written." in said(app)
    table = app.table[0].value
    assert "Ask the local authority how many hours" in table["What to ask for"][0]


def test_without_pupils_the_page_leads_to_where_they_are_entered():
    nothing = dict.fromkeys(("pupils", "needs", "statutory", "current_plan"), ())
    app = open_page("pupil", small_school(**nothing))
    assert not app.exception
    assert "No pupil is entered yet." in said(app)


def test_with_a_plan_and_a_rate_a_pupil_is_shown_in_both_ledgers():
    school = small_school(details=details(la_hourly_rate="15"))
    app = open_page("pupil", school, small_plan())
    assert app.subheader[-1].value == "The plan’s cost, and what the local authority’s rate pays"
    # 1.5 hours × 39 weeks, at £20 and at £15.
    assert "What P1 receives costs £1,170 in the year" in said(app)
    assert "£292 less than it costs" in said(app)
    assert list(app.table[-1].value["Provision"])[-1] == "All"


def test_without_a_rate_a_pupils_page_says_nothing_of_it():
    app = open_page("pupil", small_school(), small_plan())
    assert "rate" not in said(app)
