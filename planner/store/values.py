"""What goes into the store and what it gives back, each a value that never changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, NotRequired, TypedDict, TypeVar

from planner.access import READ_ACTION, Actor, require
from planner.costing.owed import ReferralCost
from planner.periods import AcademicYear
from planner.school.records import Policies, Record, SchoolDetails
from planner.school.registers import Register, Registers
from planner.store.registry import REGISTERS, row_key
from planner.suppression import THRESHOLD

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class SchoolYear:
    """One academic year of one school.

    Attributes:
        school: The school's name.
        changed_at: When anything in its registers was last changed.
    """

    id: int
    school_id: int
    school: str
    academic_year: AcademicYear
    created_at: dt.datetime
    changed_at: dt.datetime

    def __str__(self) -> str:
        """Name it as on a list of years."""
        return f"{self.school}, {self.academic_year}"


@dataclass(frozen=True)
class StoredRow(Generic[R]):
    """A record with the row it is kept in; the version goes up with every change of the row."""

    id: int
    version: int
    record: R


@dataclass(frozen=True)
class YearRegisters:
    """The registers of a year, as far as whoever asked may see them.

    Attributes:
        rows: The rows of each table that may be seen, in their order.
        digest: A stamp that is another one after every save.
        has_current_plan: Whether the school has said what it does today.
        reader: Who asked.
        referral_costs: What referrals cost, for those who may see the money though not the pupils.
    """

    year: SchoolYear
    details: StoredRow[SchoolDetails] | None
    policies: StoredRow[Policies] | None
    rows: Mapping[str, tuple[StoredRow[Any], ...]]
    digest: str
    has_current_plan: bool
    reader: Actor
    referral_costs: tuple[ReferralCost, ...] = ()

    def to_registers(self) -> Registers:
        """Put all of it together as the tables of a school.

        Raises:
            AccessError: Part of it may not be seen, so that the school would not be whole.
        """
        for action in READ_ACTION.values():
            require(self.reader, action)
        assert self.details is not None
        assert self.policies is not None
        tables: dict[str, Any] = {
            table: Register.of(row.record for row in self.rows[table]) for table in REGISTERS
        }
        if not self.has_current_plan:
            tables["current_plan"] = Register(is_given=False)
        return Registers(details=self.details.record, policies=self.policies.record, **tables)


@dataclass(frozen=True)
class RowChange:
    """One row to add, change or remove.

    Attributes:
        row: The row; ``None`` to add one.
        version: The version that was read; ``None`` for a row to add.
        record: What it becomes; ``None`` to remove it.
    """

    table: str
    row: int | None
    version: int | None
    record: Record | None


@dataclass(frozen=True)
class Saved:
    """A save that is kept.

    Attributes:
        step: Its number; 0 where nothing was different from what was there.
        rows: The row of each change, in their order.
    """

    step: int
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Conflict:
    """A row that somebody else changed after it was read.

    Attributes:
        yours: What was to be saved; ``None`` to remove the row.
        theirs: What is there now; ``None`` where the row was removed.
        before: What was there when it was read, as far as it is known.
        version: The version that is there now: saving with it keeps yours.
    """

    table: str
    row: int
    yours: Record | None
    theirs: Record | None
    before: Record | None
    version: int | None
    who: str
    when: dt.datetime | None

    @property
    def is_same(self) -> bool:
        """Whether both made the same change, so that there is nothing to choose."""
        return self.yours == self.theirs

    @property
    def key(self) -> str:
        """The row as a person would name it."""
        known = self.theirs or self.before or self.yours
        return row_key(known) if known else ""

    def __str__(self) -> str:
        """Say who did what to which row."""
        did = "removed" if self.theirs is None else "changed"
        row = f"{self.table} {self.key}".rstrip()
        return f"{row} was {did} by {self.who or 'somebody'} after you opened it"


@dataclass(frozen=True)
class Step:
    """One save, as it is offered to be undone or redone.

    Attributes:
        what: What it did, such as ``2 pupils changed``.
    """

    id: int
    who: str
    at: dt.datetime
    why: str
    what: str


@dataclass(frozen=True)
class Steps:
    """Somebody's own saves of a year that can be undone or redone, the next one first."""

    undo: tuple[Step, ...] = ()
    redo: tuple[Step, ...] = ()


@dataclass(frozen=True)
class AuditEntry:
    """One value that became another, or one thing that happened.

    Attributes:
        kind: ``save``, ``undo``, ``redo`` or what else happened.
        key: The row as a person would name it.
        change: ``added``, ``changed`` or ``removed``.
        column: The column, or blank where it is about the whole table.
    """

    step: int
    kind: str
    who: str
    at: dt.datetime
    why: str
    table: str
    row: int | None
    key: str
    change: str
    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Draft:
    """What somebody has typed into a table and not yet saved."""

    table: str
    payload: Mapping[str, Any]
    who: str
    at: dt.datetime


@dataclass(frozen=True)
class Scenario:
    """Named changes to a year, tried out beside it."""

    id: int
    year_id: int
    name: str
    changes: tuple[Any, ...]
    who: str
    created_at: dt.datetime
    changed_at: dt.datetime


class MadePlan(TypedDict):
    """What a plan comes with when it is put into the store.

    Attributes:
        scenario_id: The scenario it was made for; left out for the year as it is.
        inputs_sha256: The digest of the school that it was made from.
        planning_sha256: The digest of what of it a plan rests on; left out: of all.
        files: The bytes of its files, by name.
        status: How sure it is.
    """

    scenario_id: NotRequired[int | None]
    inputs_sha256: str
    planning_sha256: NotRequired[str]
    files: Mapping[str, bytes]
    status: str
    made_at: dt.datetime


@dataclass(frozen=True)
class StoredPlan:
    """A plan that is kept; it never changes.

    Attributes:
        inputs_sha256: The digest of the school that it was made from.
        planning_sha256: The digest of what it rests on, which tells whether that has changed.
    """

    id: int
    year_id: int
    scenario_id: int | None
    inputs_sha256: str
    planning_sha256: str
    status: str
    who: str
    made_at: dt.datetime


@dataclass(frozen=True)
class Approval:
    """Somebody's yes to a plan.

    Attributes:
        note: What they wrote with it; blank to those who may not read plans.
    """

    plan_id: int
    who: str
    at: dt.datetime
    note: str


@dataclass(frozen=True)
class Wording:
    """A school's own words in one place of a document.

    Attributes:
        place: The place's key.
        text: The words; blank where the place has its usual words again.
        who: Who wrote them last.
    """

    id: int
    place: str
    text: str
    who: str
    at: dt.datetime


class MadeAnswer(TypedDict):
    """What an answer comes with when it is put into the store.

    Attributes:
        scenario_id: The scenario it was asked about; left out for the year as it is.
        inputs_sha256: The digest of the school that it was asked about.
        planning_sha256: The digest of what of it a plan rests on; left out: of all.
        question: The name of the question.
        asked: What was chosen, as JSON.
        answer: What it was answered with, as JSON.
        made_at: When the school was read for it.
    """

    scenario_id: NotRequired[int | None]
    inputs_sha256: str
    planning_sha256: NotRequired[str]
    question: str
    asked: str
    answer: str
    made_at: dt.datetime


@dataclass(frozen=True)
class StoredAnswer:
    """An answer that is kept.

    Attributes:
        inputs_sha256: The digest of the school that it was asked about.
        planning_sha256: The digest of what of it a plan rests on, which tells whether that has
            changed.
    """

    id: int
    year_id: int
    scenario_id: int | None
    inputs_sha256: str
    planning_sha256: str
    question: str
    asked: str
    answer: str
    who: str
    made_at: dt.datetime


@dataclass(frozen=True)
class WholePlan:
    """All that figures for leaders and governors are counted from.

    Attributes:
        files: The plan's files by name, with those of the school that it was made for.
        answers: The answers to questions about the year as it is, the last one first.
        fewest_shown: Counts under this are hidden from viewers [pupils].
    """

    stored: StoredPlan
    files: Mapping[str, bytes]
    answers: tuple[StoredAnswer, ...]
    fewest_shown: int


@dataclass(frozen=True)
class Rules:
    """What a school has decided about privacy; ``None`` where it has decided nothing.

    Attributes:
        fewest_shown: Counts under this are hidden from viewers [pupils].
        pupil_months: How long after their last day a pupil is due for deletion [months].
        plan_years: How long after it was made a plan is due for deletion [years].
    """

    fewest_shown: int = THRESHOLD
    pupil_months: int | None = None
    plan_years: int | None = None

    def __str__(self) -> str:
        """Say it in words."""
        pupils, plans = "are kept", "are kept"
        if self.pupil_months is not None:
            pupils = f"are due {self.pupil_months} months after their last day"
        if self.plan_years is not None:
            plans = f"are due {self.plan_years} years after they were made"
        return f"Counts under {self.fewest_shown} are hidden, pupils {pupils}, plans {plans}"


@dataclass(frozen=True)
class DuePupil:
    """A pupil who is due for deletion.

    Attributes:
        last_day: The last day on which they are known to have been a pupil here.
        due: From when they are due.
    """

    pupil: str
    last_day: dt.date
    due: dt.date


@dataclass(frozen=True)
class DuePlan:
    """A plan that is due for deletion."""

    id: int
    year: SchoolYear
    made_at: dt.datetime
    due: dt.date


@dataclass(frozen=True)
class Due:
    """What is due for deletion by a school's rule.

    Attributes:
        names: Codes with a name that are nobody's in any year, which are always due.
    """

    pupils: tuple[DuePupil, ...] = ()
    plans: tuple[DuePlan, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is due."""
        return not (self.pupils or self.plans or self.names)


@dataclass(frozen=True)
class Erased:
    """What was deleted with a pupil, or would be.

    Attributes:
        years: The school years that it was deleted from.
        counts: How many of each, by table or kind of thing; nothing is left out that is not 0.
        still_named: Codes of other rows that have the pupil's code in them, and stay.
    """

    years: tuple[SchoolYear, ...]
    counts: Mapping[str, int]
    still_named: tuple[str, ...]


@dataclass(frozen=True)
class Happening:
    """Something that happened to the whole installation, such as a backup."""

    kind: str
    who: str
    at: dt.datetime
    what: str


class Outcome(StrEnum):
    """What became of a row when its year was copied forward."""

    CARRIED = "carried"
    CHANGED = "changed"
    RENEW = "to renew"
    LEFT = "left out"


@dataclass(frozen=True)
class Carried:
    """What became of one row when its year was copied forward, and why."""

    table: str
    key: str
    outcome: Outcome
    why: str
