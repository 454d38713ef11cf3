"""Tables on paper: headings repeated on every page, numbers on the right, thin rules."""

from __future__ import annotations

from html import escape
from typing import Any

from reportlab.platypus import Flowable, LongTable
from reportlab.platypus import Paragraph as Words
from reportlab.platypus import Table as Ruled

from planner.charts.table import Table
from planner.documents import style
from planner.documents.cells import is_number, written
from planner.documents.content import Facts
from planner.documents.fonts import printable, width_of

_PAD = 5.0
_NAMES = 0.27
# No column asks for more than this share of a table before others have what they need.
_MOST = 0.45


def facts_on_paper(facts: Facts, width: float) -> Flowable:
    """Names on the left, what is said of them on the right."""
    rows = [[_words(name, style.HEAD), _words(said, style.CELL)] for name, said in facts.rows]
    table = Ruled(rows, colWidths=[width * _NAMES, width * (1 - _NAMES)], spaceAfter=8)
    table.setStyle([*_SPACES, ("LINEBELOW", (0, 0), (-1, -1), 0.4, style.RULE)])
    return table


def table_on_paper(table: Table, width: float) -> Flowable:
    """A table as wide as the text."""
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
    ruled = LongTable(
        [heads, *rows], colWidths=_widths(table, texts, width), repeatRows=1, splitByRow=1
    )
    ruled.setStyle(
        [
            *_SPACES,
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, style.INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, style.RULE),
            ("BACKGROUND", (0, 0), (-1, 0), style.BAND),
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
    """How wide each column is: its longest word at least, the rest by how much it holds [pt]."""
    least, wanted = [], []
    for place, column in enumerate(table.columns):
        cells = [row[place] for row in texts]
        words = [word for text in (column.title, *cells) for word in text.split()]
        longest = max((_length(word) for word in words), default=0.0)
        whole = max(map(_length, (column.title, *cells)), default=0.0)
        least.append(min(longest, width * _MOST / 2) + 2 * _PAD + 1)
        wanted.append(min(whole, width * _MOST) + 2 * _PAD + 1)
    if sum(least) >= width:
        return [one * width / sum(least) for one in least]
    if sum(wanted) <= width:
        spare = (width - sum(wanted)) / len(wanted)
        return [one + spare for one in wanted]
    room = width - sum(least)
    more = [max(0.0, want - few) for want, few in zip(wanted, least, strict=True)]
    share = room / (sum(more) or 1.0)
    return [few + extra * share for few, extra in zip(least, more, strict=True)]


def _length(text: str) -> float:
    return width_of(text, style.HEAD.fontSize, is_bold=True)


def _words(text: str, kind: Any) -> Words:
    return Words(escape(printable(text), quote=False).replace("\n", "<br/>"), kind)
