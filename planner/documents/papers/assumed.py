"""What papers take for granted, in sentences: costs, effects and the school's own choices.

The pack tells the same at length; a paper says it in as many words as it has room for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from planner.charts import choices
from planner.charts.effect_changes import change_in_words
from planner.charts.words import number
from planner.documents.papers.paper import Setting
from planner.school.changed_effect import changed_effects
from planner.school.records import HOURS_BY_LEVEL


def costs_are_true() -> str:
    """What a cost of a pupil's provision is made of."""
    return (
        "Costs are what the school really pays: an hour of an employed adult is the year’s salary "
        "with on-costs, divided by contract hours in teaching weeks; a place in a group is the "
        "group’s cost divided by the places it may have; an hour of shared support is divided by "
        "the pupils who may share it; materials are added."
    )


def effects_are_estimates() -> str:
    """How a need comes to be met, and that this is an estimate."""
    levels = ", ".join(f"level {level} {number(h)}" for level, h in HOURS_BY_LEVEL.items())
    return (
        "How far a need is met is an estimate: hours received, times what the school thinks an "
        "hour of that provision is worth for the need, against the hours a week that would meet "
        f"it in full ({levels}, unless the school entered others)."
    )


def effects_were_changed(setting: Setting, provisions: Collection[str] = ()) -> Iterator[str]:
    """The effects of an hour that the school changed, in a sentence; nothing where it changed none.

    The reasons are the school's own words, so they stand only where the reader sees all.

    Args:
        setting: What the paper is written from.
        provisions: The codes of the provision that it is about; none for all.
    """
    school = setting.school
    changes = "; ".join(
        f"{school.provision_by_id[one.provision].name}, "
        f"{change_in_words(one, with_reason=setting.sees_all)}"
        for one in changed_effects(school.effects)
        if not provisions or one.provision in provisions
    )
    if changes:
        yield f"The school changed what an hour is worth with some provision: {changes}."


def weeks_are_taught(setting: Setting) -> str:
    """How many weeks there are in the year, term by term."""
    school = setting.school
    weeks = "; ".join(f"{term.name or term.term} {number(term.weeks)}" for term in school.terms)
    return f"The year has {number(school.weeks_in_year)} teaching weeks: {weeks}."


def choices_are_the_schools(setting: Setting) -> str:
    """The choices between fair aims that the plan was made under."""
    policies = setting.plan.summary.policies
    effects = (
        choices.overspend_effect(policies.statutory_may_overspend),
        choices.fairness_effect(policies.fairness),
        choices.reserve_effect(float(policies.reserve)),
        choices.absence_effect(policies.absence_percent),
    )
    return " ".join(effects)
