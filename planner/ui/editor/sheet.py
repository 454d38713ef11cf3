"""What an editor is given: the rows of a table, and what to call with what is typed over them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from planner.school.records import Record
from planner.school.typed.clashes import Clash
from planner.school.typed.reading import After, Fault, RowChange
from planner.school.typed.table import Payload, Stored
from planner.ui.state import Failure

R = TypeVar("R", bound=Record)


class KeptDraft(Protocol):
    """What was typed and not saved, as it was kept, and when."""

    @property
    def payload(self) -> Mapping[str, Any]:
        """What was given to be kept."""

    @property
    def when(self) -> dt.datetime:
        """When it was kept; with its time zone."""


@dataclass(frozen=True)
class Clashing:
    """A save that was refused because somebody else saved some of the rows meanwhile."""

    clashes: Sequence[Clash]


@dataclass(frozen=True)
class Step:
    """A saved step that can be undone or done again.

    Attributes:
        words: What it is, for the middle of a sentence, such as ``3 changes to pupils``.
        do: Undoes it or does it again.
    """

    words: str
    do: Callable[[], object]


# Nothing was refused; or rows clash; or it did not work and the reason is told.
Outcome = None | Clashing | Failure


@dataclass(frozen=True)
class Sheet(Generic[R]):
    """A table to edit.

    What it is given to call must read neither the session nor anything else of Streamlit's: the
    server may break off whatever does, in the middle of a save. Look up who and which year first.

    Attributes:
        key: The key of its widgets and of what it keeps in the session: one for each table of each
            school year, so that nothing typed over one shows over another.
        record: The kind of row.
        rows: The rows as they are stored, in the order in which they are shown.
        save: Saves some rows, all or none, and says what stood in the way if anything did.
        keep_draft: Keeps what is typed and not saved; ``None`` when there is nothing to keep.
        draft: What an earlier visit typed and did not save.
        says: What the table holds, for people who do not see it.
        filters: Up to two columns with a box to choose among their values.
        first: The columns that are shown first, where people fill them in in another order than
            files have them; the others follow as files have them.
        related: The stored rows of the other tables, to find what depends on a row and which codes
            there are; without them neither is looked for.
        shown: The rows that are asked for elsewhere on the page; ``None`` where all are. The others
            are not shown, and what is typed in them is kept.
        standing: What is saved and keeps the school from being planned, with its rows.
        can_edit: Whether this visitor may change the table.
        undo: The last saved step, if it can be undone.
        redo: The step undone last, if it can be done again.
        after: Gives what a stored row becomes, from what it was and what was typed over it, where
            something follows from an edit.
    """

    key: str
    record: type[R]
    rows: Sequence[Stored[R]]
    save: Callable[[Sequence[RowChange]], Outcome]
    keep_draft: Callable[[Payload | None], object]
    draft: KeptDraft | None = None
    says: str = ""
    filters: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    related: Mapping[str, Sequence[Stored[Record]]] = field(default_factory=dict)
    shown: frozenset[int] | None = None
    standing: Sequence[Fault] = ()
    can_edit: bool = True
    undo: Step | None = None
    redo: Step | None = None
    after: After | None = None

    def key_of(self, part: str) -> str:
        """The key of one of its widgets."""
        return f"{self.key}_{part}"
