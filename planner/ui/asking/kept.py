"""Answers that were given: kept for everybody who sees plans, and found again by what was asked."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from pydantic import ValidationError

from planner.access import Actor
from planner.charts.insight.view import InsightView
from planner.charts.insight.views import view_of
from planner.exchange.archive import archive_bytes
from planner.exchange.insight_folder import answer_files
from planner.insight.answer import Answer, Asked
from planner.insight.question import Question
from planner.school.school import School
from planner.store.store import Store
from planner.store.values import StoredAnswer
from planner.ui import plans
from planner.ui.asking.subject import Subject, forget_schools
from planner.ui.storage import store


@dataclass(frozen=True)
class KeptAnswer:
    """An answer that was kept.

    Attributes:
        stored: Who asked, when, and of which content.
        asked: What was chosen.
        answer: What came of it.
    """

    stored: StoredAnswer
    asked: Asked
    answer: Answer


def keep(
    into: Store, actor: Actor, subject: Subject, question: Question, given: tuple[Asked, Answer]
) -> StoredAnswer:
    """Keep an answer for good.

    Args:
        into: The store.
        actor: Who asked.
        subject: What was asked about.
        question: The question.
        given: What was chosen, and the answer.
    """
    asked, answer = given
    return into.save_answer(
        actor,
        subject.year_id,
        scenario_id=subject.scenario_id,
        inputs_sha256=subject.school.inputs_sha256,
        planning_sha256=subject.school.planning_sha256,
        question=question.name,
        asked=asked.model_dump_json(),
        answer=answer.model_dump_json(),
        made_at=subject.read_at,
    )


def answers_to(actor: Actor, subject: Subject, question: Question) -> tuple[KeptAnswer, ...]:
    """Give the answers to a question, those about what is asked about now before older ones."""
    kept = [
        found
        for one in store().answers(actor, subject.year_id)
        if one.question == question.name and one.scenario_id == subject.scenario_id
        if (found := _read(one, question)) is not None
    ]
    return tuple(sorted(kept, key=lambda one: not is_up_to_date(one, subject)))


def is_up_to_date(kept: KeptAnswer, subject: Subject) -> bool:
    """Whether an answer is about what is asked about now."""
    return kept.stored.planning_sha256 == subject.school.planning_sha256


def is_answered(actor: Actor, subject: Subject, question: Question, asked: Asked) -> bool:
    """Whether the very same was asked before, about the same, and answered in full."""
    return any(
        one.asked == asked and one.answer.is_whole and is_up_to_date(one, subject)
        for one in answers_to(actor, subject, question)
    )


def view(actor: Actor, kept: KeptAnswer, subject: Subject) -> InsightView | None:
    """Give what an answer says; ``None`` where the school that it is about is not kept."""
    if is_up_to_date(kept, subject):
        return _view(_stamp(kept.stored), kept, subject.school)
    about = (
        one for one in plans.every_plan(actor) if one.planning_sha256 == kept.stored.planning_sha256
    )
    found = next(about, None)
    if found is None:
        return None
    return _view(_stamp(kept.stored), kept, plans.read(actor, found).school)


def packed(question: Question, kept: KeptAnswer) -> bytes:
    """All tables of an answer, and what was asked, as one zip."""
    return _packed(_stamp(kept.stored), question, kept)


def forget() -> None:
    """Leave no answer in memory, where something of one was deleted for good."""
    _read_whole.clear()
    _view.clear()
    forget_schools()


def _stamp(stored: StoredAnswer) -> str:
    """What no other answer has, not even one of another store."""
    return f"{stored.id} {stored.made_at.isoformat()} {stored.inputs_sha256} {stored.asked}"


def _read(stored: StoredAnswer, question: Question) -> KeptAnswer | None:
    """Read an answer; one that another Evenhand wrote otherwise is passed over."""
    try:
        return _read_whole(_stamp(stored), question, stored)
    except ValidationError:
        return None


# An answer never changes, so what was read of it once holds.
@st.cache_resource(max_entries=64, show_spinner=False)
def _read_whole(stamp: str, _question: Question, _stored: StoredAnswer) -> KeptAnswer:
    asked = _question.asked.model_validate_json(_stored.asked)
    return KeptAnswer(_stored, asked, _question.answer.model_validate_json(_stored.answer))


@st.cache_data(max_entries=16, show_spinner=False)
def _packed(stamp: str, _question: Question, _kept: KeptAnswer) -> bytes:
    return archive_bytes(answer_files(_question, _kept.asked, _kept.answer))


@st.cache_resource(max_entries=16, show_spinner=False)
def _view(stamp: str, _kept: KeptAnswer, _school: School) -> InsightView:
    return view_of(_school, _kept.stored.question, _kept.answer)
