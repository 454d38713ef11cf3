"""What a test does to a page, beyond what Playwright already offers: open it and let it settle."""

from __future__ import annotations

from playwright.sync_api import Page, expect

MILLISECONDS_OF_QUIET = 350
MILLISECONDS_TO_WAIT = 60_000
MILLISECONDS_OF_A_CLICK = 80

# A click is followed by a moment in which the last run is over and the next has not begun, and an
# edited table waits a little before it tells the server. Hence quiet has to last to count.
_IS_QUIET = """
    ([began, quiet]) => {
        const app = document.querySelector('[data-testid="stApp"]');
        const busy = !app
            || app.dataset.testConnectionState !== 'CONNECTED'
            || app.dataset.testScriptState !== 'notRunning'
            || document.querySelector('[data-testid="stSkeleton"]');
        if (busy || window.evenhandWait?.began !== began) {
            window.evenhandWait = {began, since: performance.now()};
        }
        return !busy && performance.now() - window.evenhandWait.since >= quiet;
    }
"""


def visit(page: Page, path: str = "") -> None:
    """Open one page of the app by its address, such as ``pupils``, and let it settle."""
    page.goto(f"/{path}")
    settle(page)


def settle(page: Page) -> None:
    """Wait until the app has worked off what was just done and stays quiet."""
    began = page.evaluate("performance.now()")
    page.wait_for_function(
        _IS_QUIET, arg=[began, MILLISECONDS_OF_QUIET], timeout=MILLISECONDS_TO_WAIT
    )


def turn_to(page: Page, name: str) -> None:
    """Go to another page of the app by its link.

    Nobody lets a button go sooner. Even so a busy server can draw the old page once more after the
    click, for what was typed just before it; whoever finds the page still there clicks again.
    """
    link = page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True)
    for _ in range(3):
        link.click(delay=MILLISECONDS_OF_A_CLICK)
        settle(page)
        if link.get_attribute("aria-current") == "page":
            return
    expect(link).to_have_attribute("aria-current", "page")
