"""Rows that whole numbers imply: they take no plan away that they may not, and do not outstay."""

from __future__ import annotations

from itertools import product

import numpy as np
import pulp
import pytest

from planner.optimiser.highs import Solver, Until

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
