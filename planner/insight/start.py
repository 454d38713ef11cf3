"""Where answers begin: the plan that is asked about, in a program that can be asked again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from planner.errors import CheckError, SolverError
from planner.insight.question import Asking
from planner.optimiser.plan import Plan
from planner.optimiser.resolve import Effort, Point, Resolver
from planner.school.records import CurrentAllocation
from planner.school.school import School

# Why items are short is not asked here; this much is needed to give the time away.
SECONDS_FOR_REASONS = 0.2
# Looking beyond the plan's groups takes about so many times as long as keeping them.
_MENDING_TAKES = 3.0


@dataclass
class Pace:
    """Shares the time out among what is still to be solved.

    Attributes:
        asking: What is asked, and when it began.
        seconds: Most time to take for all of it [s].
        parts: How many parts there are, as far as is known.
    """

    asking: Asking
    seconds: float
    parts: int
    _done: int = 0
    _mending: float = float("inf")

    def is_over(self) -> bool:
        """Whether to give what was solved so far."""
        return self.left <= 0 or self.asking.is_stopped()

    @property
    def left(self) -> float:
        """The time left [s]."""
        return max(0.0, self.seconds - self.asking.seconds)

    @property
    def share(self) -> float:
        """The time that the next part may take, if all that are left take as long [s]."""
        return self.left / max(1, self.parts - self._done)

    @property
    def effort(self) -> Effort:
        """How hard to look: no further than the plan's groups where time would run out."""
        return Effort.MEND if self._mending <= self.share else Effort.KEEP

    @contextmanager
    def part(self, doing: str) -> Iterator[None]:
        """Do one part: say so first, and learn from it how long the next ones take."""
        self.asking.tell(doing, self._done + 1, self.parts)
        began, mends = self.asking.seconds, self.effort is Effort.MEND
        yield
        self._done += 1
        took = self.asking.seconds - began
        if mends:
            self._mending = took
        else:
            self._mending = min(self._mending, _MENDING_TAKES * took)


@dataclass(frozen=True)
class Solved:
    """A plan that was solved for, as the program has it and to the penny."""

    point: Point
    plan: Plan


def solved(resolver: Resolver, starts: list[Point], pace: Pace) -> Solved | None:
    """Settle every goal for the money that is set, so that nothing is bought for nothing.

    Returns:
        The plan, or ``None`` where the time was up, somebody stopped, or no plan was found.
    """
    try:
        point = resolver.solve(
            starts,
            effort=pace.effort,
            last="cost",
            seconds=pace.left,
            should_stop=pace.asking.is_stopped,
        )
        if point is None or pace.asking.is_stopped() or not _is_bounded(point):
            return None
        return Solved(point, resolver.finish(point, seconds=SECONDS_FOR_REASONS))
    except (CheckError, SolverError):
        # The rules about money left nothing exact around these groups: this one stays unsolved.
        return None


def _is_bounded(point: Point) -> bool:
    return all(abs(goal.bound) < float("inf") for goal in point.goals)


def plan_asked_about(asking: Asking, pace: Pace) -> Plan | None:
    """Give the plan that is asked about, or make one."""
    if asking.plan is not None:
        return asking.plan
    found = solved(Resolver(asking.school), [], pace)
    return None if found is None else found.plan


def measured_from(school: School, plan: Plan) -> School:
    """Have a school of which the plan is what is done today, and nothing is given up to keep it.

    Plans for it differ from the plan only where that is worth something, so that what differs comes
    from what was changed, not from ties that fell another way.
    """
    rows = tuple(
        CurrentAllocation(
            term=row.term,
            pupil=row.pupil,
            provision=row.provision,
            group=row.group,
            hours_per_week=row.hours_per_week,
            weeks=row.weeks,
        )
        for row in plan.allocations
    )
    policies = school.policies.model_copy(update={"keep_current_plan": 0.0})
    return replace(school, current_plan=rows, policies=policies)
