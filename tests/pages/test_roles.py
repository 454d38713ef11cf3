"""Every page as every role: the page where the role may, and a refusal where it may not.

What the pages leave open the core still keeps: for each page something is tried that its role may
not write, without the page.
"""

from __future__ import annotations

import json
import re

import pytest

from planner.access import LOCAL, PERMISSIONS, Action, Role
from planner.errors import AccessError
from planner.exchange.plan_folder import plan_files
from planner.school.records import Policies
from planner.store.values import RowChange, Rules
from planner.ui.page_list import PAGES as ENTRIES
from planner.ui.storage import store
from tests.builders import (
    a_budget_line,
    a_need,
    a_pupil,
    a_review,
    a_support,
    a_teaching_assistant,
    a_term,
)
from tests.charts.small_plan import small_plan, small_school
from tests.pages.helpers import APP, PAGES, go_to, keep, said
from tests.pages.sent import sent
from tests.pages.signing_in import arrive, claims
from tests.store.acting import change, change_of
from tests.test_access import somebody

pytestmark = pytest.mark.usefixtures("options")

NAME = "Zebedee Quillfeather"
# Codes that are nowhere else in the words of a page.
PUPIL, OTHER, ADULT = "ZQ7X", "ZQ8X", "WORKER9X"
ACTION_OF = {entry.path: entry.action for entry in ENTRIES}
CELLS = [(page, role) for page in PAGES for role in Role]
NUMBER = re.compile(r"(?<![\w/.])\d+(?![\w/])")


def a_telling_school():
    """A school in which nearly every number is a small one."""
    return small_school(
        pupils=[a_pupil(PUPIL, sen_status="E", class_name="Kestrel"), a_pupil(OTHER)],
        needs=[a_need(pupil=PUPIL), a_need("N2", pupil=OTHER, strand="literacy", level=3)],
        staff=[a_teaching_assistant(ADULT, deployable_hours=20.0)],
        statutory=[],
        current_plan=None,
    )


@pytest.fixture
def year():
    """A year that is open to everybody, with a plan and a name."""
    kept = keep(a_telling_school())
    made = {"inputs_sha256": "a1", "status": "optimal", "made_at": kept.created_at}
    store().save_plan(LOCAL, kept.id, files=plan_files(small_plan()), **made)
    store().privacy.save_names(LOCAL, kept.school_id, {PUPIL: NAME})
    store().create_scenario(LOCAL, kept.id, f"Without {PUPIL}")
    change(store(), kept, "pupils", class_name="Kite")
    return kept


def test_what_a_page_sends_is_what_is_looked_through(year):
    text = sent(go_to(arrive(claims("senco@oak.example")), "settings"))
    assert PUPIL in text
    assert NAME in text


def test_every_page_is_walked():
    assert set(PAGES.values()) == set(ACTION_OF)
    assert all((APP.parent / path).exists() for path in ACTION_OF)


@pytest.mark.parametrize(("page", "role"), CELLS)
def test_a_role_sees_a_page_or_a_refusal_as_its_cell_says(year, page, role):
    app = go_to(arrive(claims(f"{role}@oak.example")), page)
    assert not app.exception
    may_open = role in PERMISSIONS[ACTION_OF[PAGES[page]]]
    is_refused = app.title[0].value == "This page is not open to you"
    assert is_refused is not may_open
    if is_refused:
        assert len(app.title) == 1
        assert PUPIL not in sent(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_viewer_is_sent_nothing_of_anybody(year, page):
    app = go_to(arrive(claims("viewer@oak.example")), page)
    text = sent(app)
    for code in (PUPIL, OTHER, ADULT, NAME, "Kestrel", "GENERAL", "N2"):
        assert code not in text, code


@pytest.mark.parametrize("page", PAGES)
def test_a_viewer_is_told_no_number_that_is_small(year, page):
    app = go_to(arrive(claims("viewer@oak.example")), page)
    # The threshold itself is said; years, such as 2026/27, and moments count no pupils.
    moment = r"\d{1,2} [A-Z][a-z]+ \d{4}(?:, \d\d:\d\d)?"
    told = re.sub(rf"under 5|fewer than 5|2026/27|[Yy]ear \d+|{moment}", "", said(app))
    cells = [
        str(cell)
        for one in (*app.dataframe, *app.table)
        for cell in one.value.iloc[:, 1:].to_numpy().ravel()
    ]
    small = [one for one in NUMBER.findall(told) if int(one) < 5]
    assert small == []
    assert [cell for cell in cells if cell.isdigit() and int(cell) < 5] == []


@pytest.mark.parametrize("page", PAGES)
def test_finance_is_sent_no_need_and_no_name(year, page):
    text = sent(go_to(arrive(claims("finance@oak.example")), page))
    for word in (OTHER, NAME, "Kestrel"):
        assert word not in text, word


def saving(*records):
    """Save records, as somebody."""
    changes = [RowChange(record.table, None, None, record) for record in records]
    return lambda actor, year: store().save(actor, year.id, changes)


def policies_saved(actor, year):
    row = store().registers(LOCAL, year.id).policies
    store().save(actor, year.id, [change_of("policies", row, reserve="500")])


def year_added(actor, year):
    school = small_school()
    store().create_year(actor, school.details, Policies())


def plan_kept(actor, year):
    made = {"inputs_sha256": "a2", "status": "optimal", "made_at": year.created_at}
    store().save_plan(actor, year.id, files=plan_files(small_plan()), **made)


def plan_approved(actor, year):
    store().approve_plan(actor, store().plans(LOCAL, year.id)[0].id)


def answered(actor, year):
    store().save_answer(
        actor,
        year.id,
        inputs_sha256="a1",
        question="gap",
        asked="{}",
        answer="{}",
        made_at=year.created_at,
    )


# One write for each page that there is or will be, with what it takes.
WRITES = {
    "start": (Action.MANAGE_SCHOOLS, year_added),
    "year": (Action.EDIT_SCHOOL, saving(a_term(term="T9"))),
    "overview": (
        Action.ERASE,
        lambda actor, year: store().privacy.save_rules(actor, year.school_id, Rules(2)),
    ),
    "budget": (Action.EDIT_MONEY, saving(a_budget_line("L9"))),
    "pupils": (Action.EDIT_PUPILS, saving(a_pupil("P9"))),
    "pupil": (Action.EDIT_PUPILS, saving(a_need("N9", pupil=PUPIL))),
    "import": (
        Action.IMPORT,
        lambda actor, year: store().save_import(
            actor, year.id, [], {"398": PUPIL}, seen=_stamp(year)
        ),
    ),
    "staff": (Action.EDIT_STAFF, saving(a_teaching_assistant("TA9"))),
    "provision": (Action.EDIT_PROVISION, saving(a_support("S9"))),
    "plan": (Action.PLAN, plan_kept),
    "scenarios": (
        Action.EDIT_SCENARIOS,
        lambda actor, year: store().create_scenario(actor, year.id, "Another"),
    ),
    "review": (Action.EDIT_PUPILS, saving(a_review(PUPIL))),
    "leadership": (Action.APPROVE_PLAN, plan_approved),
    "trade-offs": (Action.ASK, answered),
    "documents": (Action.DECIDE_POLICIES, policies_saved),
    "settings": (
        Action.EDIT_NAMES,
        lambda actor, year: store().privacy.save_names(actor, year.school_id, {PUPIL: "A"}),
    ),
}


def _stamp(year):
    return store().registers(LOCAL, year.id).digest


def test_there_is_a_write_for_every_page():
    assert set(PAGES) <= set(WRITES)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("page", WRITES)
def test_what_a_role_may_not_write_the_core_refuses_and_keeps_nothing_of(year, page, role):
    action, write = WRITES[page]
    before = kept(year)
    if role in PERMISSIONS[action]:
        write(somebody(role), year)
        assert kept(year) != before
    else:
        with pytest.raises(AccessError):
            write(somebody(role), year)
        assert kept(year) == before


def kept(year):
    """What is in the store, as far as any of these writes could change it."""
    return json.dumps(
        [
            _stamp(year),
            [str(one) for one in store().years(LOCAL)],
            [one.name for one in store().scenarios(LOCAL, year.id)],
            [one.id for one in store().plans(LOCAL, year.id)],
            [one.who for one in store().approvals(LOCAL, year.id)],
            [one.question for one in store().answers(LOCAL, year.id)],
            store().pairing(LOCAL, year.id),
            store().privacy.names(LOCAL, year.school_id),
            str(store().privacy.rules(LOCAL, year.school_id)),
        ]
    )
