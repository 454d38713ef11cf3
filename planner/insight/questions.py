"""The questions, in the order in which a leader comes to them."""

from __future__ import annotations

from planner.insight.gap import GapAnswer, GapAsked, ask_gap
from planner.insight.question import Question

QUESTIONS: tuple[Question, ...] = (
    Question(
        name="gap",
        title="What would it cost to meet all that is owed?",
        help="The least money that meets every statutory item money can meet, and what none can.",
        asked=GapAsked,
        answer=GapAnswer,
        ask=ask_gap,
    ),
)


def question_called(name: str) -> Question:
    """Give the question with a name.

    Raises:
        KeyError: There is none.
    """
    return {question.name: question for question in QUESTIONS}[name]
