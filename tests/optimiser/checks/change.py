"""Small changes to a school or a plan, from which the tampers are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from planner.optimiser.checks.rule import Check
from planner.optimiser.plan import UNFUNDED, GoalResult, Plan, Spending, StreamUse
from planner.school.records import Policies, Record
from planner.school.school import School

Both = tuple[School, Plan]


class Tamper(NamedTuple):
    """A change to the small school or its plan, and the one rule that it breaks."""

    rule: Check
    name: str
    change: Callable[[School, Plan], Both]


def _is_meant(row: Any, which: dict[str, Any]) -> bool:
    return all(getattr(row, column) == wanted for column, wanted in which.items())


def altered(whole: Any, table: str, which: dict[str, Any], **facts: Any) -> Any:
    """A school or plan in which exactly one row of a table says something else."""
    rows = getattr(whole, table)
    assert sum(_is_meant(row, which) for row in rows) == 1, f"{table} {which}"
    changed = (row.model_copy(update=facts) if _is_meant(row, which) else row for row in rows)
    return replace(whole, **{table: tuple(changed)})


def altered_all(whole: Any, table: str, which: dict[str, Any], **facts: Any) -> Any:
    """A school or plan in which every row meant says something else."""
    rows = getattr(whole, table)
    changed = (row.model_copy(update=facts) if _is_meant(row, which) else row for row in rows)
    return replace(whole, **{table: tuple(changed)})


def added(whole: Any, table: str, *rows: Record) -> Any:
    """A school or plan with more rows in a table."""
    return replace(whole, **{table: (*getattr(whole, table), *rows)})


def removed(whole: Any, table: str, **which: Any) -> Any:
    """A school or plan without the rows meant."""
    rows = getattr(whole, table)
    kept = tuple(row for row in rows if not _is_meant(row, which))
    assert len(kept) < len(rows), f"{table} {which}"
    return replace(whole, **{table: kept})


def summarised(plan: Plan, **facts: Any) -> Plan:
    """A plan whose summary says something else."""
    return replace(plan, summary=replace(plan.summary, **facts))


def with_goal(plan: Plan, name: str, **facts: Any) -> Plan:
    """A plan in whose summary a goal says something else."""
    goals = tuple(
        replace(goal, **facts) if goal.name == name else goal for goal in plan.summary.goals
    )
    return summarised(plan, goals=goals)


def under(school: School, plan: Plan, **facts: Any) -> Both:
    """A school with another policy, and the plan that says so."""
    policies = Policies(**(school.policies.model_dump() | facts))
    return replace(school, policies=policies), summarised(plan, policies=policies)


def _total(rows: Iterable[Spending]) -> Decimal:
    return sum((row.amount for row in rows), Decimal(0))


def reconciled(school: School, plan: Plan) -> Both:
    """A plan whose funding and summary add up again, so that only the change itself is wrong."""
    used = {
        stream.stream: _total(row for row in plan.spending if row.stream == stream.stream)
        for stream in school.funding
    }
    funding = tuple(
        StreamUse(
            stream=stream.stream,
            amount=stream.amount,
            spent=used[stream.stream],
            unspent=stream.amount - used[stream.stream],
        )
        for stream in school.funding
    )
    planned = _total(row for row in plan.spending if not row.is_committed)
    unfunded = _total(row for row in plan.spending if row.stream == UNFUNDED)
    reached = {"cost": float(planned), "unfunded": float(unfunded)}
    goals = tuple(_reaching(goal, reached) for goal in plan.summary.goals)
    summary = replace(
        plan.summary,
        goals=goals,
        income=sum((stream.amount for stream in school.funding), Decimal(0)),
        committed_cost=_total(row for row in plan.spending if row.is_committed),
        planned_cost=planned,
        unfunded=unfunded,
    )
    return school, replace(plan, funding=funding, summary=summary)


def _reaching(goal: GoalResult, reached: dict[str, float]) -> GoalResult:
    if goal.name not in reached:
        return goal
    return replace(goal, value=reached[goal.name], bound=reached[goal.name])
