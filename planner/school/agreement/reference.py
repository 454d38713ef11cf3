"""Which columns refer to which tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from planner.school.fields import RestrictionKind
from planner.school.records import FundingStream


@dataclass(frozen=True)
class Reference:
    """A column whose codes are those of another table.

    Attributes:
        table: The table that refers.
        column: Its column.
        to: The table referred to.
        codes: Gives the codes that a row refers to.
    """

    table: str
    column: str
    to: str
    codes: Callable[[Any], Iterator[str]]


def _of(table: str, column: str, to: str) -> Reference:
    def codes(row: object) -> Iterator[str]:
        given = getattr(row, column)
        if given is not None:
            yield from (given,) if isinstance(given, str) else given

    return Reference(table, column, to, codes)


def _restricted(to: str, kind: RestrictionKind) -> Reference:
    def codes(stream: FundingStream) -> Iterator[str]:
        return (entry.value for entry in stream.restricted_to if entry.kind is kind)

    return Reference("funding", "restricted_to", to, codes)


REFERENCES: tuple[Reference, ...] = (
    _of("needs", "pupil", "pupils"),
    _of("statutory", "pupil", "pupils"),
    _of("statutory", "provisions", "provisions"),
    _of("effects", "provision", "provisions"),
    _of("budget_lines", "stream", "funding"),
    _of("referrals", "pupil", "pupils"),
    _of("referrals", "staff", "staff"),
    _of("referrals", "stream", "funding"),
    _of("pins", "pupil", "pupils"),
    _of("pins", "provision", "provisions"),
    _of("pins", "term", "terms"),
    _of("current_plan", "pupil", "pupils"),
    _of("current_plan", "provision", "provisions"),
    _of("current_plan", "term", "terms"),
    _restricted("pupils", RestrictionKind.PUPIL),
    _restricted("provisions", RestrictionKind.PROVISION),
)
