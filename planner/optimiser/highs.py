"""The one place that talks to HiGHS: hands a PuLP program over, runs it, and reads what is true.

PuLP states the program; the matrix goes to HiGHS in one call, because the goals are solved one
after another on the same matrix. A value is read only where HiGHS itself says that it has one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import highspy
import numpy as np
import pulp
from numpy.typing import NDArray

from planner.errors import SolverError
from planner.optimiser.cuts import Cuts, CutSearch

SOLVER = f"HiGHS {highspy.Highs().version()}"  # type: ignore[no-untyped-call]
_CALLBACK = highspy.cb.HighsCallbackType
_STATUS = highspy.HighsModelStatus
_PROVEN = frozenset({_STATUS.kOptimal})
_IMPOSSIBLE = frozenset({_STATUS.kInfeasible, _STATUS.kUnboundedOrInfeasible})
_CUT = frozenset({_STATUS.kTimeLimit, _STATUS.kInterrupt})
_BASIC = highspy.HighsBasisStatus.kBasic
_FEASIBLE = 2
_PATIENCE = 0.1
_NOTHING = 1e-7

Watcher = Callable[[float, float], None]
Array = NDArray[np.float64]
Columns = NDArray[np.int32]


@dataclass(frozen=True)
class Outcome:
    """What one run found.

    Attributes:
        is_proven: The run ended because the answer is within the gap asked for.
        is_impossible: No answer exists.
        is_cut: The run was stopped by time or by hand, so that another might end elsewhere.
        values: The best answer, one number a column; ``None`` where there is none.
        objective: Its sum; infinite where there is none.
        bound: What no answer can better.
        seconds: How long it took [s].
    """

    is_proven: bool
    is_impossible: bool
    is_cut: bool
    values: Array | None
    objective: float
    bound: float
    seconds: float


@dataclass(frozen=True)
class Until:
    """When a search may end, though its answer is not proven.

    Attributes:
        nodes: After so many branches.
        enough: At a sum that is as small as this.
    """

    nodes: int = 2**31 - 1
    enough: float = -np.inf


_PROVEN_ALONE = Until()


class Solver:
    """A program handed to HiGHS once, and asked several questions."""

    def __init__(
        self, program: pulp.LpProblem, columns: Sequence[Any], *, relaxed: bool = False
    ) -> None:
        """Hand a program over.

        Args:
            program: The rows; its objective is not looked at.
            columns: Every variable, in order, whether or not it stands in a row.
            relaxed: Take whole numbers for continuous ones.
        """
        self._variables = list(columns)
        self.column = {id(variable): index for index, variable in enumerate(self._variables)}
        rows = program.constraints()
        self.row = {id(row): index for index, row in enumerate(rows)}
        self.whole = np.array(
            [index for index, one in enumerate(self._variables) if one.cat == pulp.LpInteger],
            dtype=np.int32,
        )
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (("output_flag", False), ("random_seed", 1), ("threads", 1)):
            self._highs.setOptionValue(option, value)
        self._is_whole = not relaxed and len(self.whole) > 0
        # Where the last linear program ended; set it to have the next one start elsewhere.
        self.corner: Any = None
        self._constant = 0.0
        self._matrix = self._model(rows, relaxed)
        self.reset()

    def reset(self) -> None:
        """Forget everything that was held, fixed or changed since the program was handed over."""
        self.corner = None
        self._is_hot = False
        self._cut_rows: list[int] = []
        self._new_cuts: tuple[int, float, Any] | None = None
        self._constant = 0.0
        self._low = np.array(self._matrix.col_lower_)
        self._high = np.array(self._matrix.col_upper_)
        self._highs.passModel(self._matrix)

    def _model(self, rows: Sequence[Any], relaxed: bool) -> Any:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._variables), len(rows)
        model.col_cost_ = np.zeros(len(self._variables))
        model.col_lower_ = np.array([_low(one.lowBound) for one in self._variables])
        model.col_upper_ = np.array([_high(one.upBound) for one in self._variables])
        lower, upper, starts, index, value = [], [], [0], [], []
        for row in rows:
            limit = -row.constant
            lower.append(-highspy.kHighsInf if row.sense == pulp.LpConstraintLE else limit)
            upper.append(highspy.kHighsInf if row.sense == pulp.LpConstraintGE else limit)
            for variable, number in row.items():
                index.append(self.column[id(variable)])
                value.append(number)
            starts.append(len(index))
        model.row_lower_, model.row_upper_ = np.array(lower), np.array(upper)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(starts)
        model.a_matrix_.index_ = np.array(index)
        numbers = np.array(value, dtype=float)
        if not np.isfinite(numbers).all():
            raise SolverError("not a number in the matrix", "the program")
        model.a_matrix_.value_ = numbers
        if not relaxed and len(self.whole):
            kinds = [highspy.HighsVarType.kContinuous] * len(self._variables)
            for column in self.whole:
                kinds[column] = highspy.HighsVarType.kInteger
            model.integrality_ = kinds
        return model

    @property
    def column_count(self) -> int:
        """How many columns the program has."""
        return len(self._variables)

    def columns_of(self, variables: Sequence[Any]) -> Columns:
        """Number the columns of some variables."""
        return np.array([self.column[id(one)] for one in variables], dtype=np.int32)

    def sum_of(self, terms: Sequence[tuple[Any, float]]) -> Array:
        """Turn a sum over PuLP variables into one number a column."""
        numbers = np.zeros(len(self._variables))
        for variable, number in terms:
            numbers[self.column[id(variable)]] += number
        return numbers

    def value_of(self, variable: Any, values: Array) -> float:
        """Read one variable from an answer."""
        return float(values[self.column[id(variable)]])

    def aim(self, costs: Array, constant: float = 0.0) -> None:
        """Set what is to be made least.

        Args:
            costs: One number a column.
            constant: What stands beside the sum; gaps are relative to both together, while every
                answer and bound that is given is the sum alone.
        """
        every = np.arange(len(costs), dtype=np.int32)
        self._highs.changeColsCost(len(costs), every, costs)
        self._highs.changeObjectiveOffset(constant)
        self._constant = constant

    def hold(self, costs: Array, limit: float) -> None:
        """Add the row ``costs * columns <= limit``."""
        used = np.flatnonzero(costs).astype(np.int32)
        self._highs.addRow(-highspy.kHighsInf, limit, len(used), used, costs[used])

    @property
    def has_cuts(self) -> bool:
        """Whether rows that whole numbers imply have been added."""
        return bool(self._cut_rows)

    def add_cuts(self, cuts: Cuts) -> None:
        """Add rows that whole numbers imply; ``settle_cuts`` says what becomes of them."""
        first, count = self._highs.getNumRow(), len(cuts.lower)
        since, below, corner = self._new_cuts or (first, cuts.below, self.corner)
        self._new_cuts = (since, min(below, cuts.below), corner)
        self._cut_rows = [*self._cut_rows, *range(first, first + count)]
        self._highs.addRows(
            count,
            cuts.lower,
            cuts.upper,
            len(cuts.index),
            cuts.starts,
            cuts.index,
            cuts.numbers,
        )

    def drop_cuts(self, limit: float) -> None:
        """Take the rows added last out again, where they might not hold for plans that matter.

        Args:
            limit: The sum, for the aim that they were found with, up to which a plan matters.
        """
        if self._new_cuts is not None and limit > self._new_cuts[1]:
            first, _, corner = self._new_cuts
            rows = np.arange(first, self._highs.getNumRow(), dtype=np.int32)
            self._highs.deleteRows(len(rows), rows)
            self._cut_rows = [row for row in self._cut_rows if row < first]
            self._new_cuts, self.corner = None, corner

    def settle_cuts(self, limit: float) -> None:
        """Keep the rows added last from here on, or take them out.

        Args:
            limit: What the sum that they were found with may come to at most from here on.
        """
        self.drop_cuts(limit)
        self._new_cuts = None

    def bound_variable(self, variable: Any, least: float, most: float) -> None:
        """Change between what values a variable may lie."""
        column = np.array([self.column[id(variable)]], dtype=np.int32)
        self.bound(column, np.array([least]), np.array([most]))

    def bound(self, columns: Columns, low: Array, high: Array) -> None:
        """Change between what values some columns may lie."""
        self._low[columns], self._high[columns] = low, high
        self._highs.changeColsBounds(len(columns), columns, low, high)

    def bounds_of(self, columns: Columns) -> tuple[Array, Array]:
        """Give between what values some columns may lie."""
        return self._low[columns].copy(), self._high[columns].copy()

    def bound_row(self, row: Any, least: float, most: float) -> None:
        """Change between what values a row may lie."""
        self._highs.changeRowBounds(self.row[id(row)], least, most)

    def change_coefficient(self, row: Any, variable: Any, number: float) -> None:
        """Change one number of the matrix."""
        self._highs.changeCoeff(self.row[id(row)], self.column[id(variable)], number)

    def fix(self, columns: Columns, values: Array) -> None:
        """Fix some columns at some values, one number a column of the program."""
        chosen = np.array(values[columns], dtype=float)
        self.bound(columns, chosen, chosen)

    @contextmanager
    def bounds_kept(self, columns: Columns) -> Iterator[None]:
        """Give some columns back, in the end, the bounds that they have now."""
        low, high = self.bounds_of(columns)
        try:
            yield
        finally:
            self.bound(columns, low, high)

    def take_whole(self, *, whole: bool) -> None:
        """Take whole numbers as such, or for continuous ones, from here on."""
        if self._is_whole == (whole and len(self.whole) > 0):
            return
        self._is_whole = not self._is_whole
        self._is_hot = False
        if len(self.whole):
            kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
            kinds = np.full(len(self.whole), kind, dtype=object)
            self._highs.changeColsIntegrality(len(self.whole), self.whole, kinds)

    def relax(
        self,
        *,
        seconds: float,
        should_stop: Callable[[], bool] | None = None,
        is_trial: bool = False,
    ) -> Outcome:
        """Make the aim as small as it can be with whole numbers taken for continuous ones.

        Each time starts from where the last one ended, which for one goal after another is near;
        one trial after another goes on from there without being set up anew.

        Args:
            seconds: Most time to take [s].
            should_stop: Asked once, before anything is done.
            is_trial: What turns out impossible is not asked again to be sure.
        """
        if should_stop is not None and should_stop():
            return Outcome(False, False, True, None, float("inf"), -float("inf"), 0.0)
        began, was_whole = time.perf_counter(), self._is_whole
        self.take_whole(whole=False)
        if not (is_trial and self._is_hot and self._run_on(seconds)):
            self._run_once(seconds, None, corner=self.corner)
        if self._highs.getModelStatus() in _IMPOSSIBLE and not is_trial:
            self._run_without_presolve(seconds)
        outcome = self._outcome(time.perf_counter() - began)
        if outcome.is_proven and not is_trial:
            self.corner = self._highs.getBasis()
        self._is_hot = is_trial
        self.take_whole(whole=was_whole)
        return outcome

    def prices(self, rows: Sequence[Any], *, seconds: float) -> Array | None:
        """Give by how much a little more of each row's limit would lower the least sum, per unit.

        Whole numbers are taken for continuous ones, so that it ranks rows and promises nothing.

        Args:
            rows: Rows of the program.
            seconds: Most time to take [s].
        """
        was_whole = self._is_whole
        self.take_whole(whole=False)
        self._run_once(seconds, None, corner=self.corner)
        proven = self._highs.getModelStatus() in _PROVEN
        falls = -np.array(self._highs.getSolution().row_dual)
        self.take_whole(whole=was_whole)
        return falls[[self.row[id(row)] for row in rows]] if proven else None

    def write(self, path: Path) -> None:
        """Write the matrix as it now stands, as MPS, for an outside solver.

        Rows that the solver found itself are not in it: it is there to check the solver.
        """
        self._without_cuts().writeModel(str(path))

    def run(
        self,
        *,
        seconds: float,
        gap: float = 1e-4,
        until: Until = _PROVEN_ALONE,
        start: Array | None = None,
        watch: Watcher | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> Outcome:
        """Make the aim as small as it can be, within a gap, in the time given.

        Args:
            seconds: Most time to take [s].
            gap: Distance from the bound, relative to the answer, at which to stop [share].
            until: When else to end.
            start: An answer to begin from, one number a column.
            watch: Told the best sum and the bound, whenever there is news.
            should_stop: Asked often; the best so far is kept.

        Raises:
            SolverError: HiGHS gave neither an answer nor proof that there is none.
        """
        began = time.perf_counter()
        self._listen(watch, should_stop)
        limits = {"mip_rel_gap": gap, "mip_max_nodes": until.nodes}
        with self._options(objective_target=until.enough + self._constant, **limits):
            self._run_once(seconds, start)
            if start is not None and self._took_the_start_on_trust():
                found = self._outcome(time.perf_counter() - began)
                bound = self._relaxed_bound(seconds)
                if (
                    found.objective - bound
                    <= gap * abs(found.objective + self._constant) + _NOTHING
                ):
                    self._highs.setCallback(None, None)
                    return replace(found, bound=min(bound, found.objective))
                self._run_once(seconds, None)
            if self._highs.getModelStatus() in _IMPOSSIBLE:
                self._run_without_presolve(seconds)
        self._highs.setCallback(None, None)
        return self._outcome(time.perf_counter() - began)

    def cut_search(self, seconds: float, enough: float = float("inf")) -> CutSearch:
        """Prepare to look, in another thread if need be, for rows that whole numbers imply.

        Rows that were found before are left out: with them in the program HiGHS finds few new ones.

        Args:
            seconds: Most time to take [s].
            enough: The bound at which none are needed.
        """
        return CutSearch(self._without_cuts(), self._constant, seconds, enough)

    def _without_cuts(self) -> Any:
        """Copy the program as it now stands, but for the rows that whole numbers imply."""
        copy = highspy.Highs()  # type: ignore[no-untyped-call]
        copy.setOptionValue("output_flag", False)
        copy.passModel(self._highs.getLp())
        rows = np.array(self._cut_rows, dtype=np.int32)
        copy.deleteRows(len(rows), rows)
        return copy

    @contextmanager
    def _options(self, **wanted: Any) -> Iterator[None]:
        """Set some options of HiGHS for a while."""
        before = {name: self._highs.getOptionValue(name)[1] for name in wanted}
        try:
            for name, value in wanted.items():
                self._highs.setOptionValue(name, value)
            yield
        finally:
            for name, value in before.items():
                self._highs.setOptionValue(name, value)

    def _run_without_presolve(self, seconds: float) -> None:
        """Ask again, since presolve calls some possible programs impossible."""
        with self._options(presolve="off"):
            self._run_once(seconds, None)

    def _run_once(self, seconds: float, start: Array | None, corner: Any = None) -> None:
        """Run from a clean slate: an answer left from before would count as a start.

        Args:
            seconds: Most time to take [s].
            start: An answer to begin a search from.
            corner: A corner to begin a linear program from; rows added since are taken as slack.
        """
        self._highs.clearSolver()
        count = self._highs.getNumRow()
        if corner is not None and len(corner.row_status) <= count:
            self._highs.setBasis(_with_slack(corner, count))
        self._limit_time(seconds)
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = list(start)
            self._highs.setSolution(solution)
        self._highs.run()

    def _run_on(self, seconds: float) -> bool:
        """Go on from where the last trial ended; whether that came to an answer, or out of time."""
        self._limit_time(seconds)
        self._highs.run()
        return self._highs.getModelStatus() in _PROVEN | _IMPOSSIBLE | _CUT

    def _limit_time(self, seconds: float) -> None:
        """Limit the next run: HiGHS counts all linear programs, but a search from its start."""
        already = 0.0 if self._is_whole else self._highs.getRunTime()
        self._highs.setOptionValue("time_limit", already + max(seconds, 0.01))

    def _relaxed_bound(self, seconds: float) -> float:
        """Give the best sum with whole numbers taken for continuous ones, which none can better."""
        relaxed = self.relax(seconds=seconds)
        return relaxed.objective if relaxed.is_proven else -np.inf

    def _took_the_start_on_trust(self) -> bool:
        """Whether a start came back as the best without any search.

        Where presolve leaves no whole numbers, HiGHS gives a start back as optimal, whatever the
        rest of the program could do; seen in releases 1.10 to 1.15.1.
        """
        return (
            self._highs.getModelStatus() == _STATUS.kOptimal
            and self._highs.getInfo().mip_node_count <= 0
        )

    def _listen(self, watch: Watcher | None, should_stop: Callable[[], bool] | None) -> None:
        if watch is None and should_stop is None:
            return

        heard_last = 0.0

        def heard(kind: Any, _message: str, out: Any, into: Any, _data: Any) -> None:
            nonlocal heard_last
            now = time.perf_counter()
            if kind == _CALLBACK.kCallbackMipInterrupt and now - heard_last < _PATIENCE:
                return
            heard_last = now
            if should_stop is not None and should_stop():
                into.user_interrupt = True
            if watch is not None:
                watch(
                    out.objective_function_value - self._constant,
                    out.mip_dual_bound - self._constant,
                )

        self._highs.setCallback(heard, None)
        self._highs.startCallback(_CALLBACK.kCallbackMipInterrupt)
        self._highs.startCallback(_CALLBACK.kCallbackMipImprovingSolution)

    def _outcome(self, seconds: float) -> Outcome:
        info, status = self._highs.getInfo(), self._highs.getModelStatus()
        if status == _STATUS.kModelEmpty:
            return Outcome(True, False, False, np.zeros(len(self._variables)), 0.0, 0.0, seconds)
        if status in _IMPOSSIBLE:
            return Outcome(False, True, False, None, float("inf"), float("inf"), seconds)
        if status == _STATUS.kUnbounded:
            raise SolverError("unbounded", "the plan")
        cut = status in _CUT
        if info.primal_solution_status != _FEASIBLE:
            if not cut and status != _STATUS.kSolutionLimit:
                raise SolverError(str(status), "the plan")
            return Outcome(False, False, cut, None, float("inf"), -float("inf"), seconds)
        is_mip = info.mip_node_count >= 0
        objective = float(info.objective_function_value) - self._constant
        bound = float(info.mip_dual_bound) - self._constant if is_mip else objective
        values = np.array(self._highs.getSolution().col_value)
        return Outcome(status in _PROVEN, False, cut, values, objective, bound, seconds)


def _with_slack(corner: Any, rows: int) -> Any:
    """Copy a corner for a program that has more rows, which are taken as slack."""
    copy = highspy.HighsBasis()
    copy.valid, copy.alien = corner.valid, corner.alien
    copy.col_status, known = corner.col_status, list(corner.row_status)
    copy.row_status = [*known, *([_BASIC] * (rows - len(known)))]
    return copy


def _low(bound: float | None) -> float:
    return -highspy.kHighsInf if bound is None else float(bound)


def _high(bound: float | None) -> float:
    return highspy.kHighsInf if bound is None else float(bound)
