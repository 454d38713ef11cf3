"""One app and one browser for all tests of this folder; a new visitor for each of them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import HOW_TO_GET_CHROMIUM, find_chromium
from tests.browser.driver import visit
from tests.browser.server import HOST, running_app

FLAGS = (
    # Chromium looks for updates, field trials and accounts of its own accord. Here it has no name
    # to look up but this machine's, so that a request to anywhere is one that our page made.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
    # A container's shared memory is often too small for a page with charts.
    "--disable-dev-shm-usage",
)


# These two live as long as this folder's tests and not the whole run, because Playwright keeps an
# event loop running in the thread of the tests, which would surprise whatever is tested next.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    path = find_chromium()
    assert path, HOW_TO_GET_CHROMIUM
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *_root_flags()])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def app_url(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running app, which has already had its first visitor.

    The first visitor after a start waits for every import, and is the only one for whom Streamlit
    does not know the pages yet. A test about that visitor starts an app of its own.
    """
    with running_app(tmp_path_factory.mktemp("home")) as address:
        with new_visitor(chromium, address) as first:
            visit(first)
        yield address


@pytest.fixture
def page(chromium: Browser, app_url: str) -> Iterator[Page]:
    """A visitor with a light theme and a laptop's screen."""
    with new_visitor(chromium, app_url) as visitor:
        yield visitor


@pytest.fixture
def dark_page(chromium: Browser, app_url: str) -> Iterator[Page]:
    """The same visitor, whose system asks for dark pages."""
    with new_visitor(chromium, app_url, colours="dark") as visitor:
        yield visitor


@contextlib.contextmanager
def new_visitor(
    browser: Browser, address: str, *, colours: Literal["light", "dark"] = "light"
) -> Iterator[Page]:
    """Open a browser window with nothing remembered, and watch it until it is closed.

    A visit may neither ask anything of another machine nor fail in the browser.
    """
    asked: set[str] = set()
    failed: list[str] = []
    context = browser.new_context(
        base_url=address,
        viewport={"width": 1366, "height": 768},
        color_scheme=colours,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/London",
    )
    try:
        visitor = context.new_page()
        visitor.on("request", lambda request: asked.add(request.url))
        visitor.on("pageerror", lambda error: failed.append(str(error)))
        yield visitor
    finally:
        context.close()
    assert not [url for url in asked if _leaves_this_machine(url)]
    assert not failed


def _leaves_this_machine(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in {"data", "blob"} and parts.hostname != HOST


def _root_flags() -> list[str]:
    """Chromium's sandbox refuses to start for root, who runs the tests in most containers."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--no-sandbox"] if is_root else []
