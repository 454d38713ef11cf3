"""Where the seconds go while a plan is made, without a line of the planner being changed.

Each part is a function that ``planner.optimiser.solve`` calls by name, or the solver's own run.
Where one part is at work inside another, the later one of ``PARTS`` has the time, and the solver
has it from all of them: what is left of a part is the Python around the solver.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import wraps
from types import ModuleType
from typing import Any
from unittest.mock import patch

SOLVER = "HiGHS"
REST = "everything else"
# A part, and the names that belong to it; those that planner.optimiser.solve has are timed.
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("posing the problem", ("pose",)),
    ("the most alone", ("most_alone",)),
    ("settling, between runs", ("Settler.first", "Settler.settle")),
    ("building in PuLP", ("build",)),
    ("hand-over to HiGHS", ("Solver",)),
    ("answer and tables", ("finish",)),
    ("reasons", ("explain_shortfalls",)),
    ("summary and checks", ("proved_plan",)),
)


@dataclass(frozen=True)
class _Span:
    part: str
    began: float
    ended: float


@dataclass
class Stopwatch:
    """Notes when each part began and ended."""

    spans: list[_Span] = field(default_factory=list)

    @contextmanager
    def around(self, planner: ModuleType, solver: Any) -> Iterator[None]:
        """Time the parts of a planner, and a solver, while something is done with them.

        Args:
            planner: The module that makes plans.
            solver: The class whose ``run`` solves.
        """
        with ExitStack() as stack:
            for part, names in PARTS:
                for holder, name in found(planner, names):
                    timed = self._timed(part, getattr(holder, name))
                    stack.enter_context(patch.object(holder, name, timed))
            stack.enter_context(patch.object(solver, "run", self._timed(SOLVER, solver.run)))
            yield

    def _timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function, updated=())
        def timed(*arguments: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                self.spans.append(_Span(part, began, time.perf_counter()))

        return timed

    def seconds(self, total: float) -> dict[str, float]:
        """Share out the time among the parts, so that they add up to the total.

        Args:
            total: How long it all took [s].

        Returns: Each part's own time [s], in the order of ``PARTS``.
        """
        order = [*(part for part, _ in PARTS), SOLVER]
        own = dict.fromkeys(order, 0.0)
        events = sorted(
            (moment, step, span.part)
            for span in self.spans
            for moment, step in ((span.began, 1), (span.ended, -1))
        )
        running, before = dict.fromkeys(order, 0), 0.0
        for moment, step, part in events:
            innermost = next((one for one in reversed(order) if running[one]), None)
            if innermost is not None:
                own[innermost] += moment - before
            running[part] += step
            before = moment
        return own | {REST: max(0.0, total - sum(own.values()))}


def found(planner: ModuleType, names: Sequence[str]) -> Iterator[tuple[Any, str]]:
    """Find what holds each name, the module or a class in it; what is not there is left out."""
    for name in names:
        *owner, last = name.split(".")
        holder = getattr(planner, owner[0], None) if owner else planner
        if hasattr(holder, last):
            yield holder, last
