"""The rows of how sure: plans to choose from, lines, provisions, and what flips with an effect."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from planner.insight.answer import Pounds, Row
from planner.optimiser.near_best import Line, benefit_of, lines_of
from planner.optimiser.plan import Plan
from planner.optimiser.problem import Problem

Sureness = Literal["in_all", "in_every_found", "swappable", "not_known"]


class SurePlanRow(Row):
    """A plan that counts: A is the one asked about, the others are really different from it.

    Attributes:
        benefit: Its benefit, worked out from its coverage [weighted coverage].
        share_of_best: The same, of the best plan's that is known [share].
        fair_share: The fairest share that was settled, of which every pupil keeps a part.
        different_hours: Its hours that A does not have [h/year].
        different_share: The same, of all its hours.
        pupils_changed: Pupils who have something else than in A.
        lines_gained: Lines that A does not have.
        lines_lost: Lines of A that it does not have.
        more_of: The provisions of which it has most more than A, with the hours of the year.
        less_of: The provisions of which it has most less.
    """

    plan: str
    benefit: float
    share_of_best: float
    fair_share: float
    mean_coverage: float
    worst_coverage: float
    statutory_shortfall_hours: float
    planned_cost: Pounds
    different_hours: float
    different_share: float
    pupils_changed: int
    lines_gained: int
    lines_lost: int
    more_of: tuple[str, ...]
    less_of: tuple[str, ...]


class SureLineRow(Row):
    """What one pupil has of one provision, and how sure it is.

    Attributes:
        hours: Its hours in the plan asked about [h/year].
        least_hours: The fewest that it has in any plan that counts, where that is proven [h/year].
        in_plans: In how many of the plans found it is.
        plans: How many plans were found, the one asked about among them.
        sureness: ``in_all``: no plan that counts goes without it. ``in_every_found``: it is in
            every plan that was found. ``swappable``: a plan that counts goes without it.
            ``not_known``: no other plan was found to compare with.
        basis: ``proven`` or ``found``.
    """

    pupil: str
    provision: str
    hours: float
    least_hours: float
    in_plans: int
    plans: int
    sureness: Sureness
    basis: Literal["proven", "found"]


class SureProvisionRow(Row):
    """How sure the lines of one provision are."""

    provision: str
    lines: int
    in_all: int
    in_every_found: int
    swappable: int
    not_known: int


class SureEffectRow(Row):
    """The school solved again with some effects halved or raised by half.

    Attributes:
        effects: The provision, the strand, or the words about the evidence.
        factor: What these effects were multiplied by.
        lines: Lines of the plan before.
        lines_going: Lines of it that are then not in the plan.
        lines_coming: Lines that are then in the plan beside.
        hours_going: Hours of the lines that go [h/year].
        benefit: The benefit then [weighted coverage].
        benefit_bound: What no plan can better then; ``None`` where there was no time to tell
            [weighted coverage].
    """

    effects: str
    factor: float
    lines: int
    lines_going: int
    lines_coming: int
    hours_going: float
    benefit: float
    benefit_bound: float | None


class SureFlipRow(Row):
    """A line that goes or comes when some effects are other than assumed."""

    effects: str
    factor: float
    flips: Literal["goes", "comes"]
    pupil: str
    provision: str
    hours_before: float
    hours_after: float


class SureAllocationRow(Row):
    """A row of ``allocations.csv`` of one of the other plans."""

    plan: str
    term: str
    pupil: str
    provision: str
    group: str
    hours_per_week: float
    weeks: float
    staff_hours_per_week: float
    cost: Pounds | None


_NAMED = 3
_HOUR = 1.0


def plan_row(name: str, plan: Plan, asked: Plan, problem: Problem) -> SurePlanRow:
    """Give the figures of a plan beside the one asked about."""
    lines, asked_lines = lines_of(plan), lines_of(asked)
    other = sum(max(0.0, hours - asked_lines.get(line, 0.0)) for line, hours in lines.items())
    more = _by_kind(lines)
    more.subtract(_by_kind(asked_lines))
    benefit = benefit_of(plan, problem)
    best = {goal.name: goal for goal in asked.summary.goals}["benefit"].value
    return SurePlanRow(
        plan=name,
        benefit=benefit,
        share_of_best=benefit / best if best else 1.0,
        fair_share=plan.summary.fair_share,
        mean_coverage=plan.summary.mean_coverage,
        worst_coverage=plan.summary.worst_coverage,
        statutory_shortfall_hours=plan.summary.statutory_shortfall_hours,
        planned_cost=plan.summary.planned_cost,
        different_hours=other,
        different_share=other / (sum(lines.values()) or 1.0),
        pupils_changed=len(
            {
                line[0]
                for line in lines.keys() | asked_lines.keys()
                if abs(lines.get(line, 0.0) - asked_lines.get(line, 0.0)) > _HOUR
            }
        ),
        lines_gained=len(lines.keys() - asked_lines.keys()),
        lines_lost=len(asked_lines.keys() - lines.keys()),
        more_of=_most(more, 1),
        less_of=_most(more, -1),
    )


def _by_kind(lines: Mapping[Line, float]) -> Counter[str]:
    total: Counter[str] = Counter()
    for (_, provision), hours in lines.items():
        total[provision] += hours  # type: ignore[assignment]
    return total


def _most(more: Mapping[str, float], sign: int) -> tuple[str, ...]:
    chosen = [(sign * hours, code) for code, hours in more.items() if sign * hours > _HOUR]
    chosen.sort(key=lambda pair: (-pair[0], pair[1]))
    return tuple(f"{code} {hours:.0f}" for hours, code in chosen[:_NAMED])


def line_rows(
    plan: Plan, others: Sequence[Plan], proven: Mapping[Line, float]
) -> tuple[SureLineRow, ...]:
    """Give every line of the plan asked about, the surest first."""
    found = [lines_of(one) for one in others]
    rows = []
    for line, hours in sorted(lines_of(plan).items()):
        count = 1 + sum(line in one for one in found)
        is_proven = line in proven
        in_every: Sureness = "in_every_found" if count == len(found) + 1 else "swappable"
        if not found:
            in_every = "not_known"
        rows.append(
            SureLineRow(
                pupil=line[0],
                provision=line[1],
                hours=hours,
                least_hours=proven.get(line, 0.0),
                in_plans=count,
                plans=len(found) + 1,
                sureness="in_all" if is_proven else in_every,
                basis="proven" if is_proven else "found",
            )
        )
    return tuple(rows)


def by_provision(lines: Sequence[SureLineRow]) -> tuple[SureProvisionRow, ...]:
    """Count the lines of each provision by how sure they are, most lines first."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in lines:
        counts[row.provision][row.sureness] += 1
    return tuple(
        SureProvisionRow(
            provision=code,
            lines=sum(count.values()),
            in_all=count["in_all"],
            in_every_found=count["in_every_found"],
            swappable=count["swappable"],
            not_known=count["not_known"],
        )
        for code, count in sorted(counts.items(), key=lambda one: (-sum(one[1].values()), one[0]))
    )


def allocation_rows(plans: Mapping[str, Plan]) -> tuple[SureAllocationRow, ...]:
    """Keep what the other plans give, so that one of them can be chosen."""
    return tuple(
        SureAllocationRow(
            plan=name,
            term=row.term,
            pupil=row.pupil,
            provision=row.provision,
            group=row.group,
            hours_per_week=row.hours_per_week,
            weeks=row.weeks,
            staff_hours_per_week=row.staff_hours_per_week,
            cost=row.cost,
        )
        for name, plan in plans.items()
        for row in plan.allocations
    )
