"""The files of a plan, ready to be taken away."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from planner.access import Action, Actor, require
from planner.costing.ledger import ledger_of
from planner.documents.workbook.workbook import workbook_of
from planner.exchange.ledger_file import ledger_bytes
from planner.exchange.plan_folder import write_plan
from planner.optimiser.plan import Plan
from planner.store.values import StoredPlan
from planner.ui import plans, visitor
from planner.ui.state import Planned

CONTENTS = {
    "allocations.csv": "Who receives what: a line for each pupil, provision and term",
    "groups.csv": "The groups: their pupils and the adult who leads each",
    "deployment.csv": "Every adult’s hours in each term",
    "hiring.csv": "Hours bought and vacancies filled, with their cost",
    "coverage.csv": "How far each need is met over the year",
    "statutory.csv": "What the law asks for, what is planned, and why anything is short",
    "funding.csv": "Each stream of money: what was spent and what is left",
    "spending.csv": "Every pound once: who paid for what",
    "summary.json": "The figures of the plan as a whole, for other programs",
}
ZIP_TYPE = "application/zip"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def plan_name(planned: Planned) -> str:
    """What the plan's files are called, without an ending."""
    year = str(planned.school.details.academic_year).replace("/", "-")
    return f"plan-{year}-{planned.digest[:8]}"


def packed(planned: Planned, ending: str) -> bytes:
    """The whole plan as one file.

    Args:
        planned: The plan.
        ending: ``zip`` or ``xlsx``.
    """
    return _packed(planned.digest, planned.plan, ending)


def with_totals(actor: Actor, stored: StoredPlan) -> bytes:
    """The workbook to read and work on; it is asked for apart from the page.

    Raises:
        AccessError: Whoever asks may not take the plan and its costs away any more.
    """
    planned = _to_take_away(actor, stored)
    return workbook_of(planned.school, planned.plan)


def with_ledgers(actor: Actor, stored: StoredPlan) -> bytes:
    """The plan's lines in both ledgers; they are asked for apart from the page.

    Raises:
        AccessError: Whoever asks may not take the plan and its costs away any more.
    """
    planned = _to_take_away(actor, stored)
    ledger = ledger_of(planned.school, planned.plan)
    return ledger_bytes(ledger) if ledger else b""


def _to_take_away(actor: Actor, stored: StoredPlan) -> Planned:
    """The plan with its costs, for who may take them away at this moment."""
    actor = visitor.as_listed_now(actor)
    require(actor, Action.EXPORT)
    require(actor, Action.EXPORT_COSTS)
    return plans.read(actor, stored)


@st.cache_data(max_entries=16, show_spinner=False)
def _packed(digest: str, _plan: Plan, ending: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan.{ending}"
        write_plan(_plan, path)
        return path.read_bytes()
