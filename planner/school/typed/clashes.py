"""Two people changed the same row: what each of them wrote, and whose goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from planner.school.records import Record
from planner.school.typed.table import Stored, Typed, texts_of
from planner.school.typed.words import shown, titles_of

R = TypeVar("R", bound=Record)
GONE = "deleted"
AS_BEFORE = "(not changed)"


class Clash(Protocol):
    """A row that somebody else saved while it was being typed over."""

    @property
    def table(self) -> str:
        """The table."""

    @property
    def row(self) -> int:
        """The stored row."""

    @property
    def yours(self) -> Record | None:
        """What was to be saved; ``None`` where it was to be deleted."""

    @property
    def theirs(self) -> Record | None:
        """What is stored; ``None`` where it has been deleted."""

    @property
    def before(self) -> Record | None:
        """What both started from, where it is known."""

    @property
    def who(self) -> str:
        """Who saved it."""

    @property
    def when(self) -> dt.datetime:
        """When it was saved."""


@dataclass(frozen=True)
class Difference:
    """One cell on which two people do not agree; the heading is blank for the whole row."""

    column: str
    before: str
    yours: str
    theirs: str


def differences_of(clash: Clash) -> Iterator[Difference]:
    """Give each cell in which what was typed and what is stored differ.

    A cell that only the other person changed is among them, and said to be as it was before.
    """
    some = clash.yours or clash.theirs
    if some is None:
        return
    before = texts_of(clash.before) if clash.before else {}
    if clash.yours is None or clash.theirs is None:
        yours, theirs = (GONE if one is None else "changed" for one in (clash.yours, clash.theirs))
        yield Difference("", "", yours, theirs)
        return
    yours_by_column, theirs_by_column = texts_of(clash.yours), texts_of(clash.theirs)
    for column, title in titles_of(type(some)).items():
        mine, stored = yours_by_column[column], theirs_by_column[column]
        if mine != stored:
            yours = AS_BEFORE if before.get(column) == mine else shown(mine)
            yield Difference(title, shown(before.get(column, "")), yours, shown(stored))


def settled(
    base: Sequence[Stored[R]], typed: Typed, clashes: Iterable[Clash], keep: Collection[int]
) -> Typed:
    """Settle clashes: what was typed over a row goes on from what is stored now, or is taken back.

    Of a row that is kept, only the cells that were typed over stand against what is stored: a
    column that the other person alone changed stays as they left it.

    Args:
        base: The rows as they are stored now.
        typed: What was typed.
        clashes: The rows that somebody else saved meanwhile.
        keep: The rows for which what was typed goes on.
    """
    stored_by_id = {stored.id: stored for stored in base}
    for clash in clashes:
        typed = typed.without(clash.row)
        if clash.row in keep:
            typed = _kept(typed, clash, stored_by_id.get(clash.row))
    return typed


def _kept(typed: Typed, clash: Clash, stored: Stored[Record] | None) -> Typed:
    if clash.yours is None:
        return typed if stored is None else typed.with_deleted(stored.id, stored.version)
    yours = texts_of(clash.yours)
    if stored is None:
        return typed.with_row(typed.next_place, yours)
    before = texts_of(clash.before) if clash.before else {}
    mine = {column: text for column, text in yours.items() if text != before.get(column)}
    return typed.with_cells(stored, mine)
