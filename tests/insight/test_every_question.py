"""What holds of every question: it is read, kept and written whatever it was answered with."""

from __future__ import annotations

import pytest

from planner.charts.insight.views import view_of
from planner.exchange.insight_folder import answer_files
from planner.exchange.school_folder import with_digest
from planner.insight.choice import ChoiceKind, choices_of
from planner.insight.question import Asking
from planner.insight.questions import QUESTIONS
from planner.optimiser.progress import Options
from planner.optimiser.solve import make_plan
from tests.charts.small_plan import small_school

each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.name)


@pytest.fixture(scope="module")
def school():
    return with_digest(small_school())


@pytest.fixture(scope="module")
def plan(school):
    return make_plan(school, Options(time_limit=20.0))


def usual(question):
    """What is asked where nothing is chosen, within a few seconds."""
    has_time = "seconds" in question.asked.model_fields
    return question.asked(**({"seconds": 5.0} if has_time else {}))


def is_told_and_written(question, school, asked, answer):
    view = view_of(school, question.name, answer)
    assert view.sentences
    assert all(sentence.endswith(".") for sentence in view.sentences)
    drawn = [picture for picture in view.pictures if picture.figure is not None]
    for names in (
        [picture.key for picture in drawn],
        [one.name for one in (*view.tables, *(picture.table for picture in drawn))],
    ):
        assert len(set(names)) == len(names), "two would have the same key on the page"
    files = answer_files(question, asked, answer)
    assert {f"{table}.csv" for table in answer.TABLES} <= set(files)
    assert question.answer.model_validate_json(answer.model_dump_json()) == answer


@each_question
def test_a_question_about_a_plan_is_told_written_and_kept(question, school, plan):
    asked = usual(question)
    steps = []
    answer = question.ask(Asking(school, plan, on_step=steps.append), asked)
    assert answer.inputs_sha256 == school.inputs_sha256
    assert answer.seconds > 0
    is_told_and_written(question, school, asked, answer)
    assert steps, "somebody who waits hears what is done"
    assert all(step.doing and not step.doing.endswith(".") for step in steps)
    assert all(step.step <= step.steps for step in steps)


@each_question
def test_a_question_that_is_stopped_at_once_says_so_and_guesses_nothing(question, school, plan):
    asked = usual(question)
    answer = question.ask(Asking(school, plan, should_stop=lambda: True), asked)
    assert not answer.is_whole
    is_told_and_written(question, school, asked, answer)


@each_question
def test_a_question_asked_before_there_is_a_plan_finds_one_first(question, school):
    asked = usual(question)
    answer = question.ask(Asking(school), asked)
    is_told_and_written(question, school, asked, answer)


@each_question
def test_everything_that_may_be_chosen_has_a_label_and_a_number_its_unit(question):
    for choice in choices_of(question.asked):
        assert choice.title[:1].isupper(), choice.name
        if choice.kind is ChoiceKind.MONEY:
            assert "(£" in choice.title, choice.name
