"""Referrals on the page of pupils: what is due first, then the register."""

from __future__ import annotations

import datetime as dt

from planner.ui.pupils_panel import Part
from planner.ui.state import Key
from tests.builders import a_pupil, a_referral
from tests.charts.small_plan import small_school
from tests.pages.helpers import go_to, open_page, said
from tests.pages.registers import Typing, open_part, rows_now

LONG_AGO = dt.date(2024, 9, 2)


def referrals(*rows):
    school = small_school(
        pupils=[a_pupil(sen_status="E"), a_pupil("P2", year_group="5")], referrals=list(rows)
    )
    return open_part("pupils", Key.PUPILS_PART, Part.REFERRALS.value, school)


def test_what_is_overdue_stands_before_the_register():
    app = referrals(
        a_referral(made=LONG_AGO, due=LONG_AGO), a_referral("R2", pupil="P2", status="declined")
    )
    assert not app.exception
    assert "2 referrals, 1 of them open." in said(app)
    assert "£500 is committed for referrals this year" in said(app)
    (row,) = app.table[0].value.itertuples(index=False)
    assert row[1:3] == ("P1", "Educational psychology")
    assert row[3].startswith("Overdue by ")


def test_only_referrals_of_the_chosen_pupils_are_due():
    app = referrals(
        a_referral(made=LONG_AGO, due=LONG_AGO),
        a_referral("R2", pupil="P2", made=LONG_AGO, due=LONG_AGO),
    )
    app.multiselect(key=Key.PUPILS_YEARS).set_value(["5"]).run()
    assert list(app.table[0].value["Pupil"]) == ["P2"]


def test_a_referral_is_entered_and_saved():
    typing = Typing(referrals(), "referrals")
    typing.put(
        added_rows=[{"referral": "R1", "pupil": "P1", "service": "CAMHS", "made": "14/09/2026"}]
    )
    typing.press("save")
    (row,) = rows_now("referrals")
    assert (row.record.service, row.record.made) == ("CAMHS", dt.date(2026, 9, 14))
    assert "1 has no cost yet" in said(typing.app)


def test_the_page_of_a_pupil_leads_to_their_referrals():
    school = small_school(referrals=[a_referral(), a_referral("R2", pupil="P2")])
    app = open_page("pupil", school)
    app.button(key="change_referrals").click().run()
    assert not app.exception
    go_to(app, "pupils")
    assert app.radio(key=Key.PUPILS_PART).value == Part.REFERRALS.value
    assert Typing(app, "referrals").codes == ["R1"]
