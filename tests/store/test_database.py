"""Where the store is, how it is opened, and what is said when it cannot be."""

from __future__ import annotations

import os

import pytest

from tests.store.conftest import SERVER

HOW_TO_GET_POSTGRESQL = (
    "to run the store's tests on PostgreSQL too, set EVENHAND_TEST_POSTGRES to the address of an "
    "empty database, such as postgresql://postgres@localhost/postgres"
)


def test_the_store_is_tested_on_postgresql_too():
    if not SERVER and os.environ.get("EVENHAND_REQUIRE_POSTGRES") != "1":
        pytest.skip(HOW_TO_GET_POSTGRESQL)
    assert SERVER, HOW_TO_GET_POSTGRESQL
