"""Where the browser is, and how to get one."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")

HOW_TO_GET_CHROMIUM = (
    "No Chromium was found, so the app was not tried in a browser. On Debian or Ubuntu: "
    "apt-get install chromium. Elsewhere: set EVENHAND_CHROMIUM to the path of Chromium or Chrome."
)


def find_chromium() -> str | None:
    """Give the path of the browser to drive, or None where there is none.

    EVENHAND_CHROMIUM comes first. If it names something that cannot be run, that is a mistake to
    be told about, not a reason to drive another browser.
    """
    chosen = os.environ.get("EVENHAND_CHROMIUM")
    names = (chosen,) if chosen else NAMES
    return next(filter(None, map(shutil.which, names)), None)
