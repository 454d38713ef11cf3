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
    from planner.insight.question import Step
    from planner.optimiser.progress import Progress

_BAR_WIDTH = 24
_LINE_WIDTH = 78


def bar(progress: Progress, before: str = "") -> None:
    """Draw how far the search has come, over the line that stood there.

    Args:
        progress: What the search says of itself.
        before: What is being planned, if there is more than one thing.
    """
    _draw(progress, progress.goal.replace("_", " "), before)


def step_bar(step: Step) -> None:
    """Draw how far the answer to a question has come, over the line that stood there."""
    _draw(step, step.doing[:1].lower() + step.doing[1:])


def _draw(at: Progress | Step, words: str, before: str = "") -> None:
    filled = _BAR_WIDTH * at.step // max(at.steps, 1)
    drawn = "#" * filled + "." * (_BAR_WIDTH - filled)
    start, end = f"{before}[{drawn}] {at.step}/{at.steps} ", f", {at.seconds:.0f} s"
    # A line that ran over would not be drawn over by the next.
    room = max(0, _LINE_WIDTH - len(start) - len(end))
    print(f"\r{start + words[:room] + end:<{_LINE_WIDTH}}", end="", file=sys.stderr, flush=True)


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
