"""The pack from its first page to its last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from planner.access import LOCAL
from planner.charts.leadership.pictures import leadership_headline, leadership_pictures
from planner.charts.picture import Picture
from planner.documents.content import (
    Chart,
    Document,
    Facts,
    Figures,
    Paragraph,
    Part,
    Points,
    Section,
    Tone,
)
from planner.documents.nation import in_words_of_nation
from planner.documents.pack.annex import annexed
from planner.documents.pack.answers import sections_of_answers
from planner.documents.pack.assumptions import assumptions
from planner.documents.pack.brief import Approved, Brief
from planner.documents.pack.nobody import of_nobody, one_of_nobody
from planner.documents.pack.proof import proof
from planner.errors import CheckError
from planner.optimiser.checks import violations
from planner.school.school import School

_TITLE = "The plan for special educational needs"


def pack_of(brief: Brief) -> Document:
    """Say everything that leaders and governors are told of a plan.

    The plan is checked again first, so that no pack is about a plan that breaks a rule.

    Raises:
        CheckError: The plan breaks a rule, or was made for other inputs.
    """
    if broken := violations(brief.school, brief.plan):
        raise CheckError(broken)
    details = brief.school.details
    pictures = leadership_pictures(
        brief.school,
        brief.plan,
        brief.answers,
        brief.role,
        fewest_shown=brief.fewest_shown,
    )
    shown = frozenset(picture.title for picture in pictures)
    sections = (
        _in_short(brief),
        Section("pictures", "What the plan does", (), tuple(_pictured(brief.school, pictures))),
        *sections_of_answers(brief, shown),
        *assumptions(brief),
        proof(brief),
    )
    document = Document(
        title=_TITLE,
        under_title=f"{details.name}, {details.academic_year}",
        running=f"{details.name}, {details.academic_year}",
        facts=_facts(brief),
        sections=annexed(sections),
    )
    return in_words_of_nation(brief.school, document)


def _pictured(school: School, pictures: Iterable[Picture]) -> Iterator[Section]:
    """Each picture with its sentence, how it is read, and its table."""
    for picture in (one_of_nobody(one, school) for one in pictures):
        parts: tuple[Part, ...] = (Paragraph(picture.note, Tone.NOTE),) if picture.note else ()
        if picture.figure is not None:
            parts += (Chart(picture),)
        if picture.table.rows:
            parts += (Figures(picture.table),)
        yield Section(picture.key, picture.title, parts)


def _in_short(brief: Brief) -> Section:
    said = leadership_headline(
        brief.school,
        brief.plan,
        brief.answers,
        brief.role,
        fewest_shown=brief.fewest_shown,
    )
    return Section("in_short", "In short", (Points(said),))


def _facts(brief: Brief) -> Facts:
    details = brief.school.details
    rows = [
        ("School", details.name),
        ("Year", str(details.academic_year)),
        ("Plan made", _made(brief)),
        ("Approved", " ".join(_approved(brief))),
        ("This document made", day(brief.today)),
    ]
    if not brief.sees_all:
        least = brief.fewest_shown
        rows.append(("Small numbers", f"Figures about fewer than {least} pupils are not shown"))
    return Facts(tuple(rows))


def _made(brief: Brief) -> str:
    if brief.made_on is None:
        return "Read from its files, which do not say when it was made"
    return f"{day(brief.made_on)}{_by(brief.made_by)}"


def _approved(brief: Brief) -> Iterator[str]:
    if not brief.keeps_approvals:
        yield "Not known: the plan was read from its files"
    elif not brief.approvals:
        yield "Not approved"
    for one in brief.approvals:
        yield _yes(one, brief)


def _yes(one: Approved, brief: Brief) -> str:
    said = f"{day(one.on)}{_by(one.who)}"
    note = " ".join(of_nobody(one.note, brief.school).split())
    return f"{said}: “{note}”" if note else f"{said}."


def _by(who: str) -> str:
    if not who:
        return ""
    return " on this computer" if who == LOCAL.who else f" by {who}"


def day(on: dt.date) -> str:
    """A day as people write it: ``14 January 2027``."""
    return f"{on.day} {on:%B %Y}"


def file_name(brief: Brief, ending: str) -> str:
    """What the pack's file is called."""
    year = str(brief.school.details.academic_year).replace("/", "-")
    return f"pack-{year}-{brief.plan.summary.inputs_sha256[:8]}.{ending}"
