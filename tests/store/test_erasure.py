"""A pupil deleted for good: nothing about them is left, and nothing about others is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from planner.access import PERMISSIONS, Action, Actor, Role
from planner.errors import AccessError, StoreError
from planner.exchange.plan_folder import plan_files
from planner.school.records import Review
from planner.store.erasure import HAPPENED
from planner.store.mention import Code
from planner.store.schema import METADATA
from planner.store.store import Store
from tests.builders import (
    a_budget_line,
    a_need,
    a_pin,
    a_pupil,
    a_referral,
    a_school,
    a_statutory_item,
    a_stream,
    details,
)
from tests.charts.small_plan import small_plan, small_school
from tests.store.acting import (
    ANNA,
    BEN,
    LEADER,
    SENCO,
    add,
    change,
    change_of,
    keep,
    records_of,
    remove,
    rows_of,
)
from tests.store.conftest import address_beside

CODE = "ZQ7"
NAME = "Zebedee Quillfeather"
MADE = {"inputs_sha256": "a1", "status": "optimal"}


def a_year_about(store, code=CODE):
    """A school in which everything says something about one pupil of three."""
    school = small_school(
        pupils=[a_pupil(), a_pupil("P2"), a_pupil(code, class_name="Oak")],
        needs=[
            a_need(),
            a_need("N2", pupil="P2", strand="literacy", outcome=f"reads with {code}"),
            a_need("N3", pupil=code, strand="literacy", outcome="reads aloud"),
        ],
        statutory=[a_statutory_item(), a_statutory_item("F3", pupil=code)],
        funding=[
            a_stream(),
            a_stream("TOP3", name="Top-up", restricted_to=f"pupil:{code}"),
            a_stream("TOP23", name="Shared", restricted_to=f"pupil:P2;pupil:{code}"),
        ],
        budget_lines=[a_budget_line(stream="TOP3", name=f"Taxi for {code}")],
        pins=[a_pin(), a_pin(pupil=code)],
        referrals=[
            a_referral(stream="TOP3", reason=f"quarrels with {code}"),
            a_referral("R7", pupil=code, service="CAMHS", outcome="sleeps better"),
        ],
        current_plan=None,
    )
    year = keep(store, school)
    review = Review(pupil=code, provision="S1", term="T1", note="went well")
    add(store, year, review, actor=ANNA)
    add(store, year, review.model_copy(update={"pupil": "P1", "note": f"with {code}."}))
    # A need that was theirs and is gone, and one that was another's before.
    add(store, year, a_need("N4", pupil=code, strand="memory", outcome="remembers"))
    remove(store, year, "needs", 3)
    row = rows_of(store, year, "pupils")[2]
    why = f"{code} moved"
    store.save(SENCO, year.id, [change_of("pupils", row, class_name="Elm")], why=why)
    store.privacy.save_names(SENCO, year.school_id, {code: NAME, "P2": "Somebody else"})
    store.save_draft(ANNA, year.id, "pupils", {"typed": {"3": {"pupil": code}}})
    store.save_draft(ANNA, year.id, "staff", {"typed": {"1": {"staff": "TA1"}}})
    store.create_scenario(SENCO, year.id, f"Without {code}", [{"drop": code}, {"drop": "P2"}])
    for about in (code, "P2"):
        files = {"allocations.csv": f"term,pupil\r\nT1,{about}\r\n".encode()}
        store.save_plan(SENCO, year.id, files=files, made_at=year.created_at, **MADE)
    for plan in store.plans(SENCO, year.id):
        store.approve_plan(LEADER, plan.id, f"seen with {code}")
    store.set_preference(ANNA, "pupil", code)
    seen = store.registers(SENCO, year.id).digest
    store.save_import(SENCO, year.id, [], {"U-398": code, "U-412": "P2"}, seen=seen)
    for about in (code, "P2"):
        asked = {"question": "why", "asked": json.dumps({"pupil": about}), "inputs_sha256": "a1"}
        store.save_answer(SENCO, year.id, answer="{}", made_at=year.created_at, **asked)
    store.copy_forward(SENCO, year.id)
    return year


def bytes_of(address):
    """Everything in the file of a store and beside it."""
    folder = Path(address.removeprefix("sqlite:///")).parent
    return b"".join(one.read_bytes() for one in folder.iterdir() if one.is_file())


def everything(store):
    """All that the store keeps, as text, read past every door."""
    with store._database.reading() as connection:
        return "\n".join(
            repr(tuple(row))
            for table in METADATA.sorted_tables
            for row in connection.execute(sa.select(table))
        )


def named(name):
    return a_school(
        pupils=[a_pupil(CODE)], needs=[a_need(pupil=CODE)], details=details(name=name, urn="1")
    )


def test_nothing_about_the_pupil_is_left_anywhere(store):
    year = a_year_about(store)
    store.privacy.erase(SENCO, year.school_id, CODE)
    left = everything(store)
    said = ("reads aloud", "went well", "remembers", "CAMHS", "sleeps better")
    for trace in (CODE, NAME, *said, "U-398", "N3", "R7", "Oak", "Elm"):
        assert trace not in left, trace


def test_nothing_is_left_in_the_file_either(store, address):
    if not address.startswith("sqlite"):
        return
    year = a_year_about(store)
    assert CODE.encode() in bytes_of(address)
    store.privacy.erase(SENCO, year.school_id, CODE)
    left = bytes_of(address)
    for trace in (CODE, NAME, "reads aloud"):
        assert trace.encode() not in left, trace


def test_what_is_about_others_stays(store):
    year = a_year_about(store)
    store.privacy.erase(SENCO, year.school_id, CODE)
    assert [one.pupil for one in records_of(store, year, "pupils")] == ["P1", "P2"]
    assert [one.need for one in records_of(store, year, "needs")] == ["N1", "N2"]
    assert records_of(store, year, "needs")[1].outcome == "reads with (deleted)"
    assert records_of(store, year, "reviews")[0].note == "with (deleted)."
    assert len(records_of(store, year, "statutory")) == len(records_of(store, year, "pins")) == 1
    assert store.privacy.names(SENCO, year.school_id) == {"P2": "Somebody else"}
    assert store.pairing(SENCO, year.id) == {"U-412": "P2"}
    assert [draft.table for draft in store.drafts(ANNA, year.id)] == ["staff"]
    assert [scenario.changes for scenario in store.scenarios(SENCO, year.id)] == [({"drop": "P2"},)]
    (plan,) = store.plans(SENCO, year.id)
    assert b"P2" in store.plan_files(SENCO, plan.id)["allocations.csv"]
    (yes,) = store.approvals(LEADER, year.id)
    assert (yes.plan_id, yes.note) == (plan.id, "seen with (deleted)")
    assert [one.asked for one in store.answers(SENCO, year.id)] == ['{"pupil": "P2"}']


def test_money_for_the_pupil_alone_goes_and_money_for_others_too_stays_with_them(store):
    year = a_year_about(store)
    store.privacy.erase(SENCO, year.school_id, CODE)
    streams = {one.stream: one for one in records_of(store, year, "funding")}
    assert set(streams) == {"GENERAL", "TOP23"}
    assert [str(one) for one in streams["TOP23"].restricted_to] == ["pupil:P2"]
    (line,) = records_of(store, year, "budget_lines")
    assert (line.stream, line.name) == (None, "Taxi for (deleted)")
    (referral,) = records_of(store, year, "referrals")
    assert (referral.stream, referral.reason) == (None, "quarrels with (deleted)")


def test_the_school_can_still_be_planned_for(store):
    year = a_year_about(store)
    store.privacy.erase(SENCO, year.school_id, CODE)
    registers = store.registers(SENCO, year.id).to_registers()
    assert registers.to_school(registers.details).pupil_by_id.keys() == {"P1", "P2"}


def test_the_audit_keeps_only_that_it_happened(store, clock):
    year = a_year_about(store)
    clock.goes_on(days=1)
    store.privacy.erase(ANNA, year.school_id, CODE)
    last = store.audit(SENCO, year.id)[0]
    assert (last.kind, last.who, last.at) == ("deleted for good", ANNA.who, clock.time)
    assert (last.table, last.key, last.before, last.after) == ("pupils", "", None, None)
    assert HAPPENED == "A pupil was deleted for good"


def test_what_will_be_deleted_is_told_before_and_is_what_is_deleted(store):
    year = a_year_about(store)
    before = everything(store)
    told = store.privacy.would_erase(SENCO, year.school_id, CODE)
    assert everything(store) == before
    assert store.privacy.erase(SENCO, year.school_id, CODE) == told
    # This year and the one copied from it have the pupil, two needs with a code of their own each
    # (N3 in both), one item in each year; pins, reviews and the plan are of this year alone.
    assert len(told.years) == 2
    assert {name: told.counts[name] for name in ("pupils", "needs", "statutory", "pins")} == {
        "pupils": 2,
        "needs": 2,
        "statutory": 2,
        "pins": 1,
    }
    assert (told.counts["plans"], told.counts["drafts"], told.counts["names"]) == (1, 1, 1)
    assert (told.counts["answers"], told.counts["approvals"]) == (1, 1)


def test_everybody_sees_at_once_that_the_year_has_changed(store):
    year = a_year_about(store)
    before = store.registers(BEN, year.id)
    store.privacy.erase(SENCO, year.school_id, CODE)
    after = store.registers(BEN, year.id)
    assert after.digest != before.digest
    assert CODE not in repr(after.rows)


def test_undoing_earlier_steps_brings_nothing_of_the_pupil_back(store):
    year = a_year_about(store)
    change(store, year, "pupils", 0, class_name="Ash")
    store.privacy.erase(SENCO, year.school_id, CODE)
    store.undo(SENCO, year.id)
    assert records_of(store, year, "pupils")[0].class_name == ""
    with pytest.raises(StoreError, match="what it changed was deleted for good"):
        store.undo(SENCO, year.id)
    assert CODE not in everything(store)


def test_a_pupil_of_whom_nothing_is_known_is_said_so(store):
    year = a_year_about(store)
    store.privacy.erase(SENCO, year.school_id, CODE)
    with pytest.raises(StoreError, match="Nothing is known of a pupil ZQ7"):
        store.privacy.erase(SENCO, year.school_id, CODE)


def test_a_pupil_of_another_school_with_the_same_code_stays(store):
    mine, other = a_year_about(store), keep(store, named("Other School"))
    store.privacy.erase(SENCO, mine.school_id, CODE)
    assert [one.pupil for one in records_of(store, other, "pupils")] == [CODE]


def test_a_code_that_is_a_number_takes_no_other_number_with_it(store):
    year = a_year_about(store, "7")
    change(store, year, "needs", 0, hours_per_week=7.0)
    files = plan_files(small_plan())
    assert any(b"7" in content for content in files.values())
    kept = store.save_plan(SENCO, year.id, files=files, made_at=year.created_at, **MADE)
    store.privacy.erase(SENCO, year.school_id, "7")
    assert records_of(store, year, "needs")[0].hours_per_week == 7.0
    assert kept.id in {plan.id for plan in store.plans(SENCO, year.id)}
    assert [one.pupil for one in records_of(store, year, "pupils")] == ["P1", "P2"]


def test_a_plan_that_was_begun_before_is_not_kept_afterwards(store):
    year = a_year_about(store)
    files = {"coverage.csv": f"need,pupil\r\nN1,P1\r\nN3,{CODE}\r\n".encode()}
    store.privacy.erase(SENCO, year.school_id, CODE)
    with pytest.raises(StoreError, match="deleted while it was made"):
        store.save_plan(SENCO, year.id, files=files, made_at=year.created_at, **MADE)
    files = {"coverage.csv": b"need,pupil\r\nN1,P1\r\n"}
    assert store.save_plan(SENCO, year.id, files=files, made_at=year.created_at, **MADE)
    assert CODE not in everything(store)


def test_an_answer_that_was_begun_before_is_not_kept_afterwards(store, clock):
    year = a_year_about(store)
    asked = {"question": "why", "asked": "{}", "answer": "{}", "inputs_sha256": "a1"}
    store.privacy.erase(SENCO, year.school_id, CODE)
    with pytest.raises(StoreError, match="deleted while this was worked out"):
        store.save_answer(SENCO, year.id, made_at=clock.time, **asked)
    clock.goes_on(seconds=1)
    assert store.save_answer(SENCO, year.id, made_at=clock.time, **asked)


def test_codes_of_other_rows_that_have_the_pupils_in_them_are_named(store):
    year = a_year_about(store)
    add(store, year, a_stream(f"CAR-{CODE}", name="Car"))
    told = store.privacy.would_erase(SENCO, year.school_id, CODE)
    assert told.still_named == (f"CAR-{CODE}",)


@pytest.mark.parametrize("role", Role)
def test_only_whoever_may_delete_for_good_does(store, role):
    year = a_year_about(store)
    if role in PERMISSIONS[Action.ERASE]:
        return
    actor = Actor("somebody@school.example", role)
    before = everything(store)
    for call in (store.privacy.would_erase, store.privacy.erase):
        with pytest.raises(AccessError):
            call(actor, year.school_id, CODE)
    assert everything(store) == before


def test_a_restored_store_has_nothing_of_the_pupil(store, address):
    year = a_year_about(store)
    store.privacy.erase(SENCO, year.school_id, CODE)
    data = store.back_up(SENCO)
    with address_beside(address) as beside:
        other = Store.open(beside)
        other.restore(SENCO, data)
        assert CODE not in everything(other)
        other.close()


@pytest.mark.parametrize(
    ("text", "is_there"),
    [("P1", True), ("for p1.", True), ("P12", False), ("XP1", False), ("P1-lang", True)],
)
def test_a_code_is_found_in_a_sentence_as_a_word(text, is_there):
    assert Code("P1").is_in(text) is is_there
    assert ("(deleted)" in Code("P1").taken_out_of(text)) is is_there
