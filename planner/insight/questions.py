"""The questions, in the order in which a leader comes to them."""

from __future__ import annotations

from planner.insight.question import Question

QUESTIONS: tuple[Question, ...] = ()


def question_called(name: str) -> Question:
    """Give the question with a name.

    Raises:
        KeyError: There is none.
    """
    return {question.name: question for question in QUESTIONS}[name]
