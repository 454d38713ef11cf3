"""What leads from a plan to the questions about it."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from planner.insight import questions
from planner.ui.asking import acts
from planner.ui.state import Key
from planner.ui.text import plain_label

_PAGE = "pages/plan/trade_offs.py"
_WHY = "why"
# More buttons than this are read by nobody; the others are reached pupil by pupil.
_MOST_BUTTONS = 3


def draw_cost_link() -> None:
    """Lead to what a choice would cost."""
    st.page_link(_PAGE, label="What would it cost? Ask.")


def draw_why(pupils: Iterable[str], key: str = "") -> None:
    """Lead from pupils to why they get no more, the first few of them.

    Args:
        pupils: Their codes, those who matter most first.
        key: What sets these buttons apart from others on the page.
    """
    if _WHY not in {question.name for question in questions.QUESTIONS}:
        return
    with st.container(horizontal=True):
        for code in list(dict.fromkeys(pupils))[:_MOST_BUTTONS]:
            if st.button(
                f"Why does {plain_label(code)} not get more?",
                key=f"{Key.ASK_WHY}_{key}_{code}",
                on_click=acts.choose,
                args=(_WHY, {"pupil": code}),
                type="tertiary",
            ):
                st.switch_page(_PAGE)
