"""Everything in one file, and back into an empty installation."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import secrets
import zipfile
from pathlib import Path

import pytest

from planner.errors import AccessError, StoreError
from planner.exchange.school_folder import read_school
from planner.store import backup
from planner.store.store import Store
from tests.builders import a_pupil, a_school
from tests.store.acting import (
    ANNA,
    FINANCE,
    LEADER,
    SENCO,
    add,
    change,
    keep,
    records_of,
    remove,
    rows_of,
)
from tests.store.conftest import address_beside

SAMPLES = Path(__file__).parents[2] / "sample_data"
MADE = dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def empty(address, clock):
    """Another store, in which nothing is yet."""
    with address_beside(address) as other:
        opened = Store.open(other, now=clock)
        yield opened
        opened.close()


def a_busy_year(store):
    """A sample school in which everything has been done that can be."""
    year = keep(store, read_school(SAMPLES / "primary").school)
    change(store, year, "pupils", year_group="5", class_name="Ash £ 😀")
    add(store, year, a_pupil("NEW"), actor=ANNA)
    remove(store, year, "needs", 0)
    store.undo(SENCO, year.id)
    scenario = store.create_scenario(SENCO, year.id, "Cut", [{"remove": "TA1"}])
    files = {"summary.json": b"{}", "odd.bin": bytes(range(256))}
    for scenario_id in (None, scenario.id):
        store.save_plan(
            SENCO,
            year.id,
            scenario_id=scenario_id,
            inputs_sha256="ab" * 32,
            files=files,
            status="optimal",
            made_at=MADE,
        )
    store.approve_plan(LEADER, store.plans(SENCO, year.id)[-1].id, "agreed £ 😀")
    asked = {"question": "gap", "asked": "{}", "answer": "{}", "inputs_sha256": "ab" * 32}
    store.save_answer(SENCO, year.id, scenario_id=scenario.id, made_at=MADE, **asked)
    store.save_draft(ANNA, year.id, "pupils", {"typed": "£1,234.50"})
    store.set_preference(ANNA, "columns", {"UPN": "pupil"})
    store.copy_forward(SENCO, year.id)
    return year


def all_of(store, year):
    """Everything that can be asked about a year."""
    plans = store.plans(SENCO, year.id)
    return {
        "years": store.years(SENCO),
        "registers": store.registers(SENCO, year.id),
        "audit": store.audit(SENCO, year.id, limit=100_000),
        "plans": plans,
        "files": [store.plan_files(SENCO, plan.id) for plan in plans],
        "scenarios": store.scenarios(SENCO, year.id),
        "approvals": store.approvals(SENCO, year.id),
        "answers": store.answers(SENCO, year.id),
        "steps": store.steps(SENCO, year.id),
        "drafts": store.drafts(ANNA, year.id),
        "preference": store.get_preference(ANNA, "columns"),
        "carried": [store.carried(SENCO, one.id) for one in store.years(SENCO)],
        "last_backup": store.last_backup(SENCO),
    }


def with_file(data, name, content, *, is_signed=True):
    """A backup in which one file is another, with its digest made good or not."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        if is_signed and name in manifest["sha256"]:
            manifest["sha256"][name] = hashlib.sha256(content).hexdigest()
        for info in old.infolist():
            same = json.dumps(manifest) if info.filename == "manifest.json" else old.read(info)
            new.writestr(info.filename, content if info.filename == name else same)
    return out.getvalue()


def file_of(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return json.loads(archive.read(name))


def test_a_backup_restores_into_an_empty_installation_and_everything_is_equal(store, empty):
    year = a_busy_year(store)
    data = store.back_up(SENCO)
    empty.restore(SENCO, data)
    assert all_of(empty, year) == all_of(store, year)


def test_a_restored_store_goes_on_as_the_old_one_would(store, empty):
    year = a_busy_year(store)
    remove(store, year, "pupils", -1)
    empty.restore(SENCO, store.back_up(SENCO))
    add(empty, year, a_pupil("LATER"), actor=ANNA)
    before = records_of(empty, year, "pupils")
    empty.undo(SENCO, year.id)
    assert len(records_of(empty, year, "pupils")) == len(before) + 1
    numbers = [row.id for row in rows_of(empty, year, "pupils")]
    assert len(set(numbers)) == len(numbers)


def test_a_backup_is_restored_only_where_there_are_no_school_years(store, empty):
    year = keep(store)
    data = store.back_up(SENCO)
    with pytest.raises(StoreError, match="school years here already"):
        store.restore(SENCO, data)
    other = keep(empty, a_school(pupils=[a_pupil("P1"), a_pupil("P2")]))
    empty.delete_year(SENCO, other.id)
    empty.restore(SENCO, data)
    assert records_of(empty, year, "pupils") == (a_pupil("P1"),)


def test_the_last_backup_is_known(store, clock):
    assert store.last_backup(SENCO) is None
    store.back_up(SENCO)
    clock.goes_on(days=8)
    store.back_up(SENCO)
    assert store.last_backup(SENCO) == clock.time


def test_only_whoever_may_makes_and_restores_backups(store):
    with pytest.raises(AccessError):
        store.back_up(FINANCE)
    with pytest.raises(AccessError):
        store.restore(FINANCE, b"")


def test_a_backup_of_a_newer_version_is_refused_by_name(store, empty):
    data = store.back_up(SENCO)
    manifest = file_of(data, "manifest.json") | {"version": "999"}
    newer = with_file(data, "manifest.json", json.dumps(manifest).encode())
    with pytest.raises(StoreError, match="newer version"):
        empty.restore(SENCO, newer)


def damaged(data):
    """Backups in which something is wrong, by what it is."""
    pupils = file_of(data, "pupils.json")
    place = {name: number for number, name in enumerate(pupils["columns"])}

    def with_value(column, value):
        row = list(pupils["rows"][0])
        row[place[column]] = value
        content = {"columns": pupils["columns"], "rows": [row]}
        return with_file(data, "pupils.json", json.dumps(content).encode())

    manifest = file_of(data, "manifest.json")
    return {
        "not a zip": b"hello",
        "nothing": b"",
        "cut short": data[: len(data) // 2],
        "a changed row": with_file(data, "pupils.json", b"{}", is_signed=False),
        "another zip": with_file(data, "manifest.json", b"{}"),
        "a list for a manifest": with_file(data, "manifest.json", b"[]"),
        "another format": with_file(
            data, "manifest.json", json.dumps(manifest | {"format": "other"}).encode()
        ),
        "not JSON": with_file(data, "pupils.json", b"\xff"),
        "deep JSON": with_file(data, "pupils.json", b"[" * 100_000),
        "no columns": with_file(data, "pupils.json", b'{"columns":[],"rows":[]}'),
        "no such year group": with_value("year_group", "99"),
        "a number for a text": with_value("class", 4),
        "a text for a number": with_value("version", "1"),
        "a huge number": with_value("version", 10**30),
        "half a character": with_value("class", "\ud800"),
        "no such year": with_value("year_id", 4711),
        "no code": with_value("pupil", None),
        "no such day": with_value("starts", "2026-02-30"),
    }


def test_a_zip_of_very_many_files_is_refused_before_any_is_read(store):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(101):
            archive.writestr(f"{number}.json", "{}")
    with pytest.raises(StoreError, match="damaged"):
        store.restore(SENCO, out.getvalue())


def test_a_damaged_backup_is_refused_and_leaves_nothing_behind(store, empty):
    keep(store)
    for what, data in damaged(store.back_up(SENCO)).items():
        with pytest.raises(StoreError, match="damaged") as refused:
            empty.restore(SENCO, data)
        assert empty.years(SENCO) == (), what
        assert "Nothing was restored" in str(refused.value), what


def test_a_file_that_unpacks_to_more_than_a_backup_holds_is_refused(store, monkeypatch):
    data = store.back_up(SENCO)
    monkeypatch.setattr(backup, "_UNPACKED_BYTES", 100)
    with pytest.raises(StoreError, match="damaged"):
        store.restore(SENCO, data)
    with pytest.raises(StoreError, match="too much in the store"):
        store.back_up(SENCO)
    monkeypatch.setattr(backup, "_FILE_BYTES", 10)
    with pytest.raises(StoreError, match="larger than a backup can be"):
        store.restore(SENCO, secrets.token_bytes(11))


def test_a_backup_tells_of_no_machine_and_holds_one_file_for_each_table(store):
    data = store.back_up(SENCO)
    manifest = file_of(data, "manifest.json")
    assert sorted(manifest) == ["format", "made_at", "made_by", "sha256", "version"]
    assert {"pupils.json", "audit.json", "plans.json", "scenarios.json"} <= set(manifest["sha256"])
