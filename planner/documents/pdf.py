"""A document as PDF: A4, page numbers, headings that stay with what follows, vector charts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape
from typing import Any

import plotly.graph_objects as go
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    ListFlowable,
    ListItem,
    PageTemplate,
    Spacer,
)
from reportlab.platypus import Paragraph as Words

from planner import __version__
from planner.documents import style
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
from planner.documents.drawing.figure import USUAL_WIDTH, drawing_of
from planner.documents.drawing.paper import put_on_paper
from planner.documents.drawing.shapes import Drawing
from planner.documents.fonts import REGULAR, printable, register
from planner.documents.ruled import facts_on_paper, table_on_paper

_MARGIN = 51.0
_FOOT = 34.0
_WIDTH = A4[0] - 2 * _MARGIN
_LEVELS = (style.HEADING, style.UNDER_HEADING, style.LOW_HEADING)
# What a heading needs under it on the same page [pt].
_COMPANY = 90.0
# The tallest chart leaves room on its page for a heading and a few lines [px].
_MOST_HEIGHT = 720.0
# How much smaller than usual letters may become before a chart is pressed together instead.
_MOST_TIMES = 1.4


def pdf_of(document: Document) -> bytes:
    """Write a document; the same document gives the same bytes."""
    register()
    out = io.BytesIO()
    frame = Frame(_MARGIN, _MARGIN + 8, _WIDTH, A4[1] - 2 * _MARGIN - 8, 0, 0, 0, 0, id="page")
    template = _Pages(
        out,
        pagesize=A4,
        title=f"{document.title}: {document.under_title}",
        author="Evenhand",
        subject=document.under_title,
        creator=f"Evenhand {__version__}",
        lang="en-GB",
        invariant=1,
    )
    template.addPageTemplates([PageTemplate(id="page", frames=[frame])])
    template.build(list(_document(document)), canvasmaker=_numbered(document.running))
    return out.getvalue()


class _Pages(BaseDocTemplate):  # type: ignore[misc]  # the package has no types
    """Pages whose headings stand in the list of contents that a reader of PDF shows."""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 (the package calls it so)
        """Enter a heading as soon as it is known on which page it stands."""
        level = getattr(flowable, "outline_level", None)
        if level is not None:
            self.canv.bookmarkPage(flowable.outline_key)
            self.canv.addOutlineEntry(flowable.outline_title, flowable.outline_key, level)


def _numbered(running: str) -> type[Canvas]:
    """A canvas that writes the foot of every page once it is known how many there are."""

    class Numbered(Canvas):  # type: ignore[misc]  # the package has no types
        def __init__(self, *given: Any, **settings: Any) -> None:
            super().__init__(*given, **settings)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 (the package calls it so)
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                self._foot(number, len(self._pages))
                super().showPage()
            super().save()

        def _foot(self, number: int, count: int) -> None:
            self.setFont(REGULAR, 8)
            self.setFillColor(style.QUIET)
            self.drawString(_MARGIN, _FOOT, printable(running))
            self.drawRightString(A4[0] - _MARGIN, _FOOT, f"Page {number} of {count}")

    return Numbered


def _document(document: Document) -> Iterator[Flowable]:
    yield Words(_escaped(document.title), style.TITLE)
    yield Words(_escaped(document.under_title), style.UNDER_TITLE)
    yield facts_on_paper(document.facts, _WIDTH)
    for section in document.sections:
        yield from _section(section, 0)


def _section(section: Section, level: int, before: tuple[Flowable, ...] = ()) -> Iterator[Flowable]:
    """Lay out a section.

    Args:
        section: The section.
        level: How deep it lies in others, from 0.
        before: Headings over it that nothing has followed yet.
    """
    headings = (*before, _heading(section, level))
    parts = _with_company(section.parts)
    inner = section.sections
    if not parts and inner:
        yield from _section(inner[0], level + 1, headings)
        inner = inner[1:]
    else:
        yield CondPageBreak(_COMPANY * len(headings))
        together = _opening(section, parts)
        # A table may be longer than a page, so headings are not held to all of one.
        if together:
            yield KeepTogether([*headings, *parts[:together]])
        else:
            yield from headings
        yield from parts[together:]
    for one in inner:
        yield from _section(one, level + 1)


def _with_company(parts: tuple[Part, ...]) -> list[Flowable]:
    """The parts on paper; words that lead to a chart stay on its page."""
    found: list[Flowable] = []
    leads = False
    for part in reversed(parts):
        flowables = list(_part(part))
        leads = isinstance(part, Chart) or (leads and isinstance(part, Paragraph))
        if leads and isinstance(part, Paragraph):
            for flowable in flowables:
                flowable.keepWithNext = 1
        found = [*flowables, *found]
    return found


def _opening(section: Section, parts: list[Flowable]) -> int:
    """How many parts a heading is held together with: as far as the first chart, or one."""
    charts = [place for place, part in enumerate(parts) if isinstance(part, _Picture)]
    if charts:
        return charts[0] + 1
    first = section.parts[:1]
    return 0 if not first or isinstance(first[0], Figures) else 1


def _heading(section: Section, level: int) -> Words:
    heading = Words(_escaped(section.title), _LEVELS[min(level, len(_LEVELS) - 1)])
    heading.keepWithNext = 1
    heading.outline_level = level
    heading.outline_key = section.key
    heading.outline_title = section.title
    return heading


def _part(part: Part) -> Iterator[Flowable]:
    if isinstance(part, Paragraph):
        yield Words(_escaped(part.text), style.OF_TONES[part.tone])
    elif isinstance(part, Points):
        items = [
            ListItem(Words(_escaped(one), style.PLAIN), leftIndent=12, bulletColor=style.QUIET)
            for one in part.items
        ]
        yield ListFlowable(items, bulletType="bullet", start="•", bulletFontSize=8, leftIndent=12)
    elif isinstance(part, Facts):
        yield facts_on_paper(part, _WIDTH)
    elif isinstance(part, Chart):
        if part.picture.figure is not None:
            yield _Picture(_fitted(part.picture.figure))
    else:
        if part.title:
            yield Words(_escaped(part.title), style.LEAD)
        yield table_on_paper(part.table, _WIDTH)
        yield Spacer(0, 8)


def _fitted(figure: go.Figure) -> Drawing:
    """Draw a chart so that it fits a page: a tall one on a wider sheet, so smaller as a whole."""
    height = float(figure.layout.height or 0.0)
    times = min(_MOST_TIMES, max(1.0, height / _MOST_HEIGHT))
    return drawing_of(figure, USUAL_WIDTH * times, _MOST_HEIGHT * times)


class _Picture(Flowable):  # type: ignore[misc]  # the package has no types
    """A drawing as wide as the text."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self.drawing = drawing
        self.scale = _WIDTH / drawing.width

    def wrap(self, *_room: float) -> tuple[float, float]:
        """How much room it takes [pt]."""
        return _WIDTH, self.drawing.height * self.scale + 8

    def draw(self) -> None:
        """Draw it on the page."""
        self.canv.saveState()
        self.canv.translate(0, 8)
        put_on_paper(self.drawing, self.canv, self.scale)
        self.canv.restoreState()


def _escaped(text: str) -> str:
    return escape(printable(text), quote=False)
