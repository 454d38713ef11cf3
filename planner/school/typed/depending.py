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
# The code that each old one becomes; ``None`` where its row goes.
After = Mapping[str, str | None]

# What stays when the last code that it names goes: a budget line is owed whoever pays it, and a
# statutory item whatever satisfies it. A stream that was for one pupil is not for everybody next.
_STAYS = frozenset(
    {
        *(("budget_lines", "stream"), ("statutory", "provisions")),
        *(("referrals", "staff"), ("referrals", "stream")),
    }
)
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
    by_table: dict[str, dict[str, str | None]] = {}
    for renaming in renamings:
        by_table.setdefault(renaming.table, {})[renaming.old] = renaming.new
    for table, after in by_table.items():
        following.follow(table, after)
    return tuple(
        Dependent(table, stored, record)
        for (table, _), (stored, record) in following.found.items()
        if record != stored.record
    )


@dataclass
class _Following:
    rows: Rows
    found: dict[tuple[str, int], tuple[Stored[Record], Record | None]] = field(default_factory=dict)

    def follow(self, table: str, after: After) -> None:
        for reference in REFERENCES:
            if reference.to == table:
                for stored, record in list(self._naming(reference, after)):
                    changed = _renamed(reference, record, after)
                    self.found[reference.table, stored.id] = stored, changed
                    if changed is None and record.key:
                        self.follow(reference.table, {getattr(stored.record, record.key[0]): None})

    def _naming(
        self, reference: Reference, after: After
    ) -> Iterator[tuple[Stored[Record], Record]]:
        for stored in self.rows.get(reference.table, ()):
            _, record = self.found.get((reference.table, stored.id), (stored, stored.record))
            if record is not None and not after.keys().isdisjoint(reference.codes(record)):
                yield stored, record


def _renamed(reference: Reference, record: Record, after: After) -> Record | None:
    """The record with other codes in place of the old ones; ``None`` where it goes as well."""
    given: Any = getattr(record, reference.column)
    if isinstance(given, tuple):
        parts = (_renamed_part(reference, part, after) for part in given)
        changed: Any = tuple(part for part in parts if part is not None)
    else:
        changed = after[given]
    if not changed and (reference.table, reference.column) not in _STAYS:
        return None
    return record.model_copy(update={reference.column: changed})


def _renamed_part(
    reference: Reference, part: str | Restriction, after: After
) -> str | Restriction | None:
    if isinstance(part, str):
        return after.get(part, part)
    kind = _RESTRICTED_TO[reference.to]
    if part.kind is not kind:
        return part
    code = after.get(part.value, part.value)
    return None if code is None else Restriction(kind, code)
