"""What the solver is asked and what becomes of its answers, in time and out of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pulp
import pytest

from planner.errors import SolverError
from planner.optimiser.checks import violations
from planner.optimiser.highs import Solver
from planner.optimiser.plan import Status
from planner.optimiser.progress import Options
from planner.optimiser.solve import make_plan
from planner.school.records import Policies
from tests.builders import (
    a_need,
    a_pin,
    a_programme,
    a_pupil,
    a_school,
    a_statutory_item,
    a_stream,
    a_support,
    a_teaching_assistant,
    a_term,
    an_effect,
    an_item,
)

GOALS = ("statutory_shortfall", "unfunded", "fair_share", "benefit", "changes", "cost")
SURE = Options(gap=1e-6, time_limit=20)


class Small:
    """A small program of its own, with its variables in the order of their names."""

    def __init__(self, whole="", part="", most=None):
        self.program = pulp.LpProblem("small", pulp.LpMinimize)
        self.variables = {
            name: self.program.add_variable(name, 0, most, cat)
            for names, cat in ((whole, pulp.LpInteger), (part, pulp.LpContinuous))
            for name in names
        }

    def must(self, sense, limit, **numbers):
        """Add the row ``sum <= limit``, or ``>=``."""
        pairs = [(self.variables[name], number) for name, number in numbers.items()]
        row = pulp.LpConstraint(pulp.LpAffineExpression(pairs), sense, rhs=limit)
        self.program.addConstraint(row)

    def solver(self, **costs):
        """Hand it over, with what is to be made least."""
        solver = Solver(self.program, list(self.variables.values()))
        solver.aim(solver.sum_of([(self.variables[name], cost) for name, cost in costs.items()]))
        return solver


def test_what_cannot_be_is_impossible_and_has_no_values():
    small = Small(whole="a", most=1)
    small.must(pulp.LpConstraintGE, 2, a=1)
    outcome = small.solver(a=1).run(seconds=5)
    assert (outcome.is_impossible, outcome.is_proven, outcome.values) == (True, False, None)


def test_an_impossible_program_without_whole_numbers_has_no_values_either():
    small = Small(part="ab")
    small.must(pulp.LpConstraintLE, 1, a=1, b=1)
    small.must(pulp.LpConstraintGE, 2, a=1, b=1)
    outcome = small.solver(a=1).run(seconds=5)
    assert outcome.is_impossible
    assert outcome.values is None


@pytest.mark.parametrize("names", [{"part": "ab"}, {"whole": "ab"}])
def test_an_aim_without_end_is_an_error_and_no_answer(names):
    small = Small(**names)
    small.must(pulp.LpConstraintGE, 1, a=1, b=1)
    with pytest.raises(SolverError, match="nbounded"):
        small.solver(a=-1).run(seconds=5)


def test_a_start_never_stands_in_the_way_of_a_better_answer():
    # Of a quarter to share, `a` is worth 2 and `b` 1: a = 0.25 gives −0.5, and the start, b = 0.25,
    # only −0.25. The other rows cost nothing; the start keeps them with w = 1, y = 2 and v = 7.
    small = Small(part="wxyvab", whole="z")
    for name in "abz":
        small.variables[name].upBound = 1
    small.must(pulp.LpConstraintLE, 0.25, a=1, b=1)
    small.must(pulp.LpConstraintGE, 3, w=1, y=1)
    small.must(pulp.LpConstraintGE, 2, x=1, v=1)
    small.must(pulp.LpConstraintLE, 1, w=1, x=1)
    small.must(pulp.LpConstraintLE, 9, y=1, v=1)
    solver = small.solver(a=-2, b=-1)
    start = {"w": 1.0, "y": 2.0, "v": 7.0, "b": 0.25}
    columns = np.array([start.get(name, 0.0) for name in small.variables])
    outcome = solver.run(seconds=5, start=columns)
    assert outcome.objective == pytest.approx(-0.5)


def test_an_earlier_answer_never_stands_in_the_way_of_the_next_one():
    # The same quarter, aimed first at `b` and then at `a`, which is worth more.
    small = Small(part="wxyvab", whole="z")
    for name in "abz":
        small.variables[name].upBound = 1
    small.must(pulp.LpConstraintLE, 0.25, a=1, b=1)
    small.must(pulp.LpConstraintGE, 3, w=1, y=1)
    small.must(pulp.LpConstraintGE, 2, x=1, v=1)
    small.must(pulp.LpConstraintLE, 1, w=1, x=1)
    small.must(pulp.LpConstraintLE, 9, y=1, v=1)
    solver = small.solver(a=1, b=-1)
    assert solver.run(seconds=5).objective == pytest.approx(-0.25)
    solver.aim(solver.sum_of([(small.variables["a"], -2.0), (small.variables["b"], -1.0)]))
    assert solver.run(seconds=5).objective == pytest.approx(-0.5)


def test_a_small_program_that_misleads_other_solvers_is_solved_right():
    # c + d >= 1 and b - c - d <= 0. With d = 0, c = 1, and a - c >= 1 fails; so d = 1. Then
    # b - c + 1 <= 0 asks for c = 1 and b = 0, and a - 1 + 1 >= 1 for a = 1: 2 + 1 + 5 = 8.
    small = Small(whole="abcd", most=1)
    small.must(pulp.LpConstraintGE, 3600, a=5400, d=3600)
    small.must(pulp.LpConstraintGE, 1, a=1, b=1, c=1)
    small.must(pulp.LpConstraintGE, 1, a=1, c=-1, d=1)
    small.must(pulp.LpConstraintLE, 0, b=1, c=-1, d=-1)
    small.must(pulp.LpConstraintGE, 1, c=1, d=1)
    small.must(pulp.LpConstraintLE, 0, b=1, c=-1, d=1)
    outcome = small.solver(a=2, b=5, c=1, d=5).run(seconds=5)
    assert (outcome.objective, outcome.is_proven) == (pytest.approx(8), True)
    assert [round(value) for value in outcome.values] == [1, 0, 1, 1]


def test_what_is_not_a_number_is_never_handed_over():
    small = Small(part="a")
    small.must(pulp.LpConstraintLE, 1, a=float("nan"))
    with pytest.raises(SolverError, match="not a number"):
        small.solver(a=1)


def a_dozen_pupils():
    """Twelve pupils of two key stages, a programme, support and a tablet, and too few adults."""
    pupils = [a_pupil(f"P{number}", year_group=str(2 + number % 4)) for number in range(12)]
    strands = ("language", "literacy", "emotional")
    return a_school(
        pupils=pupils,
        needs=[
            a_need(
                f"N{number}", pupil=pupil.pupil, strand=strands[number % 3], level=2 + number % 3
            )
            for number, pupil in enumerate(pupils)
        ],
        staff=[
            a_teaching_assistant(contract_hours=8.0, annual_cost="6240"),
            a_teaching_assistant(
                "AGY", engagement="agency", contract_hours=None, hourly_cost="23.5"
            ),
        ],
        provisions=[a_programme(), a_support(group_max=2), an_item()],
        effects=[
            an_effect(code, strand=strand) for code in ("G1", "S1", "I1") for strand in strands
        ],
        statutory=[a_statutory_item(pupil="P3"), a_statutory_item("F2", pupil="P7", hours=1.0)],
        funding=[a_stream(amount="9000")],
    )


@pytest.mark.parametrize("seconds", [0.01, 0.2, 1.0])
def test_a_plan_is_made_and_checked_in_whatever_time_there_is(seconds):
    school = a_dozen_pupils()
    plan = make_plan(school, Options(gap=1e-9, time_limit=seconds))
    assert violations(school, plan) == ()


def test_a_plan_that_was_not_given_time_says_so():
    plan = make_plan(a_dozen_pupils(), Options(gap=0.0, time_limit=0.01))
    assert plan.summary.status is Status.TIME_LIMIT


def test_a_plan_that_is_stopped_by_hand_is_whole_and_says_so():
    school = a_dozen_pupils()
    heard = []
    plan = make_plan(
        school,
        Options(gap=0.0, time_limit=20),
        on_progress=lambda progress: heard.append(progress.goal),
        should_stop=lambda: "benefit" in heard,
    )
    assert plan.summary.status is Status.TIME_LIMIT
    assert violations(school, plan) == ()


def test_somebody_who_asks_to_stop_is_asked_again_and_again():
    asked = []

    def stop():
        asked.append(len(asked))
        return False

    plan = make_plan(a_school(), SURE, should_stop=stop)
    assert asked
    assert plan.summary.status is Status.OPTIMAL


def test_progress_is_told_goal_by_goal_and_ends_with_the_reasons():
    heard = []
    make_plan(a_dozen_pupils(), Options(time_limit=2), on_progress=heard.append)
    order = [*GOALS, "reasons"]
    places = [order.index(progress.goal) for progress in heard]
    assert places == sorted(places)
    assert heard[-1].goal == "reasons"
    assert all(progress.step == order.index(progress.goal) + 1 for progress in heard)
    assert all(1 <= progress.step <= progress.steps for progress in heard)
    seconds = [progress.seconds for progress in heard]
    assert seconds == sorted(seconds)


def test_two_runs_give_the_same_plan_where_it_is_proved():
    school = a_school(
        pupils=[a_pupil(), a_pupil("P2")],
        needs=[a_need(), a_need("N2", pupil="P2", level=3)],
        provisions=[a_programme(), a_support()],
        effects=[an_effect("G1"), an_effect("S1", effect=0.5)],
    )
    first, second = make_plan(school, SURE), make_plan(school, SURE)
    assert first.summary.status is Status.OPTIMAL
    seconds = first.summary.seconds
    assert replace(second, summary=replace(second.summary, seconds=seconds)) == first


def test_the_goals_stand_in_their_order_with_a_bound_on_the_right_side():
    goals = make_plan(a_dozen_pupils(), Options(time_limit=2)).summary.goals
    assert tuple(goal.name for goal in goals) == GOALS
    for goal in goals:
        ahead = goal.bound - goal.value
        if goal.name not in {"fair_share", "benefit"}:
            ahead = -ahead
        assert ahead >= -1e-4 * max(1.0, abs(goal.value))


def test_a_school_in_which_nobody_has_a_need_has_a_plan():
    school = a_school(needs=[])
    assert violations(school, make_plan(school, SURE)) == ()


def test_a_salary_that_nobody_can_pay_does_not_make_a_plan_impossible():
    # £800 is owed and no general money there; what P1's stream holds could pay only hours for P1,
    # and these are ruled out. A plan without any hours is then the best, and is proved to be.
    school = a_school(
        terms=[a_term()],
        staff=[a_teaching_assistant(annual_cost="800")],
        funding=[a_stream(amount="0"), a_stream("R", amount="400", restricted_to="pupil:P1")],
        pins=[a_pin(rule="must_not")],
    )
    summary = make_plan(school, SURE).summary
    assert (summary.status, summary.unfunded) == (Status.OPTIMAL, 800)


def test_a_goal_is_settled_at_its_best_and_not_at_what_the_goal_before_left():
    # The group of 40 minutes a week, in the first term, is the only help: 2/3 h × 14 weeks of 39
    # hours is a coverage of 0.2393, so below a third, and worth 2 × 1.3 × 0.2393 = 0.6222.
    school = a_school(
        policies=Policies(fairness=0.0),
        pupils=[a_pupil(year_group="2")],
        needs=[a_need(strand="emotional")],
        staff=[
            a_teaching_assistant(contract_hours=1.0, annual_cost="800"),
            a_teaching_assistant(
                "AGY",
                engagement="agency",
                contract_hours=None,
                hourly_cost="24",
                deployable_hours=3.0,
                skills="elsa",
            ),
        ],
        provisions=[
            a_programme(group_min=1, group_max=3, sessions_per_week=2.0, session_minutes=20.0)
        ],
        effects=[an_effect("G1", strand="emotional")],
        statutory=[a_statutory_item(hours=0.5, skill="elsa")],
        funding=[a_stream(amount="6000")],
    )
    goals = {goal.name: goal.value for goal in make_plan(school, SURE).summary.goals}
    assert goals["benefit"] == pytest.approx(0.6222, abs=1e-4)
