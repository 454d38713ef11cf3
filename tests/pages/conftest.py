"""A store of its own for every test of a page, and a server for those about who is there."""

from __future__ import annotations

import pytest
import streamlit as st

from planner.ui import storage
from tests.pages.signing_in import SECRETS


@pytest.fixture(autouse=True)
def _own_store(monkeypatch, tmp_path):
    """An empty store, of which nothing is left for the next test."""
    monkeypatch.setenv("EVENHAND_DATA", str(tmp_path / "data"))
    yield
    storage.close()


@pytest.fixture
def options(monkeypatch, tmp_path):
    """The options of a server that has just been started, for a test to change.

    Its file of secrets is the test's own, and there is none until it is written.
    """
    own = {"secrets.files": [str(tmp_path / SECRETS)], "server.address": "localhost"}
    usual = st.get_option
    # Streamlit reads the project's settings once, from the folder it is first asked in.
    usual("server.address")
    monkeypatch.setattr(st, "get_option", lambda name: own[name] if name in own else usual(name))
    monkeypatch.chdir(tmp_path)
    st.cache_resource.clear()
    yield own
    st.cache_resource.clear()
