"""Coverage of needs: effective hours over target hours, and the needs that nobody could serve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from planner.optimiser.checks.reading import Reading
from planner.optimiser.checks.rule import Finding, rule
from planner.optimiser.checks.table import place, where
from planner.optimiser.checks.tolerance import SHARE, TOTAL_HOURS, differs
from planner.school.calendar import weeks_on_roll
from planner.school.codes import Strand
from planner.school.records import Need


@dataclass(frozen=True)
class Hours:
    """What a need asks for and is given over the year.

    Attributes:
        target: Effective hours that would meet it in full [h/year].
        effective: Effective hours planned [h/year].
    """

    target: float
    effective: float

    @property
    def coverage(self) -> float:
        """Effective over target hours, at most 1 [share 0-1]."""
        return min(1.0, self.effective / self.target) if self.target > 0 else 0.0


@rule
def needs_are_all_accounted_for(reading: Reading) -> Iterator[Finding]:
    """Every need has its row, whether it is served or not."""
    written = {row.need for row in reading.plan.coverage}
    for need in reading.school.needs:
        if need.need not in written:
            yield where("coverage", need.need), "has no row"


@rule
def coverage_is_counted_right(reading: Reading) -> Iterator[Finding]:
    """Coverage is hours received × effect, over weekly target × weeks on roll, and at most 1."""
    expected = hours_by_need(reading)
    for row in reading.plan.coverage:
        hours = expected[row.need]
        for name, published, right, tolerance in (
            ("target hours", row.target_hours, hours.target, TOTAL_HOURS),
            ("effective hours", row.effective_hours, hours.effective, TOTAL_HOURS),
            ("coverage", row.coverage, hours.coverage, SHARE),
        ):
            if differs(published, right, tolerance):
                yield place("coverage", row), f"says {name} {published:g}, not {right:g}"


@rule
def needs_nobody_could_serve_are_named(reading: Reading) -> Iterator[Finding]:
    """Unserved needs are those without a provision, a year group or a person that could help.

    A need of a pupil who is on roll in no week asks for nothing, and may be named or not.
    """
    named = set(reading.plan.summary.unserved_needs)
    served = {need.need for need in served_needs(reading)}
    hours = hours_by_need(reading)
    for need in reading.school.needs:
        if hours[need.need].target > 0 and (need.need in named) == (need.need in served):
            what = "could be served" if need.need in served else "could not be served"
            yield where("summary unserved_needs", need.need), what
    for need_id in sorted(named - {need.need for need in reading.school.needs}):
        yield where("summary unserved_needs", need_id), "is no need of the school"


def hours_by_need(reading: Reading) -> dict[str, Hours]:
    """Hours of every need, worked out from what its pupil receives."""
    received: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for row in reading.plan.allocations:
        received[row.pupil].append((row.provision, row.hours_per_week * reading.weeks(row)))
    weeks = {
        pupil.pupil: sum(weeks_on_roll(pupil, term) for term in reading.school.terms)
        for pupil in reading.school.pupils
    }
    return {
        need.need: Hours(
            target=need.target_hours_per_week * weeks[need.pupil],
            effective=sum(
                hours * reading.school.effect(provision_id, need.strand)
                for provision_id, hours in received[need.pupil]
            ),
        )
        for need in reading.school.needs
    }


def served_needs(reading: Reading) -> tuple[Need, ...]:
    """The needs that some provision could serve: by effect, year group, role and skill.

    Those that ask for no hours, their pupil being on roll in no week, have no coverage to count.
    """
    school, hours = reading.school, hours_by_need(reading)
    given = [row for row in school.provisions if row.is_item or school.deliverers_of[row.provision]]
    could_serve: dict[tuple[Strand, str], bool] = {}

    def is_served(need: Need) -> bool:
        key = need.strand, school.pupil_by_id[need.pupil].year_group
        if key not in could_serve:
            could_serve[key] = any(
                provision.is_for(key[1]) and school.effect(provision.provision, key[0]) > 0
                for provision in given
            )
        return could_serve[key]

    return tuple(need for need in school.needs if hours[need.need].target > 0 and is_served(need))


def coverage_by_pupil(reading: Reading) -> dict[str, float]:
    """Each pupil's coverage: the priority-weighted mean over needs that could be served."""
    hours = hours_by_need(reading)
    covered: dict[str, float] = defaultdict(float)
    weights: dict[str, float] = defaultdict(float)
    for need in served_needs(reading):
        covered[need.pupil] += need.weight * hours[need.need].coverage
        weights[need.pupil] += need.weight
    return {pupil_id: covered[pupil_id] / weight for pupil_id, weight in weights.items()}
