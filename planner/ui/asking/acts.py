"""Asking: what a press of the button does, and the work that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from planner.access import Action
from planner.charts.insight.standing import standing_of_step
from planner.errors import InputError
from planner.insight import questions
from planner.insight.answer import Answer, Asked
from planner.insight.question import Asking, Question, Step
from planner.optimiser.progress import ShouldStop
from planner.ui import guard, state, storage, work
from planner.ui.asking import form, kept
from planner.ui.asking.subject import Subject, subject_of
from planner.ui.job import Job
from planner.ui.job_kinds import ASKING
from planner.ui.messages import failure_of
from planner.ui.state import Key

_TITLE = "The question could not be asked."


def question_chosen() -> Question:
    """Give the question that is open."""
    name = st.session_state.get(Key.QUESTION)
    found = (one for one in questions.QUESTIONS if one.name == name)
    return next(found, questions.QUESTIONS[0])


def scenario_chosen() -> int | None:
    """Give the number of the scenario that is asked about; ``None`` for the year as it is."""
    found: int | None = st.session_state.get(Key.ASK_SCENARIO)
    return found


def choose(name: str, values: Mapping[str, object]) -> None:
    """Open a question with something chosen already, and the rest as usual."""
    st.session_state[Key.QUESTION] = name
    st.session_state[Key.ASK_SCENARIO] = None
    question = questions.question_called(name)
    form.lay(question, dict(question.asked()) | dict(values))


def ask() -> None:
    """Ask what is in the boxes; what was answered before about the same is shown at once."""
    actor = guard.actor_who_may(Action.ASK)
    subject = subject_of(actor, scenario_chosen()) if actor else None
    if actor is None or subject is None:
        return
    question = question_chosen()
    try:
        asked = form.what_is_asked(question)
    except InputError as error:
        state.set_failure(ASKING.failed, failure_of(error, _TITLE))
        return
    state.set_failure(ASKING.failed, None)
    state.show_answer(question.name, asked.model_dump_json())
    if kept.is_answered(actor, subject, question, asked):
        return
    into = storage.store()

    def keep(answer: Answer) -> None:
        kept.keep(into, actor, subject, question, (asked, answer))

    work.begin(ASKING, question_job(question, asked, subject, keep), actor)


def question_job(
    question: Question,
    asked: Asked,
    subject: Subject,
    keep: Callable[[Answer], object] | None = None,
) -> Job[Step, Answer]:
    """Give the job of answering one question.

    Args:
        question: The question.
        asked: What was chosen.
        subject: What is asked about.
        keep: Keeps the answer, before anybody hears that there is one.
    """

    def answer(hear: Callable[[Step], None], should_stop: ShouldStop) -> Answer:
        return question.ask(Asking(subject.school, subject.plan, hear, should_stop), asked)

    return Job(answer, standing_of_step, year_id=subject.year_id, keep=keep)
