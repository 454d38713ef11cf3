"""Rules for every test: how random examples are drawn, and what happens without a browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

from tests.browser.chromium import HOW_TO_GET_CHROMIUM, find_chromium

# A failure that comes and goes teaches people to run the tests again: unless told otherwise, the
# examples are the same in every run. `--hypothesis-profile=explore` looks for new ones.
# No deadline in either, because a busy machine is not a fault in the planner.
settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
settings.register_profile("explore", max_examples=500, deadline=None)
settings.load_profile("fixed")


@pytest.fixture(scope="session", autouse=True)
def _data_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every test away from the data of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.setenv("EVENHAND_DATA", str(tmp_path_factory.mktemp("data")))
        yield


class OneBrowser(LoadFileScheduling):
    """Spreads the tests over the processors: those of a file together, those in a browser too.

    An app and a browser keep a processor busy by themselves; two of each would wait for one another
    until what a visitor does comes too late.
    """

    def _split_scope(self, nodeid: str) -> str:
        is_browser = nodeid.startswith("tests/browser/")
        return "tests/browser" if is_browser else str(super()._split_scope(nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneBrowser:
    """Say how tests are spread where there are several processors."""
    return OneBrowser(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs a browser, and let it wait until the quick tests have spoken.

    Where there are several processors it comes first: it takes one of them about as long as all
    the rest takes another, so that begun last it would leave the others with nothing to do.
    """
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    is_one_of_several = hasattr(config, "workerinput")
    items.sort(key=_needs_browser, reverse=is_one_of_several)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without Chromium, skip what needs it; where it is required, fail instead."""
    if not _needs_browser(item) or find_chromium():
        return
    if os.environ.get("EVENHAND_REQUIRE_BROWSER") == "1":
        pytest.fail(HOW_TO_GET_CHROMIUM, pytrace=False)
    pytest.skip(HOW_TO_GET_CHROMIUM)


def _needs_browser(item: pytest.Item) -> bool:
    return item.get_closest_marker("browser") is not None
