"""Open a page through the app, with a school and a plan as if a visitor had come by them."""

from __future__ import annotations

import datetime as dt
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from planner.access import LOCAL
from planner.exchange.school_folder import with_digest
from planner.optimiser.plan import Plan
from planner.school.registers import Registers
from planner.school.school import School
from planner.store.values import RowChange, SchoolYear, StoredPlan
from planner.ui import plans, storage
from planner.ui.state import Key

APP = Path(__file__).parents[2] / "app.py"
PAGES = {
    "start": "pages/school/start.py",
    "overview": "pages/school/overview.py",
    "year": "pages/school/year.py",
    "budget": "pages/money/budget.py",
    "pupils": "pages/pupils/pupils.py",
    "pupil": "pages/pupils/pupil.py",
    "import": "pages/pupils/import_pupils.py",
    "staff": "pages/staff/staff.py",
    "provision": "pages/provision/provision.py",
    "plan": "pages/plan/plan.py",
    "scenarios": "pages/plan/scenarios.py",
    "trade-offs": "pages/plan/trade_offs.py",
    "leadership": "pages/leadership/leadership.py",
    "review": "pages/review/review.py",
    "documents": "pages/documents/documents.py",
    "settings": "pages/settings/settings.py",
}
SECONDS_TO_WAIT = 60


def open_page(name: str, school: School | None = None, plan: Plan | None = None) -> AppTest:
    """Open one page of the app, with a school and a plan already kept where they are given."""
    app = AppTest.from_file(str(APP), default_timeout=SECONDS_TO_WAIT)
    if school is not None:
        year = keep(school)
        if plan is not None:
            keep_plan(year, school, plan)
    return go_to(app, name)


def keep(school: School) -> SchoolYear:
    """Keep a school in the store as its only person would who has just brought it, and open it."""
    store, registers = storage.store(), Registers.of(school)
    year = store.create_year(LOCAL, school.details, school.policies, registers)
    store.set_preference(LOCAL, "open_year", year.id)
    return year


def keep_plan(year: SchoolYear, school: School, plan: Plan) -> StoredPlan:
    """Keep a plan of a school as if it had been made at this moment."""
    school = with_digest(school)
    summary = replace(plan.summary, inputs_sha256=school.inputs_sha256)
    made = (school, replace(plan, summary=summary))
    return plans.keep(storage.store(), LOCAL, year.id, made, dt.datetime.now(dt.UTC))


def save(year: SchoolYear, table: str, place: int = 0, **facts: Any) -> None:
    """Change some facts of the row at a place of a register, as if on its page."""
    registers = storage.store().registers(LOCAL, year.id)
    row = registers.policies if table == "policies" else registers.rows[table][place]
    record = row.record.model_validate(dict(row.record) | facts)
    change = RowChange(table, row.id, row.version, record)
    storage.store().save(LOCAL, year.id, [change])


def go_to(app: AppTest, name: str) -> AppTest:
    """Go to another page of the same visit."""
    return app.switch_page(PAGES[name]).run()


def until_planned(app):
    """Run the page as its visitor's browser would, until nothing is being made any more."""
    return until_over(app, Key.JOB)


def until_over(app, key):
    """Run the page as its visitor's browser would, until no such work goes on any more."""
    give_up_at = time.monotonic() + SECONDS_TO_WAIT
    while app.session_state[key] is not None and time.monotonic() < give_up_at:
        time.sleep(0.2)
        app.run()
    assert app.session_state[key] is None
    return app


def said(app: AppTest) -> str:
    """All that a page says, as a reader sees it: without the signs that keep it plain."""
    kinds = ("title", "subheader", "markdown", "caption", "info", "warning", "error", "success")
    texts = [str(element.value) for kind in kinds for element in app.get(kind)]
    return re.sub(r"\\(.)", r"\1", "\n".join(texts))
