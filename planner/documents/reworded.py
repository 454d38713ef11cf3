"""A finished document with every word of it gone through once more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import plotly.graph_objects as go

from planner.charts.picture import Picture
from planner.charts.table import Table
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


@dataclass(frozen=True)
class Rewording:
    """What becomes of the words of a document.

    Attributes:
        text: Gives what stands in place of a text.
        figure: Gives what stands in place of what is drawn; ``None`` leaves the chart out.
    """

    text: Callable[[str], str]
    figure: Callable[[go.Figure], go.Figure | None]

    def __call__(self, document: Document) -> Document:
        """Give the document with its words gone through."""
        return replace(
            document,
            title=self.text(document.title),
            under_title=self.text(document.under_title),
            running=self.text(document.running),
            facts=self._facts(document.facts),
            sections=tuple(map(self._section, document.sections)),
        )

    def _facts(self, facts: Facts) -> Facts:
        return Facts(tuple((self.text(name), self.text(said)) for name, said in facts.rows))

    def _section(self, section: Section) -> Section:
        return replace(
            section,
            title=self.text(section.title),
            parts=tuple(map(self._part, section.parts)),
            sections=tuple(map(self._section, section.sections)),
        )

    def _part(self, part: Part) -> Part:
        if isinstance(part, Paragraph):
            return replace(part, text=self.text(part.text))
        if isinstance(part, Points):
            return Points(tuple(map(self.text, part.items)))
        if isinstance(part, Facts):
            return self._facts(part)
        if isinstance(part, Chart):
            return Chart(self._picture(part.picture))
        of_total = tuple(map(self.text, part.total_of))
        return Figures(self._table(part.table), self.text(part.title), of_total)

    def _table(self, table: Table) -> Table:
        rows = tuple(
            tuple(self.text(cell) if isinstance(cell, str) else cell for cell in row)
            for row in table.rows
        )
        columns = tuple(replace(one, title=self.text(one.title)) for one in table.columns)
        return replace(table, says=self.text(table.says), columns=columns, rows=rows)

    def _picture(self, picture: Picture) -> Picture:
        return replace(
            picture,
            title=self.text(picture.title),
            note=self.text(picture.note),
            figure=None if picture.figure is None else self.figure(picture.figure),
            table=self._table(picture.table),
            alternative=self.text(picture.alternative),
        )
