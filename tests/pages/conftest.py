"""A store of its own for every test of a page, and a server for those about who is there."""

from __future__ import annotations

import shutil
from functools import cache

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner

from planner.store.database import default_url
from planner.store.store import Store
from planner.ui import storage
from tests.pages.signing_in import SECRETS


@pytest.fixture(scope="session", autouse=True)
def _installed_once():
    """Every app looks through all that is installed here, which is the same for each of them."""
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(scope="session")
def empty_data(tmp_path_factory):
    """The data of somebody who has only just started the app."""
    data = tmp_path_factory.mktemp("empty") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVENHAND_DATA", str(data))
        Store.open(default_url()).close()
    return data


@pytest.fixture(autouse=True)
def _own_store(monkeypatch, tmp_path, empty_data):
    """An empty store, of which nothing is left for the next test."""
    shutil.copytree(empty_data, tmp_path / "data")
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
