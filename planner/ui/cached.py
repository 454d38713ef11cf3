"""Answers worked out once and kept, by the digest of what they are worked out from."""

from __future__ import annotations

import streamlit as st

from planner.charts.answer import Answer, answer_of
from planner.optimiser.plan import Plan
from planner.school.school import School
from planner.ui.state import Planned


def answer(planned: Planned) -> Answer:
    """What the page of a plan shows."""
    return _answer(planned.digest, planned.school, planned.plan)


@st.cache_data(max_entries=16, show_spinner=False)
def _answer(digest: str, _school: School, _plan: Plan) -> Answer:
    return answer_of(_school, _plan)
