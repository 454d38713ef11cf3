from __future__ import annotations

from planner.ui.state import Key
from tests.builders import a_statutory_item, a_teaching_assistant
from tests.charts.small_plan import small_school
from tests.pages.helpers import said
from tests.pages.registers import Typing, open_part


def test_the_cost_of_an_adult_is_told_as_a_sum():
    app = open_part("staff", Key.STAFF_PART, "Cost of each adult", small_school())
    assert "The adults who are employed cost £19,500 in a full year" in said(app)
    # £19,500 over 25 hours in 39 weeks: 19,500 / 975 = 20.
    assert "Over 25 hours a week in 39 teaching weeks that is £20.00 an hour." in said(app)


def test_the_cost_follows_what_is_saved():
    app = open_part("staff", Key.STAFF_PART, "Register", small_school())
    Typing(app, "staff").write(0, annual_cost="39000").press("save")
    assert "cost £39,000 in a full year" in said(app)


def test_hours_by_skill_say_what_is_missing():
    school = small_school(
        staff=[a_teaching_assistant(deployable_hours=20.0, skills=("bsl",))],
        statutory=[a_statutory_item(hours=22.5, skill="bsl")],
    )
    app = open_part("staff", Key.STAFF_PART, "Hours by skill", school)
    # 22.5 hours a week are owed, and TA1 has 20.
    assert "2.5 hours a week are missing" in said(app)
