"""How the app is served, started as a person starts it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import urllib.request
import webbrowser

import pytest
import streamlit as st

from planner.ui import serving
from tests.browser.server import ROOT, free_port, running_app

PATIENCE = 90


def started_on(address, home):
    """Start the app on an address, without sign-in, and wait until it ends."""
    options = {"address": address, "port": str(free_port()), "headless": "true"}
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += [f"--server.{name}={value}" for name, value in options.items()]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"HOME": str(home), "EVENHAND_DATA": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_it_does_not_start_where_others_could_reach_it_and_nobody_signs_in(tmp_path):
    ended = started_on("0.0.0.0", tmp_path)
    assert ended.returncode == 1
    assert "Evenhand is set to listen on 0.0.0.0" in ended.stderr
    assert "set up sign-in: SECURITY.md says how" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_every_answer_carries_careful_headers(tmp_path):
    with running_app(tmp_path) as address, urllib.request.urlopen(address, timeout=30) as answer:
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(("headless", "opened"), [(False, ["http://localhost:8765"]), (True, [])])
def test_it_opens_in_the_browser_of_whoever_started_it(monkeypatch, headless, opened):
    seen = []
    options = {"server.headless": headless, "server.port": 8765}
    monkeypatch.setattr(st, "get_option", options.__getitem__)
    monkeypatch.setattr(webbrowser, "open", seen.append)
    monkeypatch.setattr(serving, "_UNTIL_IT_LISTENS", 0.0)

    async def serve():
        async with serving.in_a_browser(None):
            await asyncio.sleep(0.2)

    asyncio.run(serve())
    assert seen == opened
