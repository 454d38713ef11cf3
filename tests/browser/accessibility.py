"""Scan a page with axe-core, the checker of the web accessibility guidelines.

It finds what a machine can find, about half of what matters: a clean scan is a floor, and the
keyboard and a screen reader are still tried by hand.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

from tests.browser.driver import settle

# Levels A and AA of WCAG 2.0, 2.1 and 2.2, which together are WCAG 2.2 AA.
WCAG_22_AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


@dataclass(frozen=True)
class Fault:
    """One element of a page that breaks one rule.

    Attributes:
        rule: The id of the rule in axe-core, such as ``color-contrast``.
        element: A selector that leads to the element.
        why: What is wrong with it, as axe-core puts it.
    """

    rule: str
    element: str
    why: str

    def __str__(self) -> str:
        """Give the fault on one line."""
        return f"{self.rule}: {self.element}: {self.why}"


def accessibility_faults(page: Page, *, apart_from: Collection[str] = ()) -> list[Fault]:
    """Every fault axe-core finds on the whole page, as it is now.

    Args:
        page: A page of the app, settled.
        apart_from: Ids of rules that Streamlit itself breaks and a page of ours cannot mend. Write
            the reason beside each.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(_axe_source())
    with _all_in_view(page):
        report = page.evaluate("options => axe.run(document, options)", _options(apart_from))
    return [
        Fault(
            rule=violation["id"],
            element=" ".join(map(str, node["target"])),
            why=node["failureSummary"].replace("\n", " "),
        )
        for violation in report["violations"]
        for node in violation["nodes"]
    ]


@contextlib.contextmanager
def _all_in_view(page: Page) -> Iterator[None]:
    """Make the window as tall as the page: axe-core does not judge what is scrolled out of view."""
    usual = page.viewport_size
    assert usual, "a page that follows the size of its window cannot be made taller"
    height = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
    page.set_viewport_size({"width": usual["width"], "height": max(height, usual["height"])})
    settle(page)
    yield
    page.set_viewport_size(usual)


def _options(apart_from: Collection[str]) -> dict[str, Any]:
    return {
        "runOnly": {"type": "tag", "values": WCAG_22_AA},
        "rules": {rule: {"enabled": False} for rule in apart_from},
        "resultTypes": ["violations"],
    }


@cache
def _axe_source() -> str:
    """The checker itself, from inside an installed package: nothing is fetched."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
