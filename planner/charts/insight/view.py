"""An answer as it is read, on a page, on the command line and in a document."""

from __future__ import annotations

from dataclasses import dataclass

from planner.charts.picture import Picture
from planner.charts.table import Table


@dataclass(frozen=True)
class InsightView:
    """What one answer says.

    Attributes:
        name: The question's command, used for widgets and files.
        sentences: The answer in one to three sentences with the figures in them; where the answer
            was stopped, one of them says what is missing.
        pictures: The charts, the most telling first; each has its sentence and its table.
        tables: What is read besides the charts' own tables.
    """

    name: str
    sentences: tuple[str, ...]
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
