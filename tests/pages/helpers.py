"""Open a page through the app, with a school and a plan as if a visitor had come by them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from planner.access import LOCAL
from planner.exchange.school_folder import with_digest
from planner.optimiser.plan import Plan
from planner.school.registers import Registers
from planner.school.school import School
from planner.store.values import SchoolYear
from planner.ui import storage
from planner.ui.cached import digest_of
from planner.ui.state import Key, Opened, Planned

APP = Path(__file__).parents[2] / "app.py"
PAGES = {
    "start": "pages/school/start.py",
    "overview": "pages/school/overview.py",
    "plan": "pages/plan/plan.py",
    "documents": "pages/documents/documents.py",
    "settings": "pages/settings/settings.py",
}
SECONDS_TO_WAIT = 60


def open_page(name: str, school: School | None = None, plan: Plan | None = None) -> AppTest:
    """Open one page of the app, with a school and a plan already there where they are given."""
    app = AppTest.from_file(str(APP), default_timeout=SECONDS_TO_WAIT)
    if school is not None:
        keep(school)
        app.session_state[Key.OPENED] = Opened(school, "a test")
        app.session_state[Key.CHOICES] = school.policies
    if school is not None and plan is not None:
        made_at = dt.datetime(2026, 11, 23, 9, 30, tzinfo=dt.UTC)
        app.session_state[Key.PLANNED] = Planned(school, plan, digest_of(plan), made_at)
    app.run()
    return go_to(app, name)


def keep(school: School) -> SchoolYear:
    """Keep a school in the store as its only person would who has just brought it, and open it."""
    store, registers = storage.store(), Registers.of(school)
    year = store.create_year(LOCAL, school.details, school.policies, registers)
    store.set_preference(LOCAL, "open_year", year.id)
    return year


def go_to(app: AppTest, name: str) -> AppTest:
    """Go to another page of the same visit."""
    return app.switch_page(PAGES[name]).run()


def digested(school: School) -> School:
    """The school with the digest that it has once it is written and read."""
    return with_digest(school)


def said(app: AppTest) -> str:
    """All that a page says, as a reader sees it: without the signs that keep it plain."""
    kinds = ("title", "subheader", "markdown", "caption", "info", "warning", "error", "success")
    texts = [str(element.value) for kind in kinds for element in app.get(kind)]
    return re.sub(r"\\(.)", r"\1", "\n".join(texts))
