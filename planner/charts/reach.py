"""How far needs are met, in a plan and in what the school does today.

Coverage is weighted by the needs' priority wherever needs are taken together, as in the plan's own
summary, so that every figure on a page agrees with every other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from planner.optimiser.plan import Plan
from planner.scenarios.received import hours_received as hours_received
from planner.scenarios.received import weighted_mean as weighted_mean
from planner.school.codes import Strand
from planner.school.records import Need
from planner.school.school import School

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Reach:
    """How far each need is met in the plan, and today where the school has said.

    Attributes:
        needs: The needs that some provision could serve; the others are listed in the plan.
        planned: Coverage in the plan, by need [share 0-1].
        today: Coverage today, by need [share 0-1]; ``None`` where the school has not said.
    """

    needs: tuple[Need, ...]
    planned: Mapping[str, float]
    today: Mapping[str, float] | None

    def planned_mean(self, needs: Iterable[Need]) -> float:
        """Coverage of some needs together in the plan [share 0-1]."""
        return weighted_mean(needs, self.planned)

    def mean_today(self, needs: Iterable[Need]) -> float | None:
        """Coverage of some needs together today [share 0-1]."""
        return None if self.today is None else weighted_mean(needs, self.today)

    def needs_by_pupil(self) -> dict[str, tuple[Need, ...]]:
        """The needs of each pupil who has one that could be served."""
        return _grouped((need.pupil, need) for need in self.needs)

    def needs_by_strand(self) -> dict[Strand, tuple[Need, ...]]:
        """The needs in each strand that has one that could be served."""
        return _grouped((need.strand, need) for need in self.needs)


def reach_of(school: School, plan: Plan) -> Reach:
    """Work out how far each need is met, in the plan and today."""
    unserved = set(plan.summary.unserved_needs)
    return Reach(
        needs=tuple(need for need in school.needs if need.need not in unserved),
        planned={row.need: row.coverage for row in plan.coverage},
        today=_coverage_today(school, plan),
    )


def _coverage_today(school: School, plan: Plan) -> dict[str, float] | None:
    if school.current_plan is None:
        return None
    received: dict[tuple[str, Strand], float] = defaultdict(float)
    for row in school.current_plan:
        given = hours_received(row, school)
        for need in school.needs_of[row.pupil]:
            received[row.pupil, need.strand] += given * school.effect(row.provision, need.strand)
    return {
        row.need: min(1.0, received[row.pupil, row.strand] / row.target_hours)
        if row.target_hours > 0
        else 0.0
        for row in plan.coverage
    }


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    found: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
