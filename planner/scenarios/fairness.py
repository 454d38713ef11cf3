"""Fairness between groups: how far the needs of one and of another are met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from planner.optimiser.plan import Plan
from planner.scenarios.comparison import GroupCoverage, Grouping
from planner.scenarios.received import weighted_mean
from planner.school.codes import NeedType, SenStatus, Strand
from planner.school.fields import YEAR_GROUPS, write_cell
from planner.school.records import Need, Pupil
from planner.school.school import School

Groups = Mapping[str, list[Need]]

_GROUP_OF: Mapping[Grouping, Callable[[Pupil, Need], str]] = {
    Grouping.PRIMARY_NEED: lambda pupil, _: pupil.primary_need or "",
    Grouping.STRAND: lambda _, need: need.strand,
    Grouping.YEAR_GROUP: lambda pupil, _: pupil.year_group,
    Grouping.PUPIL_PREMIUM: lambda pupil, _: write_cell(pupil.pupil_premium),
    Grouping.LOOKED_AFTER: lambda pupil, _: write_cell(pupil.looked_after),
    Grouping.SEN_STATUS: lambda pupil, _: pupil.sen_status,
}
# Groups in the order in which schools name them; what is not entered comes last.
_NAMED = (*YEAR_GROUPS, "Y", *SenStatus, *Strand, *NeedType)
_ORDER = {code: number for number, code in enumerate(_NAMED)}


def groups_of(
    name: str, school: School, plan: Plan, base: Mapping[tuple[Grouping, str], float]
) -> tuple[GroupCoverage, ...]:
    """How far the needs of each group are met in a plan, and in the base.

    Args:
        name: What the plan is called.
        school: Its school.
        plan: The plan.
        base: The coverage of the groups in the base.
    """
    rows: list[GroupCoverage] = []
    for grouping in Grouping:
        groups = _groups(school, plan, grouping)
        coverage = {group: _coverage(needs, plan) for group, needs in groups.items()}
        gap = max(coverage.values(), default=0.0) - min(coverage.values(), default=0.0)
        rows += [
            GroupCoverage(
                scenario=name,
                grouping=grouping,
                group=group,
                pupils=len({need.pupil for need in groups[group]}),
                coverage_before=base.get((grouping, group)),
                coverage=coverage[group],
                gap=gap,
            )
            for group in sorted(groups, key=lambda code: _ORDER.get(code, len(_ORDER)))
        ]
    return tuple(rows)


def coverage_by_group(school: School, plan: Plan) -> dict[tuple[Grouping, str], float]:
    """How far the needs of each group are met in a plan [share 0-1]."""
    return {
        (grouping, group): _coverage(needs, plan)
        for grouping in Grouping
        for group, needs in _groups(school, plan, grouping).items()
    }


def _groups(school: School, plan: Plan, grouping: Grouping) -> Groups:
    """The needs that could be served, by group."""
    unserved = set(plan.summary.unserved_needs)
    found: dict[str, list[Need]] = defaultdict(list)
    for need in school.needs:
        if need.need not in unserved:
            found[_GROUP_OF[grouping](school.pupil_by_id[need.pupil], need)].append(need)
    return found


def _coverage(needs: list[Need], plan: Plan) -> float:
    return weighted_mean(needs, {row.need: row.coverage for row in plan.coverage})
