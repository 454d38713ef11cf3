"""A school's tables as they were read: each record with its row, and what could not be read.

Checks between records work on these, so that a fault can name its row, and so that a row which
could not be read is not taken for one that is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

from planner.school.records import (
    BudgetLine,
    CurrentAllocation,
    Effect,
    FundingStream,
    Need,
    OwnFigure,
    Pin,
    Policies,
    Provision,
    Pupil,
    Record,
    Referral,
    Review,
    SchoolDetails,
    StaffMember,
    StatutoryItem,
    Term,
)
from planner.school.school import School

FIRST_ROW = 2
# The tables of a school with several rows, in the order in which they are written: those that
# every school has, and those that it may leave out.
REQUIRED: tuple[type[Record], ...] = (
    Term,
    Pupil,
    Need,
    StaffMember,
    Provision,
    Effect,
    FundingStream,
)
OPTIONAL: tuple[type[Record], ...] = (
    StatutoryItem,
    BudgetLine,
    Pin,
    CurrentAllocation,
    Review,
    OwnFigure,
    Referral,
)
# What came of provision changes no plan, until an effect is changed because of it.
NOT_PLANNED_FROM: frozenset[type[Record]] = frozenset({Review})
TABLES = tuple(record.table for record in (*REQUIRED, *OPTIONAL))

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Register(Generic[R]):
    """One table, with the number of each row in its file.

    Attributes:
        rows: Each record that could be read, with its row, in the order of the file.
        lost_keys: The first key of each row that could not be read, where the key itself could be.
        is_whole: Whether every row was read.
        is_given: Whether the file is there at all.
    """

    rows: tuple[tuple[int, R], ...] = ()
    lost_keys: frozenset[str] = frozenset()
    is_whole: bool = True
    is_given: bool = True

    @classmethod
    def of(cls, records: Iterable[R]) -> Register[R]:
        """Number records as a file of them would."""
        return cls(tuple(enumerate(records, start=FIRST_ROW)))

    @property
    def is_unread(self) -> bool:
        """Whether nothing of it could be read, not even which codes it has."""
        return not (self.is_whole or self.rows or self.lost_keys)

    @property
    def records(self) -> tuple[R, ...]:
        """The records alone."""
        return tuple(record for _, record in self.rows)

    def __iter__(self) -> Iterator[tuple[int, R]]:
        """Give each row's number and record."""
        return iter(self.rows)


@dataclass(frozen=True)
class Registers:
    """All of a school's tables; ``details`` is ``None`` where ``school.csv`` could not be read."""

    details: SchoolDetails | None
    policies: Policies
    terms: Register[Term]
    pupils: Register[Pupil]
    needs: Register[Need]
    staff: Register[StaffMember]
    provisions: Register[Provision]
    effects: Register[Effect]
    funding: Register[FundingStream]
    statutory: Register[StatutoryItem]
    budget_lines: Register[BudgetLine]
    pins: Register[Pin]
    current_plan: Register[CurrentAllocation]
    reviews: Register[Review]
    figures: Register[OwnFigure]
    referrals: Register[Referral]

    @classmethod
    def of(cls, school: School) -> Registers:
        """Take a school apart into the tables that it would be written as."""
        tables = {name: getattr(school, name) for name in TABLES}
        registers: dict[str, Register[Any]] = {
            name: Register(is_given=False) if records is None else Register.of(records)
            for name, records in tables.items()
        }
        return cls(details=school.details, policies=school.policies, **registers)

    def to_school(self, details: SchoolDetails) -> School:
        """Put the records together as a school, in the order of their files."""
        tables: dict[str, Any] = {name: getattr(self, name).records for name in TABLES}
        if not self.current_plan.is_given:
            tables["current_plan"] = None
        return School(details=details, policies=self.policies, **tables)

    @property
    def torn(self) -> frozenset[str]:
        """The tables of which something could not be read, so that nothing missing is sure."""
        torn = {
            table.name
            for table in fields(self)
            if isinstance(rows := getattr(self, table.name), Register) and not rows.is_whole
        }
        return frozenset(torn | ({"school"} if self.details is None else set()))
