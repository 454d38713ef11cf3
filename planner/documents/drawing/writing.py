"""Words on the sheet: blocks of lines, wrapped where they would be too wide."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.documents.drawing.reading import line_height
from planner.documents.drawing.shapes import Anchor, Colour, Point, Words
from planner.documents.fonts import width_of

# How far the top of small letters and their foot are from the middle of a line, in sizes.
_ABOVE_MIDDLE = 0.35
_ASCENT = 0.8


@dataclass(frozen=True)
class Pen:
    """How words are written.

    Attributes:
        size: The height of the letters [px].
        angle: How far they are turned to the right [degrees].
    """

    size: float
    colour: Colour
    is_bold: bool = False
    angle: float = 0.0


def block(
    lines: Sequence[str], at: Point, pen: Pen, anchor: Anchor, upright: str = "middle"
) -> list[Words]:
    """Write lines beside or about a point.

    Args:
        lines: What is written.
        at: The point.
        pen: How it is written.
        anchor: Which side of the lines stands at the point.
        upright: Which of ``top``, ``middle`` and ``bottom`` of the lines stands at the point.
    """
    height = line_height(pen.size)
    first = {
        "top": pen.size * _ASCENT,
        "middle": pen.size * _ABOVE_MIDDLE - height * (len(lines) - 1) / 2,
        "bottom": -pen.size * 0.2 - height * (len(lines) - 1),
    }[upright]
    turn = math.radians(pen.angle)
    return [
        Words(
            (
                at[0] - math.sin(turn) * (first + place * height),
                at[1] + math.cos(turn) * (first + place * height),
            ),
            text,
            pen.size,
            pen.colour,
            anchor,
            pen.is_bold,
            pen.angle,
        )
        for place, text in enumerate(lines)
        if text
    ]


def wrapped(lines: Sequence[str], size: float, widest: float) -> list[str]:
    """Break lines between words so that none is wider than it may be, if its words are not."""
    found: list[str] = []
    for line in lines:
        current = ""
        for word in line.split(" "):
            longer = f"{current} {word}".strip()
            if current and width_of(longer, size) > widest:
                found.append(current)
                current = word
            else:
                current = longer
        found.append(current)
    return found


def kept_within(words: Words, width: float) -> Words:
    """Move level words back onto the sheet where an end of them would leave it."""
    if words.angle:
        return words
    length = width_of(words.text, words.size, is_bold=words.is_bold)
    share = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[words.anchor]
    left = words.at[0] - length * share
    moved = max(1.0, min(left, width - 1.0 - length)) - left
    return replace(words, at=(words.at[0] + moved, words.at[1])) if moved else words
