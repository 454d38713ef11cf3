from __future__ import annotations

import datetime as dt
from decimal import Decimal

from planner.access import LOCAL
from planner.costing.paid_weeks import WeeksRule
from planner.costing.typed_post import PayField
from planner.ui import storage
from planner.ui.pay_work import OF_RULE, key_of
from planner.ui.staff_panel import Part
from planner.ui.state import Key
from tests.builders import (
    a_school,
    a_statutory_item,
    a_teaching_assistant,
    an_own_figure,
    details,
)
from tests.charts.small_plan import small_school
from tests.pages.helpers import said
from tests.pages.registers import Typing, open_part, rows_now, year_now


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


def pay(school=None):
    return open_part("staff", Key.STAFF_PART, Part.WORK_OUT, school or pay_school())


def pay_school():
    """TA1 for £19,500 and 25 hours; the school pays 20 % of pension and 0.5 % of levy."""
    staff = [a_teaching_assistant()]
    return a_school(details=details(pension_percent=20, levy_percent=0.5), staff=staff)


def typed(app, **texts):
    for name, text in texts.items():
        app.text_input(key=key_of(name.upper())).set_value(text)
    return app.run()


def adult():
    (row,) = rows_now("staff")
    return row.record


def test_what_a_post_costs_is_shown_line_by_line():
    app = typed(pay(), full_time_salary="£25,583", hours="32.5")
    assert "Still to fill in: Leave and bank holidays (weeks a year)" in said(app)
    # 39 teaching weeks, as the terms say: the first case of tests/costing/posts.toml.
    app = typed(app, leave_weeks="6.6")
    assert "£25,324 a year" in said(app)
    assert "Total: £19,243.00 + £2,136.45 + £3,848.60 + £96.22 = £25,324.27 a year." in said(app)
    assert "Nobody yet" in app.selectbox(key=key_of("adult")).options
    assert not [button for button in app.button if button.key == Key.PAY_SAVE]


def test_every_formula_asks_for_what_it_needs():
    app = typed(pay(), full_time_salary="25583", hours="32.5")
    for rule, fields in OF_RULE.items():
        app.radio(key=key_of("rule")).set_value(rule).run()
        assert not app.exception
        keys = {field.key for field in app.text_input}
        assert {key_of(field.name) for field in fields} <= keys
    app.radio(key=key_of("rule")).set_value(WeeksRule.AS_GIVEN).run()
    assert "= £19,242.00" in said(typed(app, paid_weeks="44.65"))


def test_a_cost_goes_to_an_adult_as_one_step_that_one_click_undoes():
    app = typed(pay(), full_time_salary="25583", hours="32.5", leave_weeks="6.6")
    app.selectbox(key=key_of("adult")).set_value("TA1").run()
    assert "The contract changes from 25 to 32.5 hours a week." in said(app)
    button = app.button(key=Key.PAY_SAVE)
    assert button.label.replace("\\", "") == "Save £25,324 a year for TA1"
    app = button.click().run()
    assert not app.exception
    assert (adult().annual_cost, adult().contract_hours) == (Decimal("25324.27"), 32.5)
    assert "The adults who are employed cost £25,324 in a full year" in said(app)
    assert "The register says this already" in said(app)
    last = storage.store().audit(LOCAL, year_now().year.id)[0]
    assert "= £25,324.27 a year." in last.why

    app.button(key=Key.PAY_UNDO).click().run()
    assert (adult().annual_cost, adult().contract_hours) == (19500, 25)
    assert "Undone" in said(app)


def test_a_cost_takes_the_place_of_a_spine_point():
    on_point = a_teaching_assistant(pay_point="5", paid_weeks=44.65, contract_hours=32.5)
    app = pay(a_school(details=details(pension_percent=20), staff=[on_point]))
    app.radio(key=key_of("pay_by")).set_value(PayField.PAY_POINT).run()
    app = typed(app, pay_point="6", hours="32.5", leave_weeks="6.6")
    assert "The April 2026 award was not found" in said(app)
    app.selectbox(key=key_of("adult")).set_value("TA1").run()
    assert "Spine point 5 and its paid weeks are taken off." in said(app)
    app.button(key=Key.PAY_SAVE).click().run()
    assert (adult().pay_point, adult().paid_weeks) == ("", None)
    # 25,989 × 32.5/37 × 44.6518/52.143 = 19,548.53: 19,549 + 0.15 × 14,549 + 0.2 × 19,549.
    assert adult().annual_cost == Decimal("25641.15")


def test_the_schools_own_figures_come_before_those_that_come_with_evenhand():
    own = [an_own_figure(), an_own_figure(figure="lgps_employer_rate", amount="25")]
    app = pay(a_school(details=details(pension_percent=20), figures=own))
    app.radio(key=key_of("pay_by")).set_value(PayField.PAY_POINT).run()
    app = typed(app, pay_point="5", hours="37", leave_weeks="6.6")
    # 26,350 × 44.6518/52.143 = 22,564.3: the award of 3 %, and 25 % instead of 20 %.
    assert "Salary: £26,350 × 37/37 hours" in said(app)
    assert "Pension: 25% of salary = £5,641.00." in said(app)
    placeholder = app.text_input(key=key_of("PENSION_PERCENT")).placeholder
    assert placeholder == "25, the school’s own"


def test_a_part_of_a_year_is_costed_by_month_and_not_saved():
    app = typed(pay(), full_time_salary="24000", hours="37", weeks_worked="52", leave_weeks="0")
    app.text_input(key=key_of("DIVISOR")).set_value("52")
    app.date_input(key=key_of("LAST_DAY")).set_value(dt.date(2026, 12, 31)).run()
    # 24,000 × 4/12 = 8,000; 950 of national insurance, 1,600 of pension and 40 of levy.
    assert "£10,590 for 4 months" in said(app)
    app.selectbox(key=key_of("adult")).set_value("TA1").run()
    assert "The cost of a part of a year is not saved" in said(app)
    assert Key.PAY_SAVE not in {button.key for button in app.button}


def test_what_cannot_be_used_is_told_by_its_label_and_hides_the_rest():
    app = typed(pay(), full_time_salary="plenty", hours="32.5")
    assert "Full-time salary (£ a year): is 'plenty'; write pounds" in said(app)
    assert "Still to fill in" not in said(app)


def test_a_cost_that_the_register_would_not_hold_is_not_saved():
    staff = [a_teaching_assistant(deployable_hours=20)]
    app = pay(a_school(details=details(pension_percent=20), staff=staff))
    app = typed(app, full_time_salary="25583", hours="15", leave_weeks="6.6")
    app.selectbox(key=key_of("adult")).set_value("TA1").run()
    assert "write deployable_hours no larger than contract_hours" in said(app)
    assert not [button for button in app.button if button.key == Key.PAY_SAVE]
