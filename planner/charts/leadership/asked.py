"""What leaders' questions were answered with, as far as it goes on a page for everybody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from planner.charts.insight.views import VIEWS, view_of
from planner.charts.leadership.audience import EVERYTHING, Audience
from planner.charts.picture import Picture
from planner.insight.answer import Answer
from planner.school.school import School

# In the order in which they are read. Steps and cuts tell what single pupils would get or lose.
PICTURED = ("frontier", "ladder", "cuts")
_OF_ALL_PUPILS = frozenset({"frontier"})


def pictures_of_answers(
    school: School, answers: Mapping[str, Answer], audience: Audience = EVERYTHING
) -> tuple[Picture, ...]:
    """The most telling picture of each answer that is there; none that names a pupil."""
    names = [name for name in PICTURED if name in answers and name in VIEWS]
    if not audience.sees_all:
        is_of_many = audience.may_see(len(school.pupils))
        names = [name for name in names if name in _OF_ALL_PUPILS and is_of_many]
    found = [view_of(school, name, answers[name]).pictures[:1] for name in names]
    return tuple(one for some in found for one in some if not names_a_pupil(one, school))


def sentences_of_answer(
    school: School, name: str, answers: Mapping[str, Answer]
) -> tuple[str, ...]:
    """What an answer says, without the sentences that name a pupil."""
    if name not in answers or name not in VIEWS:
        return ()
    said = view_of(school, name, answers[name]).sentences
    return tuple(one for one in said if not _mentions(one, _codes(school)))


def names_a_pupil(picture: Picture, school: School) -> bool:
    """Whether a pupil's code is anywhere in a picture, its table and its words."""
    words = [picture.title, picture.note, picture.alternative, picture.table.says]
    cells = (str(cell) for row in picture.table.rows for cell in row if isinstance(cell, str))
    drawn = [] if picture.figure is None else [json.dumps(picture.figure.to_dict(), default=list)]
    codes = _codes(school)
    return any(_mentions(text, codes) for text in (*words, *cells, *drawn))


def _codes(school: School) -> frozenset[str]:
    """The codes that cannot be taken for a number, which stands anywhere."""
    return frozenset(one.pupil.casefold() for one in school.pupils if not one.pupil.isdecimal())


def _mentions(text: str, codes: Iterable[str]) -> bool:
    found = set(re.findall(r"[\w-]+", text.casefold()))
    return not found.isdisjoint(codes)
