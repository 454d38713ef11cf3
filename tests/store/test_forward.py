"""Copying a year forward: who moves up, who leaves, what has to be renewed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from planner.errors import AccessError, StoreError
from planner.exchange.school_folder import read_school
from planner.school.agreement import find_disagreements
from planner.school.records import CurrentAllocation, Pin, Policies
from planner.school.registers import Registers
from planner.store.forward import carry_forward
from planner.store.values import Outcome
from tests.builders import (
    a_budget_line,
    a_need,
    a_pin,
    a_pupil,
    a_review,
    a_school,
    a_statutory_item,
    a_stream,
    a_support,
    a_teaching_assistant,
    a_term,
    details,
)
from tests.store.acting import FINANCE, SENCO, keep, records_of, remove

SAMPLES = Path(__file__).parents[2] / "sample_data"


def carried(**facts):
    """The registers of 2027/28 made from a school of 2026/27, and what is said of each row."""
    registers, notes = carry_forward(Registers.of(a_school(**facts)))
    return registers, {(note.table, note.key): note for note in notes}


@pytest.mark.parametrize("name", ["primary", "secondary"])
def test_a_sample_school_copied_forward_agrees_in_itself(name):
    school = read_school(SAMPLES / name).school
    registers, notes = carry_forward(Registers.of(school))
    faults, _ = find_disagreements(registers)
    # Somebody may grow out of the years that a provision is for: that is the SENCO's to settle.
    grown_out = "can be satisfied by no provision"
    assert [fault for fault in faults if grown_out not in fault.what] == []
    rows = sum(
        len(getattr(school, table) or ())
        for table in (
            *("terms", "pupils", "needs", "staff", "provisions", "effects", "funding"),
            *("statutory", "budget_lines", "pins", "current_plan", "reviews"),
        )
    )
    figures = [note for note in notes if note.table in {"details", "policies"}]
    assert len(notes) == rows + len(figures)


def test_year_groups_go_up_by_one():
    before = ["N2", "R", "1", "5"]
    pupils = [a_pupil(f"P{n}", year_group=group) for n, group in enumerate(before)]
    registers, notes = carried(pupils=pupils, needs=[])
    assert [pupil.year_group for pupil in registers.pupils.records] == ["R", "1", "2", "6"]
    assert notes["pupils", "P1"].why == "year group R becomes 1"


@pytest.mark.parametrize(
    ("phase", "groups", "leaves"),
    [
        ("primary", ["5", "6"], {"6"}),
        ("secondary", ["10", "11"], {"11"}),
        ("secondary", ["11", "12"], set()),
        ("secondary", ["12", "13"], {"13"}),
        ("special", ["6", "11"], {"11"}),
        (None, ["5", "6"], {"6"}),
        (None, ["6", "7"], set()),
    ],
)
def test_pupils_leave_after_the_last_year_group_of_their_school(phase, groups, leaves):
    pupils = [a_pupil(group, year_group=group) for group in groups]
    registers, notes = carried(details=details(phase=phase), pupils=pupils, needs=[])
    stay = {pupil.pupil for pupil in registers.pupils.records}
    assert set(groups) - stay == leaves
    assert {key for (_, key), note in notes.items() if note.outcome is Outcome.LEFT} == leaves


def test_leavers_take_their_needs_items_and_money_with_them():
    registers, notes = carried(
        pupils=[a_pupil("P1"), a_pupil("P2", leaves=dt.date(2027, 3, 12))],
        needs=[a_need("N1"), a_need("N2", pupil="P2")],
        statutory=[a_statutory_item("F1"), a_statutory_item("F2", pupil="P2")],
        funding=[
            a_stream("BOTH", restricted_to="pupil:P1;pupil:P2"),
            a_stream("TOPUP", restricted_to="pupil:P2"),
        ],
        budget_lines=[a_budget_line(stream="TOPUP")],
    )
    assert [need.need for need in registers.needs.records] == ["N1"]
    assert [item.item for item in registers.statutory.records] == ["F1"]
    (stream,) = registers.funding.records
    assert [str(entry) for entry in stream.restricted_to] == ["pupil:P1"]
    assert registers.budget_lines.records[0].stream is None
    assert notes["pupils", "P2"].why == "leaves on 2027-03-12"
    assert notes["needs", "N2"].why == "P2 leaves"
    assert notes["funding", "TOPUP"].outcome is Outcome.LEFT
    assert "no longer for P2" in notes["funding", "BOTH"].why


def test_a_pupil_who_came_during_the_year_is_there_from_the_first_day_of_the_next():
    registers, notes = carried(pupils=[a_pupil(starts=dt.date(2027, 1, 4))])
    assert registers.pupils.records[0].starts is None
    assert "began on 2027-01-04" in notes["pupils", "P1"].why


def test_a_pupil_who_leaves_only_in_the_next_year_moves_up_first():
    leaves = dt.date(2027, 12, 17)
    registers, _ = carried(pupils=[a_pupil(leaves=leaves)])
    assert (registers.pupils.records[0].year_group, registers.pupils.records[0].leaves) == (
        "5",
        leaves,
    )


def test_terms_and_the_dates_of_money_move_a_year_and_a_leap_day_too():
    registers, _ = carried(
        details=details(academic_year="2027/28"),
        terms=[a_term(start=dt.date(2028, 1, 4), end=dt.date(2028, 2, 29), weeks=8.0)],
        funding=[a_stream(**{"from": dt.date(2027, 9, 1), "to": dt.date(2028, 3, 31)})],
    )
    (term,) = registers.terms.records
    assert (term.start, term.end) == (dt.date(2029, 1, 4), dt.date(2029, 2, 28))
    (stream,) = registers.funding.records
    assert (stream.starts, stream.ends) == (dt.date(2028, 9, 1), dt.date(2029, 3, 31))
    assert str(registers.details.academic_year) == "2028/29"


def test_an_item_is_owed_on_unless_it_ended_before_the_last_term_did():
    last_day = dt.date(2027, 7, 21)
    registers, notes = carried(
        statutory=[
            a_statutory_item("OVER", to=dt.date(2027, 3, 25)),
            a_statutory_item("DOUBT", to=last_day, **{"from": dt.date(2027, 1, 4)}),
            a_statutory_item("ON", to=dt.date(2028, 7, 21)),
        ]
    )
    assert [(item.item, item.starts, item.ends) for item in registers.statutory.records] == [
        ("DOUBT", None, None),
        ("ON", None, dt.date(2028, 7, 21)),
    ]
    assert notes["statutory", "OVER"].outcome is Outcome.LEFT
    assert notes["statutory", "DOUBT"].outcome is Outcome.RENEW
    assert notes["statutory", "ON"].outcome is Outcome.CARRIED


def test_adults_who_leave_stay_behind_and_every_cost_is_named_for_renewal():
    registers, notes = carried(
        staff=[
            a_teaching_assistant("TA1"),
            a_teaching_assistant("TA2", leaves=dt.date(2027, 4, 9)),
            a_teaching_assistant("TA3", starts=dt.date(2026, 11, 2)),
            a_teaching_assistant("TA4", pay_point="5", paid_weeks=44.65),
            a_teaching_assistant(
                "SALT", engagement="service", hourly_cost="60", starts=dt.date(2027, 1, 4)
            ),
        ]
    )
    staff = {adult.staff: adult for adult in registers.staff.records}
    assert list(staff) == ["TA1", "TA3", "TA4", "SALT"]
    assert staff["TA3"].starts is None
    assert staff["SALT"].starts == dt.date(2028, 1, 4)
    assert {notes["staff", code].outcome for code in staff} == {Outcome.RENEW}
    assert "put in that of 2027/28" in notes["staff", "TA1"].why
    assert "pay point 5" in notes["staff", "TA4"].why


def test_a_pay_point_without_a_salary_at_the_new_date_is_named():
    _, notes = carried(staff=[a_teaching_assistant(pay_point="999", paid_weeks=44.65)])
    assert "has no known salary on 2027-09-01" in notes["staff", "TA1"].why


def test_what_was_decided_for_the_year_stays_in_it_row_by_row():
    today = CurrentAllocation(term="T1", pupil="P1", provision="S1", hours_per_week=1)
    registers, notes = carried(pins=[a_pin()], current_plan=[today])
    assert registers.pins.records == ()
    assert not registers.current_plan.is_given
    for row in (("pins", "P1 S1"), ("current_plan", "P1 S1 T1")):
        assert notes[row].outcome is Outcome.LEFT
        assert notes[row].why == "belongs to 2026/27"


def test_what_came_of_provision_goes_on_with_the_year_that_it_is_of():
    registers, notes = carried(
        pupils=[a_pupil(), a_pupil("P2", year_group="6")],
        reviews=[
            a_review(),
            a_review(term="spring 2025/26"),
            a_review(term="T2", after=None),
            a_review("P2"),
        ],
    )
    assert [review.term for review in registers.reviews.records] == ["T1 2026/27", "spring 2025/26"]
    assert notes["reviews", "P1 S1 T1"].why == "is of T1 2026/27"
    assert notes["reviews", "P1 S1 T2"].why == "was not measured before and after"
    assert notes["reviews", "P2 S1 T1"].why == "P2 leaves"
    again, _ = carry_forward(registers)
    assert again.reviews.records == registers.reviews.records


def test_dated_figures_of_the_school_are_named_for_renewal():
    _, notes = carried(
        details=details(la_hourly_rate="17.50", pension_percent=20.0),
        policies=Policies(reserve="500"),
        provisions=[a_support(cost_per_pupil="10")],
    )
    named = {key for key, note in notes.items() if note.outcome is Outcome.RENEW}
    assert {
        ("details", "la_hourly_rate"),
        ("details", "pension_percent"),
        ("details", "high_needs_threshold"),
        ("policies", ""),
        ("provisions", "S1"),
        ("funding", "GENERAL"),
    } <= named
    assert ("details", "levy_percent") not in named


def test_a_row_that_only_goes_along_is_said_to_be_the_same():
    _, notes = carried()
    assert notes["effects", "S1 language"].outcome is Outcome.CARRIED
    assert notes["effects", "S1 language"].why == "the same as in 2026/27"


def test_a_year_that_was_copied_forward_is_kept_beside_the_old_one_with_its_list(store):
    old = keep(store, a_school(pins=[a_pin()]))
    new, notes = store.copy_forward(SENCO, old.id)
    assert (new.school_id, str(new.academic_year)) == (old.school_id, "2027/28")
    assert records_of(store, new, "pupils")[0].year_group == "5"
    assert records_of(store, old, "pupils")[0].year_group == "4"
    assert records_of(store, old, "pins") == (Pin(pupil="P1", provision="S1", rule="must"),)
    assert store.carried(SENCO, new.id) == notes
    assert store.carried(SENCO, old.id) == ()
    assert store.audit(SENCO, new.id)[0].kind == "copied forward"


def test_a_school_has_a_year_once_when_it_is_copied_forward(store):
    old = keep(store)
    store.copy_forward(SENCO, old.id)
    with pytest.raises(StoreError, match="already has the year 2027/28"):
        store.copy_forward(SENCO, old.id)
    with pytest.raises(AccessError):
        store.copy_forward(FINANCE, old.id)


def test_a_year_without_terms_can_be_copied_forward(store):
    old = keep(store)
    for _ in range(3):
        remove(store, old, "terms")
    new, _ = store.copy_forward(SENCO, old.id)
    assert records_of(store, new, "terms") == ()
