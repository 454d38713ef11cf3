"""The search for one goal: its bound, the dive from the relaxed plan, and what is settled early."""

from __future__ import annotations

import numpy as np
import pulp
import pytest

from planner.optimiser.alone import most_alone
from planner.optimiser.clock import Clock
from planner.optimiser.dive import Dive, Rounding
from planner.optimiser.highs import Solver
from planner.optimiser.hold import cut_to_share
from planner.optimiser.model import build
from planner.optimiser.nearby import better_nearby
from planner.optimiser.plan import GoalResult
from planner.optimiser.problem import pose
from planner.optimiser.progress import Options
from planner.optimiser.rounded import Patience
from planner.optimiser.settle import Settler, with_value
from planner.school.records import Policies
from tests.builders import (
    a_need,
    a_pin,
    a_programme,
    a_pupil,
    a_school,
    a_stream,
    a_teaching_assistant,
    an_effect,
    an_item,
)

LEAST, MOST = pulp.LpConstraintGE, pulp.LpConstraintLE


def never():
    """Nobody asks to stop."""
    return False


def a_program(*rows, whole="ab", most=10, **costs):
    """A program over ``a``, ``b``, ...: rows are (sense, limit, numbers), the costs are its aim."""
    program = pulp.LpProblem("small", pulp.LpMinimize)
    variables = {name: program.add_variable(name, 0, most, pulp.LpInteger) for name in whole}
    for sense, limit, numbers in rows:
        pairs = [(variables[name], number) for name, number in numbers.items()]
        program.addConstraint(pulp.LpConstraint(pulp.LpAffineExpression(pairs), sense, rhs=limit))
    solver = Solver(program, list(variables.values()))
    solver.aim(solver.sum_of([(variables[name], cost) for name, cost in costs.items()]))
    return solver


def dive(solver, should_stop=never, up=(), beside=0.0):
    """Dive with the first column as the one on which many depend, some of them rounded upwards."""
    rounding = Rounding(np.array([0], dtype=np.int32), np.array(up, dtype=np.int32))
    diving = Dive(solver, rounding, beside, 10.0, should_stop)
    return diving, diving.plan(solver.relax(seconds=10))


def test_a_part_of_a_yes_is_rounded_to_a_yes_where_it_is_worth_more_than_a_no():
    # 10a >= b and b <= 4: the relaxed most of b is 4 with a = 0.4, which rounds to no and no b.
    # Beside a thousand that is little to lose.
    rows = ((LEAST, 0, {"a": 10, "b": -1}), (MOST, 4, {"b": 1}))
    assert dive(a_program(*rows, a=0.1, b=-1), beside=1000.0)[1][1] == 0
    assert dive(a_program(*rows, a=0.1, b=-1), beside=1000.0, up=[0])[1][1] == 4


def test_where_rounding_loses_much_the_other_way_is_tried_too():
    # As above, but all of the four are lost with a = 0, and next to nothing with a = 1.
    rows = ((LEAST, 0, {"a": 10, "b": -1}), (MOST, 4, {"b": 1}))
    assert dive(a_program(*rows, a=0.1, b=-1))[1] == pytest.approx([1.0, 4.0])


def test_where_both_ways_lose_much_the_one_that_loses_less_is_kept():
    # b >= 4 - 10a and c >= 10a, a cheap: relaxed a = 0.4 with b = 0 and c = 4, nearest to 0.
    # a = 0 costs b = 4 and saves c; a = 1 costs c = 10.
    rows = ((LEAST, 4, {"a": 10, "b": 1}), (LEAST, 0, {"a": -10, "c": 1}))
    solver = a_program(*rows, whole="abc", a=1, b=3, c=1)
    assert dive(solver)[1] == pytest.approx([1.0, 0.0, 10.0])
    solver = a_program(*rows, whole="abc", a=1, b=2, c=1)
    assert dive(solver)[1] == pytest.approx([0.0, 4.0, 0.0])


def test_one_trial_after_another_ends_where_each_would_have_ended_alone():
    rows = ((LEAST, 7, {"a": 3, "b": 2}), (MOST, 2, {"a": 1}))
    one = a_program(*rows, a=2, b=1.5)
    one.take_whole(whole=False)
    for most in (2.0, 0.5, 1.25, 0.0, 2.0):
        alone = a_program(*rows, a=2, b=1.5)
        for solver in (one, alone):
            solver.bound(np.array([0], dtype=np.int32), np.zeros(1), np.array([most]))
        trial = one.relax(seconds=10, is_trial=True)
        assert trial.objective == pytest.approx(alone.relax(seconds=10).objective)


def test_a_trial_after_an_impossible_one_is_possible_again():
    solver = a_program((LEAST, 7, {"a": 3, "b": 2}), (MOST, 1, {"b": 1}), a=2, b=1.5)
    solver.take_whole(whole=False)
    column = np.array([0], dtype=np.int32)
    outcomes = []
    for most in (10.0, 1.0, 10.0):
        solver.bound(column, np.zeros(1), np.array([most]))
        outcomes.append(solver.relax(seconds=10, is_trial=True))
    # Of the 7 that 3a + 2b must be, each costs 2/3 with a and 3/4 with b: a = 7/3.
    assert [outcome.is_impossible for outcome in outcomes] == [False, True, False]
    assert outcomes[2].objective == pytest.approx(14 / 3)


def test_the_relaxed_bound_takes_parts_for_whole_numbers_and_leaves_them_whole():
    # Of 2a + 2b >= 3 the relaxed least is 1.5, the whole one 2.
    solver = a_program((LEAST, 3, {"a": 2, "b": 2}), a=1, b=1)
    assert solver.relax(seconds=10).objective == pytest.approx(1.5)
    assert solver.run(seconds=10).objective == pytest.approx(2.0)
    assert solver.relax(seconds=10).objective == pytest.approx(1.5)


def test_a_relaxed_program_starts_where_it_stood_though_rows_came_since():
    solver = a_program((LEAST, 3, {"a": 2, "b": 2}), a=1, b=1)
    solver.relax(seconds=10)
    # a >= 1.25 and 2a + 2b >= 3: the least sum is still 1.5; with b >= 1 as well it is 2.25.
    solver.hold(np.array([-1.0, 0.0]), -1.25)
    assert solver.relax(seconds=10).objective == pytest.approx(1.5)
    solver.hold(np.array([0.0, -1.0]), -1.0)
    assert solver.relax(seconds=10).objective == pytest.approx(2.25)


def test_what_stands_beside_an_aim_is_no_part_of_answers_and_bounds():
    # Whole least 2, relaxed least 1.5, with or without 98 beside them.
    solver = a_program((LEAST, 3, {"a": 2, "b": 2}), a=1, b=1)
    solver.aim(np.array([1.0, 1.0]), 98.0)
    found = solver.run(seconds=10)
    assert (found.objective, found.bound) == (pytest.approx(2.0), pytest.approx(2.0))
    assert solver.relax(seconds=10).objective == pytest.approx(1.5)


def test_a_dive_ends_in_a_whole_plan_and_gives_every_bound_back():
    solver = a_program((LEAST, 7, {"a": 3, "b": 2}), (MOST, 2, {"a": 1}), a=2, b=1.5)
    before = solver.bounds_of(solver.whole)
    diving, found = dive(solver)
    assert found is not None
    assert not diving.is_cut
    assert found == pytest.approx(np.round(found))
    assert 3 * found[0] + 2 * found[1] >= 7
    for now, then in zip(solver.bounds_of(solver.whole), before, strict=True):
        assert now == pytest.approx(then)


def test_a_dive_goes_the_other_way_where_rounding_is_not_possible():
    # The relaxed least is a = 0.4. It is nearest to 0, which the row forbids.
    solver = a_program((LEAST, 4, {"a": 10}), whole="a", a=1)
    assert dive(solver)[1] == pytest.approx([1.0])


def test_a_dive_says_so_where_nothing_whole_fits():
    solver = a_program((LEAST, 4, {"a": 10}), (MOST, 6, {"a": 10}), whole="a", a=1)
    diving, found = dive(solver)
    assert (found, diving.is_cut) == (None, False)


def test_a_dive_that_is_stopped_is_known_to_be_cut_short():
    solver = a_program((LEAST, 4, {"a": 10}), whole="a", a=1)
    diving, found = dive(solver, should_stop=lambda: True)
    assert (found, diving.is_cut) == (None, True)


def test_nearby_only_what_two_plans_do_not_share_is_decided_again():
    # Both have b = 2, so only a is open: 3 at least, though a = 2, b = 3 would cost less.
    solver = a_program((LEAST, 5, {"a": 1, "b": 1}), a=2, b=1)
    relaxed, start = np.array([2.5, 2.0]), np.array([4.0, 2.0])
    found = better_nearby(solver, relaxed, start, enough=-np.inf, patience=Patience(10, 1e-4))
    assert found.values == pytest.approx([3.0, 2.0])


def settled_buying(school):
    """Between what the decision to buy lies once everything is settled."""
    problem = pose(school)
    model = build(problem, most_alone(problem))
    solver = Solver(model.program, model.parts.variables.columns)
    settler = Settler(model, solver, Clock(Options(time_limit=20)), None)
    settler.settle(settler.first())
    column = solver.columns_of([model.parts.variables.buys["buys"]])
    low, high = solver.bounds_of(column)
    return float(low[0]), float(high[0])


def test_nothing_is_bought_where_the_reserve_is_needed_for_what_is_owed():
    # £24,500 is owed of £25,000: with £1,000 kept back it could not all be paid.
    school = a_school(
        staff=[a_teaching_assistant(annual_cost="24500")], policies=Policies(reserve="1000")
    )
    assert settled_buying(school) == (0.0, 0.0)


def test_something_is_bought_where_a_decision_already_made_needs_it():
    school = a_school(
        provisions=[an_item()], effects=[an_effect("I1")], pins=[a_pin(provision="I1")]
    )
    assert settled_buying(school) == (1.0, 1.0)


def test_buying_stays_open_where_either_answer_is_possible():
    assert settled_buying(a_school()) == (0.0, 1.0)


def test_a_place_gives_no_more_than_a_share_that_cannot_be_bettered():
    # Two pupils and a group of one: 1.5 h in 39 weeks of the one place there is cover one need of
    # 39 hours in full and half as much again. Relaxed, each gets half a place, which is 3/4 of the
    # need; cut to what is needed, half a place is half of the need at most.
    school = a_school(
        pupils=[a_pupil(), a_pupil("P2")],
        needs=[a_need(), a_need("N2", pupil="P2")],
        provisions=[a_programme(terms=3, group_min=1, group_max=1, max_groups=1)],
        effects=[an_effect("G1")],
        funding=[a_stream()],
    )
    problem = pose(school)
    model = build(problem, most_alone(problem))
    solver = Solver(model.program, model.parts.variables.columns)
    goal = model.goals[2]
    solver.aim(solver.sum_of(goal.terms))
    first = goal.value(solver.relax(seconds=10).objective)
    assert first == pytest.approx(0.5)
    # With the share cut to 0.3, half a place gives half of 0.3: nothing changes for whole places.
    cut_to_share(model, solver, 0.3)
    assert goal.value(solver.relax(seconds=10).objective) == pytest.approx(0.15)


@pytest.mark.parametrize(
    ("name", "value", "bound", "then", "gap"),
    [
        ("cost", 0.0, 3.35, 0.0, 0.0),  # the first hour of an adult by the hour, let go
        ("cost", 996.65, 1000.0, 996.65, 0.0),
        ("cost", 100.0, 111.0, 111.0, 0.11),
        ("changes", 1000.0, 1010.0, 1010.0, 0.01),
        ("cost", 6.0, 3.35, 3.35, 2.65 / 6.0),
    ],
)
def test_a_value_becomes_its_bound_where_it_betters_it_by_what_tolerance_is_worth(
    name, value, bound, then, gap
):
    after = with_value(GoalResult(name, bound, bound, "a unit"), value)
    assert (after.value, after.bound) == (value, then)
    assert after.gap == pytest.approx(gap)
