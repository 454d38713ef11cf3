"""The pages of a document on paper: A4 upright or wide, their feet, and their list of contents."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from planner import __version__
from planner.documents import style
from planner.documents.content import Document, Layout
from planner.documents.fonts import REGULAR, printable

MARGIN = 51.0
_FOOT = 34.0
_FOOT_ROOM = 8.0


@dataclass(frozen=True)
class Shape:
    """How a page lies, and how large things are on it.

    Attributes:
        name: What the page is called.
        size: Its width and height [pt].
        margin: What is left free on each side [pt].
        times: How large everything is put on it, where 1 is as usual.
    """

    name: str
    size: tuple[float, float]
    margin: float = MARGIN
    times: float = 1.0

    @property
    def width(self) -> float:
        """How wide the text is, before it is made smaller or larger [pt]."""
        return (self.size[0] - 2 * self.margin) / self.times

    @property
    def height(self) -> float:
        """How high the text is, before it is made smaller or larger [pt]."""
        return (self.size[1] - 2 * self.margin - _FOOT_ROOM) / self.times

    def template(self) -> PageTemplate:
        """Its page, on which everything is drawn at its size."""
        bottom = (self.margin + _FOOT_ROOM) / self.times
        frame = Frame(self.margin / self.times, bottom, self.width, self.height, 0, 0, 0, 0)
        return PageTemplate(
            id=self.name,
            frames=[frame],
            pagesize=self.size,
            onPage=self._begin,
            onPageEnd=_end,
        )

    def _begin(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.scale(self.times, self.times)


UPRIGHT = Shape("upright", A4)
WIDE = Shape("wide", landscape(A4))
# A single page goes nearer to the edges, as everybody's printer can.
_ONE_PAGE_MARGIN = 40.0


def one_page(times: float) -> Shape:
    """A wide page on which everything is made smaller, so that a document fits on it."""
    return Shape("one", landscape(A4), _ONE_PAGE_MARGIN, times)


def bound(document: Document, first: Shape, flowables: Sequence[Flowable]) -> tuple[bytes, int]:
    """Put a document on its pages, and tell how many there are.

    Args:
        document: The document, which says what stands in the file's properties and at the foot.
        first: The shape of the first page.
        flowables: What stands on the pages.
    """
    out = io.BytesIO()
    template = _Pages(
        out,
        pagesize=first.size,
        title=f"{document.title}: {document.under_title}",
        author="Evenhand",
        subject=document.under_title,
        creator=f"Evenhand {__version__}",
        lang="en-GB",
        invariant=1,
    )
    shapes = [first, *(shape for shape in (UPRIGHT, WIDE) if shape.name != first.name)]
    template.addPageTemplates([shape.template() for shape in shapes])
    template.build(list(flowables), canvasmaker=_numbered(document.running, first.margin))
    return out.getvalue(), int(template.page)


def first_shape(layout: Layout) -> Shape:
    """The shape of the first page of a document that may have several."""
    return UPRIGHT if layout is Layout.UPRIGHT else WIDE


class _Pages(BaseDocTemplate):  # type: ignore[misc]  # the package has no types
    """Pages whose headings stand in the list of contents that a reader of PDF shows."""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 (the package calls it so)
        """Enter a heading as soon as it is known on which page it stands."""
        level = getattr(flowable, "outline_level", None)
        if level is not None:
            self.canv.bookmarkPage(flowable.outline_key)
            self.canv.addOutlineEntry(flowable.outline_title, flowable.outline_key, level)


def _end(canvas: Canvas, _: BaseDocTemplate) -> None:
    canvas.restoreState()


def _numbered(running: str, margin: float) -> type[Canvas]:
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
            self.drawString(margin, _FOOT, printable(running))
            self.drawRightString(self._pagesize[0] - margin, _FOOT, f"Page {number} of {count}")

    return Numbered
