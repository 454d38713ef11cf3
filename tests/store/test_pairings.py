"""Whose number in the MIS is which pupil: kept with an import, apart from everything else."""

from __future__ import annotations

import pytest

from planner.errors import AccessError, StoreError
from planner.store.store import Store
from planner.store.values import RowChange
from tests.builders import a_pupil
from tests.store.acting import ANNA, BEN, FINANCE, LEADER, SENCO, VIEWER, change, keep, records_of
from tests.store.conftest import address_beside

PAIRS = {"412": "P1", "398": "P2"}


def bring_in(store, year, *records, pairs=PAIRS, seen=None, actor=SENCO):
    changes = [RowChange(record.table, None, None, record) for record in records]
    seen = store.registers(actor, year.id).digest if seen is None else seen
    return store.save_import(actor, year.id, changes, pairs, seen=seen, why="an import")


def test_an_import_is_one_step_with_its_pairing(store):
    year = keep(store)
    bring_in(store, year, a_pupil("P2"), a_pupil("P3"))
    assert store.pairing(SENCO, year.id) == PAIRS
    (step,) = store.steps(SENCO, year.id).undo
    assert (step.what, step.why) == ("2 pupils added", "an import")


def test_the_pairing_outlives_an_undone_import_so_that_codes_are_never_used_twice(store):
    year = keep(store)
    bring_in(store, year, a_pupil("P2"))
    store.undo(SENCO, year.id)
    assert records_of(store, year, "pupils") == (a_pupil(),)
    assert store.pairing(SENCO, year.id) == PAIRS


def test_a_later_import_adds_to_the_pairing_and_puts_right_what_is_another_pupil_now(store):
    year = keep(store)
    bring_in(store, year)
    bring_in(store, year, pairs={"398": "P7", "455": "P3"})
    assert store.pairing(SENCO, year.id) == {"412": "P1", "398": "P7", "455": "P3"}


def test_more_pairs_than_one_statement_takes_are_kept(store):
    year = keep(store)
    many = {str(number): f"P{number}" for number in range(1_200)}
    bring_in(store, year, pairs=many)
    again = dict.fromkeys(many, "P0")
    bring_in(store, year, pairs=again)
    assert store.pairing(SENCO, year.id) == again


def test_an_import_worked_out_before_somebody_else_saved_leaves_nothing(store):
    year = keep(store)
    seen = store.registers(ANNA, year.id).digest
    change(store, year, "pupils", actor=BEN, class_name="4B")
    with pytest.raises(StoreError, match="Nothing was imported"):
        bring_in(store, year, a_pupil("P2"), seen=seen, actor=ANNA)
    assert len(records_of(store, year, "pupils")) == 1
    assert store.pairing(ANNA, year.id) == {}


def test_an_import_that_cannot_be_kept_leaves_no_pairing_either(store):
    year = keep(store)
    seen = store.registers(SENCO, year.id).digest
    wrong = RowChange("pupils", None, None, None)
    with pytest.raises(StoreError):
        store.save_import(SENCO, year.id, [wrong], PAIRS, seen=seen)
    assert store.pairing(SENCO, year.id) == {}


@pytest.mark.parametrize("actor", [LEADER, FINANCE, VIEWER])
def test_only_whoever_may_import_reads_or_writes_the_pairing(store, actor):
    year = keep(store)
    with pytest.raises(AccessError):
        store.pairing(actor, year.id)
    with pytest.raises(AccessError):
        bring_in(store, year, actor=actor)


def test_the_audit_says_nothing_of_the_pairing(store):
    year = keep(store)
    bring_in(store, year, a_pupil("P2"), pairs={"secret-398": "P2"})
    assert "secret-398" not in repr(store.audit(SENCO, year.id))


def test_the_pairing_goes_into_the_next_year_and_goes_with_its_year(store):
    year = keep(store)
    bring_in(store, year)
    following, _ = store.copy_forward(SENCO, year.id)
    assert store.pairing(SENCO, following.id) == PAIRS
    store.delete_year(SENCO, year.id)
    assert store.pairing(SENCO, year.id) == {}
    assert store.pairing(SENCO, following.id) == PAIRS


def test_the_pairing_is_in_the_backup(store, address):
    year = keep(store)
    bring_in(store, year)
    kept = store.back_up(SENCO)
    with address_beside(address) as beside:
        other = Store.open(beside)
        other.restore(SENCO, kept)
        assert other.pairing(SENCO, year.id) == PAIRS
        other.close()


def test_a_pupil_who_is_deleted_for_good_leaves_no_pair(store):
    year = keep(store)
    bring_in(store, year)
    store.privacy.erase(SENCO, year.school_id, "P1")
    assert store.pairing(SENCO, year.id) == {"398": "P2"}
