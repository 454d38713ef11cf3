"""What a plan gives: hours received in a term, and how far needs are met together.

Coverage is weighted by the needs' priority wherever needs are taken together, as in the plan's own
summary, so that every figure agrees with every other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.school.calendar import weeks_received
from planner.school.records import Allocation, CurrentAllocation, Need
from planner.school.school import School


def weighted_mean(needs: Iterable[Need], coverage: Mapping[str, float]) -> float:
    """The mean coverage of some needs, weighted by priority; 1 where there are none [share 0-1]."""
    total = weight = 0.0
    for need in needs:
        total += need.weight * coverage.get(need.need, 0.0)
        weight += need.weight
    return total / weight if weight else 1.0


def hours_received(row: Allocation | CurrentAllocation, school: School) -> float:
    """Hours that a pupil receives in a term by one line of a plan [h]."""
    weeks = row.weeks
    if weeks is None:
        weeks = weeks_received(
            school.pupil_by_id[row.pupil],
            school.provision_by_id[row.provision],
            school.term_by_id[row.term],
        )
    return row.hours_per_week * weeks
