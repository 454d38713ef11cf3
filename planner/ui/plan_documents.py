"""The files of a plan, ready to be taken away."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from planner.exchange.plan_folder import write_plan
from planner.optimiser.plan import Plan
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


@st.cache_data(max_entries=16, show_spinner=False)
def _packed(digest: str, _plan: Plan, ending: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan.{ending}"
        write_plan(_plan, path)
        return path.read_bytes()
