"""Where the store is, how it is opened, and what is said when it cannot be."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from planner.errors import StoreError
from planner.exchange.school_folder import read_school
from planner.store.database import Database, default_url, told_in_words
from planner.store.migrate import bring_up_to_date, newest, versions
from planner.store.schema import METADATA, PREFERENCES
from planner.store.store import Store
from tests.builders import a_pupil
from tests.store.acting import SENCO, add, keep, records_of
from tests.store.conftest import SERVER, run_sql

KEPT = Path(__file__).parent / "kept"
SAMPLES = Path(__file__).parents[2] / "sample_data"
HOW_TO_GET_POSTGRESQL = (
    "to run the store's tests on PostgreSQL too, set EVENHAND_TEST_POSTGRES to the address of an "
    "empty database, such as postgresql://postgres@localhost/postgres"
)


def opened_and_closed(address):
    Store.open(address).close()


def test_the_store_is_tested_on_postgresql_too():
    if not SERVER and os.environ.get("EVENHAND_REQUIRE_POSTGRES") != "1":
        pytest.skip(HOW_TO_GET_POSTGRESQL)
    assert SERVER, HOW_TO_GET_POSTGRESQL


def test_what_was_saved_is_there_when_the_store_is_opened_again(address):
    store = Store.open(address)
    year = keep(store)
    store.close()
    again = Store.open(address)
    assert records_of(again, year, "pupils") == (a_pupil(),)
    again.close()


def test_the_migrations_make_the_tables_that_the_records_ask_for(address):
    database = Database.at(address)
    bring_up_to_date(database)
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    database.close()


def test_a_store_of_a_newer_version_is_refused_and_left_as_it_is(address):
    opened_and_closed(address)
    run_sql(address, "UPDATE alembic_version SET version_num = '999'")
    with pytest.raises(StoreError, match="newer version of Evenhand"):
        Store.open(address)
    run_sql(address, f"UPDATE alembic_version SET version_num = '{newest()}'")
    opened_and_closed(address)


def test_a_database_of_something_else_is_refused_and_left_as_it_is(address):
    run_sql(address, "CREATE TABLE songs (title TEXT)")
    with pytest.raises(StoreError, match="something else"):
        Store.open(address)
    run_sql(address, "DROP TABLE songs")


@pytest.mark.parametrize(
    "content", [b"This is a text, not a database." * 100, b"SQLite format 3\0x"]
)
def test_a_file_that_is_no_database_is_refused(tmp_path, content):
    path = tmp_path / "evenhand.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged, or is not one of Evenhand"):
        Store.open(f"sqlite:///{path}")
    assert path.read_bytes() == content


@pytest.mark.parametrize("version", sorted(versions()))
def test_the_file_of_every_released_version_still_opens(tmp_path, version):
    path = tmp_path / "evenhand.db"
    shutil.copy(KEPT / f"version-{version}.db", path)
    store = Store.open(f"sqlite:///{path}")
    registers = store.registers(SENCO, 1).to_registers()
    assert registers.to_school(registers.details) == read_school(KEPT / "school.zip").school
    assert [step.what for step in store.steps(SENCO, 1).undo] == ["1 pupil changed"] * 2
    (plan,) = store.plans(SENCO, 1)
    assert [yes.plan_id for yes in store.approvals(SENCO, 1)] == [plan.id]
    assert [answer.question for answer in store.answers(SENCO, 1)] == ["gap"]
    store.undo(SENCO, 1)
    store.close()


@pytest.mark.parametrize("version", sorted(versions()))
def test_the_backup_of_every_released_version_still_restores(store, version):
    store.restore(SENCO, (KEPT / f"version-{version}.zip").read_bytes())
    registers = store.registers(SENCO, 1).to_registers()
    assert registers.to_school(registers.details) == read_school(KEPT / "school.zip").school


def test_a_file_is_kept_durably_with_references_that_hold(tmp_path):
    database = Database.at(f"sqlite:///{tmp_path / 'evenhand.db'}")
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    with database.writing() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert found == wanted
    with (
        database.reading() as connection,
        pytest.raises(sa.exc.OperationalError, match="readonly"),
    ):
        connection.exec_driver_sql("CREATE TABLE songs (title TEXT)")
    database.close()


@pytest.mark.skipif(os.name != "posix", reason="the rights of files are told here by POSIX modes")
def test_the_file_and_its_folder_are_for_nobody_elses_eyes(tmp_path):
    path = tmp_path / "new" / "evenhand.db"
    opened_and_closed(f"sqlite:///{path}")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_store_is_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("EVENHAND_DATA", str(tmp_path))
    assert default_url() == f"sqlite:///{tmp_path / 'evenhand.db'}"
    monkeypatch.delenv("EVENHAND_DATA")
    assert default_url().endswith("evenhand.db")
    monkeypatch.setenv("DATABASE_URL", "postgresql://host/name")
    assert default_url() == "postgresql://host/name"


@pytest.mark.parametrize("address", ["", "hello", "mysql://host/name", "sqlite://", "://"])
def test_an_address_of_no_store_is_told_with_what_to_write(address):
    with pytest.raises(StoreError, match="Write postgresql://"):
        Store.open(address)


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="EVENHAND_DATA"):
        Store.open(f"sqlite:///{tmp_path / 'file' / 'evenhand.db'}")


def test_a_server_that_does_not_answer_is_said_so_without_its_password():
    with pytest.raises(StoreError, match="cannot be reached") as refused:
        Store.open("postgres://user:secret@127.0.0.1:9/name")
    assert "secret" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_file_that_another_program_holds_is_said_to_be_busy(tmp_path, monkeypatch):
    monkeypatch.setattr("planner.store.database._BUSY_SECONDS", 0.1)
    path = tmp_path / "evenhand.db"
    store = Store.open(f"sqlite:///{path}")
    year = keep(store)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="saving at this moment"):
        add(store, year, a_pupil("P2"))
    assert len(records_of(store, year, "pupils")) == 1
    other.execute("ROLLBACK")
    other.close()
    add(store, year, a_pupil("P2"))
    store.close()


def test_many_can_open_a_new_store_at_the_same_time(address):
    with ThreadPoolExecutor(8) as threads:
        stores = list(threads.map(lambda _: Store.open(address), range(8)))
    keep(stores[0])
    assert len(stores[-1].years(SENCO)) == 1
    for store in stores:
        store.close()


def write_twice(database, values):
    with database.writing() as connection:
        for _ in range(2):
            connection.execute(sa.insert(PREFERENCES).values(**values))


def test_what_a_database_refuses_is_told_without_the_data_that_was_on_its_way(address):
    database = Database.at(address)
    bring_up_to_date(database)
    with pytest.raises(StoreError, match="could not do this") as refused:
        write_twice(database, {"who": "anna", "key": "about", "value": "a child"})
    assert "anna" not in str(refused.value)
    assert refused.value.__cause__ is None
    with database.reading() as connection:
        assert connection.execute(sa.select(PREFERENCES)).all() == []
    database.close()


def test_an_error_that_is_not_the_databases_own_is_told_in_words_too():
    with pytest.raises(StoreError, match="could not do this"), told_in_words():
        raise sa.exc.InvalidRequestError
