"""The questions, in the order in which a leader comes to them."""

from __future__ import annotations

from planner.insight.best import ask_best
from planner.insight.best_rows import BestAnswer, BestAsked
from planner.insight.cuts import CutsAnswer, CutsAsked, ask_cuts
from planner.insight.fairness import FairnessAnswer, FairnessAsked, ask_fairness
from planner.insight.frontier import FrontierAnswer, FrontierAsked, ask_frontier
from planner.insight.gap import GapAnswer, GapAsked, ask_gap
from planner.insight.ladder import LadderAnswer, LadderAsked, ask_ladder
from planner.insight.question import Question
from planner.insight.sure import SureAnswer, SureAsked, ask_sure
from planner.insight.why import WhyAnswer, WhyAsked, ask_why

QUESTIONS: tuple[Question, ...] = (
    Question(
        name="frontier",
        title="What would more money do, and less?",
        help="Needs met, the fairest share and the law, at amounts from a cut to a gain.",
        asked=FrontierAsked,
        answer=FrontierAnswer,
        ask=ask_frontier,
    ),
    Question(
        name="ladder",
        title="What would the next pounds buy?",
        help="What more money would buy, step by step, and what one more hour a week would bring.",
        asked=LadderAsked,
        answer=LadderAnswer,
        ask=ask_ladder,
    ),
    Question(
        name="cuts",
        title="What would go first?",
        help="To save so much: what goes, in what order, whom it touches, and what the law owes.",
        asked=CutsAsked,
        answer=CutsAnswer,
        ask=ask_cuts,
    ),
    Question(
        name="gap",
        title="What would it cost to meet all that is owed?",
        help="The least money that meets every statutory item money can meet, and what none can.",
        asked=GapAsked,
        answer=GapAnswer,
        ask=ask_gap,
    ),
    Question(
        name="best",
        title="How far is today from the best plan?",
        help="Today beside the best plan for the same money and staff, and the few changes to it.",
        asked=BestAsked,
        answer=BestAnswer,
        ask=ask_best,
    ),
    Question(
        name="fairness",
        title="What does fairness cost?",
        help="Needs met against how much of the fairest share every pupil keeps.",
        asked=FairnessAsked,
        answer=FairnessAnswer,
        ask=ask_fairness,
    ),
    Question(
        name="why",
        title="Why is it so, and what would give more?",
        help="For a pupil, a need, an adult or a provision: what limits it, and what would help.",
        asked=WhyAsked,
        answer=WhyAnswer,
        ask=ask_why,
    ),
    Question(
        name="sure",
        title="How sure is the plan?",
        help="What nearly all good plans share, plans to choose from, and what other effects turn.",
        asked=SureAsked,
        answer=SureAnswer,
        ask=ask_sure,
    ),
)


def question_called(name: str) -> Question:
    """Give the question with a name.

    Raises:
        KeyError: There is none.
    """
    return {question.name: question for question in QUESTIONS}[name]
