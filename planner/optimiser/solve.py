"""Making a plan: from a school to a plan that has been proved."""

from __future__ import annotations

from planner.errors import SolverError
from planner.optimiser.alone import most_alone
from planner.optimiser.answer.tables import Tables
from planner.optimiser.assemble import Made, as_finished, proved_plan
from planner.optimiser.clock import Clock
from planner.optimiser.constraints import FAMILIES, SEARCH_FAMILIES
from planner.optimiser.contradictions import explain
from planner.optimiser.finish import finish
from planner.optimiser.highs import Solver
from planner.optimiser.model import build
from planner.optimiser.plan import Plan
from planner.optimiser.problem import Problem, pose
from planner.optimiser.progress import OnProgress, Options, Progress, ShouldStop
from planner.optimiser.reasons import Explanation, explain_shortfalls
from planner.optimiser.settle import Settled, Settler
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
    return proved_plan(Made(problem, most, settled, tables, explanation, clock.seconds))


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
            settled = as_finished(settled, finished, exact, solver)
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
