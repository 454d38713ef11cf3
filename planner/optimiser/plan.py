"""A plan: the answer, as the tables of the plan folder and a summary.

Each table's fields are defined once here, as those of the school folder are in
``planner.school.records``; ``planner.exchange`` writes and reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from planner.school import codes
from planner.school.codes import Per
from planner.school.fields import Id, IdList, Money, Number, Text, WholeNumber, code_reader, column
from planner.school.records import Allocation, Policies, Record, StrandCode

UNFUNDED = "UNFUNDED"


class Status(StrEnum):
    """How sure a plan is: every goal settled within its gap, or stopped by time or by hand."""

    OPTIMAL = "optimal"
    TIME_LIMIT = "time_limit"


class SpendingKind(StrEnum):
    """What a pound was spent on."""

    EMPLOYED = "employed"
    EXTRA = "extra"
    VACANCY = "vacancy"
    AGENCY = "agency"
    SERVICE = "service"
    LINE = "line"
    PER_PUPIL = "per_pupil"
    PER_GROUP = "per_group"
    SET_UP = "set_up"
    ITEM = "item"


def is_referral(kind: SpendingKind, pupil: str | None, provision: str | None) -> bool:
    """Whether a cost is a referral's: a service for a pupil that is no provision of the plan."""
    return kind is SpendingKind.SERVICE and pupil is not None and provision is None


def is_committed(kind: SpendingKind, pupil: str | None, provision: str | None) -> bool:
    """Whether a cost is owed whatever the plan does: a salary, a budget line or a referral."""
    owed = kind in {SpendingKind.EMPLOYED, SpendingKind.LINE}
    return owed or is_referral(kind, pupil, provision)


class HireKind(StrEnum):
    """How hours beyond those of employed staff come about."""

    VACANCY = "vacancy"
    EXTRA = "extra"
    AGENCY = "agency"
    SERVICE = "service"


class ReasonCode(StrEnum):
    """Which limit a statutory shortfall comes from."""

    MONEY = "money"
    SKILL = "skill"
    HOURS = "hours"
    TIME = "time"
    GROUP = "group"
    DATES = "dates"
    PIN = "pin"


class Group(Record):
    """One run of a programme in one term: its pupils and its adult."""

    table: ClassVar[str] = "groups"

    group: Id = column("The group's code")
    provision: Id = column("The programme")
    term: Id = column("The term")
    pupils: IdList = column("Who is in it")
    size: WholeNumber = column("How many are in it", unit="pupils")
    staff: Id = column("The adult who leads it")
    staff_hours_per_week: Number = column("The adult's hours, preparation included", unit="h/week")


class Deployment(Record):
    """An adult's hours in one provision in one term."""

    table: ClassVar[str] = "deployment"

    term: Id = column("The term")
    staff: Id = column("The adult")
    provision: Id = column("The provision")
    group: Text = column("The group; blank for support", default="")
    pupils: IdList = column(
        "Whose statutory item with a skill the hours count for", default=(), name="pupil"
    )
    hours_per_week: Number = column(
        "Hours a week, averaged over the term for support", unit="h/week"
    )


class Hire(Record):
    """Hours bought, or a vacancy filled, in one term."""

    table: ClassVar[str] = "hiring"

    staff: Id = column("The adult")
    engagement: Annotated[HireKind, code_reader(HireKind)] = column(
        "vacancy, extra, agency or service"
    )
    term: Id = column("The term")
    hours_per_week: Number = column("Hours bought; for a vacancy the contract hours", unit="h/week")
    cost: Money = column("Cost in the term", unit="GBP")


class Coverage(Record):
    """How far a need is met over the year."""

    table: ClassVar[str] = "coverage"

    need: Id = column("The need")
    pupil: Id = column("Whose need it is")
    strand: StrandCode = column("What it is in")
    target_hours: Number = column("Effective hours that would meet it in full", unit="h/year")
    effective_hours: Number = column("Effective hours planned", unit="h/year")
    coverage: Number = column("Effective over target hours, at most 1", unit="share 0-1")


class StatutoryResult(Record):
    """How far a statutory item is met, in its own unit, in one term or in the year."""

    table: ClassVar[str] = "statutory"

    item: Id = column("The item")
    pupil: Id = column("Whose item it is")
    per: Annotated[Per, code_reader(codes.Per)] = column("week, term or year")
    term: Id | None = column("The term; blank for a yearly item", default=None)
    required_hours: Number = column("Hours owed", unit="h per period")
    planned_hours: Number = column("Hours planned that count", unit="h per period")
    shortfall_hours: Number = column("Hours not met", unit="h per period")
    reason: Text = column("Why, beginning with one word for the limit", default="")


class StreamUse(Record):
    """What became of one stream's money."""

    table: ClassVar[str] = "funding"

    stream: Id = column("The stream")
    amount: Money = column("Available for the year", unit="GBP a year")
    spent: Money = column("Spent", unit="GBP a year")
    unspent: Money = column("Left", unit="GBP a year")


class Spending(Record):
    """Pounds, once: who paid for what."""

    table: ClassVar[str] = "spending"

    stream: Id = column("The stream that pays, or UNFUNDED")
    cost_item: Id = column("The adult, budget line, referral or provision that costs")
    kind: Annotated[SpendingKind, code_reader(SpendingKind)] = column("What it was spent on")
    pupil: Id | None = column("Whom it is for, where it is for one pupil", default=None)
    provision: Id | None = column("What it is for, where it is for one provision", default=None)
    term: Id = column("The term in which it falls")
    amount: Money = column("Amount", unit="GBP")

    @property
    def is_referral(self) -> bool:
        """Whether it is the cost of a referral."""
        return is_referral(self.kind, self.pupil, self.provision)

    @property
    def is_committed(self) -> bool:
        """Whether it is owed whatever the plan does."""
        return is_committed(self.kind, self.pupil, self.provision)


@dataclass(frozen=True)
class GoalResult:
    """How one goal was settled.

    Attributes:
        name: The goal, as in section 2 of the data format.
        value: What the plan reaches, worked out again from the plan.
        bound: What no plan can better, given the goals before.
        unit: What the value is measured in.
        gap: Distance between the two, relative to the value [share].
    """

    name: str
    value: float
    bound: float
    unit: str
    gap: float = 0.0


@dataclass(frozen=True)
class Summary:
    """The figures of ``summary.json``; hours and shares as floats, money in pounds."""

    status: Status
    gap: float
    solver: str
    seconds: float
    goals: tuple[GoalResult, ...]
    income: Decimal
    committed_cost: Decimal
    planned_cost: Decimal
    unfunded: Decimal
    statutory_shortfall_hours: float
    statutory_gap_cost: Decimal
    mean_coverage: float
    worst_coverage: float
    fair_share: float
    inputs_sha256: str
    planner_version: str
    policies: Policies
    most_alone: dict[str, float]
    unserved_needs: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """Who gets what, from whom, paid by what; every table in a fixed order.

    A plan that exists has passed its checks, unless it was read from a folder.
    """

    allocations: tuple[Allocation, ...]
    groups: tuple[Group, ...]
    deployment: tuple[Deployment, ...]
    hiring: tuple[Hire, ...]
    coverage: tuple[Coverage, ...]
    statutory: tuple[StatutoryResult, ...]
    funding: tuple[StreamUse, ...]
    spending: tuple[Spending, ...]
    summary: Summary

    def pupils_of(self, row: Deployment) -> frozenset[str]:
        """The pupils among whom an adult's hours in a provision and term are spread."""
        if row.pupils:
            return frozenset(row.pupils)
        return frozenset(
            allocation.pupil
            for allocation in self.allocations
            if allocation.term == row.term
            and allocation.provision == row.provision
            and (not row.group or allocation.group == row.group)
        )
