"""A plan put together from what was settled and written, and proved before anybody sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner import __version__
from planner.errors import CheckError
from planner.optimiser.answer.tables import Tables
from planner.optimiser.checks import violations
from planner.optimiser.evaluate import Figures, evaluate
from planner.optimiser.finish import Finished
from planner.optimiser.highs import SOLVER, Solver
from planner.optimiser.model import Model
from planner.optimiser.plan import GoalResult, Plan, Status, StatutoryResult, Summary
from planner.optimiser.problem import Problem
from planner.optimiser.reasons import Explanation
from planner.optimiser.settle import Settled, result_of, with_value


@dataclass(frozen=True)
class Made:
    """Everything a plan is put together from.

    Attributes:
        problem: What was planned for.
        most_alone: The most that could be done for each pupil alone [share 0-1].
        settled: The goals as they stand.
        tables: The tables that were written.
        explanation: Why items are short, and what money would end it.
        seconds: How long it took [s].
    """

    problem: Problem
    most_alone: dict[str, float]
    settled: Settled
    tables: Tables
    explanation: Explanation
    seconds: float


def no_less_than_planned(
    most_alone: Mapping[str, float], problem: Problem, tables: Tables
) -> dict[str, float]:
    """Raise a yardstick of other money to what a plan gives, which is a least for the most alone.

    Args:
        most_alone: The most that could be done for each pupil alone with other money [share 0-1].
        problem: What was planned for.
        tables: The plan.
    """
    reached = {row.need: row.coverage for row in tables.coverage}
    weights: dict[str, float] = defaultdict(float)
    sums: dict[str, float] = defaultdict(float)
    for need in problem.served:
        weights[need.pupil] += need.weight
        sums[need.pupil] += need.weight * reached[need.need]
    return {
        pupil: max(most, sums[pupil] / weights[pupil]) if pupil in weights else most
        for pupil, most in most_alone.items()
    }


def proved_plan(made: Made) -> Plan:
    """Put a plan together and check it against its school, without the solver.

    Raises:
        CheckError: The plan breaks a rule; it is not given.
    """
    tables = made.tables
    plan = Plan(
        allocations=tables.allocations,
        groups=tables.groups,
        deployment=tables.deployment,
        hiring=tables.hiring,
        coverage=tables.coverage,
        statutory=_with_reasons(tables.statutory, made.explanation),
        funding=tables.settlement.funding,
        spending=tables.settlement.spending,
        summary=_summary(made),
    )
    found = violations(made.problem.school, plan)
    if found:
        raise CheckError(found)
    return plan


def as_finished(settled: Settled, finished: Finished, exact: Model, solver: Solver) -> Settled:
    """Give goals that gave way to the penny the values that the plan has."""
    results = list(settled.results)
    for number in range(finished.held, len(results)):
        goal = exact.goals[number]
        reached = float(solver.sum_of(goal.terms) @ finished.values)
        results[number] = result_of(goal, reached, results[number].bound)
    whole = finished.held >= len(results) - 1
    return replace(settled, results=results, is_proven=settled.is_proven and whole)


def _with_reasons(
    rows: tuple[StatutoryResult, ...], explanation: Explanation
) -> tuple[StatutoryResult, ...]:
    return tuple(
        row.model_copy(update={"reason": explanation.reasons[row.item, row.term]})
        if (row.item, row.term) in explanation.reasons
        else row
        for row in rows
    )


def _goals(settled: Settled, figures: Figures) -> tuple[GoalResult, ...]:
    """Give the goals with the values of the finished plan, where the plan settles them for good."""
    exact = {
        "statutory_shortfall": figures.shortfall_hours,
        "unfunded": float(figures.unfunded),
        "changes": figures.changes_hours,
        "cost": float(figures.planned_cost),
    }
    return tuple(
        with_value(result, exact.get(result.name, result.value)) for result in settled.results
    )


def _summary(made: Made) -> Summary:
    problem, settled = made.problem, made.settled
    figures = evaluate(problem, made.tables)
    goals = _goals(settled, figures)
    served = {need.need for need in problem.served}
    return Summary(
        status=Status.OPTIMAL if settled.is_proven else Status.TIME_LIMIT,
        gap=max(goal.gap for goal in goals),
        solver=SOLVER,
        seconds=made.seconds,
        goals=goals,
        income=figures.income,
        committed_cost=figures.committed_cost,
        planned_cost=figures.planned_cost,
        unfunded=figures.unfunded,
        statutory_shortfall_hours=figures.shortfall_hours,
        statutory_gap_cost=made.explanation.gap_cost,
        mean_coverage=figures.mean_coverage,
        worst_coverage=figures.worst_coverage,
        fair_share=next(goal.value for goal in goals if goal.name == "fair_share"),
        inputs_sha256=problem.school.inputs_sha256,
        planner_version=__version__,
        policies=problem.school.policies,
        most_alone=made.most_alone,
        unserved_needs=tuple(
            sorted(need.need for need in problem.school.needs if need.need not in served)
        ),
    )
