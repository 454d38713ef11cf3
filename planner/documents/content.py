"""What a document says, before anybody decides how it looks: sections of words, charts and tables.

The same records become a PDF and a page, so that both say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from planner.charts.picture import Picture
from planner.charts.table import Table


class Tone(StrEnum):
    """How a paragraph is meant."""

    PLAIN = "plain"
    LEAD = "lead"
    NOTE = "note"


@dataclass(frozen=True)
class Paragraph:
    """A few sentences."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Points:
    """Sentences that stand one under another."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """What something is, line by line: its name and what is to be said of it."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Chart:
    """A chart with its sentence, how it is read, and where its figures are.

    Attributes:
        picture: The chart; its table stands apart.
    """

    picture: Picture


@dataclass(frozen=True)
class Figures:
    """A table.

    Attributes:
        title: What stands over it; blank where the heading before it says enough.
        total_of: The headings of the columns under which their total stands.
    """

    table: Table
    title: str = ""
    total_of: tuple[str, ...] = ()


Part = Paragraph | Points | Facts | Chart | Figures


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it.

    Attributes:
        key: A short name that no other section of the document has.
        is_wide: Whether it stands on pages of its own that are wider than high; only the sections
            of a document itself may ask for that.
    """

    key: str
    title: str
    parts: tuple[Part, ...] = ()
    sections: tuple[Section, ...] = ()
    is_wide: bool = False


class Layout(StrEnum):
    """The paper of a document: how its pages lie, and whether it is kept to one."""

    UPRIGHT = "upright"
    WIDE = "wide"
    # Everything is made smaller, as far as it can be read, until it fits.
    ONE_WIDE_PAGE = "one wide page"


@dataclass(frozen=True)
class Document:
    """A whole document.

    Attributes:
        title: What it is called.
        under_title: What it is about, in a line.
        running: What stands at the foot of every page.
        facts: What is to be known of it first.
        layout: The paper that it is for.
    """

    title: str
    under_title: str
    running: str
    facts: Facts
    sections: tuple[Section, ...] = field(default=())
    layout: Layout = Layout.UPRIGHT
