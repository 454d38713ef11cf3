"""What depends on a row: the rows of other tables that name its code, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from planner.school.agreement.reference import REFERENCES, Reference
from planner.school.fields import Restriction, RestrictionKind
from planner.school.records import Record
from planner.school.typed.reading import RowChange
from planner.school.typed.table import Stored

Rows = Mapping[str, Sequence[Stored[Record]]]

# What stays when the last code that it names goes: a budget line is owed whoever pays it, and a
# statutory item whatever satisfies it. A stream that was for one pupil is not for everybody next.
_STAYS = frozenset({("budget_lines", "stream"), ("statutory", "provisions")})
_RESTRICTED_TO = {"pupils": RestrictionKind.PUPIL, "provisions": RestrictionKind.PROVISION}


@dataclass(frozen=True)
class Renaming:
    """A row whose code changes or goes.

    Attributes:
        table: The row's table.
        old: The code it has.
        new: The code it is to have; ``None`` where the row is to be deleted.
    """

    table: str
    old: str
    new: str | None = None


@dataclass(frozen=True)
class Dependent:
    """A row that names a code which changes or goes, and what it is to say afterwards.

    Attributes:
        table: The row's table.
        stored: The row as it is.
        record: The row as it is to be; ``None`` where it is to be deleted too.
    """

    table: str
    stored: Stored[Record]
    record: Record | None

    @property
    def change(self) -> RowChange:
        """The change that makes it so."""
        return RowChange(self.table, self.stored.id, self.stored.version, self.record)


def depending_on(rows: Rows, renamings: Iterable[Renaming]) -> tuple[Dependent, ...]:
    """Find every row that has to follow when codes change or go, through all tables.

    A row that names a code which goes is deleted with it, unless it names others as well or is owed
    anyway; then it only stops naming it.

    Args:
        rows: The stored rows of each table.
        renamings: The codes that change or go.
    """
    following = _Following(rows)
    for renaming in renamings:
        following.follow(renaming)
    return tuple(
        Dependent(table, stored, record)
        for (table, _), (stored, record) in following.found.items()
        if record != stored.record
    )


@dataclass
class _Following:
    rows: Rows
    found: dict[tuple[str, int], tuple[Stored[Record], Record | None]] = field(default_factory=dict)

    def follow(self, renaming: Renaming) -> None:
        for reference in REFERENCES:
            if reference.to == renaming.table:
                for stored, record in list(self._naming(reference, renaming.old)):
                    after = _without(reference, record, renaming)
                    self.found[reference.table, stored.id] = stored, after
                    if after is None and record.key:
                        code = str(getattr(stored.record, record.key[0]))
                        self.follow(Renaming(reference.table, code))

    def _naming(self, reference: Reference, code: str) -> Iterator[tuple[Stored[Record], Record]]:
        for stored in self.rows.get(reference.table, ()):
            _, record = self.found.get((reference.table, stored.id), (stored, stored.record))
            if record is not None and code in reference.codes(record):
                yield stored, record


def _without(reference: Reference, record: Record, renaming: Renaming) -> Record | None:
    """The record with another code in place of the old one; ``None`` where it goes as well."""
    column = reference.column
    given: Any = getattr(record, column)
    after = _replaced(reference, given, renaming)
    if not after and (reference.table, column) not in _STAYS:
        return None
    return record.model_copy(update={column: after})


def _replaced(reference: Reference, given: Any, renaming: Renaming) -> Any:
    if not isinstance(given, tuple):
        return renaming.new
    return tuple(
        after for part in given if (after := _replaced_part(reference, part, renaming)) is not None
    )


def _replaced_part(
    reference: Reference, part: str | Restriction, renaming: Renaming
) -> str | Restriction | None:
    if isinstance(part, str):
        return renaming.new if part == renaming.old else part
    kind = _RESTRICTED_TO[reference.to]
    if part != Restriction(kind, renaming.old):
        return part
    return None if renaming.new is None else Restriction(kind, renaming.new)
