"""Rows that whole numbers imply: they take no plan away that they may not, and do not outstay."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from types import SimpleNamespace

import highspy
import numpy as np
import pulp
import pytest

from planner.optimiser.clock import Clock
from planner.optimiser.cuts import Cuts
from planner.optimiser.goals import Goal
from planner.optimiser.highs import Solver, Until
from planner.optimiser.progress import Options
from planner.optimiser.search import Search
from planner.optimiser.variables import Variables

COUNT = 12
EVERY_CHOICE = np.array(list(product((0.0, 1.0), repeat=COUNT)))
SEEDS = range(24)


class Knapsacks:
    """Twelve things to take or leave under six limits on weight, each worth something."""

    def __init__(self, seed):
        numbers = np.random.default_rng(seed)
        self.weights = numbers.integers(1, 20, (6, COUNT)).astype(float)
        self.limits = np.floor(self.weights.sum(axis=1) * 0.45)
        self.worths = -numbers.integers(5, 25, COUNT).astype(float)
        program = pulp.LpProblem("small", pulp.LpMinimize)
        things = [program.add_variable(f"x_{n:02d}", 0, 1, pulp.LpInteger) for n in range(COUNT)]
        for weights, limit in zip(self.weights, self.limits, strict=True):
            total = pulp.LpAffineExpression(list(zip(things, weights, strict=True)))
            program.addConstraint(pulp.LpConstraint(total, pulp.LpConstraintLE, rhs=limit))
        self.things = things
        self.solver = Solver(program, things)
        self.solver.aim(self.worths)

    def plans(self, below=np.inf):
        """Every choice within the limits whose sum is no more than ``below``, a row each."""
        weights = EVERY_CHOICE @ self.weights.T
        is_light = (weights <= self.limits).all(axis=1)
        return EVERY_CHOICE[is_light & (EVERY_CHOICE @ self.worths <= below)]

    def relaxed(self):
        """The least sum with parts taken for whole numbers."""
        return self.solver.relax(seconds=10).objective


def rows_of(cuts):
    """The rows as a full matrix, one number a column."""
    ends = [*cuts.starts[1:], len(cuts.index)]
    matrix = np.zeros((len(cuts.lower), COUNT))
    for row, (start, end) in enumerate(zip(cuts.starts, ends, strict=True)):
        matrix[row, cuts.index[start:end]] = cuts.numbers[start:end]
    return matrix


def with_cuts():
    """Programs for which rows were found, with the rows."""
    for seed in SEEDS:
        small = Knapsacks(seed)
        found = small.solver.cut_search(10).run()
        if found.cuts is not None:
            yield small, found.cuts


def takes_away(cuts, plans):
    """Whether rows are broken by any of some plans."""
    sums = plans @ rows_of(cuts).T
    return bool((sums > cuts.upper + 1e-6).any() or (sums < cuts.lower - 1e-6).any())


def test_rows_take_away_none_of_the_plans_for_which_they_hold():
    tried = list(with_cuts())
    assert len(tried) > len(SEEDS) / 2
    for small, cuts in tried:
        assert not takes_away(cuts, small.plans(below=cuts.below))


def test_rows_may_take_away_plans_that_are_no_better_than_one_that_was_known():
    # That is why it matters what a row holds for: without a limit some of them would be wrong.
    assert any(takes_away(cuts, small.plans()) for small, cuts in with_cuts())


def test_rows_bring_the_relaxed_bound_nearer_but_never_past_the_best_plan():
    nearer = 0
    for small, cuts in with_cuts():
        before = small.relaxed()
        small.solver.add_cuts(cuts)
        after, best = small.relaxed(), float((small.plans() @ small.worths).min())
        assert before - 1e-6 <= after <= best + 1e-6
        nearer += after > before + 0.5
    assert nearer > len(SEEDS) / 2


def test_rows_stay_while_worse_plans_are_ruled_out_and_go_where_they_are_not():
    for small, cuts in with_cuts():
        before = small.relaxed()
        small.solver.add_cuts(cuts)
        cut = small.relaxed()
        small.solver.settle_cuts(cuts.below)
        assert small.relaxed() == pytest.approx(cut)
        assert small.solver.has_cuts
        small.solver.reset()
        small.solver.aim(small.worths)
        small.relaxed()
        small.solver.add_cuts(cuts)
        small.solver.settle_cuts(cuts.below + 1e-3)
        assert small.relaxed() == pytest.approx(before)
        assert not small.solver.has_cuts


def test_rows_that_stay_are_left_out_of_the_next_search_for_rows():
    small, cuts = next(with_cuts())
    small.solver.add_cuts(cuts)
    small.solver.settle_cuts(cuts.below)
    again = small.solver.cut_search(10).run().cuts
    assert again is not None
    assert rows_of(again) == pytest.approx(rows_of(cuts))


def test_rows_held_before_are_counted_in_and_settled_rows_do_not_move_them():
    small, cuts = next(with_cuts())
    small.solver.hold(small.worths, 0.0)
    small.solver.add_cuts(cuts)
    small.solver.settle_cuts(0.0)
    # With the held row still there, no more than half of the best may be taken.
    best = small.relaxed()
    small.solver.hold(-small.worths, -best / 2)
    assert small.relaxed() == pytest.approx(best / 2)


def test_a_search_that_is_stopped_finds_nothing_and_says_that_it_was_cut_short():
    search = Knapsacks(0).solver.cut_search(10)
    search.stop()
    found = search.run()
    assert (found.cuts, found.is_cut) == (None, True)


def test_no_rows_are_looked_for_once_the_bound_is_enough():
    small = Knapsacks(0)
    best = float((small.plans() @ small.worths).min())
    found = small.solver.cut_search(10, enough=2 * best).run()
    assert (found.cuts, found.is_cut) == (None, False)
    assert 2 * best <= found.bound <= best + 1e-6


def test_the_same_search_finds_the_same_rows():
    one, other = (Knapsacks(1).solver.cut_search(10).run().cuts for _ in range(2))
    assert one is not None
    assert other is not None
    assert one.numbers.tobytes() == other.numbers.tobytes()
    assert one.upper.tobytes() == other.upper.tobytes()


def test_a_search_ends_at_a_sum_that_is_enough():
    # To take nothing is worth nothing, and every other plan is worth more.
    small, nothing = Knapsacks(0), np.zeros(COUNT)
    assert small.solver.run(seconds=10, start=nothing, until=Until(enough=0.5)).objective == 0.0
    best = float((small.plans() @ small.worths).min())
    assert small.solver.run(seconds=10, start=nothing).objective == pytest.approx(best)


def searched(things, worths, solver, start):
    """What the search for one goal comes to, from a plan."""
    model = SimpleNamespace(parts=SimpleNamespace(variables=Variables()))
    search = Search(model, solver, Clock(Options(time_limit=20, gap=1e-4)))
    goal = Goal("worth", "points", list(zip(things, worths, strict=True)))
    return search.best(goal, start, 20, lambda best, bound: None)


@pytest.mark.parametrize("seed", [10021, 20493])
def test_rows_that_take_the_best_plan_away_have_nothing_worse_proven(seed):
    # Of many random programs, two in which HiGHS knew the best plan when it found its rows, and
    # these leave out another one that is as good.
    numbers = np.random.default_rng(seed * 11 + 5)
    weights = numbers.integers(-6, 10, (int(numbers.integers(3, 9)), 9)).astype(float)
    limits = np.floor(np.maximum(weights, 0).sum(axis=1) * 0.3)
    worths = -numbers.integers(1, 4, 9).astype(float)
    program = pulp.LpProblem("small", pulp.LpMinimize)
    things = [program.add_variable(f"x_{n}", 0, 1, pulp.LpInteger) for n in range(9)]
    for row, limit in zip(weights, limits, strict=True):
        total = pulp.LpAffineExpression(list(zip(things, row, strict=True)))
        program.addConstraint(pulp.LpConstraint(total, pulp.LpConstraintLE, rhs=float(limit)))
    choices = np.array(list(product((0.0, 1.0), repeat=9)))
    plans = choices[(choices @ weights.T <= limits).all(axis=1)]
    best = float((plans @ worths).min())
    for start in plans[plans @ worths == best]:
        found = searched(things, worths, Solver(program, things), start)
        assert (found.objective, found.bound) == (pytest.approx(best), pytest.approx(best))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_search_proves_the_best_of_all_plans_from_the_worst_one(seed):
    small = Knapsacks(seed)
    found = searched(small.things, small.worths, small.solver, np.zeros(COUNT))
    best = float((small.plans() @ small.worths).min())
    assert found.is_proven
    assert found.objective == pytest.approx(best, rel=1e-4)
    assert best - 1e-4 * abs(best) <= found.objective
    assert found.bound <= best + 1e-6


def test_a_bound_that_is_enough_is_taken_for_no_more_than_that(monkeypatch):
    small = Knapsacks(0)
    best = float((small.plans() @ small.worths).min())
    real = small.solver.cut_search

    def all_that_could_be_known(seconds, enough=np.inf):
        found = replace(real(seconds, enough).run(), bound=best)
        return SimpleNamespace(run=lambda: found, stop=lambda: None)

    monkeypatch.setattr(small.solver, "cut_search", all_that_could_be_known)
    found = searched(small.things, small.worths, small.solver, small.plans(below=best)[0])
    assert found.is_proven
    assert found.objective == pytest.approx(best)
    assert found.bound == pytest.approx(best - 1e-4 * abs(best))
    assert not small.solver.has_cuts


def no_plan_left(below):
    """Rows that no plan meets, though plans above a sum may be possible."""
    zeros = np.zeros(1, dtype=np.int32)
    return Cuts(np.full(1, 2.0), np.full(1, np.inf), zeros, zeros, np.ones(1), below)


def test_rows_that_leave_no_plan_at_all_are_taken_out_again(monkeypatch):
    small = Knapsacks(0)
    best = float((small.plans() @ small.worths).min())
    real = small.solver.cut_search

    def with_rows_that_leave_nothing(seconds, enough=np.inf):
        found = real(seconds, enough).run()
        found = replace(found, cuts=no_plan_left(best), values=None, bound=-np.inf)
        return SimpleNamespace(run=lambda: found, stop=lambda: None)

    monkeypatch.setattr(small.solver, "cut_search", with_rows_that_leave_nothing)
    found = searched(small.things, small.worths, small.solver, small.plans(below=best)[0])
    assert found.is_proven
    assert (found.objective, found.bound) == (pytest.approx(best), pytest.approx(best, rel=2e-4))


def test_rows_are_dropped_as_soon_as_a_plan_matters_for_which_they_may_not_hold():
    small, cuts = next(with_cuts())
    small.solver.add_cuts(cuts)
    small.solver.drop_cuts(cuts.below)
    assert small.solver.has_cuts
    small.solver.drop_cuts(cuts.below + 1e-3)
    assert not small.solver.has_cuts


def test_a_corner_that_is_kept_is_not_changed_by_what_comes_after():
    small, cuts = next(with_cuts())
    small.relaxed()
    corner, rows = small.solver.corner, len(small.solver.corner.row_status)
    small.solver.add_cuts(cuts)
    small.relaxed()
    assert len(corner.row_status) == rows
    small.solver.drop_cuts(np.inf)
    assert len(small.solver.corner.row_status) == rows


def test_the_matrix_for_an_outside_solver_has_no_rows_of_the_solver_s_own(tmp_path):
    small, cuts = next(with_cuts())
    small.solver.add_cuts(cuts)
    small.solver.write(tmp_path / "model.mps")
    read = highspy.Highs()
    read.setOptionValue("output_flag", False)
    read.readModel(str(tmp_path / "model.mps"))
    assert read.getNumRow() == len(small.limits)


def test_no_bound_is_taken_from_a_program_that_has_none():
    small = Knapsacks(0)
    small.solver.hold(np.ones(COUNT), -1.0)
    found = small.solver.cut_search(10).run()
    assert (found.cuts, found.values, found.bound) == (None, None, -np.inf)
