"""A school's tables as they were read: each record with its row, and what could not be read.

Checks between records work on these, so that a fault can name its row, and so that a row which
could not be read is not taken for one that is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

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
    Review,
    SchoolDetails,
    StaffMember,
    StatutoryItem,
    Term,
)
from planner.school.school import School

FIRST_ROW = 2

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

    @classmethod
    def of(cls, school: School) -> Registers:
        """Take a school apart into the tables that it would be written as."""
        current = school.current_plan
        return cls(
            details=school.details,
            policies=school.policies,
            terms=Register.of(school.terms),
            pupils=Register.of(school.pupils),
            needs=Register.of(school.needs),
            staff=Register.of(school.staff),
            provisions=Register.of(school.provisions),
            effects=Register.of(school.effects),
            funding=Register.of(school.funding),
            statutory=Register.of(school.statutory),
            budget_lines=Register.of(school.budget_lines),
            pins=Register.of(school.pins),
            current_plan=Register(is_given=False) if current is None else Register.of(current),
            reviews=Register.of(school.reviews),
            figures=Register.of(school.figures),
        )

    def to_school(self, details: SchoolDetails, inputs_sha256: str = "") -> School:
        """Put the records together as a school, in the order of their files."""
        return School(
            details=details,
            policies=self.policies,
            terms=self.terms.records,
            pupils=self.pupils.records,
            needs=self.needs.records,
            staff=self.staff.records,
            provisions=self.provisions.records,
            effects=self.effects.records,
            funding=self.funding.records,
            statutory=self.statutory.records,
            budget_lines=self.budget_lines.records,
            pins=self.pins.records,
            current_plan=self.current_plan.records if self.current_plan.is_given else None,
            reviews=self.reviews.records,
            figures=self.figures.records,
            inputs_sha256=inputs_sha256,
        )

    @property
    def torn(self) -> frozenset[str]:
        """The tables of which something could not be read, so that nothing missing is sure."""
        torn = {
            table.name
            for table in fields(self)
            if isinstance(rows := getattr(self, table.name), Register) and not rows.is_whole
        }
        return frozenset(torn | ({"school"} if self.details is None else set()))
