"""Trying small changes: the school with each is solved again, from the plan there is."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from planner.errors import ContradictionError
from planner.insight.change import SmallChange
from planner.insight.subject import Measured, Subject
from planner.optimiser.plan import GoalResult
from planner.optimiser.progress import ShouldStop
from planner.optimiser.resolve import Effort, Point, Resolver
from planner.optimiser.room import Limit, Reached, Room

_LARGE = 6000
_LEAST_SECONDS = 1.0


@dataclass(frozen=True)
class Tried:
    """What came of one change.

    Attributes:
        change: What was changed.
        after: How much there is then of what is asked about.
        benefit: The benefit of the plan that was then solved for, with its bound.
        too_little: The largest smaller amount that was tried and gave no more; ``None``: none was.
    """

    change: SmallChange
    after: Measured
    benefit: GoalResult
    too_little: float | None = None


@dataclass
class Trials:
    """Solves a school again with one change after another.

    Attributes:
        resolver: The program of the school as it is.
        base: The plan that was solved for with it.
        subject: What is asked about.
        last: The last goal to settle.
        seconds: Most time to take from now on [s].
        should_stop: Asked often.
    """

    resolver: Resolver
    base: Point
    subject: Subject
    last: str
    seconds: float
    should_stop: ShouldStop | None = None
    _until: float = field(init=False)

    def __post_init__(self) -> None:
        """Measure what there is before any change."""
        self._until = time.perf_counter() + self.seconds
        self.before = self.subject.measured(self.resolver, self.base)
        self.is_large = self.resolver.solver.column_count > _LARGE

    @property
    def left(self) -> float:
        """Time left [s]."""
        return max(0.0, self._until - time.perf_counter())

    @property
    def is_over(self) -> bool:
        """Whether to give what was tried so far."""
        return self.left <= 0 or (self.should_stop is not None and self.should_stop())

    def smallest(self, ladder: Sequence[SmallChange], room: Room, reached: Reached) -> Tried | None:
        """Find the smallest change of a ladder with which there is more.

        The largest is tried first, then the range is halved, as if more of a change never gave
        less.

        Args:
            ladder: The same change by growing amounts.
            room: Where it was asked how much there could be.
            reached: What was found there, as one more plan to start from.

        Returns:
            What was found; ``None`` where the largest gives no more, or there was no time.
        """
        for effort in (Effort.KEEP, Effort.MEND):
            found = self._more(ladder[-1], room, reached, effort)
            if found is not None:
                return self._between(ladder, found, room, reached, effort)
            if self.is_over or self.is_large or not self._is_settled:
                break
        return None

    def _between(
        self,
        ladder: Sequence[SmallChange],
        found: Tried,
        room: Room,
        reached: Reached,
        effort: Effort,
    ) -> Tried:
        too_little, enough = -1, len(ladder) - 1
        while enough - too_little > 1 and not self.is_over:
            middle = (enough + too_little) // 2
            nearer = self._more(ladder[middle], room, reached, effort)
            if nearer is None:
                too_little = middle
            else:
                enough, found = middle, nearer
        less = ladder[too_little].amount if too_little >= 0 else None
        return replace(found, too_little=less)

    @cached_property
    def _is_settled(self) -> bool:
        """Whether looking harder, with nothing changed, would give no more of it by itself."""
        point = self._solved(self.resolver, [self.base], Effort.MEND)
        if point is None:
            return False
        return not self.subject.is_more(self.before, self.subject.measured(self.resolver, point))

    def _more(
        self, change: SmallChange, room: Room, reached: Reached, effort: Effort
    ) -> Tried | None:
        """Solve the school with a change, and give what came of it if there is more."""
        resolver = self._changed(change)
        starts = [self.base]
        if resolver is not self.resolver:
            starts = [resolver.point_from(self.resolver, self.base)]
        if len(reached.point):
            starts.append(room.as_start(reached, resolver))
        try:
            point = self._solved(resolver, starts, effort)
        except ContradictionError:
            return None
        finally:
            self.resolver.set_money(self.base.money)
        if point is None:
            return None
        after = self.subject.measured(resolver, point)
        if not self.subject.is_more(self.before, after):
            return None
        return Tried(change, after, point.goal("benefit"))

    def _changed(self, change: SmallChange) -> Resolver:
        """Give the program of the school with a change; with money, that of the school itself."""
        school = self.resolver.school
        if change.limit is Limit.MONEY:
            self.resolver.set_money(change.money(school))
            return self.resolver
        changed = Resolver(change.made(school), most_alone=self.resolver.most_alone)
        changed.begin_like(self.resolver)
        return changed

    def _solved(self, resolver: Resolver, starts: Sequence[Point], effort: Effort) -> Point | None:
        return resolver.solve(
            starts,
            effort=effort,
            last=self.last,
            seconds=max(self.left, _LEAST_SECONDS),
            should_stop=self.should_stop,
        )


def last_goal(resolver: Resolver) -> str:
    """The last goal that says who gets what: closeness to today, where that is known."""
    return "benefit" if resolver.school.current_plan is None else "changes"
