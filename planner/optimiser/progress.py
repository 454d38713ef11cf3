"""What a caller hears while a plan is being made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Progress:
    """How far the planning has come.

    Attributes:
        goal: The goal being settled, or ``reasons`` once the plan stands and is being explained.
        step: Which step this is, from 1.
        steps: How many steps there are.
        best: The goal's value in the best plan so far; ``None`` before there is one.
        bound: What no plan can better, as known so far; ``None`` before anything is known.
        seconds: Time since planning began [s].
    """

    goal: str
    step: int
    steps: int
    best: float | None
    bound: float | None
    seconds: float


@dataclass(frozen=True)
class Options:
    """How hard to try.

    Attributes:
        time_limit: Stop with the best plan so far after this long [s].
        gap: Settle a goal once no plan can better it by more than this share [share].
        write_model: Where to write the matrix of the last goal, for an outside solver.
    """

    time_limit: float = 60.0
    gap: float = 0.005
    write_model: Path | None = None


OnProgress = Callable[[Progress], None]
ShouldStop = Callable[[], bool]
