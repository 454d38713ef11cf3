"""Making a plan: from a school to a plan that has been proved."""

from __future__ import annotations

from dataclasses import replace

from planner import __version__
from planner.errors import CheckError, SolverError
from planner.optimiser.alone import most_alone
from planner.optimiser.answer.tables import Tables
from planner.optimiser.checks import violations
from planner.optimiser.clock import Clock
from planner.optimiser.constraints import FAMILIES, SEARCH_FAMILIES
from planner.optimiser.contradictions import explain
from planner.optimiser.evaluate import Figures, evaluate
from planner.optimiser.finish import Finished, finish
from planner.optimiser.highs import SOLVER, Solver
from planner.optimiser.model import Model, build
from planner.optimiser.plan import GoalResult, Plan, Status, StatutoryResult, Summary
from planner.optimiser.problem import Problem, pose
from planner.optimiser.progress import OnProgress, Options, Progress, ShouldStop
from planner.optimiser.reasons import Explanation, explain_shortfalls
from planner.optimiser.settle import Settled, Settler, result_of, with_value
from planner.school.school import School

_LEAST_FOR_REASONS = 5.0
_SHARE_FOR_REASONS = 0.2
_SHARE_FOR_ANOTHER_SEARCH = 0.5


def make_plan(
    school: School,
    options: Options | None = None,
    *,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
) -> Plan:
    """Find the best plan for a school, and prove it.

    Args:
        school: The school; its cross-references hold.
        options: Time limit and gap.
        on_progress: Told how far the planning has come.
        should_stop: Asked often; once it says yes the best plan so far is given.

    Returns:
        A plan that has passed every check, with the status ``time_limit`` if it was stopped.

    Raises:
        ContradictionError: Decisions already made cannot be kept.
        CheckError: The plan breaks a rule; it is not given.
        PlanningError: There was no plan in the time given.
    """
    clock = Clock(options or Options(), should_stop)
    problem = pose(school)
    most = most_alone(problem)
    settled, tables, explanation = _solve(problem, most, clock, on_progress)
    plan = Plan(
        allocations=tables.allocations,
        groups=tables.groups,
        deployment=tables.deployment,
        hiring=tables.hiring,
        coverage=tables.coverage,
        statutory=_with_reasons(tables.statutory, explanation),
        funding=tables.settlement.funding,
        spending=tables.settlement.spending,
        summary=_summary(problem, most, settled, tables, explanation, clock),
    )
    found = violations(school, plan)
    if found:
        raise CheckError(found)
    return plan


def _solve(
    problem: Problem, most: dict[str, float], clock: Clock, on_progress: OnProgress | None
) -> tuple[Settled, Tables, Explanation]:
    """Search, finish exactly, write the tables, and explain what is short.

    The search lets restricted money pay salaries as far as matching hours could cost, which nearly
    always holds for the exact plan too; where it does not, every rule is searched with.
    """
    for families in (SEARCH_FAMILIES, FAMILIES):
        searched = build(problem, most, families=families)
        search = Solver(searched.program, searched.parts.variables.columns)
        settler = Settler(searched, search, clock, on_progress)
        first = settler.first()
        if first.is_impossible:
            raise explain(problem)
        settled = settler.settle(first)
        exact = build(problem, most)
        solver = Solver(exact.program, exact.parts.variables.columns)
        finished = finish(searched, search, settled, exact, solver)
        if finished is not None:
            settled = _as_finished(settled, finished, exact, solver)
            break
        clock.allow(_SHARE_FOR_ANOTHER_SEARCH * clock.options.time_limit)
    else:
        raise SolverError("not exact", "the plan's last figures")
    if clock.options.write_model is not None:
        search.write(clock.options.write_model)
    if on_progress is not None:
        steps = len(settled.results) + 1
        on_progress(Progress("reasons", steps, steps, None, None, clock.seconds))
    tables = finished.tables
    seconds = max(_LEAST_FOR_REASONS, _SHARE_FOR_REASONS * clock.options.time_limit)
    explanation = explain_shortfalls(
        exact, solver, finished.values, tables.statutory, seconds=seconds
    )
    return settled, tables, explanation


def _as_finished(settled: Settled, finished: Finished, exact: Model, solver: Solver) -> Settled:
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


def _summary(
    problem: Problem,
    most: dict[str, float],
    settled: Settled,
    tables: Tables,
    explanation: Explanation,
    clock: Clock,
) -> Summary:
    figures = evaluate(problem, tables)
    goals = _goals(settled, figures)
    served = {need.need for need in problem.served}
    return Summary(
        status=Status.OPTIMAL if settled.is_proven else Status.TIME_LIMIT,
        gap=max(goal.gap for goal in goals),
        solver=SOLVER,
        seconds=clock.seconds,
        goals=goals,
        income=figures.income,
        committed_cost=figures.committed_cost,
        planned_cost=figures.planned_cost,
        unfunded=figures.unfunded,
        statutory_shortfall_hours=figures.shortfall_hours,
        statutory_gap_cost=explanation.gap_cost,
        mean_coverage=figures.mean_coverage,
        worst_coverage=figures.worst_coverage,
        fair_share=next(goal.value for goal in goals if goal.name == "fair_share"),
        inputs_sha256=problem.school.inputs_sha256,
        planner_version=__version__,
        policies=problem.school.policies,
        most_alone=most,
        unserved_needs=tuple(
            sorted(need.need for need in problem.school.needs if need.need not in served)
        ),
    )
