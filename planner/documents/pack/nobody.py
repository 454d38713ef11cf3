"""Words in which no pupil is named: a pack is for people without names, codes included."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace

from planner.charts.picture import Picture
from planner.school.school import School

_LEFT_OUT = "The chart names single pupils, so it is left out; its figures are below."
INSTEAD = "a pupil"
_WORD = re.compile(r"[\w.-]*[\w-]")


def names_nobody(text: str, school: School) -> bool:
    """Whether a text has no pupil's code among its words."""
    return _codes(school).isdisjoint(word.casefold() for word in _WORD.findall(text))


def of_nobody(text: str, school: School) -> str:
    """A school's own words with every pupil's code taken out."""
    codes = _codes(school)

    def word(found: re.Match[str]) -> str:
        return INSTEAD if found[0].casefold() in codes else found[0]

    return _WORD.sub(word, text)


def that_name_nobody(sentences: Iterable[str], school: School) -> tuple[str, ...]:
    """The sentences that are about no pupil in particular."""
    return tuple(one for one in sentences if names_nobody(one, school))


def one_of_nobody(picture: Picture, school: School) -> Picture:
    """A picture with every pupil's code taken out; a chart that has one drawn is left out."""
    drawn = "" if picture.figure is None else json.dumps(picture.figure.to_dict(), default=list)
    names_somebody = not names_nobody(drawn, school)
    table = picture.table
    rows = tuple(
        tuple(of_nobody(cell, school) if isinstance(cell, str) else cell for cell in row)
        for row in table.rows
    )
    return replace(
        picture,
        title=of_nobody(picture.title, school),
        note=_LEFT_OUT if names_somebody else of_nobody(picture.note, school),
        figure=None if names_somebody else picture.figure,
        table=replace(table, rows=rows),
        alternative=of_nobody(picture.alternative, school),
    )


def _codes(school: School) -> frozenset[str]:
    # A code of digits alone cannot be told from a figure, which may stand anywhere.
    return frozenset(one.pupil.casefold() for one in school.pupils if not one.pupil.isdecimal())
