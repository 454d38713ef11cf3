"""Opening a store of any version: new tables, a step up, or a sentence why not."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from planner.errors import StoreError
from planner.store.database import Database

_VERSION_TABLE = "alembic_version"
# Two that open one PostgreSQL at the same time: the second waits until the first has the tables.
_POSTGRESQL_LOCK = 7_283_460_152
# The migration tool keeps its context in one place for all threads.
_one_at_a_time = threading.Lock()


@cache
def scripts() -> ScriptDirectory:
    """Give the migrations there are."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def newest() -> str:
    """The version of the tables that this Evenhand keeps."""
    head = scripts().get_current_head()
    assert head is not None
    return head


@cache
def versions() -> frozenset[str]:
    """The versions of the tables that this Evenhand knows."""
    return frozenset(script.revision for script in scripts().walk_revisions())


def bring_up_to_date(database: Database) -> None:
    """Make the tables, or bring those of an earlier version up to date, all or nothing.

    Raises:
        StoreError: It is newer than this Evenhand, or not a store at all.
    """
    with _one_at_a_time, database.writing() as connection:
        _bring_up_to_date(connection)


def upgrade(connection: sa.Connection, version: str = "head") -> None:
    """Run the migrations up to a version, inside the transaction that is open."""
    directory = scripts()

    def steps(current: Any, context: MigrationContext) -> Any:
        return directory._upgrade_revs(version, current)

    with EnvironmentContext(Config(), directory, fn=steps) as environment:
        environment.configure(connection=connection, render_as_batch=True, transactional_ddl=True)
        environment.run_migrations()


def _bring_up_to_date(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_POSTGRESQL_LOCK})")
    there = set(sa.inspect(connection).get_table_names())
    if there and _VERSION_TABLE not in there:
        what = "This database holds something else than Evenhand’s tables."
        raise StoreError(what, "Give Evenhand a database of its own.")
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in versions():
        what = "This store was written by a newer version of Evenhand."
        raise StoreError(what, "Nothing in it was touched. Install the newer version to open it.")
    if current != newest():
        upgrade(connection)
