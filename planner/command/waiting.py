"""What somebody at a terminal sees and may do while something is worked out."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.optimiser.progress import Progress

_BAR_WIDTH = 24


def bar(progress: Progress, before: str = "") -> None:
    """Draw how far the search has come, over the line that stood there.

    Args:
        progress: What the search says of itself.
        before: What is being planned, if there is more than one thing.
    """
    filled = _BAR_WIDTH * progress.step // max(progress.steps, 1)
    drawn = "#" * filled + "." * (_BAR_WIDTH - filled)
    words = progress.goal.replace("_", " ")
    line = f"{before}[{drawn}] {progress.step}/{progress.steps} {words}, {progress.seconds:.0f} s"
    print(f"\r{line:<78}", end="", file=sys.stderr, flush=True)


@contextmanager
def stopped_by_hand() -> Iterator[Callable[[], bool]]:
    """Let the first Ctrl-C ask for the best so far, and a second one stop at once."""
    stop = Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, ask_to_stop)
    try:
        yield stop.is_set
    finally:
        signal.signal(signal.SIGINT, before)
