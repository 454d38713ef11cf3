"""One piece of work done apart from any page, for as long as somebody is there to see it.

Nothing here draws: a job is told that its visitor is there, or has gone, and answers what it knows.
Making a plan is one such piece of work, answering a question another.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Generic, TypeVar
from uuid import uuid4

from planner.charts.progress import Standing
from planner.optimiser.progress import ShouldStop

# A page that is loaded anew or a network that drops out for a moment is not a visitor who left.
SECONDS_UNTIL_FORGOTTEN = 10.0

Heard = TypeVar("Heard")
Result = TypeVar("Result")

_log = logging.getLogger(__name__)


class Job(Generic[Heard, Result]):
    """A piece of work, from the moment it was asked for."""

    def __init__(
        self,
        work: Callable[[Callable[[Heard], None], ShouldStop], Result],
        standing: Callable[[Heard | None, float], Standing],
        *,
        year_id: int = 0,
        keep: Callable[[Result], object] | None = None,
    ) -> None:
        """Keep what is asked for; nothing runs before ``start``.

        Args:
            work: Does the work. It tells its first argument how far it has come, and asks its
                second often whether to end with what there is so far.
            standing: Puts the last that was heard and the time taken [s] into words.
            year_id: The school year that it is for.
            keep: Keeps the result, before anybody hears that there is one.
        """
        self.id = uuid4().hex
        self.year_id = year_id
        self._work_to_do = work
        self._standing = standing
        self._keep = keep
        self._asked_at = time.monotonic()
        self._began_at: float | None = None
        self._left_at: float | None = None
        self._stop = threading.Event()
        self._heard: Heard | None = None
        self._future: Future[Result | None] | None = None

    def start(self, pool: Executor) -> None:
        """Hand the work to a pool; it waits there until a worker is free."""
        self._future = pool.submit(self._work)

    def stop(self) -> None:
        """Ask for the best so far; what still waits is not begun."""
        self._stop.set()
        if self._future is not None:
            self._future.cancel()

    def somebody_is_there(self) -> None:
        """Note that the visitor who asked for it is still there."""
        self._left_at = None

    def nobody_is_there(self) -> None:
        """Note that the visitor has gone; unless they come back soon, the work stops."""
        self._left_at = time.monotonic()

    @property
    def is_left(self) -> bool:
        """Whether its visitor has gone, and could still come back to it."""
        return self._left_at is not None and not self.is_over and not self._is_forgotten()

    @property
    def is_waiting(self) -> bool:
        """Whether other work has to be finished first."""
        return self._future is not None and not (self._future.running() or self._future.done())

    @property
    def is_over(self) -> bool:
        """Whether there is an outcome."""
        return self._future is not None and self._future.done()

    @property
    def is_stopping(self) -> bool:
        """Whether it was asked to stop and has not yet."""
        return self._stop.is_set() and not self.is_over

    @property
    def heard(self) -> Heard | None:
        """The last that was heard from the work."""
        return self._heard

    @property
    def standing(self) -> Standing:
        """How far it has come, in words."""
        return self._standing(self._heard, self.seconds)

    @property
    def seconds(self) -> float:
        """How long it has been worked on, or has waited where it has not begun [s]."""
        return time.monotonic() - (self._began_at or self._asked_at)

    @property
    def error(self) -> BaseException | None:
        """What went wrong, once it is over; ``None`` if nothing did."""
        if self._future is None or not self._future.done() or self._future.cancelled():
            return None
        return self._future.exception()

    @property
    def result(self) -> Result | None:
        """What came of it, once it is over; ``None`` if it was stopped before it began."""
        if self._future is None or not self._future.done() or self._future.cancelled():
            return None
        return None if self._future.exception() else self._future.result()

    def should_stop(self) -> bool:
        """Whether to end with the best so far: asked to, or nobody is there any more."""
        return self._stop.is_set() or self._is_forgotten()

    def _is_forgotten(self) -> bool:
        left_at = self._left_at
        return left_at is not None and time.monotonic() - left_at > SECONDS_UNTIL_FORGOTTEN

    def _hear(self, heard: Heard) -> None:
        self._heard = heard

    def _work(self) -> Result | None:
        self._began_at = time.monotonic()
        if self.should_stop():
            return None
        try:
            result = self._work_to_do(self._hear, self.should_stop)
            # What is left when nobody waited for the rest must not stand in place of the whole.
            if self._keep is not None and not self._is_forgotten():
                self._keep(result)
            return result
        finally:
            if self._is_forgotten():
                _log.warning("Work ended early: the page that asked for it was closed.")
