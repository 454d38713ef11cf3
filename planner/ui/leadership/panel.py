"""The plan as leaders read it: sentences, pictures, and what has not been asked yet."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.words import listed
from planner.insight.question import Question
from planner.ui.asking import acts
from planner.ui.leadership.reading import Brief
from planner.ui.pictures import draw_picture
from planner.ui.state import Key
from planner.ui.text import plain, plain_label, say

_TRADE_OFFS = "pages/plan/trade_offs.py"


def draw_headline(brief: Brief) -> None:
    """Say what the plan comes to."""
    with st.container(key="leadership_headline"):
        for sentence in brief.sentences:
            about, _, rest = sentence.partition(". ")
            st.markdown(f"**{plain(about)}.** {plain(rest)}")


def draw_pictures(brief: Brief) -> None:
    """Show the pictures, each with its sentence and its table."""
    for picture in brief.pictures:
        draw_picture(picture)


def draw_questions(actor: Actor, brief: Brief) -> None:
    """Say which questions have no answer for this plan, and lead to them who may ask."""
    if not may(actor, Action.READ_PLAN) or not (brief.not_asked or brief.out_of_date):
        return
    say("Questions without an answer for this plan", kind="heading")
    if brief.not_asked:
        say(f"Not asked yet: {_titles(brief.not_asked)}.")
    if brief.out_of_date:
        say(f"Asked before something changed, so not shown: {_titles(brief.out_of_date)}.")
    if may(actor, Action.ASK):
        for question in (*brief.not_asked, *brief.out_of_date):
            _draw_ask(question)


def _titles(questions: tuple[Question, ...]) -> str:
    return listed(f"‘{question.title}’" for question in questions)


def _draw_ask(question: Question) -> None:
    if st.button(
        f"Ask now: {plain_label(question.title)}",
        key=f"{Key.ASK_NOW}_{question.name}",
        on_click=acts.choose,
        args=(question.name, {}),
        type="tertiary",
    ):
        st.switch_page(_TRADE_OFFS)
