"""The Trade-offs page: which question, what is chosen, how far it has come, and the answer."""

from __future__ import annotations

import streamlit as st

from planner.access import LOCAL, Action, Actor, may
from planner.charts.insight.asked_words import words_of
from planner.charts.insight.view import InsightView
from planner.charts.register_words import moment
from planner.insight import questions
from planner.insight.question import Question
from planner.store.values import SchoolYear
from planner.ui import state
from planner.ui.asking import acts, form, kept
from planner.ui.asking.kept import KeptAnswer
from planner.ui.asking.subject import Subject, scenarios_of
from planner.ui.job_kinds import ASKING
from planner.ui.messages import draw_failure
from planner.ui.pictures import draw_picture
from planner.ui.progress_panel import draw_progress
from planner.ui.pupil_names import names_of
from planner.ui.state import Key
from planner.ui.tables import draw_sentences_table
from planner.ui.text import say

_OLDER = "The registers, or the plan, have changed since. Ask again to bring it up to date."
_NOT_KEPT = (
    "There is an answer from {when}, about content that is not kept any more. Its tables can be "
    "taken away; ask again to read it here."
)
_NOT_ALL = "Not all of it was worked out. Ask again, with more time, to have the rest."


def draw_choice(actor: Actor, year: SchoolYear) -> None:
    """Let somebody choose what to ask, and in which scenario where there are any."""
    titles = {one.name: one.title for one in questions.QUESTIONS}
    if st.session_state.get(Key.QUESTION) not in titles:
        st.session_state[Key.QUESTION] = next(iter(titles))
    scenarios = {one.id: one.name for one in scenarios_of(actor, year)}
    if st.session_state.get(Key.ASK_SCENARIO) not in scenarios:
        st.session_state[Key.ASK_SCENARIO] = None
    left, right = st.columns([2, 1])
    left.selectbox(
        "Question",
        list(titles),
        format_func=lambda name: titles.get(name, ""),
        key=Key.QUESTION,
        persist_state="session",
    )
    if scenarios:
        right.selectbox(
            "In which scenario?",
            [None, *scenarios],
            format_func=lambda number: scenarios.get(number, "None, the year as it is"),
            key=Key.ASK_SCENARIO,
            persist_state="session",
        )


def draw_question(actor: Actor, year: SchoolYear, subject: Subject) -> None:
    """Show what may be chosen, then the work where it goes on, else the answer."""
    question = acts.question_chosen()
    shown = _answer_shown(actor, subject, question)
    job = state.job(ASKING.key)
    if may(actor, Action.ASK):
        _draw_form(actor, year, question, subject, shown)
    if failure := state.failure(ASKING.failed):
        draw_failure(failure, ASKING.failed)
    if job is not None and job.year_id == year.id:
        draw_progress(ASKING)
    elif job is not None:
        say(ASKING.elsewhere, kind="info")
    elif shown is not None:
        _draw_answer(actor, question, shown, subject)
    elif not may(actor, Action.ASK):
        say("This has not been asked yet.", kind="info")


def _answer_shown(actor: Actor, subject: Subject, question: Question) -> KeptAnswer | None:
    """Give the answer to what was asked here last, else the newest."""
    found = kept.answers_to(actor, subject, question)
    asked = state.answer_shown(question.name)
    mine = (one for one in found if one.stored.asked == asked)
    return next(mine, found[0] if found else None)


def _draw_form(
    actor: Actor, year: SchoolYear, question: Question, subject: Subject, shown: KeptAnswer | None
) -> None:
    if shown is not None and form.is_untouched(question):
        form.lay(question, dict(shown.asked))
    is_to_ask_again = shown is not None and not (
        shown.answer.is_whole and kept.is_up_to_date(shown, subject)
    )
    with st.form(key=f"{Key.ASK_FORM}_{question.name}", border=False, enter_to_submit=False):
        form.draw_boxes(question, subject.school, names_of(actor, year))
        st.form_submit_button(
            "Ask again" if is_to_ask_again else "Ask",
            key=Key.ASK,
            type="primary",
            disabled=state.job(ASKING.key) is not None,
            on_click=acts.ask,
        )


def _draw_answer(actor: Actor, question: Question, shown: KeptAnswer, subject: Subject) -> None:
    view = kept.view(actor, shown, subject)
    if view is None:
        say(_NOT_KEPT.format(when=moment(shown.stored.made_at)), kind="warning")
    else:
        if not kept.is_up_to_date(shown, subject):
            say(_OLDER, kind="warning")
        if not shown.answer.is_whole:
            say(_NOT_ALL, kind="warning")
        _draw_view(view)
    by = "" if shown.stored.who == LOCAL.who else f" by {shown.stored.who}"
    chosen = words_of(shown.asked)
    asked = f"Asked {moment(shown.stored.made_at)}{by}. It took {shown.answer.seconds:.0f} s."
    say(f"{asked} {chosen}." if chosen else asked, kind="small")
    _draw_download(question, shown)


def _draw_view(view: InsightView) -> None:
    with st.container(key="answer"):
        for sentence in view.sentences:
            say(sentence)
    for picture in view.pictures:
        draw_picture(picture)
    for table in view.tables:
        say(table.says, kind="small")
        draw_sentences_table(table)


def _draw_download(question: Question, shown: KeptAnswer) -> None:
    st.download_button(
        "Download all tables (zip)",
        data=kept.packed(question, shown),
        file_name=f"{question.name}-{shown.stored.inputs_sha256[:8]}.zip",
        mime="application/zip",
        key=Key.ANSWER_ZIP,
        on_click="ignore",
    )
