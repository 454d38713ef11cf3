"""How much time there is to plan, and whether somebody asked to stop."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from planner.optimiser.progress import Options, ShouldStop


@dataclass
class Clock:
    """The time since planning began, and what is left of it."""

    options: Options
    should_stop: ShouldStop | None = None
    began: float = field(default_factory=time.perf_counter)
    allowed: float = 0.0

    @property
    def seconds(self) -> float:
        """Time since planning began [s]."""
        return time.perf_counter() - self.began

    @property
    def left(self) -> float:
        """Time left [s]."""
        return max(0.0, max(self.options.time_limit, self.allowed) - self.seconds)

    def allow(self, seconds: float) -> None:
        """See to it that at least so many seconds are left [s]."""
        self.allowed = max(self.allowed, self.seconds + seconds)

    def is_over(self) -> bool:
        """Whether to stop with the best so far."""
        return self.left <= 0 or (self.should_stop is not None and self.should_stop())
