"""Everything that leaders read of a plan: the sentences, and the pictures in their order."""

from __future__ import annotations

from collections.abc import Mapping

from planner.access import Role
from planner.charts.leadership.adults import adults_for
from planner.charts.leadership.asked import pictures_of_answers, sentences_of_answer
from planner.charts.leadership.audience import audience_of
from planner.charts.leadership.effect import cost_and_effect
from planner.charts.leadership.ehcps import ehcp_money
from planner.charts.leadership.fairness import fairness
from planner.charts.leadership.headline import sentences_of
from planner.charts.leadership.ledgers import rate_pictures
from planner.charts.leadership.money import money_for
from planner.charts.leadership.statutory import statutory_hours
from planner.charts.picture import Picture
from planner.insight.answer import Answer
from planner.optimiser.plan import Plan
from planner.school.school import School
from planner.suppression import THRESHOLD


def leadership_headline(
    school: School,
    plan: Plan,
    answers: Mapping[str, Answer],
    role: Role,
    *,
    fewest_shown: int = THRESHOLD,
) -> tuple[str, ...]:
    """The plan in sentences, none of which names a pupil.

    Args:
        school: The school that the plan was made for.
        plan: The plan.
        answers: What questions about this very school were answered with, by question.
        role: Who reads.
        fewest_shown: Figures about fewer are hidden from whoever may not read plans [pupils].
    """
    audience = audience_of(role, fewest_shown)
    gap = sentences_of_answer(school, "gap", answers) if audience.sees_all else ()
    return sentences_of(school, plan, audience, gap=" ".join(gap[:1]))


def leadership_pictures(
    school: School,
    plan: Plan,
    answers: Mapping[str, Answer],
    role: Role,
    *,
    fewest_shown: int = THRESHOLD,
) -> tuple[Picture, ...]:
    """The pictures, the law first and the adults last; what was not asked is not among them.

    Args:
        school: The school that the plan was made for.
        plan: The plan.
        answers: What questions about this very school were answered with, by question.
        role: Who reads.
        fewest_shown: Figures about fewer are hidden from whoever may not read plans [pupils].
    """
    audience = audience_of(role, fewest_shown)
    return (
        statutory_hours(school, plan, audience),
        ehcp_money(school, plan, audience),
        *rate_pictures(school, plan, audience),
        money_for(school, plan, audience),
        *pictures_of_answers(school, answers, audience),
        fairness(school, plan, audience),
        cost_and_effect(school, plan, audience),
        adults_for(school, plan, audience),
    )
