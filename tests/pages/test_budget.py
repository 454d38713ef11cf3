"""The page about money: where it stands, its registers, and a year's amount worked out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from planner.access import LOCAL, Actor, Role
from planner.funding.typed_amount import Basis, Figure
from planner.periods import Month
from planner.school.records import Policies
from planner.store.values import RowChange
from planner.ui import storage
from planner.ui.amount_work import key_of
from planner.ui.budget_panel import Part
from planner.ui.state import Key
from tests.builders import (
    a_budget_line,
    a_pupil,
    a_referral,
    a_school,
    a_stream,
    a_teaching_assistant,
    an_own_figure,
    details,
)
from tests.pages.helpers import PAGES, keep, open_page, said
from tests.pages.signing_in import arrive, claims


def school():
    """£25,000 of general money and £4,000 for P1; £19,500 of salary and £390 of lines."""
    return a_school(
        pupils=[a_pupil(sen_status="E")],
        staff=[a_teaching_assistant()],
        funding=[a_stream(), a_stream("TU-P1", amount="4000", restricted_to="pupil:P1")],
        budget_lines=[a_budget_line()],
    )


def part(app, wanted):
    app.session_state[Key.BUDGET_PART] = wanted
    return app.run()


def at(wanted, of=None):
    return part(open_page("budget", of or school()), wanted)


def amount(of=None):
    return at(Part.AMOUNT, of)


def typed(app, **texts):
    for name, text in texts.items():
        app.text_input(key=key_of(name.upper())).set_value(text)
    return app.run()


def year():
    (only,) = storage.store().years(LOCAL)
    return only


def streams():
    rows = storage.store().registers(LOCAL, year().id).rows["funding"]
    return {row.record.stream: row.record for row in rows}


def put(app):
    return app.button(key=Key.AMOUNT_SAVE).click().run()


def test_it_says_what_comes_in_what_is_committed_and_what_is_left():
    text = said(open_page("budget", school()))
    # 25,000 + 4,000; 19,500 + 390.
    assert "£29,000 comes in and £19,890 is committed" in text
    assert "That leaves £9,110" in text


@pytest.mark.parametrize("wanted", list(Part))
def test_every_part_of_the_page_opens(wanted):
    assert not at(wanted).exception


@pytest.mark.parametrize("wanted", list(Part))
def test_every_part_opens_where_nothing_is_entered_yet(wanted):
    storage.store().create_year(LOCAL, details(), Policies())
    app = part(open_page("budget"), wanted)
    assert not app.exception
    assert "No money is entered yet" in said(app)


def test_the_first_part_of_an_ehcp_is_set_against_the_notional_budget():
    app = at(Part.THRESHOLD)
    assert "The first £6,000 a year for the pupil with an EHCP comes to £6,000" in said(app)
    assert list(app.table[0].value["Pupil"]) == ["P1", "All together"]


def test_the_sum_is_shown_before_anything_is_saved():
    app = typed(amount(), annual="£7,300")
    assert "£7,300.00 a year × 365 of 365 days = £7,300.00" in said(app)
    app.date_input(key=key_of("starts")).set_value(dt.date(2027, 1, 1)).run()
    # From 1 January: 243 of 365 days. 7300 × 243 / 365 = 4860.
    assert "£7,300.00 a year × 243 of 365 days = £4,860.00" in said(app)
    assert streams().keys() == {"GENERAL", "TU-P1"}


def test_an_amount_goes_into_a_stream_as_one_step_that_one_click_undoes():
    app = typed(amount(), annual="6500")
    app.selectbox(key=key_of("stream")).set_value("TU-P1").run()
    assert app.button(key=Key.AMOUNT_SAVE).label.replace("\\", "") == "Put £6,500 into TU-P1"
    app = put(app)
    assert not app.exception
    assert streams()["TU-P1"].amount == Decimal(6500)
    assert streams()["TU-P1"].restricted_to == school().funding[1].restricted_to
    assert "£31,500 comes in" in said(app)
    app.button(key=Key.AMOUNT_UNDO).click().run()
    assert streams()["TU-P1"].amount == Decimal(4000)
    assert "Undone" in said(app)


def test_the_audit_keeps_the_sum():
    app = typed(amount(), annual="6500")
    app.selectbox(key=key_of("stream")).set_value("TU-P1").run()
    put(app)
    last = storage.store().audit(LOCAL, year().id)[0]
    assert last.why == "£6,500.00 a year × 365 of 365 days = £6,500.00"


def test_an_hourly_rate_goes_into_a_new_stream_for_one_pupil():
    app = amount()
    app.radio(key=key_of("basis")).set_value(Basis.HOURLY_BY_TEACHING).run()
    app = typed(app, rate="15.50", hours="10")
    app.selectbox(key=key_of("pupil")).set_value("P1").run()
    app.text_input(key=key_of("code")).set_value("HOURS-P1").run()
    put(app)
    made = streams()["HOURS-P1"]
    # 15.50 × 10 × 39 weeks = 6045.
    assert made.amount == Decimal(6045)
    assert (made.kind.value, made.name) == ("top_up", "Top-up for P1")
    assert [entry.value for entry in made.restricted_to] == ["P1"]
    assert made.starts is None


def test_the_dates_go_onto_the_stream_where_that_is_chosen_and_the_terms_are_told():
    app = typed(amount(), annual="6500")
    app.date_input(key=key_of("starts")).set_value(dt.date(2027, 1, 1)).run()
    app.selectbox(key=key_of("stream")).set_value("TU-P1").run()
    app.checkbox(key=key_of("with_dates")).check().run()
    assert "With these dates it pays for: T2 and T3" in said(app)
    put(app)
    assert streams()["TU-P1"].starts == dt.date(2027, 1, 1)


def test_a_new_stream_with_a_code_that_is_taken_or_missing_is_not_saved():
    app = typed(amount(), annual="6500")
    assert "write a code and a name for the new stream" in said(app)
    assert not [button for button in app.button if button.key == Key.AMOUNT_SAVE]
    app.selectbox(key=key_of("pupil")).set_value("P1").run()
    # The usual code for P1 is TU-P1, which is there already.
    assert "stands in another row already" in said(app)
    assert not [button for button in app.button if button.key == Key.AMOUNT_SAVE]


def test_a_band_of_the_schools_own_is_chosen_and_its_name_is_kept_with_the_sum():
    band = an_own_figure(figure="Band 3", amount="7300", source="Circular 14 of the council")
    app = amount(replace(school(), figures=(band,)))
    chosen = "Band 3: £7,300, from 1 April 2026"
    app.selectbox(key=key_of("band")).set_value(chosen).run()
    assert not app.exception
    assert Figure.ANNUAL.value not in {box.label for box in app.text_input}
    app.date_input(key=key_of("starts")).set_value(dt.date(2027, 1, 1)).run()
    # 7,300 × 243 / 365
    sum_ = "Band 3: £7,300.00 a year × 243 of 365 days = £4,860.00"
    assert sum_ in said(app)
    assert "Source: Circular 14 of the council." in said(app)
    app.selectbox(key=key_of("stream")).set_value("TU-P1").run()
    put(app)
    assert streams()["TU-P1"].amount == Decimal(4860)
    assert storage.store().audit(LOCAL, year().id)[0].why == sum_


def test_a_rate_of_a_weekly_hour_is_paid_for_a_part_of_the_year():
    app = amount()
    app.radio(key=key_of("basis")).set_value(Basis.WEEKLY_HOURS).run()
    app = typed(app, weekly_rate="730", hours="10")
    app.date_input(key=key_of("starts")).set_value(dt.date(2027, 1, 1)).run()
    # 730 × 10 × 243 / 365
    assert "10 hours × 243 of 365 days = £4,860.00" in said(app)


def test_what_cannot_be_used_is_told_by_its_label():
    app = typed(amount(), annual="lots")
    assert "Amount of the band (£ for a full year) is 'lots'" in said(app)


def test_weeks_without_terms_are_said_to_need_them():
    app = amount(a_school(terms=[]))
    app.radio(key=key_of("basis")).set_value(Basis.HOURLY_BY_TEACHING).run()
    app = typed(app, rate="15.50", hours="10")
    assert "The school year has no terms" in said(app)
    assert not app.exception


def test_a_stream_that_somebody_else_saved_meanwhile_is_looked_at_first():
    app = typed(amount(), annual="6500")
    app.selectbox(key=key_of("stream")).set_value("TU-P1").run()
    row = storage.store().registers(LOCAL, year().id).rows["funding"][1]
    theirs = row.record.model_copy(update={"amount": Decimal(5000)})
    ben = Actor("ben@oak.example", Role.FINANCE)
    change = RowChange("funding", row.id, row.version, theirs)
    storage.store().save(ben, year().id, [change])
    app = put(app)
    assert "Look at it again, then save" in said(app)
    assert streams()["TU-P1"].amount == Decimal(5000)
    put(app)
    assert streams()["TU-P1"].amount == Decimal(6500)


def as_role(role, wanted):
    keep(school())
    app = arrive(claims(f"{role}@oak.example"))
    app = app.switch_page(PAGES["budget"]).run()
    return part(app, wanted) if app.title[0].value.startswith("What money") else app


def test_finance_works_without_seeing_any_pupil(options):
    app = as_role(Role.FINANCE, Part.AMOUNT)
    assert not app.exception
    assert Part.THRESHOLD not in app.radio(key=Key.BUDGET_PART).options
    app = typed(app, annual="6500")
    app.selectbox(key=key_of("stream")).set_value("TU-P1").run()
    put(app)
    assert streams()["TU-P1"].amount == Decimal(6500)


def test_finance_counts_what_referrals_cost_without_seeing_whose_they_are(options):
    referral = a_referral(reason="Anxious in class", service="CAMHS", stream="TU-P1")
    of = replace(school(), referrals=(referral, a_referral("R2", cost=None)))
    keep(of)
    # £19,500, £390 and £500, for everybody who sees money.
    committed = "committed (salaries £19,500, budget lines £390, referrals £500)"
    for role in ("senco", "finance"):
        app = arrive(claims(f"{role}@oak.example")).switch_page(PAGES["budget"]).run()
        assert committed in said(app)
        assert "Referrals add £500" in said(part(app, Part.LINES))
    assert "1 referral has no cost yet" in said(app)
    assert "referrals" not in storage.store().registers(Actor("f", Role.FINANCE), year().id).rows
    for secret in ("Anxious", "CAMHS"):
        assert secret not in said(app)


def test_a_leader_sees_the_sum_and_changes_nothing(options):
    app = typed(as_role(Role.LEADER, Part.AMOUNT), annual="6500")
    assert "= £6,500.00" in said(app)
    assert not [button for button in app.button if button.key == Key.AMOUNT_SAVE]
    assert not app.get("selectbox")


def test_a_viewer_sees_nothing_of_it(options):
    app = as_role(Role.VIEWER, Part.STREAMS)
    assert app.title[0].value == "This page is not open to you"
    assert "£" not in said(app)


def test_what_is_left_if_more_ehcps_are_agreed_is_told_with_its_sum():
    notional = a_stream("NOTIONAL", kind="notional_sen", amount="20000")
    app = at(Part.THRESHOLD, a_school(pupils=[a_pupil(sen_status="E")], funding=[notional]))
    assert "If 1 more EHCP" not in said(app)
    app.number_input(key=Key.MORE_EHCPS).set_value(2).run()
    # The whole year of both: 2 × 6,000 of the 14,000 that one EHCP leaves.
    assert (
        "If 2 more EHCPs are agreed from 1 September 2026, the school meets 2 × £6,000 × 365/365 "
        "days = £12,000 more before any top-up, which leaves £2,000"
    ) in said(app)
    # From January, 243 of 365 days: 12,000 × 243 / 365 = 7,989.04.
    app.selectbox(key=f"{Key.MORE_EHCPS_FROM}_2026").set_value(Month(2027, 1)).run()
    assert "243/365 days = £7,989 more" in said(app)
