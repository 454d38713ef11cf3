"""The business case for more money: what it would buy, and what meeting all that is owed costs.

It is written from the answers that were kept for the plan, to the questions what the next pounds
would buy and what all that is owed would cost. What was not asked is said to be missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.charts.leadership.audience import audience_of
from planner.charts.leadership.headline import sentences_of
from planner.charts.words import listed
from planner.documents.content import Document, Paragraph, Part, Points, Section
from planner.documents.pack.answers import sections_of_answers
from planner.documents.papers.business_case import (
    BY_WHEN,
    PAID_BY,
    RISKS,
    WHY,
    decided,
    decision,
)
from planner.documents.papers.frame import Face, framed, to_others, words_at
from planner.documents.papers.naming import naming_only
from planner.documents.papers.paper import About, Paper, Place, Setting
from planner.insight.questions import question_called

_TITLE = "Business case for more money"
# The answers that a case rests on, those it is set against, and how sure the plan is.
_ASKS, _OTHERWISE, _SURE = ("ladder", "gap"), ("frontier", "best"), ("sure",)


def _without(_: Setting) -> str:
    return "Without more money, the year goes on as it is planned:"


def _decision(_: Setting) -> str:
    return "Whether more money is given, how much, and for what."


WITHOUT = Place("without", "What happens without it", _without)
DECISION = Place("decision", "What is to be decided, and by whom", _decision)


def write(setting: Setting) -> Document:
    """Write the case from the answers there are, naming nobody."""
    face = Face(_TITLE, facts=decided(setting, DECISION))
    document = framed(setting, face, _sections(setting), _assumed(setting))
    return naming_only(document, setting.school, ())


def _sections(setting: Setting) -> Iterator[Section]:
    parts: tuple[Part, ...] = words_at(setting, WHY)
    if missing := _missing(setting, _ASKS):
        parts += (Paragraph(missing),)
    yield Section(
        "proposal", "What is proposed, and what it would do", parts, _told(setting, _ASKS)
    )
    paid = words_at(setting, PAID_BY) or (
        Paragraph(
            "From money without strings, beyond what there is: where it would come from has not "
            "been entered."
        ),
    )
    yield Section("paid", "How it would be paid", paid)
    yield Section("without", "Doing nothing", tuple(_nothing_done(setting)))
    others = _told(setting, _OTHERWISE)
    said = () if others else (Paragraph(_missing(setting, _OTHERWISE)),)
    yield Section("otherwise", "What else could be done", said, others)
    yield Section("sure", "How sure it is", words_at(setting, RISKS), _told(setting, _SURE))
    yield decision(setting, DECISION)


def _told(setting: Setting, names: tuple[str, ...]) -> tuple[Section, ...]:
    """A section for each of some questions that has an answer."""
    answers = {name: setting.answers[name] for name in names if name in setting.answers}
    found = tuple(sections_of_answers(replace(setting, answers=answers), ()))
    return found[0].sections if found else ()


def _missing(setting: Setting, names: tuple[str, ...]) -> str:
    """Which of some questions have no answer, and what to do; blank where all have one."""
    titles = [question_called(name).title for name in names if name not in setting.answers]
    if not titles:
        return ""
    asked = listed(f"“{title}”" for title in titles)
    one = len(titles) == 1
    return (
        f"Not known: {asked} {'has' if one else 'have'} no answer that is kept for this plan. Ask "
        f"{'it' if one else 'them'} under Trade-offs, and make this document again."
    )


def _nothing_done(setting: Setting) -> Iterator[Part]:
    yield from words_at(setting, WITHOUT)
    audience = audience_of(setting.role, setting.fewest_shown)
    # How sure the plan is, the last sentence, is said where it is told how all was worked out.
    said = sentences_of(setting.school, setting.plan, audience)[:-1]
    yield Points(tuple(map(to_others, said)))


def _assumed(setting: Setting) -> Iterator[str]:
    kept = [
        question_called(name).title for name in (*_ASKS, *_OTHERWISE) if name in setting.answers
    ]
    if kept:
        yield (
            "The answers are those that were kept for the school exactly as it was when the plan "
            "was made. Each step was solved again, with the plan’s own rules and priorities."
        )
    yield (
        "Costs are those of this plan year; later years are not worked out. Needs met are "
        "estimates, weighted by priority."
    )


MONEY_CASE = Paper(
    key="money_case",
    title=_TITLE,
    for_whom="For whoever decides on money: what the next pounds would buy and what meeting all "
    "that is owed would cost, from the answers kept for this plan. No pupil is named.",
    about=About.SCHOOL,
    write=write,
    places=(WHY, PAID_BY, WITHOUT, RISKS, DECISION, BY_WHEN),
)
