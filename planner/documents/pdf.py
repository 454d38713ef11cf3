"""A document as PDF: A4, page numbers, headings that stay with what follows, vector charts."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import plotly.graph_objects as go
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    ListFlowable,
    ListItem,
    LongTable,
    NextPageTemplate,
    PageBreak,
)
from reportlab.platypus import Paragraph as Words

from planner.documents import style
from planner.documents.content import (
    Chart,
    Document,
    Facts,
    Figures,
    Layout,
    Paragraph,
    Part,
    Points,
    Section,
)
from planner.documents.drawing.figure import USUAL_WIDTH, drawing_of
from planner.documents.drawing.paper import put_on_paper
from planner.documents.drawing.shapes import Drawing
from planner.documents.fonts import printable, register
from planner.documents.pages import UPRIGHT, WIDE, Shape, bound, first_shape, one_page
from planner.documents.ruled import facts_on_paper, table_on_paper

_LEVELS = (style.HEADING, style.UNDER_HEADING, style.LOW_HEADING)
# What a heading needs under it on the same page [pt].
_COMPANY = 90.0
# The tallest chart leaves room on its page for a heading and a few lines [px].
_MOST_HEIGHT = 720.0
# How much smaller than usual letters may become before a chart is pressed together instead.
_MOST_TIMES = 1.4
# A table of so few rows is held together with the words before it.
_SHORT_TABLE = 12
# How large things are tried on a single page, from as usual to as small as can still be read.
_SIZES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.65)


def pdf_of(document: Document) -> bytes:
    """Write a document; the same document gives the same bytes."""
    register()
    if document.layout is Layout.ONE_WIDE_PAGE:
        return _on_one_page(document)
    shape = first_shape(document.layout)
    return bound(document, shape, list(_document(document, shape)))[0]


def _on_one_page(document: Document) -> bytes:
    """Write a document as large as fits a page; what fits at no size has several as usual."""

    def at(times: float) -> tuple[bytes, int]:
        shape = one_page(times)
        return bound(document, shape, list(_document(document, shape)))

    usual, *smaller, smallest = _SIZES
    as_usual = at(usual)
    if as_usual[1] == 1:
        return as_usual[0]
    least = at(smallest)
    if least[1] > 1:
        return as_usual[0]
    fitting = (data for data, count in map(at, smaller) if count == 1)
    return next(fitting, least[0])


def _document(document: Document, first: Shape) -> Iterator[Flowable]:
    is_short = document.layout is Layout.ONE_WIDE_PAGE
    yield Words(_escaped(document.title), style.HEADING_OF_PAGE if is_short else style.TITLE)
    if is_short:
        yield Words(_escaped(_in_a_line(document)), style.NOTE)
    else:
        yield Words(_escaped(document.under_title), style.UNDER_TITLE)
        yield facts_on_paper(document.facts, first.width)
    shape = first
    for section in document.sections:
        wanted = WIDE if section.is_wide and not is_short else first
        if wanted is not shape:
            yield NextPageTemplate(wanted.name)
            yield PageBreak()
            shape = wanted
        yield from _section(section, 0, shape.width)


def _in_a_line(document: Document) -> str:
    """What a short document is about, and its facts, in a line instead of a table."""
    facts = (f"{name}: {said}" for name, said in document.facts.rows)
    return " · ".join([document.under_title, *facts])


def _section(
    section: Section, level: int, width: float, before: tuple[Flowable, ...] = ()
) -> Iterator[Flowable]:
    """Lay out a section.

    Args:
        section: The section.
        level: How deep it lies in others, from 0.
        width: How wide the text is [pt].
        before: Headings over it that nothing has followed yet.
    """
    headings = (*before, _heading(section, level))
    parts = _with_company(section.parts, width)
    inner = section.sections
    if not parts and inner:
        yield from _section(inner[0], level + 1, width, headings)
        inner = inner[1:]
    else:
        yield CondPageBreak(_COMPANY * (len(headings) + _has_table_soon(section)))
        _let_go_of_a_table(section, headings)
        together = _opening(section, parts)
        # A table may be longer than a page, so headings are not held to all of one.
        if together:
            yield KeepTogether([*headings, *parts[:together]])
        else:
            yield from headings
        yield from parts[together:]
    for one in inner:
        yield from _section(one, level + 1, width)


def _has_table_soon(section: Section) -> bool:
    """Whether a table follows after a few words, some of which is to be on their page."""
    return any(isinstance(part, Figures) for part in section.parts[1:3])


def _let_go_of_a_table(section: Section, headings: tuple[Flowable, ...]) -> None:
    """Let a table begin under its heading: held together, a long one would leave half a page."""
    if section.parts and isinstance(section.parts[0], Figures):
        headings[-1].keepWithNext = 0


def _with_company(parts: tuple[Part, ...], width: float) -> list[Flowable]:
    """The parts on paper; words that lead to a chart or a short table stay on its page."""
    found: list[Flowable] = []
    leads = False
    for part in reversed(parts):
        flowables = list(_part(part, width))
        leads = _is_led_to(part) or (leads and isinstance(part, Paragraph))
        if leads and isinstance(part, Paragraph):
            for flowable in flowables:
                flowable.keepWithNext = 1
        found = [*flowables, *found]
    return found


def _is_led_to(part: Part) -> bool:
    """Whether a part is held together with the words before it."""
    if isinstance(part, Figures):
        return len(part.table.rows) <= _SHORT_TABLE
    return isinstance(part, Chart)


def _opening(section: Section, parts: list[Flowable]) -> int:
    """How many parts a heading is held with: as far as the first chart or short table, or one."""
    for place, part in enumerate(parts):
        if getattr(part, "is_led_to", False):
            return place + 1
        if isinstance(part, LongTable):
            break
    first = section.parts[:1]
    return 0 if not first or isinstance(first[0], Figures) else 1


def _heading(section: Section, level: int) -> Words:
    heading = Words(_escaped(section.title), _LEVELS[min(level, len(_LEVELS) - 1)])
    heading.keepWithNext = 1
    heading.outline_level = level
    heading.outline_key = section.key
    heading.outline_title = section.title
    return heading


def _part(part: Part, width: float) -> Iterator[Flowable]:
    if isinstance(part, Paragraph):
        yield Words(_escaped(part.text), style.OF_TONES[part.tone])
    elif isinstance(part, Points):
        yield from map(_point, part.items)
    elif isinstance(part, Facts):
        yield facts_on_paper(part, width)
    elif isinstance(part, Chart):
        if part.picture.figure is not None:
            yield _Picture(_fitted(part.picture.figure), width)
    else:
        if part.title:
            yield Words(_escaped(part.title), style.LEAD)
        table = table_on_paper(part, width)
        table.is_led_to = _is_led_to(part)
        # Room after it, and not a flowable of its own, which might take a page to itself.
        table.spaceAfter = 8
        yield table


def _point(text: str) -> Flowable:
    """One of several points: each by itself, so that a page may end between them."""
    item = ListItem(Words(_escaped(text), style.PLAIN), leftIndent=12, bulletColor=style.QUIET)
    return ListFlowable([item], bulletType="bullet", start="•", bulletFontSize=8, leftIndent=12)


def _fitted(figure: go.Figure) -> Drawing:
    """Draw a chart so that it fits a page: a tall one on a wider sheet, so smaller as a whole."""
    height = float(figure.layout.height or 0.0)
    times = min(_MOST_TIMES, max(1.0, height / _MOST_HEIGHT))
    return drawing_of(figure, USUAL_WIDTH * times, _MOST_HEIGHT * times)


class _Picture(Flowable):  # type: ignore[misc]  # the package has no types
    """A drawing as wide as the text."""

    is_led_to = True

    def __init__(self, drawing: Drawing, width: float) -> None:
        super().__init__()
        self.drawing = drawing
        # On a wide page a chart is no larger than on an upright one.
        self.room = min(width, UPRIGHT.width)
        self.scale = self.room / drawing.width

    def wrap(self, *_room: float) -> tuple[float, float]:
        """How much room it takes [pt]."""
        return self.room, self.drawing.height * self.scale + 8

    def draw(self) -> None:
        """Draw it on the page."""
        self.canv.saveState()
        self.canv.translate(0, 8)
        put_on_paper(self.drawing, self.canv, self.scale)
        self.canv.restoreState()


def _escaped(text: str) -> str:
    return escape(printable(text), quote=False)
