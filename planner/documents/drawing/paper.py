"""A drawing on a page of a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.drawing.shapes import Anchor, Drawing, Outline, Words
from planner.documents.fonts import BOLD, REGULAR, printable, register, width_of

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


def put_on_paper(drawing: Drawing, canvas: Canvas, scale: float) -> None:
    """Draw on a page, whose lower left corner is where the drawing's is.

    Args:
        drawing: The drawing.
        canvas: The page.
        scale: How many points a pixel of the drawing is [pt/px].
    """
    register()
    canvas.saveState()
    # The sheet counts downwards, a page upwards; only its points are turned, never its letters.
    canvas.scale(scale, scale)
    for shape in drawing.shapes:
        if isinstance(shape, Words):
            _write(shape, canvas, drawing.height)
        else:
            _draw(shape, canvas, drawing.height)
    canvas.restoreState()


def _draw(outline: Outline, canvas: Canvas, height: float) -> None:
    path = canvas.beginPath()
    path.moveTo(outline.start[0], height - outline.start[1])
    for step in outline.steps:
        x, y = step.to
        if step.handles is None:
            path.lineTo(x, height - y)
        else:
            (x1, y1), (x2, y2) = step.handles
            path.curveTo(x1, height - y1, x2, height - y2, x, height - y)
    if outline.is_closed:
        path.close()
    fill, stroke = outline.fill, outline.stroke
    if fill is not None:
        canvas.setFillColorRGB(fill.red / 255, fill.green / 255, fill.blue / 255, fill.opacity)
    if stroke is not None:
        ink = stroke.colour
        canvas.setStrokeColorRGB(ink.red / 255, ink.green / 255, ink.blue / 255, ink.opacity)
        canvas.setLineWidth(stroke.width)
        canvas.setDash(*((list(stroke.dashes),) if stroke.dashes else ()))
    has_edge = stroke is not None and stroke.width > 0
    canvas.drawPath(path, stroke=int(has_edge), fill=int(fill is not None))


def _write(words: Words, canvas: Canvas, height: float) -> None:
    colour = words.colour
    text = printable(words.text)
    length = width_of(text, words.size, is_bold=words.is_bold)
    share = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[words.anchor]
    canvas.saveState()
    canvas.setFillColorRGB(colour.red / 255, colour.green / 255, colour.blue / 255, colour.opacity)
    canvas.setFont(BOLD if words.is_bold else REGULAR, words.size)
    canvas.translate(words.at[0], height - words.at[1])
    if words.angle:
        canvas.rotate(-words.angle)
    canvas.drawString(-length * share, 0, text)
    canvas.restoreState()
