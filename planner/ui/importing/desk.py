"""What one visitor has on the desk while they import: the file, and what they chose about it.

The widgets of a file have keys of its own, so that nothing chosen for one file shows over another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from planner.exchange.mis.choosing import first_choice
from planner.exchange.mis.matching import Guess, guess_columns
from planner.exchange.mis.preview import Preview
from planner.exchange.mis.report import Report, read_report
from planner.exchange.mis.target import Target
from planner.exchange.mis.translation import Meanings, meanings_from
from planner.ui.saved_step import SavedStep
from planner.ui.state import Failure, Key


@dataclass(frozen=True)
class Memory:
    """What is remembered of somebody's earlier imports, as plain text.

    Attributes:
        columns: What each heading was chosen to be.
        meanings: What the school's own codes mean, by column and code.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass
class Desk:
    """One file that is being imported into one year.

    Attributes:
        number: Tells its widgets from those of other files and sheets.
        year_id: The year.
        name: The file's name.
        data: The file's bytes, to read another sheet of it.
        report: The table that was read.
        memory: What was remembered when it was read.
        guesses: What each column seems to be.
        shown: What the visitor has last been shown a preview of; ``None`` if of nothing.
        failure: Why it could not be saved, or another sheet of it not be read.
        is_unread: Whether it is the latter.
        said: What each widget said when it was last shown, by its part of the key.
        known: The previews worked out last, because most turns change nothing about them.
    """

    number: int
    year_id: int
    name: str
    data: bytes
    report: Report
    memory: Memory
    guesses: tuple[Guess, ...]
    shown: object = None
    failure: Failure | None = None
    is_unread: bool = False
    said: dict[str, Any] = field(default_factory=dict)
    known: dict[object, Preview] = field(default_factory=dict)

    @property
    def first_choice(self) -> Mapping[Target, str]:
        """The column that seems to have each thing asked for."""
        return first_choice(self.guesses)

    @property
    def remembered_meanings(self) -> Meanings:
        """What the school said of its own codes before."""
        return meanings_from(self.memory.meanings)

    def key(self, part: str) -> str:
        """The key of one of its widgets."""
        return f"{Key.MIS}_{self.number}_{part}"

    def chosen(self, part: str, otherwise: Any) -> Any:
        """What a widget says; or said when it was last shown; or will say once it is."""
        return st.session_state.get(self.key(part), self.said.get(part, otherwise))

    def keep(self, part: str, value: Any) -> None:
        """Keep what a widget says, because it forgets that while another page is shown."""
        self.said[part] = value


def laid(number: int, year_id: int, name: str, data: bytes, memory: Memory, **how: Any) -> Desk:
    """Read a file and lay it on the desk.

    Args:
        number: Tells its widgets from others.
        year_id: The year that it is imported into.
        name: The file's name.
        data: Its bytes.
        memory: What is remembered of earlier imports.
        how: The sheet, and the row of the headings, where the visitor says them.

    Raises:
        InputError: There is no table in it that can be read.
    """
    report = read_report(name, data, **how)
    guesses = guess_columns(report, memory.columns)
    return Desk(number, year_id, name, data, report, memory, guesses)


def desk_of(year_id: int) -> Desk | None:
    """The file on the desk for a year."""
    found: Desk | None = st.session_state.get(Key.MIS)
    return found if found is not None and found.year_id == year_id else None


def put(desk: Desk | None) -> None:
    """Put a file on the desk in place of the one that was there; ``None`` clears the desk."""
    st.session_state[Key.MIS] = desk


def next_number() -> int:
    """A number that no file of this visit had."""
    number: int = st.session_state.get(Key.MIS_COUNT, 0) + 1
    st.session_state[Key.MIS_COUNT] = number
    return number


def done_in(year_id: int) -> SavedStep | None:
    """The import into a year that was saved last in this visit."""
    found: SavedStep | None = st.session_state.get(Key.MIS_DONE)
    return found if found is not None and found.year_id == year_id else None


def set_done(done: SavedStep | None) -> None:
    """Keep what was saved last, or forget it."""
    st.session_state[Key.MIS_DONE] = done


def failure() -> Failure | None:
    """Why the last file could not be read."""
    found: Failure | None = st.session_state.get(Key.MIS_FAILED)
    return found


def set_failure(found: Failure | None) -> None:
    """Keep why a file could not be read, or forget it."""
    st.session_state[Key.MIS_FAILED] = found
