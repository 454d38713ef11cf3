"""Which pupils a paper may name: one about a child names no other, and one for the public nobody.

The codes of all others are taken out of every word of the finished paper, so that neither a
school's own sentence nor the name of a stream of money gives away who else is there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from planner.charts.picture import Picture
from planner.charts.table import Table
from planner.charts.words import sentence_case
from planner.documents.content import (
    Chart,
    Document,
    Facts,
    Figures,
    Paragraph,
    Part,
    Points,
    Section,
)
from planner.documents.pack.nobody import INSTEAD
from planner.school.school import School


def naming_only(document: Document, school: School, named: Collection[str]) -> Document:
    """The document with the codes of all pupils but these taken out.

    A code of digits alone is left, because it cannot be told from a figure.

    Args:
        document: The document.
        school: The school, whose register has the codes.
        named: The codes that may stand in it.
    """
    others = {one.pupil for one in school.pupils} - set(named)
    others = {code for code in others if not code.isdecimal()}
    return _Without(_pattern(others, named), frozenset(map(str.casefold, others)))(document)


def _pattern(others: Collection[str], named: Collection[str]) -> re.Pattern[str]:
    # The longest first, so that a code is not taken for a shorter one that it begins with.
    codes = sorted({*others, *named}, key=lambda code: (-len(code), code))
    some = "|".join(map(re.escape, codes))
    return re.compile(rf"(?<![0-9A-Za-z])(?:{some})(?![0-9A-Za-z])" if some else r"(?!)", re.I)


@dataclass(frozen=True)
class _Without:
    """Takes codes out of a document."""

    pattern: re.Pattern[str]
    others: frozenset[str]

    def __call__(self, document: Document) -> Document:
        return replace(
            document,
            title=self.text(document.title),
            under_title=self.text(document.under_title),
            running=self.text(document.running),
            facts=self.facts(document.facts),
            sections=tuple(map(self.section, document.sections)),
        )

    def text(self, text: str) -> str:
        return self.pattern.sub(self._instead, text)

    def _instead(self, found: re.Match[str]) -> str:
        if found[0].casefold() not in self.others:
            return found[0]
        return sentence_case(INSTEAD) if found.start() == 0 else INSTEAD

    def facts(self, facts: Facts) -> Facts:
        return Facts(tuple((self.text(name), self.text(said)) for name, said in facts.rows))

    def section(self, section: Section) -> Section:
        return replace(
            section,
            title=self.text(section.title),
            parts=tuple(map(self.part, section.parts)),
            sections=tuple(map(self.section, section.sections)),
        )

    def part(self, part: Part) -> Part:
        if isinstance(part, Paragraph):
            return replace(part, text=self.text(part.text))
        if isinstance(part, Points):
            return Points(tuple(map(self.text, part.items)))
        if isinstance(part, Facts):
            return self.facts(part)
        if isinstance(part, Chart):
            return Chart(self.picture(part.picture))
        of_total = tuple(map(self.text, part.total_of))
        return Figures(self.table(part.table), self.text(part.title), of_total)

    def table(self, table: Table) -> Table:
        rows = tuple(
            tuple(self.text(cell) if isinstance(cell, str) else cell for cell in row)
            for row in table.rows
        )
        columns = tuple(replace(one, title=self.text(one.title)) for one in table.columns)
        return replace(table, says=self.text(table.says), columns=columns, rows=rows)

    def picture(self, picture: Picture) -> Picture:
        drawn = "" if picture.figure is None else json.dumps(picture.figure.to_dict(), default=list)
        return replace(
            picture,
            title=self.text(picture.title),
            note=self.text(picture.note),
            # What is drawn cannot be rewritten, so that a chart with somebody in it is left out.
            figure=picture.figure if self.text(drawn) == drawn else None,
            table=self.table(picture.table),
            alternative=self.text(picture.alternative),
        )
