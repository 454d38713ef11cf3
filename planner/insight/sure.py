"""How sure: what nearly all good plans have in common, what could be swapped, and other plans.

A line is what one pupil has of one provision. A line is proven to be in all plans within the
tolerance where even the relaxed program cannot do without it; else it is known only from the plans
that were found. Then effects are halved and raised by half, and the school is solved again.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from planner.insight.answer import Answer, Asked, Seconds
from planner.insight.question import Asking
from planner.insight.stressed import Known, Stressed, most_used, stressed
from planner.insight.sure_rows import (
    SureAllocationRow,
    SureEffectRow,
    SureFlipRow,
    SureLineRow,
    SurePlanRow,
    SureProvisionRow,
    allocation_rows,
    by_provision,
    line_rows,
    plan_row,
)
from planner.insight.why import planned
from planner.optimiser.near_best import Line, NearBest, benefit_of, lines_of
from planner.optimiser.plan import Plan
from planner.optimiser.resolve import Resolver

_LETTERS = "BCD"
_LEAST_DIFFERENT = 0.05
_SHARE_FOR_PLANS, _SHARE_FOR_LINES = 0.45, 0.65
_PART = 1e-3


class EffectsBy(StrEnum):
    """Which effects are halved and raised by half together."""

    PROVISION = "provision"
    STRAND = "strand"
    EVIDENCE = "evidence"
    NONE = "none"


class SureAsked(Asked):
    """What may be chosen when asking how sure a plan is."""

    percent: float = Field(
        default=1.0,
        gt=0,
        le=20,
        title="Plans count that give this much less benefit at most (%)",
        description="One per cent is well within what anybody knows of effects.",
    )
    effects: EffectsBy = Field(
        default=EffectsBy.PROVISION,
        title="Halve and raise effects by",
        description="One provision, strand or kind of evidence at a time, those most used first.",
    )
    most: int = Field(
        default=4, ge=1, le=50, title="How many of those", description="The most used come first."
    )
    seconds: Seconds = Field(
        default=60.0,
        title="Longest time to look (seconds)",
        description="What was not worked out by then is missing.",
    )


class SureAnswer(Answer):
    """How sure a plan is.

    Attributes:
        percent: The tolerance that was asked for [%].
        benefit: The benefit of the best plan that is known [weighted coverage].
        benefit_bound: What no plan can better [weighted coverage].
        benefit_floor: What a plan must give at least to count here [weighted coverage].
        plans: The plan asked about, A, and really different ones that count too.
        lines: Every line of the plan asked about, and how sure it is.
        provisions: The same by provision.
        effects: What was halved or raised by half, and how much of the plan changed.
        flips: The lines that went or came with it.
        allocations: What the other plans give, in the columns of ``allocations.csv``.
    """

    TABLES: ClassVar[tuple[str, ...]] = (
        "plans",
        "lines",
        "provisions",
        "effects",
        "flips",
        "allocations",
    )

    percent: float
    benefit: float
    benefit_bound: float
    benefit_floor: float
    plans: tuple[SurePlanRow, ...] = ()
    lines: tuple[SureLineRow, ...] = ()
    provisions: tuple[SureProvisionRow, ...] = ()
    effects: tuple[SureEffectRow, ...] = ()
    flips: tuple[SureFlipRow, ...] = ()
    allocations: tuple[SureAllocationRow, ...] = ()


def ask_sure(asking: Asking, asked: SureAsked) -> SureAnswer:
    """Say how sure a plan is.

    Raises:
        PlanningError: There is no plan to ask about.
    """
    asking.tell("Finding the plan that is asked about", 1, 4)
    resolver, point, plan = planned(asking, asked.seconds)
    doubt = _Doubt(asking, asked, resolver, plan)
    doubt.find_other_plans()
    doubt.prove_lines()
    stress = Stressed((), (), is_whole=True)
    if asked.effects is not EffectsBy.NONE:
        by = asked.effects.value
        kinds = most_used(asking.school, plan, by)[: asked.most]
        stress = stressed(asking, Known(resolver, point, plan), by, kinds, doubt.left)
    return doubt.answer(stress)


class _Doubt:
    """One question as it is being answered."""

    def __init__(self, asking: Asking, asked: SureAsked, resolver: Resolver, plan: Plan) -> None:
        self.asking, self.asked, self.resolver, self.plan = asking, asked, resolver, plan
        goal = {one.name: one for one in plan.summary.goals}["benefit"]
        self.best, self.bound = goal.value, goal.bound
        own = benefit_of(plan, resolver.problem)
        self.floor = min(self.best * (1 - asked.percent / 100), own * (1 - 1e-6))
        self.near = NearBest(resolver, plan, self.floor, should_stop=asking.should_stop)
        self.others: list[Plan] = []
        self.proven: dict[Line, float] = {}
        self.is_whole = True
        self._until = asking.seconds + asked.seconds

    @property
    def left(self) -> float:
        """Time left [s]."""
        return 0.0 if self.asking.is_stopped() else max(0.0, self._until - self.asking.seconds)

    def find_other_plans(self) -> None:
        """Find up to three plans that are really different from those before."""
        stop = self.left * (1 - _SHARE_FOR_PLANS)
        for letter in _LETTERS:
            if self.left <= stop:
                self.is_whole = False
                return
            self.asking.tell(f"Looking for another plan, {letter}", 2, 4)
            point = self.near.different([self.plan, *self.others], self.left - stop)
            plan = None if point is None else self.near.finish(point)
            if plan is None or self._difference(plan) < _LEAST_DIFFERENT:
                return
            self.others.append(plan)

    def _difference(self, plan: Plan) -> float:
        """The share of its hours that the plan nearest to it does not have [share 0-1]."""
        own = lines_of(plan)
        total = sum(own.values()) or 1.0
        return min(
            sum(max(0.0, hours - known.get(line, 0.0)) for line, hours in own.items()) / total
            for known in map(lines_of, (self.plan, *self.others))
        )

    def prove_lines(self) -> None:
        """Find the lines that no plan above the floor can do without."""
        self.asking.tell("Proving which lines no good plan can do without", 3, 4)
        lines = lines_of(self.plan)
        open_lines = [
            line for line in sorted(lines) if all(line in lines_of(one) for one in self.others)
        ]
        stop = self.left * (1 - _SHARE_FOR_LINES)
        # Lines that one relaxed plan goes without cannot be proven one at a time either.
        while open_lines:
            if self.left <= stop:
                self.is_whole = False
                return
            least = self.near.least(open_lines, self.left - stop)
            if least is None:
                self.is_whole = False
                return
            still = [one for one in open_lines if least.hours[one] > _PART * lines[one]]
            if len(still) == len(open_lines):
                break
            open_lines = still
        for line in open_lines:
            least = None if self.left <= stop else self.near.least([line], self.left - stop)
            if least is None:
                self.is_whole = False
                return
            if least.total > _PART * lines[line]:
                self.proven[line] = least.total

    def answer(self, stress: Stressed) -> SureAnswer:
        """Put together what was found."""
        lettered = dict(zip(_LETTERS, self.others, strict=False))
        lines = line_rows(self.plan, self.others, self.proven)
        return SureAnswer(
            inputs_sha256=self.asking.school.inputs_sha256,
            seconds=self.asking.seconds,
            is_whole=self.is_whole and stress.is_whole,
            percent=self.asked.percent,
            benefit=self.best,
            benefit_bound=self.bound,
            benefit_floor=self.floor,
            plans=tuple(
                plan_row(name, plan, self.plan, self.resolver.problem)
                for name, plan in {"A": self.plan, **lettered}.items()
            ),
            lines=lines,
            provisions=by_provision(lines),
            effects=stress.effects,
            flips=stress.flips,
            allocations=allocation_rows(lettered),
        )
