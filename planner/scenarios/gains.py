"""Who gains and who loses what, line by line, between two plans of school years that may differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.optimiser.evaluate import coverage_by_pupil, shortfall_by_pupil
from planner.optimiser.plan import Plan
from planner.periods import overlap_days
from planner.scenarios.comparison import Effect, LineChange, LineEffect, OnRoll, PupilChange
from planner.scenarios.received import hours_received
from planner.school.records import Allocation, CurrentAllocation
from planner.school.school import School

# A minute a week is what searching leaves behind, and nobody would plan for it [h].
_LEAST_HOURS = 0.25
_LEAST_COVERAGE = 0.005

Line = tuple[str, str, str]


@dataclass(frozen=True)
class Received:
    """What a pupil receives of one provision in one term.

    Attributes:
        per_week: Hours in a week of delivery [h/week].
        hours: Hours in the term [h/term].
        cost: One pupil's share of the cost [GBP/term].
    """

    per_week: float = 0.0
    hours: float = 0.0
    cost: Decimal = Decimal(0)

    def is_as(self, other: Received) -> bool:
        """Whether it is the same but for less than a quarter of an hour in the term."""
        return abs(self.hours - other.hours) < _LEAST_HOURS


def received_in(
    rows: Iterable[Allocation | CurrentAllocation], school: School
) -> dict[Line, Received]:
    """What is received by pupil, provision and term."""
    found: dict[Line, Received] = defaultdict(Received)
    for row in rows:
        line = (row.pupil, row.provision, row.term)
        before = found[line]
        found[line] = Received(
            before.per_week + row.hours_per_week,
            before.hours + hours_received(row, school),
            before.cost + (row.cost or Decimal(0)),
        )
    return dict(found)


def lines_changed(
    before: Mapping[Line, Received], after: Mapping[Line, Received]
) -> tuple[Line, ...]:
    """The lines that are not the same, the largest change in hours first."""
    none = Received()
    changed = [
        line
        for line in before.keys() | after.keys()
        if not before.get(line, none).is_as(after.get(line, none))
    ]

    def order(line: Line) -> tuple[float, Line]:
        change = abs(after.get(line, none).hours - before.get(line, none).hours)
        return -round(change, 6), line

    return tuple(sorted(changed, key=order))


@dataclass(frozen=True)
class Sides:
    """A plan, and the base that it is compared with, each with its school.

    Attributes:
        name: What the plan is called.
        base_school: The school of the base.
        base: The base.
        school: The school of the plan.
        plan: The plan.
    """

    name: str
    base_school: School
    base: Plan
    school: School
    plan: Plan

    def line_changes(self) -> tuple[LineChange, ...]:
        """Every line that is not as in the base."""
        before = received_in(self.base.allocations, self.base_school)
        after = received_in(self.plan.allocations, self.school)
        none = Received()
        return tuple(
            self._line(line, before.get(line, none), after.get(line, none))
            for line in lines_changed(before, after)
        )

    def pupil_changes(self) -> tuple[PupilChange, ...]:
        """Every pupil of either, those who lose most first; new pupils and leavers last."""
        rows = list(self._pupils())
        rows.sort(key=lambda row: (row.on_roll is not OnRoll.BOTH, *_by_loss(row)))
        return tuple(rows)

    def on_roll(self, pupil: str) -> OnRoll:
        """Whether a pupil is new, leaves earlier than in the base, or neither."""
        before, after = _days(self.base_school, pupil), _days(self.school, pupil)
        if before == 0 < after:
            return OnRoll.NEW
        return OnRoll.LEAVES if after < before else OnRoll.BOTH

    def _line(self, line: Line, before: Received, after: Received) -> LineChange:
        pupil, provision, term = line
        return LineChange(
            scenario=self.name,
            pupil=pupil,
            on_roll=self.on_roll(pupil),
            provision=provision,
            term=term,
            effect=_effect_on_line(before, after),
            hours_per_week_before=before.per_week,
            hours_per_week=after.per_week,
            hours_before=before.hours,
            hours=after.hours,
            hours_change=after.hours - before.hours,
            cost_before=before.cost,
            cost=after.cost,
            cost_change=after.cost - before.cost,
        )

    def _pupils(self) -> Iterator[PupilChange]:
        sides = ((self.base_school, self.base), (self.school, self.plan))
        hours_before, hours = (_hours_of(school, plan) for school, plan in sides)
        cover_before, cover = (
            coverage_by_pupil(school.needs, plan.coverage, plan.summary.unserved_needs)
            for school, plan in sides
        )
        short_before, short = (shortfall_by_pupil(school, plan.statutory) for school, plan in sides)
        changed = {row.pupil for row in self.line_changes()}
        codes = dict.fromkeys((*self.base_school.pupil_by_id, *self.school.pupil_by_id))
        for pupil in codes:
            reached = cover_before.get(pupil), cover.get(pupil)
            received = hours_before.get(pupil, 0.0), hours.get(pupil, 0.0)
            yield PupilChange(
                scenario=self.name,
                pupil=pupil,
                on_roll=self.on_roll(pupil),
                effect=_effect(reached, received, pupil in changed),
                coverage_before=reached[0],
                coverage=reached[1],
                hours_before=received[0],
                hours=received[1],
                shortfall_hours_before=short_before.get(pupil, 0.0),
                shortfall_hours=short.get(pupil, 0.0),
            )


def _hours_of(school: School, plan: Plan) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for row in plan.allocations:
        found[row.pupil] += hours_received(row, school)
    return dict(found)


def _days(school: School, pupil: str) -> int:
    """Days of terms on which a pupil is on roll; 0 where they are not in the register [days]."""
    found = school.pupil_by_id.get(pupil)
    if found is None:
        return 0
    return sum(
        overlap_days(term.start, term.end, found.starts, found.leaves) for term in school.terms
    )


def _effect(
    coverage: tuple[float | None, float | None], hours: tuple[float, float], is_changed: bool
) -> Effect:
    change = (coverage[1] or 0.0) - (coverage[0] or 0.0)
    if abs(change) < _LEAST_COVERAGE:
        if not is_changed:
            return Effect.SAME
        change = hours[1] - hours[0]
        if abs(change) < _LEAST_HOURS:
            return Effect.OTHERWISE
    return Effect.GAINS if change > 0 else Effect.LOSES


def _effect_on_line(before: Received, after: Received) -> LineEffect:
    if before.hours < _LEAST_HOURS <= after.hours:
        return LineEffect.STARTS
    if after.hours < _LEAST_HOURS <= before.hours:
        return LineEffect.ENDS
    return LineEffect.MORE if after.hours > before.hours else LineEffect.FEWER


def _by_loss(row: PupilChange) -> tuple[float, float, str]:
    coverage = (row.coverage or 0.0) - (row.coverage_before or 0.0)
    return round(coverage, 6), round(row.hours - row.hours_before, 6), row.pupil
