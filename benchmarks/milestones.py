"""When each goal had its first plan and came near its bound, from what a caller hears."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.optimiser.plan import GoalResult
from planner.optimiser.progress import Progress

GAPS = (0.02, 0.01, 0.005)
_NOTHING = 1e-6


@dataclass(frozen=True)
class Milestones:
    """The way of one goal; all times are since planning began.

    Attributes:
        goal: Its name in ``summary.json``.
        began: When it was first looked at [s]; ``None`` if there was nothing to settle.
        first: When there was a plan [s].
        within: When the plan was within each gap of ``GAPS`` [s]; ``None`` if it never was.
        ended: When the next goal was looked at [s].
        value: What it reached, in its own unit.
        bound: What no plan can better.
        gap: The distance between the two, as the plan reports it [share].
    """

    goal: str
    began: float | None
    first: float | None
    within: tuple[float | None, ...]
    ended: float | None
    value: float
    bound: float
    gap: float


def milestones(
    heard: Sequence[Progress], results: Sequence[GoalResult], total: float
) -> list[Milestones]:
    """Follow each goal through what was heard.

    Args:
        heard: All that was told while the plan was made, in order.
        results: The goals as the plan reports them.
        total: When the plan was there [s].
    """
    kept = last_search(heard)
    return [_of_goal(kept, result, total) for result in results]


def last_search(heard: Sequence[Progress]) -> Sequence[Progress]:
    """Leave out a search that was given up, after which the goals began again with the first."""
    begun = [
        number for number in range(1, len(heard)) if heard[number].step < heard[number - 1].step
    ]
    return heard[begun[-1] :] if begun else heard


def _of_goal(heard: Sequence[Progress], result: GoalResult, total: float) -> Milestones:
    own = [one for one in heard if one.goal == result.name]
    if not own:
        never = (None,) * len(GAPS)
        return Milestones(
            result.name, None, None, never, None, result.value, result.bound, result.gap
        )
    last = max(number for number, one in enumerate(heard) if one.goal == result.name)
    ended = heard[last + 1].seconds if last + 1 < len(heard) else total
    first = next((one.seconds for one in own if one.best is not None), ended)
    near = [(one.seconds, gap_of(one.best, one.bound)) for one in own] + [(ended, result.gap)]
    within = tuple(
        next((seconds for seconds, gap in near if gap is not None and gap <= most), None)
        for most in GAPS
    )
    return Milestones(
        result.name, own[0].seconds, first, within, ended, result.value, result.bound, result.gap
    )


def gap_of(best: float | None, bound: float | None) -> float | None:
    """Give how far a value is from its bound [share], as a plan reports it."""
    if best is None or bound is None:
        return None
    distance = abs(best - bound)
    return 0.0 if distance < _NOTHING else distance / max(abs(best), _NOTHING)
