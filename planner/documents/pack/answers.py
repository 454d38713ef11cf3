"""What leaders' questions were answered with, as far as it can be told without naming a pupil."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from planner.charts.insight.views import VIEWS, view_of
from planner.charts.leadership.asked import names_a_pupil
from planner.charts.picture import Picture
from planner.documents.content import Chart, Figures, Paragraph, Part, Points, Section, Tone
from planner.documents.pack.brief import Brief
from planner.documents.pack.nobody import that_name_nobody
from planner.insight.question import Question
from planner.insight.questions import QUESTIONS

_STOPPED = "It was stopped before everything was solved; what is not here was not solved."


def sections_of_answers(brief: Brief, shown: Collection[str]) -> Iterator[Section]:
    """One section with each question that was asked about this plan's school.

    Args:
        brief: What the pack is made from.
        shown: The titles of the pictures that stand elsewhere in the pack.
    """
    # What single steps would give to whom is for those who may see who receives what.
    if not brief.sees_all:
        return
    asked = [one for one in QUESTIONS if one.name in brief.answers and one.name in VIEWS]
    found = tuple(_section(brief, question, shown) for question in asked)
    told = tuple(section for section in found if section.parts)
    if told:
        yield Section("answers", "What was asked, and the answers", (), told)


def _section(brief: Brief, question: Question, shown: Collection[str]) -> Section:
    answer = brief.answers[question.name]
    view = view_of(brief.school, question.name, answer)
    parts: list[Part] = []
    sentences = that_name_nobody(view.sentences, brief.school)
    if sentences:
        parts.append(Points(sentences))
    for picture in view.pictures:
        if picture.title not in shown and not names_a_pupil(picture, brief.school):
            parts += _parts(picture)
    if parts and not answer.is_whole:
        parts.append(Paragraph(_STOPPED, Tone.NOTE))
    return Section(f"answer_{question.name}", question.title, tuple(parts))


def _parts(picture: Picture) -> Iterator[Part]:
    yield Paragraph(picture.title, Tone.LEAD)
    if picture.note:
        yield Paragraph(picture.note, Tone.NOTE)
    if picture.figure is not None:
        yield Chart(picture)
    if picture.table.rows:
        yield Figures(picture.table)
