"""What one more hour a week of each role and skill would bring.

Prices of the linear program say which adults to try first; for those, the school is solved again
with one more timetabled hour of that adult, whose pay is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from planner.costing.staff import annual_cost
from planner.insight.answer import Row
from planner.insight.gains import Basis, Gain, first_moved, gains
from planner.insight.movement import effective_hours, reach
from planner.insight.start import Pace, Solved, solved
from planner.optimiser.marginal import Worth, worth_of_an_hour
from planner.optimiser.resolve import Resolver
from planner.school.codes import Engagement
from planner.school.school import School

_SECONDS_TO_RANK = 10.0


class HourRow(Row):
    """One more timetabled hour a week, all year, of an adult with a role or a skill.

    Attributes:
        of: Whether it is for a role or a skill.
        name: Which one.
        staff: The employed adult with it whose hour is worth most.
        basis: ``relaxed`` where only the linear program was asked; else as for a step of the
            ladder, from a plan with one more hour of that adult.
        relaxed_benefit: What the linear program says that a little more is worth, for one hour
            [weighted coverage]; it ranks, and promises nothing.
        goal: The first goal that the hour betters; blank: none, or not solved.
        gain: By how much.
        gain_least: What the best plans differ by at least.
        gain_most: What they differ by at most.
        pupils_helped_more: Pupils whose needs are met further.
        effective_hours: More effective hours that count [h/year].
        statutory_hours: Fewer statutory hours short [h/year].
        coverage: More coverage of all needs [share 0-1].
    """

    of: Literal["role", "skill"]
    name: str
    staff: str
    basis: Basis
    relaxed_benefit: float
    goal: str = ""
    gain: float | None = None
    gain_least: float | None = None
    gain_most: float | None = None
    pupils_helped_more: int | None = None
    effective_hours: float | None = None
    statutory_hours: float | None = None
    coverage: float | None = None


@dataclass(frozen=True)
class Ranked:
    """The adult whose hour is worth most of those with a role or a skill."""

    of: Literal["role", "skill"]
    name: str
    staff: str
    worth: Worth


@dataclass(frozen=True)
class Hours:
    """The value of hours, and whether all that was asked was solved."""

    rows: tuple[HourRow, ...]
    is_whole: bool


def value_of_hours(resolver: Resolver, at: Solved, tries: int, pace: Pace) -> Hours:
    """Rank roles and skills, and solve again for the adults that come first.

    Args:
        resolver: The program of the school, to which the plan belongs.
        at: The plan that hours are added to.
        tries: How many adults to solve again for.
        pace: The time there is.
    """
    if pace.is_over():
        return Hours((), is_whole=False)
    worth = worth_of_an_hour(resolver, at.point, seconds=min(pace.share, _SECONDS_TO_RANK))
    ranked = ranking(resolver.school, worth)
    tried: dict[str, Solved | None] = {}
    for staff in list(dict.fromkeys(one.staff for one in ranked))[:tries]:
        if pace.is_over():
            return Hours(_rows(resolver.school, ranked, at, tried), is_whole=False)
        with pace.part(f"Adding one hour a week of {staff}"):
            tried[staff] = _with_an_hour(resolver, at, staff, pace)
    rows = _rows(resolver.school, ranked, at, tried)
    return Hours(rows, is_whole=bool(worth) and all(tried.values()))


def ranking(school: School, worth: Mapping[str, Worth]) -> tuple[Ranked, ...]:
    """Find, for each role and skill of employed adults, whose hour is worth most; best first."""
    best: dict[tuple[Literal["role", "skill"], str], Ranked] = {}
    for member in school.staff:
        if member.engagement is not Engagement.EMPLOYED or member.staff not in worth:
            continue
        labels: list[tuple[Literal["role", "skill"], str]] = [("role", member.role)]
        labels += [("skill", skill.casefold()) for skill in member.skills]
        for label in labels:
            one = Ranked(*label, member.staff, worth[member.staff])
            if label not in best or one.worth > best[label].worth:
                best[label] = one
    return tuple(sorted(best.values(), key=_most_first))


def _most_first(one: Ranked) -> tuple[float, float, float, str, str]:
    worth = one.worth
    return -worth.statutory_shortfall, -worth.fair_share, -worth.benefit, one.of, one.name


def with_an_hour(school: School, staff: str) -> School:
    """Give an employed adult one more timetabled hour a week for the same pay."""
    member = school.staff_by_id[staff]
    deployable = member.weekly_hours_with_pupils + 1.0
    changed = member.model_copy(
        update={
            "deployable_hours": deployable,
            "contract_hours": max(member.contract_hours or 0.0, deployable),
            "annual_cost": annual_cost(member, school),
            "hourly_cost": None,
            "pay_point": "",
        }
    )
    return replace(
        school, staff=tuple(changed if one.staff == staff else one for one in school.staff)
    )


def _with_an_hour(resolver: Resolver, at: Solved, staff: str, pace: Pace) -> Solved | None:
    other = Resolver(with_an_hour(resolver.school, staff), most_alone=resolver.most_alone)
    other.set_money(at.point.money)
    return solved(other, [other.point_from(resolver, at.point)], pace)


def _rows(
    school: School,
    ranked: tuple[Ranked, ...],
    at: Solved,
    tried: Mapping[str, Solved | None],
) -> tuple[HourRow, ...]:
    return tuple(_each_row(school, ranked, at, tried))


def _each_row(
    school: School,
    ranked: tuple[Ranked, ...],
    at: Solved,
    tried: Mapping[str, Solved | None],
) -> Iterator[HourRow]:
    for one in ranked:
        row = HourRow(
            of=one.of,
            name=one.name,
            staff=one.staff,
            basis="relaxed",
            relaxed_benefit=one.worth.benefit,
        )
        found = tried.get(one.staff)
        yield row if found is None else row.model_copy(update=_solved_figures(school, at, found))


def _solved_figures(school: School, at: Solved, found: Solved) -> Mapping[str, object]:
    moved = gains(at.plan, found.plan)
    gain: Gain = first_moved(moved) or moved[-1]
    before, after = at.plan, found.plan
    summaries = before.summary, after.summary
    return {
        "basis": gain.basis,
        "goal": gain.goal if gain.moves else "",
        "gain": gain.gain,
        "gain_least": gain.least,
        "gain_most": gain.most,
        "pupils_helped_more": len(reach(school, before, after).more),
        "effective_hours": effective_hours(after) - effective_hours(before),
        "statutory_hours": summaries[0].statutory_shortfall_hours
        - summaries[1].statutory_shortfall_hours,
        "coverage": summaries[1].mean_coverage - summaries[0].mean_coverage,
    }
