"""What a comparison of plans holds: rows of figures, each plan beside the first one.

The first plan is the base: what the others are compared with. Fields are the columns of the files;
money is in pounds of the year, hours are those of the year unless a field says ``per_week``.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from planner.optimiser.plan import Status


class ComparisonRow(BaseModel):
    """One row of a comparison.

    Attributes:
        scenario: The name of the plan that the row is about.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    scenario: str


class PlanFigures(ComparisonRow):
    """One plan in figures.

    Attributes:
        status: Whether every goal was settled.
        gap: No plan can better any goal by more than this [share].
        income: Money in [GBP/year].
        committed_cost: What is owed whatever the plan does [GBP/year].
        planned_cost: What the plan adds [GBP/year].
        unfunded: Cost that no stream pays [GBP/year].
        unfunded_bound: No plan leaves less of it [GBP/year].
        statutory_shortfall_hours: Pupil hours owed by law and not met [h/year].
        statutory_shortfall_hours_bound: No plan leaves fewer [h/year].
        items_short: Statutory items not met in full.
        statutory_gap_cost: The least money that would meet what money can meet of them [GBP/year].
        mean_coverage: How far needs are met, weighted by priority [share 0-1].
        worst_coverage: The same for the pupil with the least [share 0-1].
        fair_share: The share of what could be done for each alone that all reach [share 0-1].
        fair_share_bound: No plan lets all reach more [share 0-1].
        benefit: Weighted coverage with diminishing returns, which the plan makes most of.
        benefit_bound: No plan reaches more, given the goals before.
        hours_with_pupils: Adults' hours with pupils, preparation included [h/year].
        undeployed_hours: Employed adults' hours that could be timetabled and are not [h/year].
        hired_hours: Hours of vacancies filled, extra, agency and service hours [h/year].
        pupils: Pupils on roll in some part of the year.
        pupils_changed: Pupils for whom a line is not as in the base; the base itself has none.
        changed_hours: Pupil hours that are not as in the base [h/year].
        pupils_changed_from_today: Pupils for whom a line is not as today; ``None``: today is not
            known.
        inputs_sha256: The digest of the school that it was made for.
        received_cost: What the places of pupils cost, shares of salaries included [GBP/year].
        authority_pays: What the local authority's rate pays for them; ``None``: no rate is known
            [GBP/year].
    """

    status: Status
    gap: float
    income: Decimal
    committed_cost: Decimal
    planned_cost: Decimal
    unfunded: Decimal
    unfunded_bound: float | None
    statutory_shortfall_hours: float
    statutory_shortfall_hours_bound: float | None
    items_short: int
    statutory_gap_cost: Decimal
    mean_coverage: float
    worst_coverage: float
    fair_share: float
    fair_share_bound: float | None
    benefit: float | None
    benefit_bound: float | None
    hours_with_pupils: float
    undeployed_hours: float
    hired_hours: float
    pupils: int
    pupils_changed: int
    changed_hours: float
    pupils_changed_from_today: int | None
    inputs_sha256: str
    received_cost: Decimal
    authority_pays: Decimal | None


class Grouping(StrEnum):
    """By what pupils, or needs, are put in groups."""

    PRIMARY_NEED = "primary_need"
    STRAND = "strand"
    YEAR_GROUP = "year_group"
    PUPIL_PREMIUM = "pupil_premium"
    LOOKED_AFTER = "looked_after"
    SEN_STATUS = "sen_status"


class GroupCoverage(ComparisonRow):
    """How far the needs of one group are met.

    Attributes:
        grouping: By what pupils are put in groups; by strand, it is needs.
        group: The code of the group.
        pupils: Pupils in it who have a need that some provision could serve.
        coverage_before: Coverage in the base [share 0-1]; ``None`` where it has no such group.
        coverage: Coverage in this plan, weighted by priority [share 0-1].
        gap: The best met group of the grouping less the least met [share 0-1].
    """

    grouping: Grouping
    group: str
    pupils: int
    coverage_before: float | None
    coverage: float
    gap: float


class OnRoll(StrEnum):
    """Whether a pupil is there in both plans for as long."""

    BOTH = "both"
    NEW = "new"
    LEAVES = "leaves"


class Effect(StrEnum):
    """What a plan means for a pupil, beside the base."""

    GAINS = "gains"
    LOSES = "loses"
    OTHERWISE = "otherwise"
    SAME = "same"


class PupilChange(ComparisonRow):
    """One pupil in a plan and in the base; those for whom nothing changes are there too.

    Attributes:
        pupil: The pupil.
        on_roll: Whether they are new, leave earlier, or neither.
        effect: Whether they gain or lose: by coverage, where it is the same by hours; else they
            receive something else for as much, or the same.
        coverage_before: How far their needs are met in the base [share 0-1]; ``None``: none could
            be.
        coverage: The same in this plan [share 0-1].
        hours_before: Hours received in the base [h/year].
        hours: Hours received in this plan [h/year].
        shortfall_hours_before: Hours owed by law and not met in the base [h/year].
        shortfall_hours: The same in this plan [h/year].
    """

    pupil: str
    on_roll: OnRoll
    effect: Effect
    coverage_before: float | None
    coverage: float | None
    hours_before: float
    hours: float
    shortfall_hours_before: float
    shortfall_hours: float


class LineEffect(StrEnum):
    """What becomes of one line of the base."""

    STARTS = "starts"
    ENDS = "ends"
    MORE = "more hours"
    FEWER = "fewer hours"


class LineChange(ComparisonRow):
    """One line that is not the same in a plan as it is in the base.

    Less than a quarter of an hour in a term is not counted as a change.

    Attributes:
        pupil: The pupil.
        on_roll: Whether they are new, leave earlier, or neither.
        provision: What they receive.
        term: When.
        effect: What becomes of it.
        hours_per_week_before: Hours in a week of delivery, in the base [h/week].
        hours_per_week: The same in this plan [h/week].
        hours_before: Hours in the term, in the base [h/term].
        hours: The same in this plan [h/term].
        hours_change: The difference [h/term].
        cost_before: One pupil's share of the cost, in the base [GBP/term].
        cost: The same in this plan [GBP/term].
        cost_change: The difference [GBP/term].
    """

    pupil: str
    on_roll: OnRoll
    provision: str
    term: str
    effect: LineEffect
    hours_per_week_before: float
    hours_per_week: float
    hours_before: float
    hours: float
    hours_change: float
    cost_before: Decimal
    cost: Decimal
    cost_change: Decimal


class ChangeMade(ComparisonRow):
    """One change of a scenario and what became of it.

    Attributes:
        change: Its number in the scenario, from 1.
        kind: The code of its kind.
        sentence: What it does.
        applies: Whether the plan was made with it.
        why_not: Why not, and what to do.
    """

    change: int
    kind: str
    sentence: str
    applies: bool
    why_not: str


class Comparison(BaseModel):
    """Plans side by side, and line by line against the first.

    Attributes:
        comparison: One row a plan, the base first.
        groups: How far the needs of groups of pupils are met, in each plan.
        pupils: Each pupil in each plan but the base, those who lose most first.
        lines: What is not as in the base, the largest change first.
        changes: The changes of each scenario.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    # The fields that hold rows, which are the names of their files too.
    TABLES: ClassVar[Mapping[str, type[ComparisonRow]]] = {
        "comparison": PlanFigures,
        "groups": GroupCoverage,
        "pupils": PupilChange,
        "lines": LineChange,
        "changes": ChangeMade,
    }

    comparison: tuple[PlanFigures, ...]
    groups: tuple[GroupCoverage, ...]
    pupils: tuple[PupilChange, ...]
    lines: tuple[LineChange, ...]
    changes: tuple[ChangeMade, ...]

    @property
    def tables(self) -> Mapping[str, tuple[ComparisonRow, ...]]:
        """The rows of each table, by the name of its file."""
        return {name: getattr(self, name) for name in self.TABLES}

    @property
    def base(self) -> PlanFigures:
        """The plan that the others are compared with."""
        return self.comparison[0]

    @property
    def others(self) -> tuple[PlanFigures, ...]:
        """The plans that are compared with it."""
        return self.comparison[1:]
