"""The questions, in the order in which a leader comes to them."""

from __future__ import annotations

from planner.insight.gap import GapAnswer, GapAsked, ask_gap
from planner.insight.question import Question
from planner.insight.why import WhyAnswer, WhyAsked, ask_why

QUESTIONS: tuple[Question, ...] = (
    Question(
        name="gap",
        title="What would it cost to meet all that is owed?",
        help="The least money that meets every statutory item money can meet, and what none can.",
        asked=GapAsked,
        answer=GapAnswer,
        ask=ask_gap,
    ),
    Question(
        name="why",
        title="Why is it so, and what would give more?",
        help="For a pupil, a need, an adult or a provision: what limits it, and what would help.",
        asked=WhyAsked,
        answer=WhyAnswer,
        ask=ask_why,
    ),
)


def question_called(name: str) -> Question:
    """Give the question with a name.

    Raises:
        KeyError: There is none.
    """
    return {question.name: question for question in QUESTIONS}[name]
