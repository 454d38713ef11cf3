"""Which pupils a paper may name: one about a child names no other, and one for the public nobody.

The codes of all others are taken out of every word of the finished paper, so that neither a
school's own sentence nor the name of a stream of money gives away who else is there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import plotly.graph_objects as go

from planner.charts.words import sentence_case
from planner.documents.content import Document
from planner.documents.pack.nobody import INSTEAD
from planner.documents.reworded import Rewording
from planner.school.school import School


def naming_only(document: Document, school: School, named: Collection[str]) -> Document:
    """The document with the codes of all pupils but these taken out.

    A code of digits alone is left, because it cannot be told from a figure.

    Args:
        document: The document.
        school: The school, whose register has the codes.
        named: The codes that may stand in it.
    """
    without = _without([school], named)
    return Rewording(without.text, without.figure)(document)


def naming_nobody(text: str, schools: Iterable[School]) -> str:
    """A text with the codes of all pupils of these schools taken out, as out of a document."""
    return _without(schools, ()).text(text)


def _without(schools: Iterable[School], named: Collection[str]) -> _Without:
    others = {one.pupil for school in schools for one in school.pupils} - set(named)
    others = {code for code in others if not code.isdecimal()}
    return _Without(_pattern(others, named), frozenset(map(str.casefold, others)))


def _pattern(others: Collection[str], named: Collection[str]) -> re.Pattern[str]:
    # The longest first, so that a code is not taken for a shorter one that it begins with.
    codes = sorted({*others, *named}, key=lambda code: (-len(code), code))
    some = "|".join(map(re.escape, codes))
    return re.compile(rf"(?<![0-9A-Za-z])(?:{some})(?![0-9A-Za-z])" if some else r"(?!)", re.I)


@dataclass(frozen=True)
class _Without:
    """Takes codes out of words."""

    pattern: re.Pattern[str]
    others: frozenset[str]

    def text(self, text: str) -> str:
        return self.pattern.sub(self._instead, text)

    def _instead(self, found: re.Match[str]) -> str:
        if found[0].casefold() not in self.others:
            return found[0]
        return sentence_case(INSTEAD) if found.start() == 0 else INSTEAD

    def figure(self, figure: go.Figure) -> go.Figure | None:
        """What is drawn cannot be rewritten, so that a chart with somebody in it is left out."""
        drawn = json.dumps(figure.to_dict(), default=list)
        return figure if self.text(drawn) == drawn else None
