"""The audit trail in words: who did what to which row, when, and what it was before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from planner.charts.table import Column, Table
from planner.charts.words import sentence_case
from planner.store.registry import ROW_NAMES, SINGLES
from planner.store.trail import Change, Kind
from planner.store.values import AuditEntry, Happening

_BACK_AND_FORTH = {Kind.UNDO: "Undone: ", Kind.REDO: "Done again: "}
_BESIDES = {
    "plans": ("plan", "plans"),
    "scenarios": ("scenario", "scenarios"),
    "approvals": ("approval of plan", "approvals"),
    "answers": ("answer to the question", "answers"),
    "wordings": ("words of document", "words of documents"),
}
_NAMES = {**ROW_NAMES, **_BESIDES}
_NOTHING = "–"


@dataclass(frozen=True)
class Told:
    """One line of the trail.

    Attributes:
        about: The table it is about; blank for the whole installation.
    """

    at: dt.datetime
    who: str
    about: str
    what: str
    before: str
    after: str
    why: str


def table_name(table: str) -> str:
    """What a table is called where one is chosen."""
    return sentence_case(_NAMES[table][1])


def told(entries: Sequence[AuditEntry], happenings: Sequence[Happening]) -> tuple[Told, ...]:
    """Tell what happened, the last first."""
    lines = [*_of_entries(entries), *map(_of_happening, happenings)]
    return tuple(sorted(lines, key=lambda line: line.at, reverse=True))


def chosen(lines: Iterable[Told], *, about: str, who: str, word: str) -> tuple[Told, ...]:
    """Keep the lines about a table, by somebody and with a word in them; blank keeps all."""
    return tuple(
        line
        for line in lines
        if about in {"", line.about}
        and who in {"", line.who}
        and word.casefold() in f"{line.what} {line.before} {line.after} {line.why}".casefold()
    )


def trail_table(lines: Sequence[Told]) -> Table:
    """The lines as a table."""
    return Table(
        name="who_changed_what",
        says="Every change, the last first: when, who, what, what it was before and after, why.",
        columns=tuple(map(Column, ("When", "Who", "What", "Before", "After", "Why"))),
        rows=tuple(
            (_moment(line.at), line.who, line.what, line.before, line.after, line.why)
            for line in lines
        ),
    )


def _of_entries(entries: Sequence[AuditEntry]) -> Iterator[Told]:
    """A row that was added or removed is one line; of one that was changed, each column is one."""
    for _, group in groupby(entries, key=lambda one: (one.step, one.table, one.row, one.change)):
        some = list(group)
        first = some[0]
        if not first.column:
            yield from map(_of_event, some)
        elif first.change == Change.CHANGED:
            for one in some:
                what = f"{_row(one)}: {one.column.replace('_', ' ')}"
                yield _line(one, what, one.before, one.after)
        else:
            before, after = (
                "; ".join(f"{one.column.replace('_', ' ')} {text}" for one, text in texts if text)
                for texts in (
                    [(one, one.before) for one in some],
                    [(one, one.after) for one in some],
                )
            )
            yield _line(first, f"{_row(first)} {first.change}", before, after)


def _of_event(entry: AuditEntry) -> Told:
    if entry.kind == Kind.ERASED:
        return _line(entry, "A pupil was deleted for good", None, None)
    return _line(entry, f"{_row(entry)} {entry.change}", None, entry.after)


def _row(entry: AuditEntry) -> str:
    one, several = _NAMES[entry.table]
    if entry.table in SINGLES or not entry.key:
        return sentence_case(several)
    return sentence_case(f"{one} {entry.key}")


def _line(entry: AuditEntry, what: str, before: str | None, after: str | None) -> Told:
    return Told(
        at=entry.at,
        who=entry.who,
        about=entry.table,
        what=f"{_BACK_AND_FORTH.get(Kind(entry.kind), '')}{what}",
        before=before or _NOTHING,
        after=after or _NOTHING,
        why=entry.why,
    )


def _of_happening(one: Happening) -> Told:
    return Told(one.at, one.who, "", one.what, _NOTHING, _NOTHING, "")


def _moment(at: dt.datetime) -> str:
    local = at.astimezone()
    return f"{local.day} {local:%B %Y, %H:%M}"
