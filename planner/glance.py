"""The school in counts that anybody may see: small ones hidden, and what would give them away.

There are two tables and no third, because a count that stands in two tables could be worked out
from both together: pupils by year group and status, and needs by strand and how far they are met.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.school.codes import Area, Phase, SenStatus, Strand
from planner.school.fields import YEAR_GROUPS
from planner.school.records import Need, Pupil
from planner.suppression import THRESHOLD, Shown, safe_groups, safe_table

# What is rounded to a whole percent is met in full, and half is half [share 0-1].
IN_FULL, HALF = 0.995, 0.5
# Which years a school of a phase has, whoever is in them; others are shown where there is somebody.
_YEARS = {
    Phase.PRIMARY: YEAR_GROUPS[2:9],
    Phase.SECONDARY: YEAR_GROUPS[9:14],
}


class Band(StrEnum):
    """How far a need is met by the last plan."""

    IN_FULL = "met in full"
    HALF = "at least half met"
    LESS = "less than half met"
    NOT_IN_PLAN = "not in a plan yet"


@dataclass(frozen=True)
class Line:
    """One line of counts, its total last."""

    name: str
    counts: tuple[Shown, ...]


@dataclass(frozen=True)
class StrandLine:
    """The needs in one strand, by how far they are met, their total last."""

    strand: Strand
    counts: tuple[Shown, ...]


@dataclass(frozen=True)
class Glance:
    """What a viewer may see of a school year.

    Attributes:
        threshold: Counts under this are hidden [pupils].
        statuses: What the pupils' counts are by, before their total.
        years: A line for each year group; the totals of all come last [pupils].
        bands: What the needs' counts are by, before their total.
        strands: A line for each strand, area by area [needs].
        areas: How many needs there are in each area.
        needs: The totals of the needs' columns [needs].
        planned_on: When the plan was made that says how far needs are met, if there is one.
    """

    threshold: int
    statuses: tuple[SenStatus, ...]
    years: tuple[Line, ...]
    bands: tuple[Band, ...]
    strands: tuple[StrandLine, ...]
    areas: Mapping[Area, Shown]
    needs: tuple[Shown, ...]
    planned_on: dt.date | None


def glance_at(
    pupils: Sequence[Pupil],
    needs: Sequence[Need],
    *,
    phase: Phase | None = None,
    coverage: Mapping[str, float] | None = None,
    planned_on: dt.date | None = None,
    threshold: int = THRESHOLD,
) -> Glance:
    """Count a school year so that no count of few can be worked out.

    Args:
        pupils: Who is in the register.
        needs: Their needs.
        phase: The kind of school, which says which year groups there are.
        coverage: How far each need is met by the last plan, by the need's code [share 0-1].
        planned_on: When that plan was made.
        threshold: The smallest count that is shown [pupils].
    """
    statuses, years = _pupils(pupils, phase, threshold)
    bands = _bands(needs, coverage)
    counted = Counter((need.strand, _band(need, coverage)) for need in needs)
    # Every strand has its line, whether it has needs or not: a line that came and went would tell.
    groups = {area: [strand for strand in Strand if strand.area is area] for area in Area}
    lines, areas, totals = safe_groups(
        [
            [[counted[strand, band] for band in bands] for strand in some]
            for some in groups.values()
        ],
        threshold,
    )
    in_order = [strand for some in groups.values() for strand in some]
    return Glance(
        threshold=threshold,
        statuses=statuses,
        years=years,
        bands=bands,
        strands=tuple(map(StrandLine, in_order, lines)),
        areas=dict(zip(groups, areas, strict=True)),
        needs=totals,
        planned_on=planned_on if coverage is not None else None,
    )


def _pupils(
    pupils: Sequence[Pupil], phase: Phase | None, threshold: int
) -> tuple[tuple[SenStatus, ...], tuple[Line, ...]]:
    counted = Counter((pupil.year_group, pupil.sen_status) for pupil in pupils)
    # A register that lists pupils with SEN only has no column of those without, which its readers
    # would know to be empty.
    there = {pupil.sen_status for pupil in pupils}
    statuses = tuple(one for one in SenStatus if one is not SenStatus.NONE or one in there)
    years = _year_groups(pupils, phase)
    rows = [[counted[year, status] for status in statuses] for year in years]
    shown = safe_table(rows, threshold)
    return statuses, tuple(map(Line, [*years, ""], shown))


def _year_groups(pupils: Iterable[Pupil], phase: Phase | None) -> tuple[str, ...]:
    there = {pupil.year_group for pupil in pupils}
    expected = set(_YEARS.get(phase, ())) if phase else set()
    places = [place for place, year in enumerate(YEAR_GROUPS) if year in there | expected]
    if not places:
        return ()
    return YEAR_GROUPS[min(places) : max(places) + 1]


def _bands(needs: Iterable[Need], coverage: Mapping[str, float] | None) -> tuple[Band, ...]:
    if coverage is None:
        return (Band.NOT_IN_PLAN,)
    is_left_out = any(need.need not in coverage for need in needs)
    return tuple(band for band in Band if band is not Band.NOT_IN_PLAN or is_left_out)


def _band(need: Need, coverage: Mapping[str, float] | None) -> Band:
    share = None if coverage is None else coverage.get(need.need)
    if share is None:
        return Band.NOT_IN_PLAN
    if share >= IN_FULL:
        return Band.IN_FULL
    return Band.HALF if share >= HALF else Band.LESS
