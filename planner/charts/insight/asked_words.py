"""What somebody chose when asking, in words, and the codes of a school to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum

from planner.charts.pupils_standing import pupil_label
from planner.charts.words import number, sentence_case, shortened, strand_name
from planner.insight.answer import Asked
from planner.insight.choice import choices_of
from planner.school.school import School

_LONGEST_LABEL = 60


def labels_of(school: School, table: str) -> Mapping[str, str]:
    """Give the codes of a table with what each is called where one is chosen."""
    if table == "pupils":
        return {one.pupil: pupil_label(one) for one in school.pupils}
    if table == "needs":
        return {
            one.need: f"{one.need}, {one.pupil}, {strand_name(one.strand)}" for one in school.needs
        }
    if table == "staff":
        return {one.staff: _short(f"{one.staff}, {one.role}") for one in school.staff}
    if table == "provisions":
        return {one.provision: _short(one.name) for one in school.provisions}
    return {}


def words_of(asked: Asked) -> str:
    """Say what was chosen, one thing after another; what was left blank is passed over."""
    return "; ".join(
        f"{choice.title}: {said}"
        for choice in choices_of(type(asked))
        if (said := _said(getattr(asked, choice.name)))
    )


def word_label(word: str) -> str:
    """A word to choose from, as it is read: ``whole_year`` is Whole year."""
    return sentence_case(word.replace("_", " "))


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        return number(float(value))
    if isinstance(value, tuple | list):
        return ", ".join(filter(None, map(_said, value)))
    if isinstance(value, Enum):
        return str(value.value).replace("_", " ")
    return str(value)


def _short(text: str) -> str:
    return shortened(text, _LONGEST_LABEL)
