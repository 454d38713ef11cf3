"""A server for tests about who is there."""

from __future__ import annotations

import pytest
import streamlit as st

from tests.pages.signing_in import SECRETS


@pytest.fixture
def options(monkeypatch, tmp_path):
    """The options of a server that has just been started, for a test to change.

    Its file of secrets is the test's own, and there is none until it is written.
    """
    own = {"secrets.files": [str(tmp_path / SECRETS)], "server.address": "localhost"}
    usual = st.get_option
    monkeypatch.setattr(st, "get_option", lambda name: own[name] if name in own else usual(name))
    monkeypatch.chdir(tmp_path)
    st.cache_resource.clear()
    yield own
    st.cache_resource.clear()
