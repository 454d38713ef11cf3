"""Tables on paper: headings repeated on every page, numbers on the right, thin rules."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from reportlab.platypus import Flowable, LongTable
from reportlab.platypus import Paragraph as Words
from reportlab.platypus import Table as Ruled

from planner.charts.table import Table
from planner.documents import style
from planner.documents.cells import is_number, written
from planner.documents.content import Facts, Figures
from planner.documents.fonts import printable, width_of
from planner.documents.totals import total_row, with_total

_PAD = 5.0
_NAMES = 0.27
# An address is broken where it would take more than this share of a table.
_LONGEST_WORD = 0.16
# A heading is broken into lines only beyond this [pt].
_HEADING = 80.0


def facts_on_paper(facts: Facts, width: float) -> Flowable:
    """Names on the left, what is said of them on the right."""
    rows = [[_words(name, style.HEAD), _words(said, style.CELL)] for name, said in facts.rows]
    table = Ruled(rows, colWidths=[width * _NAMES, width * (1 - _NAMES)], spaceAfter=8)
    table.setStyle([*_SPACES, ("LINEBELOW", (0, 0), (-1, -1), 0.4, style.RULE)])
    return table


def table_on_paper(figures: Figures, width: float) -> Flowable:
    """A table as wide as the text, its total set apart."""
    table = with_total(figures)
    kinds = [column.kind for column in table.columns]
    heads = [
        _words(column.title, style.NUMBER_HEAD if is_number(column.kind) else style.HEAD)
        for column in table.columns
    ]
    texts = [[written(*cell) for cell in zip(row, kinds, strict=True)] for row in table.rows]
    rows = [
        [
            _words(text, style.NUMBER if is_number(kind) else style.CELL)
            for text, kind in zip(row, kinds, strict=True)
        ]
        for row in texts
    ]
    of_total: list[tuple[Any, ...]] = []
    if total_row(figures) is not None:
        rows[-1] = [
            _words(text, style.NUMBER_HEAD if is_number(kind) else style.HEAD)
            for text, kind in zip(texts[-1], kinds, strict=True)
        ]
        # A total alone on a page would be the total of nothing.
        of_total = [
            ("LINEABOVE", (0, -1), (-1, -1), 0.8, style.INK),
            ("NOSPLIT", (0, -2), (-1, -1)),
        ]
    ruled = LongTable(
        [heads, *rows], colWidths=_widths(table, texts, width), repeatRows=1, splitByRow=1
    )
    ruled.setStyle(
        [
            *_SPACES,
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, style.INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, style.RULE),
            ("BACKGROUND", (0, 0), (-1, 0), style.BAND),
            *of_total,
        ]
    )
    return ruled


_SPACES: list[tuple[Any, ...]] = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
    ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
]


def _widths(table: Table, texts: list[list[str]], width: float) -> list[float]:
    """How wide each column is [pt].

    Columns that need less than their share of what is left have what they need; the others share
    the rest by how much they hold, so that none becomes a thread of single words.
    """
    columns = [
        _Need.of([column.title, *(row[place] for row in texts)], width)
        for place, column in enumerate(table.columns)
    ]
    found: dict[int, float] = {}
    while len(found) < len(columns):
        room = width - sum(found.values())
        left = [place for place in range(len(columns)) if place not in found]
        modest = [place for place in left if columns[place].whole <= room / len(left)]
        if not modest or len(modest) == len(left):
            return _shared(columns, found, left, room)
        found |= {place: columns[place].whole for place in modest}
    return [found[place] for place in range(len(columns))]


def _shared(
    columns: list[_Need], found: dict[int, float], left: list[int], room: float
) -> list[float]:
    """Share what is left: the longest word of each column first, then by how much it holds."""
    least = sum(columns[place].least for place in left)
    if least > room:
        found |= {place: columns[place].least * room / least for place in left}
    else:
        held = sum(columns[place].held for place in left) or 1.0
        found |= {
            place: columns[place].least + (room - least) * columns[place].held / held
            for place in left
        }
    return [found[place] for place in range(len(columns))]


@dataclass(frozen=True)
class _Need:
    """What a column needs.

    Attributes:
        whole: The room in which nothing has to be broken [pt].
        least: The room for its longest word [pt].
        held: How much it holds: the mean of what stands in its cells [pt].
    """

    whole: float
    least: float
    held: float

    @classmethod
    def of(cls, texts: list[str], width: float) -> _Need:
        """Measure the texts of a column, its heading first, for a table of a width [pt]."""
        lengths = [_length(text) for text in texts]
        longest = max((_length(word) for text in texts for word in text.split()), default=0.0)
        around = 2 * _PAD + 1
        # A long heading may be broken into lines, so that it does not make its column wide.
        whole = max(longest, min(lengths[0], _HEADING), *lengths[1:])
        return cls(
            whole + around,
            min(longest, width * _LONGEST_WORD) + around,
            sum(lengths[1:]) / max(1, len(lengths) - 1),
        )


def _length(text: str) -> float:
    return width_of(text, style.HEAD.fontSize, is_bold=True)


def _words(text: str, kind: Any) -> Words:
    return Words(escape(printable(text), quote=False).replace("\n", "<br/>"), kind)
