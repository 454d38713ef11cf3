"""One plan being made apart from any page, for as long as somebody is there to see it.

Nothing here draws: a job is told that its visitor is there, or has gone, and answers what it knows.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from uuid import uuid4

from planner.optimiser.plan import Plan
from planner.optimiser.progress import Options, Progress
from planner.school.school import School

# A page that is loaded anew or a network that drops out for a moment is not a visitor who left.
SECONDS_UNTIL_FORGOTTEN = 10.0

_log = logging.getLogger(__name__)


class Job:
    """The making of one plan, from the moment it was asked for."""

    def __init__(
        self,
        school: School,
        options: Options,
        *,
        year_id: int = 0,
        keep: Callable[[Plan], object] | None = None,
    ) -> None:
        """Keep what is asked for; nothing runs before ``start``.

        Args:
            school: What to plan for.
            options: How long it may take, and how sure it is to be.
            year_id: The school year that it is for.
            keep: Keeps the plan, before anybody hears that there is one.
        """
        self.id = uuid4().hex
        self.school = school
        self.options = options
        self.year_id = year_id
        self._keep = keep
        self._asked_at = time.monotonic()
        self._began_at: float | None = None
        self._left_at: float | None = None
        self._stop = threading.Event()
        self._progress: Progress | None = None
        self._future: Future[Plan | None] | None = None

    def start(self, pool: Executor) -> None:
        """Hand the work to a pool; it waits there until a worker is free."""
        self._future = pool.submit(self._work)

    def stop(self) -> None:
        """Ask for the best plan so far; what still waits is not begun."""
        self._stop.set()
        if self._future is not None:
            self._future.cancel()

    def somebody_is_there(self) -> None:
        """Note that the visitor who asked for the plan is still there."""
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
        """Whether other plans have to be finished first."""
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
    def progress(self) -> Progress | None:
        """The last that was heard from the work."""
        return self._progress

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
    def plan(self) -> Plan | None:
        """The plan, once it is over; ``None`` if it was stopped before there was one."""
        if self._future is None or not self._future.done() or self._future.cancelled():
            return None
        return None if self._future.exception() else self._future.result()

    def should_stop(self) -> bool:
        """Whether to end with the best plan so far: asked to, or nobody is there any more."""
        return self._stop.is_set() or self._is_forgotten()

    def _is_forgotten(self) -> bool:
        left_at = self._left_at
        return left_at is not None and time.monotonic() - left_at > SECONDS_UNTIL_FORGOTTEN

    def _hear(self, progress: Progress) -> None:
        self._progress = progress

    def _work(self) -> Plan | None:
        # The program that finds plans takes a second to load, which no page should wait for.
        from planner.optimiser.solve import make_plan

        self._began_at = time.monotonic()
        if self.should_stop():
            return None
        try:
            plan = make_plan(
                self.school, self.options, on_progress=self._hear, should_stop=self.should_stop
            )
            # What is left when nobody waited for the rest must not stand in place of a whole plan.
            if self._keep is not None and not self._is_forgotten():
                self._keep(plan)
            return plan
        finally:
            if self._is_forgotten():
                _log.warning("Planning ended early: the page that asked for it was closed.")
