"""Pupils' names: one table, few readers, and no trace of them anywhere else."""

from __future__ import annotations

import logging

import pytest

from planner.errors import AccessError, StoreError
from planner.exchange.plan_folder import plan_files
from planner.exchange.school_folder import write_school
from planner.store.store import Store
from tests.charts.small_plan import small_plan, small_school
from tests.store.acting import FINANCE, LEADER, SENCO, VIEWER, keep, remove
from tests.store.conftest import address_beside

NAME = "Zebedee Quillfeather"


def named(store, school=None, **changed):
    """A year of a school in which P1 has a name."""
    year = keep(store, school or small_school())
    store.privacy.save_names(SENCO, year.school_id, changed or {"P1": NAME})
    return year


def test_a_name_is_kept_for_a_code_and_can_be_changed_and_taken_away(store):
    year = named(store, P1=f"  {NAME} ", P2="B")
    assert store.privacy.names(SENCO, year.school_id) == {"P1": NAME, "P2": "B"}
    changed = {"P1": "Another", "P2": ""}
    assert store.privacy.save_names(SENCO, year.school_id, changed) == 2
    assert store.privacy.names(SENCO, year.school_id) == {"P1": "Another"}


def test_saving_the_same_name_again_changes_nothing_and_notes_nothing(store):
    year = named(store)
    before = store.privacy.happenings(SENCO)
    assert store.privacy.save_names(SENCO, year.school_id, {"P1": NAME, "P2": " "}) == 0
    assert store.privacy.happenings(SENCO) == before


@pytest.mark.parametrize(
    ("pupil", "name"), [("P9", NAME), ("P1", "a" * 201), ("P1", "Anna\u202eemarf")]
)
def test_what_is_no_name_of_a_pupil_is_refused_without_saying_the_name(store, pupil, name):
    year = keep(store, small_school())
    with pytest.raises(StoreError, match="Nothing was saved") as refused:
        store.privacy.save_names(SENCO, year.school_id, {"P2": "B", pupil: name})
    assert name not in str(refused.value)
    assert store.privacy.names(SENCO, year.school_id) == {}


def test_whoever_may_not_see_or_change_names_does_not(store):
    year = named(store)
    assert store.privacy.names(LEADER, year.school_id) == {"P1": NAME}
    for actor in (FINANCE, VIEWER):
        with pytest.raises(AccessError):
            store.privacy.names(actor, year.school_id)
    for actor in (LEADER, FINANCE, VIEWER):
        with pytest.raises(AccessError):
            store.privacy.save_names(actor, year.school_id, {"P1": "B"})


def test_the_audit_says_who_changed_how_many_names_and_when_and_no_more(store, clock):
    named(store)
    (happened,) = store.privacy.happenings(SENCO)
    assert (happened.who, happened.at, happened.what) == (SENCO.who, clock.time, "1 name changed")


def test_a_name_is_in_no_export_no_plan_no_audit_and_no_log(store, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    year = named(store)
    registers = store.registers(SENCO, year.id).to_registers()
    write_school(registers.to_school(registers.details), tmp_path / "school")
    written = [path.read_bytes() for path in (tmp_path / "school").iterdir()]
    made = {"inputs_sha256": "a1", "status": "optimal", "made_at": year.created_at}
    plan = store.save_plan(SENCO, year.id, files=plan_files(small_plan()), **made)
    written += store.plan_files(SENCO, plan.id).values()
    remove(store, year, "needs", 1)
    store.undo(SENCO, year.id)
    told = (
        store.audit(SENCO, year.id),
        store.steps(SENCO, year.id),
        store.privacy.happenings(SENCO),
    )
    text = b"".join(written).decode() + repr(told) + repr(store) + caplog.text
    assert "P1" in text
    assert NAME not in text
    assert "Quillfeather" not in text


def test_a_backup_has_the_names_because_one_file_restores_all(store, address):
    year = named(store)
    data = store.back_up(SENCO)
    with address_beside(address) as beside:
        other = Store.open(beside)
        other.restore(SENCO, data)
        assert other.privacy.names(SENCO, year.school_id) == {"P1": NAME}
        other.close()


def test_names_serve_every_year_of_a_school_and_go_with_the_last(store):
    year = named(store)
    following, _ = store.copy_forward(SENCO, year.id)
    store.delete_year(SENCO, year.id)
    assert store.privacy.names(SENCO, following.school_id) == {"P1": NAME}
    store.delete_year(SENCO, following.id)
    assert store.privacy.names(SENCO, following.school_id) == {}


def test_names_of_a_school_that_is_gone_are_not_saved(store):
    year = keep(store)
    store.delete_year(SENCO, year.id)
    with pytest.raises(StoreError, match="not there any more"):
        store.privacy.save_names(SENCO, year.school_id, {"P1": NAME})
