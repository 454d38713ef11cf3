"""Plans beside the first of them, in figures and line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.costing.ledger import ledger_of
from planner.optimiser.plan import GoalResult, HireKind, Plan
from planner.scenarios.comparison import ChangeMade, Comparison, PlanFigures
from planner.scenarios.fairness import coverage_by_group, groups_of
from planner.scenarios.gains import Sides, lines_changed, received_in
from planner.scenarios.scenario import Outcome
from planner.school.calendar import is_available, on_roll_share
from planner.school.codes import Engagement
from planner.school.school import School

AS_IT_IS = "The year as it is"
_LEAST_SHORT = 1e-4


@dataclass(frozen=True)
class Planned:
    """A school year with the plan that was made for it.

    Attributes:
        name: What it is called.
        school: The school, with the changes of its scenario.
        plan: The plan for it.
        outcomes: What became of the scenario's changes; none for the year as it is.
    """

    name: str
    school: School
    plan: Plan
    outcomes: tuple[Outcome, ...] = ()


def compare(base: Planned, others: Sequence[Planned]) -> Comparison:
    """Set plans beside a base.

    Args:
        base: What the others are compared with.
        others: The others; their schools have the terms of the base.
    """
    sides = [
        Sides(one.name, base.school, base.plan, one.school, one.plan) for one in (base, *others)
    ]
    before = coverage_by_group(base.school, base.plan)
    return Comparison(
        comparison=tuple(
            _figures(one, side) for one, side in zip((base, *others), sides, strict=True)
        ),
        groups=tuple(
            row
            for one in (base, *others)
            for row in groups_of(one.name, one.school, one.plan, before)
        ),
        pupils=tuple(row for side in sides[1:] for row in side.pupil_changes()),
        lines=tuple(row for side in sides[1:] for row in side.line_changes()),
        changes=tuple(row for one in (base, *others) for row in _changes(one)),
    )


def _figures(one: Planned, side: Sides) -> PlanFigures:
    summary = one.plan.summary
    goals = {goal.name: goal for goal in summary.goals}
    lines = side.line_changes()
    benefit = goals.get("benefit")
    ledger = ledger_of(one.school, one.plan)
    return PlanFigures(
        scenario=one.name,
        status=summary.status,
        gap=summary.gap,
        income=summary.income,
        committed_cost=summary.committed_cost,
        planned_cost=summary.planned_cost,
        unfunded=summary.unfunded,
        unfunded_bound=_bound(goals.get("unfunded")),
        statutory_shortfall_hours=summary.statutory_shortfall_hours,
        statutory_shortfall_hours_bound=_bound(goals.get("statutory_shortfall")),
        items_short=len(
            {row.item for row in one.plan.statutory if row.shortfall_hours > _LEAST_SHORT}
        ),
        statutory_gap_cost=summary.statutory_gap_cost,
        mean_coverage=summary.mean_coverage,
        worst_coverage=summary.worst_coverage,
        fair_share=summary.fair_share,
        fair_share_bound=_bound(goals.get("fair_share")),
        benefit=None if benefit is None else benefit.value,
        benefit_bound=_bound(benefit),
        hours_with_pupils=_hours_with_pupils(one),
        undeployed_hours=_undeployed_hours(one),
        hired_hours=sum(
            row.hours_per_week * one.school.term_by_id[row.term].weeks for row in one.plan.hiring
        ),
        pupils=sum(
            any(on_roll_share(pupil, term) > 0 for term in one.school.terms)
            for pupil in one.school.pupils
        ),
        pupils_changed=len({row.pupil for row in lines}),
        changed_hours=sum(abs(row.hours_change) for row in lines),
        pupils_changed_from_today=_changed_from_today(one, side.base_school),
        inputs_sha256=one.school.inputs_sha256,
        received_cost=sum((row.cost or Decimal(0) for row in one.plan.allocations), Decimal(0)),
        authority_pays=ledger.total.claimed if ledger else None,
    )


def _bound(goal: GoalResult | None) -> float | None:
    return None if goal is None else goal.bound


def _hours_with_pupils(one: Planned) -> float:
    """Adults' hours with pupils over the year [h/year]."""
    weeks = {term.term: term.weeks for term in one.school.terms}
    return sum(row.hours_per_week * weeks[row.term] for row in one.plan.deployment)


def _undeployed_hours(one: Planned) -> float:
    """Hours of employed adults that could be timetabled and are not [h/year]."""
    school, plan = one.school, one.plan
    present = 1 - school.policies.absence_percent / 100
    total = 0.0
    for member in school.staff:
        if member.engagement is not Engagement.EMPLOYED:
            continue
        for term in school.terms:
            if not is_available(member, term):
                continue
            there = (member.staff, term.term)
            used = sum(
                row.hours_per_week for row in plan.deployment if (row.staff, row.term) == there
            )
            extra = sum(
                row.hours_per_week
                for row in plan.hiring
                if (row.staff, row.term) == there and row.engagement is HireKind.EXTRA
            )
            own = member.weekly_hours_with_pupils * present
            total += max(0.0, own + extra - used) * term.weeks
    return total


def _changed_from_today(one: Planned, base: School) -> int | None:
    """Pupils for whom a line is not as it is today; ``None`` where today is not known.

    Today is that of the base: a plan that is repaired has the plan of before in its place.
    """
    if base.current_plan is None:
        return None
    today = received_in(base.current_plan, base)
    planned = received_in(one.plan.allocations, one.school)
    return len({pupil for pupil, _, _ in lines_changed(today, planned)})


def _changes(one: Planned) -> list[ChangeMade]:
    return [
        ChangeMade(
            scenario=one.name,
            change=number,
            kind=outcome.change.kind,
            sentence=outcome.sentence,
            applies=outcome.applies,
            why_not=outcome.why_not,
        )
        for number, outcome in enumerate(one.outcomes, start=1)
    ]
