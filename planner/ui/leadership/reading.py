"""What leaders and governors read of a plan: counted by the store, so that no more leaves it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st
from pydantic import ValidationError

from planner.access import Action, Actor, Role, may
from planner.charts.leadership.asked import PICTURED
from planner.charts.leadership.pictures import leadership_headline, leadership_pictures
from planner.charts.picture import Picture
from planner.insight.answer import Answer
from planner.insight.question import Question
from planner.insight.questions import QUESTIONS
from planner.store.values import SchoolYear, StoredAnswer, StoredPlan, WholePlan
from planner.ui import plans
from planner.ui.plans import stamp_of
from planner.ui.staleness import out_of_date
from planner.ui.storage import store

# Which questions the page tells the answers to; the gap is a sentence and no picture.
TOLD = ("gap", *PICTURED)


@dataclass(frozen=True)
class Brief:
    """What is read of one plan.

    Attributes:
        stored: The plan.
        sentences: What it comes to.
        pictures: What it looks like.
        fewest_shown: Figures about fewer are hidden from whoever may not read plans [pupils].
        not_asked: Which questions were never asked about the year as it is.
        out_of_date: Which were asked about other content than the plan was made from.
    """

    stored: StoredPlan
    sentences: tuple[str, ...]
    pictures: tuple[Picture, ...]
    fewest_shown: int
    not_asked: tuple[Question, ...]
    out_of_date: tuple[Question, ...]


def brief_of(actor: Actor, year: SchoolYear) -> Brief | None:
    """Give what somebody may read of the plan that is shown; ``None`` where there is none."""
    shown = plans.shown_plan(actor)
    return store().privacy.count_plan(
        actor,
        year.id,
        lambda whole: _brief(_stamp(whole, actor.role), whole, actor.role),
        shown.id if shown else None,
    )


def out_of_date_for(actor: Actor, year: SchoolYear, stored: StoredPlan) -> str:
    """Why a plan is out of date, as far as somebody may know; blank where it is up to date."""
    if may(actor, Action.READ_PLAN):
        return out_of_date(actor, stored)
    if store().privacy.has_changed_since(actor, year.id, stored.made_at):
        return "Something in the registers was saved after this plan was made."
    return ""


def is_earlier(actor: Actor, stored: StoredPlan) -> bool:
    """Whether somebody has chosen a plan to be read that is not the newest."""
    every = plans.all_plans(actor)
    return bool(every) and every[0].id != stored.id


def _stamp(whole: WholePlan, role: Role) -> str:
    asked = " ".join(f"{one.id} {one.made_at.isoformat()}" for one in whole.answers)
    return f"{stamp_of(whole.stored)} {role} {whole.fewest_shown} {asked}"


# What is counted from a plan and the answers about it stays the same as long as they do.
@st.cache_data(show_spinner=False, max_entries=16)
def _brief(stamp: str, _whole: WholePlan, _role: Role) -> Brief:
    school, plan = plans.read_files(_whole.files)
    questions = [one for one in QUESTIONS if one.name in TOLD]
    answers = answers_about(_whole, questions)
    missing = [one for one in questions if one.name not in answers]
    asked = {one.question for one in _whole.answers}
    fewest = _whole.fewest_shown
    return Brief(
        stored=_whole.stored,
        sentences=leadership_headline(school, plan, answers, _role, fewest_shown=fewest),
        pictures=leadership_pictures(school, plan, answers, _role, fewest_shown=fewest),
        fewest_shown=fewest,
        not_asked=tuple(one for one in missing if one.name not in asked),
        out_of_date=tuple(one for one in missing if one.name in asked),
    )


def answers_about(whole: WholePlan, questions: Iterable[Question]) -> dict[str, Answer]:
    """The last answer to each question that was asked about what a plan was made from, by name."""
    digest = whole.stored.planning_sha256
    fitting = [one for one in whole.answers if one.planning_sha256 == digest]
    return {one.name: found for one in questions if (found := _answer(one, fitting))}


def _answer(question: Question, kept: list[StoredAnswer]) -> Answer | None:
    """The last answer that can be read; one that another Evenhand wrote otherwise cannot."""
    for one in kept:
        if one.question == question.name:
            try:
                return question.answer.model_validate_json(one.answer)
            except ValidationError:
                continue
    return None
