"""Where answers begin: the plan that is asked about, in a program that can be asked again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from planner.errors import CheckError, SolverError
from planner.insight.measure import distance
from planner.insight.question import Asking
from planner.optimiser.plan import Plan
from planner.optimiser.resolve import Effort, Point, Resolver
from planner.school.records import CurrentAllocation
from planner.school.school import School

# Why items are short is not asked here; this much is needed to give the time away.
SECONDS_FOR_REASONS = 0.2
# A plan so close to what no plan can better is not looked beyond [share].
_CLOSE = 0.02
# Not every part is mended, so that one may take more than its share of the time.
_DEARER = 3.0
# In less time than this, nothing is found for a large school [s].
_LEAST_TO_SEARCH = 20.0


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
    _mending: float = 0.0

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
    def most(self) -> float:
        """The most time for one part, which others may need less of [s]."""
        return min(self.left, max(_DEARER * self.share, _LEAST_TO_SEARCH))

    def may_mend(self, point: Point) -> bool:
        """Whether to look beyond the groups of a plan: it is not close, and there is time."""
        return distance(point) > _CLOSE and self._mending <= _DEARER * self.share

    @contextmanager
    def mending(self) -> Iterator[None]:
        """Look beyond the groups of a plan, and learn how long that takes."""
        began = self.asking.seconds
        yield
        self._mending = self.asking.seconds - began

    @contextmanager
    def part(self, doing: str) -> Iterator[None]:
        """Do one part, and say so first."""
        self.asking.tell(doing, self._done + 1, max(self.parts, self._done + 1))
        yield
        self._done += 1


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
        point = _settled(resolver, starts, pace, Effort.KEEP)
        if point is not None and pace.may_mend(point):
            with pace.mending():
                mended = _settled(resolver, [point, *starts], pace, Effort.MEND, pace.most)
                point = mended or point
        if point is None or pace.asking.is_stopped():
            return None
        return Solved(point, resolver.finish(point, seconds=SECONDS_FOR_REASONS))
    except (CheckError, SolverError):
        # The rules about money left nothing exact around these groups: this one stays unsolved.
        return None


def _settled(
    resolver: Resolver,
    starts: Sequence[Point],
    pace: Pace,
    effort: Effort,
    most: float = float("inf"),
) -> Point | None:
    if pace.is_over():
        return None
    point = resolver.solve(
        starts,
        effort=effort,
        last="cost",
        seconds=min(most, pace.left),
        should_stop=pace.asking.is_stopped,
    )
    return point if point is not None and point.is_bounded else None


def plan_asked_about(asking: Asking, pace: Pace) -> Plan | None:
    """Give the plan that is asked about, or make one."""
    if asking.plan is not None:
        return asking.plan
    found = solved(Resolver(asking.school), [], pace)
    return None if found is None else found.plan


def measured_from(school: School, plan: Plan, *, given_up: float = 0.0) -> School:
    """Have a school of which the plan is what is done today.

    Plans for it differ from the plan only where that is worth something, so that what differs comes
    from what was changed, not from ties that fell another way.

    Args:
        school: The school.
        plan: Its plan.
        given_up: How much of the benefit may be given up to keep the plan as it is [share 0-1].
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
    policies = school.policies.model_copy(update={"keep_current_plan": given_up})
    return replace(school, current_plan=rows, policies=policies)
