"""A store to test with, once as a SQLite file and once in a real PostgreSQL."""

from __future__ import annotations

import datetime as dt
import os
import secrets
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from planner.store.store import Store

SERVER = os.environ.get("EVENHAND_TEST_POSTGRES", "")
DATABASES = ("sqlite", "postgresql") if SERVER else ("sqlite",)


class Clock:
    """Tells a time that moves only when a test says so."""

    def __init__(self):
        self.time = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)

    def __call__(self):
        return self.time

    def goes_on(self, **by):
        self.time += dt.timedelta(**by)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(params=DATABASES)
def address(request, tmp_path):
    """The address of a store that does not exist yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'evenhand.db'}"
    else:
        with a_schema() as schema:
            yield schema


@contextmanager
def a_schema():
    """The address of a part of the PostgreSQL server in which nothing is."""
    schema = f"test_{secrets.token_hex(6)}"
    run_sql(SERVER, f"CREATE SCHEMA {schema}")
    try:
        yield f"{SERVER}?options=-csearch_path%3D{schema}"
    finally:
        run_sql(SERVER, f"DROP SCHEMA {schema} CASCADE")


@contextmanager
def address_beside(address):
    """The address of another store of the same kind, which does not exist yet either."""
    if address.startswith("sqlite"):
        yield address.replace("evenhand.db", "another.db")
    else:
        with a_schema() as schema:
            yield schema


@pytest.fixture
def store(address, clock):
    opened = Store.open(address, now=clock)
    yield opened
    opened.close()


def run_sql(address, statement):
    """Run one statement on a database, from outside the store."""
    url = sa.make_url(address)
    if url.get_backend_name() == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(sa.text(statement))
    finally:
        engine.dispose()
