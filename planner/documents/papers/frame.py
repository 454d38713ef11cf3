"""What stands round every paper: its facts first, and how it was worked out last."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from planner.charts.register_words import day
from planner.charts.sureness import sureness
from planner.charts.words import percent
from planner.documents.content import (
    Document,
    Facts,
    Layout,
    Paragraph,
    Part,
    Points,
    Section,
    Tone,
)
from planner.documents.papers.paper import Place, Setting
from planner.optimiser.plan import Plan, Status

WORKED_OUT = "worked_out"
_DIGEST_SIGNS = 12
# Below this a distance from the best would be shown as nothing [share 0-1].
_NO_DISTANCE = 0.0005
# The page of the plan speaks to whoever entered the figures; a paper is read by others.
_TO_OTHERS = (
    ("your own figures", "the school’s own figures"),
    ("what you entered", "what the school entered"),
    ("your reserve", "the school’s reserve"),
    ("We stopped after", "The search was stopped after"),
)
_BLANK_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Face:
    """What stands first in a paper.

    Attributes:
        title: What it is called.
        about: Whom or what it is about, in a few words: ``P014, Year 4``.
        facts: What is to be known of its subject first, by name.
        layout: The paper that it is for.
    """

    title: str
    about: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    layout: Layout = Layout.UPRIGHT


def framed(
    setting: Setting, face: Face, sections: Iterable[Section], assumed: Iterable[str] = ()
) -> Document:
    """Put what every paper says round the sections of one.

    Args:
        setting: What it is written from.
        face: What stands first.
        sections: What it says.
        assumed: What it takes for granted, in sentences.
    """
    details = setting.school.details
    where = f"{details.name}, {details.academic_year}"
    return Document(
        title=face.title,
        under_title=f"{face.about}. {where}" if face.about else where,
        running=f"{face.title}. {face.about or where}. {digest_of(setting.plan)}",
        facts=Facts((*face.facts, *_own_facts(setting))),
        sections=(*sections, _worked_out(setting, tuple(assumed), face.layout)),
        layout=face.layout,
    )


def words_at(setting: Setting, place: Place) -> tuple[Paragraph, ...]:
    """The words of a place as paragraphs; none where nothing is to stand there."""
    parts = _BLANK_LINE.split(place.text(setting))
    return tuple(Paragraph(part.strip()) for part in parts if part.strip())


def digest_of(plan: Plan) -> str:
    """The plan's digest, short enough to be read out: ``Plan 1a2b3c4d5e6f``."""
    return f"Plan {plan.summary.inputs_sha256[:_DIGEST_SIGNS]}"


def proven(plan: Plan) -> str:
    """Whether a plan is proven, in a few words."""
    checked = "Checked line by line against every rule"
    if plan.summary.status is Status.TIME_LIMIT:
        return f"{checked}; not proven to be the best, as the search was stopped by time"
    if plan.summary.gap < _NO_DISTANCE:
        return f"{checked}, and proven to be the best under what was entered"
    return f"{checked}, and proven to be within {percent(plan.summary.gap)} of the best"


def to_others(said: str) -> str:
    """A sentence of the page of the plan as it is said to people outside the school."""
    for to_the_school, of_the_school in _TO_OTHERS:
        said = said.replace(to_the_school, of_the_school)
    return said


def _own_facts(setting: Setting) -> Iterable[tuple[str, str]]:
    yield "Academic year", str(setting.school.details.academic_year)
    made = f"made {day(setting.made_on)}, " if setting.made_on else ""
    yield "Plan", f"{made}digest {setting.plan.summary.inputs_sha256[:_DIGEST_SIGNS]}"
    yield "Proof", proven(setting.plan)
    yield "This document made", day(setting.today)


def _worked_out(setting: Setting, assumed: tuple[str, ...], layout: Layout) -> Section:
    said = (
        "Every figure is that of one plan for the school, which is known by its digest: the same "
        "digest means the same figures.",
        to_others(sureness(setting.plan)),
        *assumed,
    )
    # A single page has no room for a list.
    is_short = layout is Layout.ONE_WIDE_PAGE
    parts: tuple[Part, ...] = (
        (Paragraph(" ".join(said), Tone.NOTE),) if is_short else (Points(said),)
    )
    return Section(WORKED_OUT, "How this was worked out", parts)
