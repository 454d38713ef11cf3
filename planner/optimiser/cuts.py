"""Rows that whole numbers imply, as HiGHS finds them at the root of a search of its own.

The linear program in which whole numbers are taken for continuous ones is much closer to the whole
one with these rows in it: its bound is nearer, and rounding its answer loses less. HiGHS looks for
them with a copy of the program, so that it can do so in a thread beside whatever else is tried.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

_CALLBACK = highspy.cb.HighsCallbackType
_STATUS = highspy.HighsModelStatus
_FEASIBLE = 2
# It ends by itself once it has its rows; HiGHS has a bound of its own only in some of its states.
_WHOLE = frozenset({_STATUS.kOptimal, _STATUS.kInterrupt, _STATUS.kInfeasible})
_BOUNDED = frozenset({_STATUS.kOptimal, _STATUS.kInterrupt, _STATUS.kTimeLimit})
_ROUNDING = 1e-5
# Rows are wanted in the columns of the program as it stands, and plans are looked for elsewhere.
# A gap would have HiGHS leave out plans that are hardly better than one it knows.
_OPTIONS = {
    "random_seed": 1,
    "threads": 1,
    "presolve": "off",
    "mip_rel_gap": 0.0,
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_root_reduced_cost": False,
}


@dataclass(frozen=True)
class Cuts:
    """Rows ``lower <= numbers * columns <= upper``, one after another.

    Attributes:
        lower: The least of each row.
        upper: The most of each row.
        starts: Where the entries of each row begin.
        index: The column of each entry.
        numbers: The number of each entry.
        below: They are only sure to hold for plans whose sum, for the aim that they were found
            with, is no more than this; infinite where they always hold.
    """

    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    starts: NDArray[np.int32]
    index: NDArray[np.int32]
    numbers: NDArray[np.float64]
    below: float


@dataclass(frozen=True)
class Found:
    """What a search for rows came to.

    Attributes:
        cuts: The rows; ``None`` where it was stopped before it had any.
        bound: What no plan can better; minus infinity where nothing is known.
        values: A plan that HiGHS came across, one number a column.
        is_cut: It was stopped by time or by hand, so that another might end elsewhere.
    """

    cuts: Cuts | None
    bound: float
    values: NDArray[np.float64] | None
    is_cut: bool


@dataclass
class CutSearch:
    """Looks for rows that whole numbers imply and that the relaxed plan does not meet.

    Attributes:
        highs: The program, with its aim and everything that is held; nobody else uses it.
        constant: What stands beside the aim's sum.
        seconds: Most time to take [s].
        enough: The bound at which no rows are needed.
    """

    highs: Any
    constant: float
    seconds: float
    enough: float = np.inf
    _stopped: threading.Event = field(default_factory=threading.Event, init=False)
    _cuts: Cuts | None = field(default=None, init=False)

    def stop(self) -> None:
        """Ask it to end as soon as it can."""
        self._stopped.set()

    def run(self) -> Found:
        """Look until there are rows or none are needed, the time is up, or it is stopped."""
        highs = self.highs
        for option, value in {**_OPTIONS, "time_limit": max(self.seconds, 0.01)}.items():
            highs.setOptionValue(option, value)
        highs.setCallback(self._heard, None)
        for kind in (_CALLBACK.kCallbackMipGetCutPool, _CALLBACK.kCallbackMipInterrupt):
            highs.startCallback(kind)
        highs.run()
        info, status = highs.getInfo(), highs.getModelStatus()
        is_bound = status in _BOUNDED and np.isfinite(info.mip_dual_bound)
        is_plan = info.primal_solution_status == _FEASIBLE
        return Found(
            cuts=self._cuts,
            bound=float(info.mip_dual_bound) - self.constant if is_bound else -np.inf,
            values=np.array(highs.getSolution().col_value) if is_plan else None,
            is_cut=self._stopped.is_set() or status not in _WHOLE,
        )

    def _heard(self, kind: Any, _message: str, out: Any, into: Any, _data: Any) -> None:
        if kind == _CALLBACK.kCallbackMipGetCutPool:
            known = float(out.objective_function_value) - self.constant
            self._cuts = Cuts(
                lower=np.array(out.cutpool_lower),
                upper=np.array(out.cutpool_upper),
                starts=np.array(out.cutpool_start)[: out.cutpool_num_cut],
                index=np.array(out.cutpool_index),
                numbers=np.array(out.cutpool_value),
                below=known - _ROUNDING * max(1.0, abs(known)) if np.isfinite(known) else np.inf,
            )
        elif (
            self._cuts is not None
            or self._stopped.is_set()
            or out.mip_dual_bound - self.constant >= self.enough
        ):
            into.user_interrupt = True
