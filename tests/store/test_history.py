"""The audit trail, and going back and forth in it."""

from __future__ import annotations

import pytest

from planner.errors import AccessError, StoreError
from planner.store.values import RowChange
from tests.builders import a_need, a_pupil, a_school, a_stream, a_teaching_assistant
from tests.store.acting import (
    ANNA,
    BEN,
    FINANCE,
    LEADER,
    SENCO,
    VIEWER,
    add,
    change,
    change_of,
    keep,
    records_of,
    remove,
    rows_of,
)
from tests.store.conftest import run_sql


def everything(store, year):
    return store.registers(SENCO, year.id).to_registers()


def test_every_column_that_changes_is_noted_with_who_when_and_why(store, clock):
    year = keep(store)
    row = rows_of(store, year, "pupils")[0]
    clock.goes_on(hours=1)
    change = change_of("pupils", row, year_group="5", class_name="Oak")
    store.save(ANNA, year.id, [change], why="moved up")
    group, room = store.audit(SENCO, year.id, table="pupils")[:2]
    assert (group.column, group.before, group.after) == ("year_group", "4", "5")
    assert (room.column, room.before, room.after) == ("class", "", "Oak")
    assert (room.who, room.at, room.why, room.key) == (ANNA.who, clock.time, "moved up", "P1")
    assert (room.kind, room.change, room.row) == ("save", "changed", row.id)


def test_lists_are_shown_in_the_audit_as_people_write_them(store):
    year = keep(store)
    change(store, year, "staff", skills=("elsa", "neli"))
    entry = store.audit(SENCO, year.id, table="staff")[0]
    assert (entry.before, entry.after) == ("", "elsa;neli")


def test_an_added_and_a_removed_row_are_noted_column_by_column(store):
    year = keep(store)
    add(store, year, a_need("N2", strand="speech"))
    added = {one.column: one for one in store.audit(SENCO, year.id) if one.key == "N2"}
    assert (added["strand"].before, added["strand"].after) == (None, "speech")
    assert "priority" not in added
    remove(store, year, "needs", 1)
    gone = store.audit(SENCO, year.id, limit=1)[0]
    assert (gone.change, gone.before, gone.after) == ("removed", "N2", None)


def test_the_audit_can_be_asked_about_one_row_and_cut_short(store):
    year = keep(store, a_school(pupils=[a_pupil("P1"), a_pupil("P2")]))
    change(store, year, "pupils", 0, year_group="5")
    change(store, year, "pupils", 1, year_group="6")
    row = rows_of(store, year, "pupils")[0]
    entries = store.audit(SENCO, year.id, table="pupils", row=row.id)
    assert [entry.after for entry in entries] == ["5"]
    assert len(store.audit(SENCO, year.id, limit=1)) == 1


def test_a_new_year_is_noted_with_how_much_came_in(store):
    year = keep(store)
    entries = store.audit(SENCO, year.id)
    assert {entry.kind for entry in entries} == {"created"}
    assert "3 terms" in {entry.after for entry in entries}


def test_the_audit_shows_a_role_no_table_that_it_may_not_see(store):
    year = keep(store)
    assert store.audit(LEADER, year.id)
    for actor in (FINANCE, VIEWER):
        with pytest.raises(AccessError):
            store.audit(actor, year.id)


def test_undo_takes_back_a_whole_save_and_redo_does_it_again(store):
    year = keep(store, a_school(pupils=[a_pupil("P1"), a_pupil("P2")]))
    before = everything(store, year)
    first, second = rows_of(store, year, "pupils")
    store.save(
        SENCO,
        year.id,
        [
            RowChange("needs", None, None, a_need("N2", strand="speech")),
            change_of("pupils", first, primary_need="ASD"),
            RowChange("pupils", second.id, second.version, None),
        ],
    )
    after = everything(store, year)
    undone = store.undo(SENCO, year.id)
    assert undone.what == "1 need added, 1 pupil changed, 1 pupil removed"
    assert everything(store, year) == before
    store.redo(SENCO, year.id)
    assert everything(store, year) == after
    store.undo(SENCO, year.id)
    assert everything(store, year) == before


def test_steps_are_undone_from_the_last_to_the_first_and_redone_the_other_way(store):
    year = keep(store)
    states = [everything(store, year)]
    for group in ("5", "6", "7"):
        change(store, year, "pupils", year_group=group)
        states.append(everything(store, year))
    for state in states[-2::-1]:
        store.undo(SENCO, year.id)
        assert everything(store, year) == state
    assert store.undo(SENCO, year.id) is None
    for state in states[1:]:
        store.redo(SENCO, year.id)
        assert everything(store, year) == state
    assert store.redo(SENCO, year.id) is None


def test_a_new_save_ends_what_could_be_redone(store):
    year = keep(store)
    change(store, year, "pupils", year_group="5")
    store.undo(SENCO, year.id)
    assert [step.what for step in store.steps(SENCO, year.id).redo] == ["1 pupil changed"]
    add(store, year, a_pupil("P2"))
    assert store.steps(SENCO, year.id).redo == ()
    assert store.redo(SENCO, year.id) is None
    assert [step.what for step in store.steps(SENCO, year.id).undo] == ["1 pupil added"]


def test_undo_is_itself_noted(store):
    year = keep(store)
    change(store, year, "pupils", year_group="5")
    store.undo(SENCO, year.id)
    entry = store.audit(SENCO, year.id, limit=1)[0]
    assert (entry.kind, entry.before, entry.after) == ("undo", "5", "4")


def test_a_removed_row_comes_back_in_its_place_as_a_newer_version(store):
    year = keep(store, a_school(pupils=[a_pupil("P1"), a_pupil("P2")]))
    gone = rows_of(store, year, "pupils")[0]
    remove(store, year, "pupils", 0)
    add(store, year, a_pupil("P3"), actor=ANNA)
    store.undo(SENCO, year.id)
    back = rows_of(store, year, "pupils")
    assert [row.record.pupil for row in back] == ["P1", "P2", "P3"]
    assert back[0].id == gone.id
    assert back[0].version > gone.version


def test_somebody_who_read_a_row_before_an_undo_is_in_conflict_after_it(store):
    year = keep(store)
    change(store, year, "pupils", year_group="5", actor=ANNA)
    read = rows_of(store, year, "pupils")[0]
    store.undo(ANNA, year.id)
    with pytest.raises(StoreError, match="changed by anna"):
        store.save(BEN, year.id, [change_of("pupils", read, year_group="6")])


def test_undo_is_refused_when_somebody_else_has_changed_the_row_since(store):
    year = keep(store)
    change(store, year, "pupils", year_group="5", actor=ANNA)
    change(store, year, "pupils", class_name="Oak", actor=BEN)
    with pytest.raises(StoreError, match=r"ben@school\.example has since changed pupils P1"):
        store.undo(ANNA, year.id)
    assert records_of(store, year, "pupils")[0].year_group == "5"
    store.undo(BEN, year.id)
    store.undo(ANNA, year.id)
    assert records_of(store, year, "pupils")[0].year_group == "4"


def test_redo_is_refused_when_somebody_else_has_changed_the_row_since(store):
    year = keep(store)
    change(store, year, "pupils", year_group="5", actor=ANNA)
    store.undo(ANNA, year.id)
    remove(store, year, "pupils", actor=BEN)
    with pytest.raises(StoreError, match="cannot be redone"):
        store.redo(ANNA, year.id)


def test_people_undo_only_their_own_saves(store):
    year = keep(store)
    change(store, year, "pupils", year_group="5", actor=ANNA)
    change(store, year, "staff", role="HLTA", actor=BEN)
    store.undo(ANNA, year.id)
    assert records_of(store, year, "pupils")[0].year_group == "4"
    assert records_of(store, year, "staff")[0].role == "HLTA"
    assert store.undo(ANNA, year.id) is None


def test_a_save_of_one_year_is_not_undone_in_another(store):
    year, other = keep(store), keep(store)
    change(store, year, "pupils", year_group="5")
    assert store.undo(SENCO, other.id) is None
    assert store.steps(SENCO, other.id).undo == ()


def test_nobody_undoes_in_a_table_that_they_may_no_longer_change(store):
    year = keep(store)
    add(store, year, a_stream("OTHER"), actor=FINANCE)
    demoted = type(FINANCE)(FINANCE.who, VIEWER.role)
    with pytest.raises(AccessError):
        store.undo(demoted, year.id)
    assert len(records_of(store, year, "funding")) == 2


def test_a_value_that_became_blank_comes_back(store):
    year = keep(store, a_school(staff=[a_teaching_assistant(min_hours=20.0)]))
    change(store, year, "staff", min_hours=None)
    assert store.audit(SENCO, year.id, limit=1)[0].after is None
    store.undo(SENCO, year.id)
    assert records_of(store, year, "staff")[0].min_hours == 20.0


def test_a_step_whose_entries_were_deleted_for_good_cannot_be_undone(store, address):
    year = keep(store)
    change(store, year, "pupils", year_group="5")
    run_sql(address, "DELETE FROM audit WHERE table_name = 'pupils'")
    with pytest.raises(StoreError, match="deleted for good"):
        store.undo(SENCO, year.id)


def test_a_step_whose_row_was_deleted_for_good_cannot_be_undone(store, address):
    year = keep(store)
    change(store, year, "pupils", year_group="5")
    run_sql(address, "DELETE FROM pupils")
    with pytest.raises(StoreError, match="not there any more"):
        store.undo(SENCO, year.id)


def test_a_step_that_no_longer_fits_the_rest_of_its_row_is_not_undone(store, address):
    """An adult has one cost: were the annual one to come back, there would be two."""
    year = keep(store)
    change(store, year, "staff", annual_cost=None, pay_point="5", paid_weeks=44.65)
    change(store, year, "staff", annual_cost="19500", pay_point="", actor=ANNA)
    run_sql(address, "UPDATE steps SET state = 'dropped' WHERE who <> 'this computer'")
    change(store, year, "staff", annual_cost=None, hourly_cost="20", actor=BEN)
    run_sql(address, "UPDATE steps SET state = 'dropped' WHERE who LIKE 'ben%'")
    with pytest.raises(StoreError, match="no longer fits"):
        store.undo(SENCO, year.id)
    assert records_of(store, year, "staff")[0].annual_cost is None


def test_a_large_import_is_one_step_and_goes_back_as_one(store):
    year = keep(store, a_school(pupils=[a_pupil(f"P{n}") for n in range(1, 700)]))
    before = everything(store, year)
    changes = [
        *(change_of("pupils", row, year_group="5") for row in rows_of(store, year, "pupils")),
        *(RowChange("pupils", None, None, a_pupil(f"NEW{n}")) for n in range(700)),
    ]
    saved = store.save(SENCO, year.id, changes)
    assert len(set(saved.rows)) == len(changes)
    assert store.steps(SENCO, year.id).undo[0].what == "700 pupils added, 699 pupils changed"
    store.undo(SENCO, year.id)
    assert everything(store, year) == before
