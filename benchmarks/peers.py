"""The same matrix in four ways: the planner's own, bare arrays, PuLP's own HiGHS, and CBC.

All run on one thread, to the same gap, within the same time. No way's word is taken for what it
found: the sum is worked out again from the values, and the rows of the program have to hold.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import pulp

from benchmarks.milestones import gap_of
from benchmarks.questions import Question
from planner.optimiser.highs import Solver

_TOLERANCE = 1e-5
_HAS_VALUES = 2


@dataclass(frozen=True)
class Effort:
    """How hard each way may try.

    Attributes:
        seconds: Most time for one run [s].
        gap: Distance from the bound at which to stop [share].
    """

    seconds: float
    gap: float


@dataclass(frozen=True)
class Answer:
    """What one way took and found.

    Attributes:
        way: Its name.
        build: Stating the program in PuLP [s]; 0 where arrays stand ready.
        hand_over: Bringing the matrix into the solver, where that can be told apart [s].
        solve: All the rest, reading back included [s].
        value: The sum it reached; ``None`` where it found nothing that keeps the rows.
        bound: What no answer can better; ``None`` where the way does not say.
    """

    way: str
    build: float
    hand_over: float
    solve: float
    value: float | None
    bound: float | None

    @property
    def seconds(self) -> float:
        """The whole time [s]."""
        return self.build + self.hand_over + self.solve


def answers(question: Question, build: float, effort: Effort) -> list[Answer]:
    """Ask every way the same question.

    Args:
        question: A program with one goal.
        build: How long it took to state the program in PuLP [s].
        effort: How hard each may try.
    """
    own, arrays = _planner(question, build, effort)
    peers: list[Answer] = [
        _arrays(arrays, effort),
        _through_pulp("PuLP + its own HiGHS", question, build, _highs(effort)),
        _through_pulp("PuLP + CBC", question, build, _cbc(effort)),
    ]
    return [own, *peers]


def gaps(found: list[Answer]) -> list[float | None]:
    """Give how far each answer is from the best bound that any way proved [share]."""
    bound = max((one.bound for one in found if one.bound is not None), default=None)
    return [gap_of(one.value, bound) for one in found]


def _planner(question: Question, build: float, effort: Effort) -> tuple[Answer, Any]:
    began = time.perf_counter()
    solver = Solver(question.program, question.columns)
    solver.aim(solver.sum_of(question.goal.terms))
    handed = time.perf_counter()
    outcome = solver.run(seconds=effort.seconds, gap=effort.gap)
    solved = time.perf_counter() - handed
    value = None if outcome.values is None else outcome.objective
    answer = Answer(
        "PuLP + hand-over in one call", build, handed - began, solved, value, _finite(outcome.bound)
    )
    # Not through a file, which would round: another last digit can send a search another way.
    return answer, solver._highs.getLp()


def _arrays(arrays: Any, effort: Effort) -> Answer:
    began = time.perf_counter()
    highs = _quiet_highs()
    highs.setOptionValue("time_limit", effort.seconds)
    highs.setOptionValue("mip_rel_gap", effort.gap)
    highs.passModel(arrays)
    handed = time.perf_counter()
    highs.run()
    values = np.array(highs.getSolution().col_value)
    solved = time.perf_counter() - handed
    info = highs.getInfo()
    found = info.primal_solution_status == _HAS_VALUES
    value = float(np.array(arrays.col_cost_) @ values) if found else None
    bound = _finite(info.mip_dual_bound) if info.mip_node_count >= 0 else value
    return Answer("arrays straight to HiGHS", 0.0, handed - began, solved, value, bound)


def _finite(bound: float) -> float | None:
    return float(bound) if np.isfinite(bound) else None


def _quiet_highs() -> Any:
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (("output_flag", False), ("random_seed", 1), ("threads", 1)):
        highs.setOptionValue(option, value)
    return highs


def _highs(effort: Effort) -> Callable[[], Any]:
    return lambda: pulp.HiGHS(
        msg=False, timeLimit=effort.seconds, gapRel=effort.gap, threads=1, random_seed=1
    )


def _cbc(effort: Effort) -> Callable[[], Any]:
    """Use the CBC that comes with PuLP, by its path, which is the way that PuLP 4 keeps."""
    return lambda: pulp.COIN_CMD(
        path=pulp.PULP_CBC_CMD.pulp_cbc_path,
        msg=False,
        timeLimit=effort.seconds,
        gapRel=effort.gap,
        threads=1,
    )


def _through_pulp(way: str, question: Question, build: float, make: Callable[[], Any]) -> Answer:
    program = question.program
    for variable in program.variables():
        variable.varValue = None
    began = time.perf_counter()
    program.solve(make())
    solved = time.perf_counter() - began
    return Answer(way, build, 0.0, solved, _sum_if_kept(question), None)


def _sum_if_kept(question: Question) -> float | None:
    """Work the sum out from the values, if there are values and they keep every row."""
    if any(one.varValue is None for one in question.program.variables()):
        return None
    if not question.program.valid(_TOLERANCE):
        return None
    return float(sum(number * variable.varValue for variable, number in question.goal.terms))
