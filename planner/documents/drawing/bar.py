"""One bar on the sheet: its area, its hatching and the words at its end or inside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.documents.drawing.colours import TEXT, WHITE, readable_on
from planner.documents.drawing.hatching import hatched
from planner.documents.drawing.plot import Plot
from planner.documents.drawing.reading import size_of
from planner.documents.drawing.shapes import Anchor, Colour, Shape, Stroke, line, rectangle
from planner.documents.drawing.writing import Pen, block

_GAP = 5.0
_WHISKER = 4.0


@dataclass(frozen=True)
class Hatch:
    r"""What tells a bar apart where no colour is seen.

    Attributes:
        shape: ``/``, ``\\``, ``x``, ``-``, ``|``, ``+`` or ``.``.
        is_whole: Whether it stands for the area, on white, instead of lying on it.
    """

    shape: str
    is_whole: bool


@dataclass(frozen=True)
class Label:
    """The words of a bar.

    Attributes:
        position: ``inside``, ``outside`` or ``auto``: inside where there is room.
        anchor: Where inside: at the ``end``, in the ``middle`` or at the ``start``.
        size: The height of the letters [px].
        colour: ``None``: whatever reads well where they stand.
    """

    lines: tuple[str, ...]
    position: str
    anchor: str
    size: float
    colour: Colour | None


@dataclass(frozen=True)
class Bar:
    """A bar in the units of its axes.

    Attributes:
        is_level: Whether it runs from left to right.
        near: Where its first long edge stands.
        far: Where its other long edge stands.
        foot: Where it begins.
        top: Where it ends.
        less: How far the value may be lower; ``None`` where that is not told.
        more: How far it may be higher.
    """

    is_level: bool
    near: float
    far: float
    foot: float
    top: float
    fill: Colour
    outline: Stroke | None = None
    hatch: Hatch | None = None
    label: Label | None = None
    less: float | None = None
    more: float | None = None

    def shapes(self, plot: Plot) -> Iterator[Shape]:
        """Draw it."""
        corner, opposite = self._corners(plot)
        if abs(opposite[0] - corner[0]) > 0.01 and abs(opposite[1] - corner[1]) > 0.01:
            fill, stroke = self.fill, self.outline or Stroke(WHITE, 0.5)
            if self.hatch is not None and self.hatch.is_whole:
                fill, stroke = Colour(fill.red, fill.green, fill.blue, 0.12), Stroke(self.fill, 1)
            yield rectangle(corner, opposite, fill, stroke)
            if self.hatch is not None:
                yield from hatched(corner, opposite, self.hatch.shape, self._ink())
        yield from self._whiskers(plot)
        if self.label is not None:
            yield from self._words(plot, self.label)

    def _ink(self) -> Stroke:
        if self.hatch is not None and self.hatch.is_whole:
            return Stroke(self.fill, 1.3)
        return Stroke(Colour(255, 255, 255, 0.75), 1.1)

    def _corners(self, plot: Plot) -> tuple[tuple[float, float], tuple[float, float]]:
        if self.is_level:
            return plot.point(self.foot, self.near), plot.point(self.top, self.far)
        return plot.point(self.near, self.foot), plot.point(self.far, self.top)

    def _whiskers(self, plot: Plot) -> Iterator[Shape]:
        if self.less is None or self.more is None:
            return
        middle, ink = (self.near + self.far) / 2, Stroke(TEXT, 1.2)
        ends = []
        for value in (self.top - self.less, self.top + self.more):
            x, y = plot.point(value, middle) if self.is_level else plot.point(middle, value)
            ends.append((x, y))
            aside = (0.0, _WHISKER) if self.is_level else (_WHISKER, 0.0)
            yield line([(x - aside[0], y - aside[1]), (x + aside[0], y + aside[1])], ink)
        yield line(ends, ink)

    def _words(self, plot: Plot, label: Label) -> Iterator[Shape]:
        (x0, y0), (x1, y1) = self._corners(plot)
        width, height = size_of(label.lines, label.size)
        fits = width <= abs(x1 - x0) - 6 and height <= abs(y1 - y0) + 2
        is_inside = label.position == "inside" or (label.position == "auto" and fits)
        usual = readable_on(self.fill) if is_inside and self._is_solid else TEXT
        pen = Pen(label.size, label.colour or usual)
        if is_inside:
            yield from self._inside(plot, label, pen)
        elif self.is_level:
            before = x1 < x0
            anchor = Anchor.END if before else Anchor.START
            yield from block(
                label.lines, (x1 + (-_GAP if before else _GAP), (y0 + y1) / 2), pen, anchor
            )
        else:
            below = y1 > y0
            yield from block(
                label.lines,
                ((x0 + x1) / 2, y1 + (_GAP if below else -_GAP)),
                pen,
                Anchor.MIDDLE,
                "top" if below else "bottom",
            )

    @property
    def _is_solid(self) -> bool:
        return self.hatch is None or not self.hatch.is_whole

    def _inside(self, plot: Plot, label: Label, pen: Pen) -> Iterator[Shape]:
        (x0, y0), (x1, y1) = self._corners(plot)
        if label.anchor == "middle":
            yield from block(label.lines, ((x0 + x1) / 2, (y0 + y1) / 2), pen, Anchor.MIDDLE)
        elif self.is_level:
            x = x0 if label.anchor == "start" else x1
            towards = (1 if x1 >= x0 else -1) * (1 if label.anchor == "start" else -1)
            anchor = Anchor.START if towards > 0 else Anchor.END
            yield from block(label.lines, (x + towards * _GAP, (y0 + y1) / 2), pen, anchor)
        else:
            y = y0 if label.anchor == "start" else y1
            downward = (y1 <= y0) == (label.anchor != "start")
            at = ((x0 + x1) / 2, y + (_GAP if downward else -_GAP))
            upright = "top" if downward else "bottom"
            yield from block(label.lines, at, pen, Anchor.MIDDLE, upright)
