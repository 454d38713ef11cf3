"""What is being settled while a plan is made, in words."""

from __future__ import annotations

from dataclasses import dataclass

from planner.charts.words import counted, hours, percent, pounds
from planner.optimiser.progress import Progress

_DOING = {
    "statutory_shortfall": "Meeting every statutory hour",
    "unfunded": "Keeping within the money",
    "fair_share": "Sharing fairly",
    "benefit": "Helping as much as possible",
    "changes": "Keeping what is done today",
    "cost": "Spending no more than it takes",
    "reasons": "Finding the reasons for what is not met",
}
_STARTING = "Getting ready"
# A distance that would be shown as nothing.
_NO_DISTANCE = 0.0005
# A distance that says no more than that the search has only begun.
_TELLING_DISTANCE = 0.5
# A value below this is nought but for what a calculation leaves behind.
_LEAST_VALUE = 1e-3


@dataclass(frozen=True)
class Standing:
    """How far the planning has come, as a page shows it.

    Attributes:
        doing: What is being settled now.
        share: How much of the work is done, as far as can be known [share 0-1].
        time: How long it has taken and may still take.
        best: The best so far, and how far from the best that could be.
    """

    doing: str
    share: float
    time: str
    best: str


def standing_of(progress: Progress | None, time_limit: float, seconds: float) -> Standing:
    """Put a moment of planning into words.

    Args:
        progress: The last that was heard; ``None`` before anything was.
        time_limit: How long it may take [s].
        seconds: How long it has taken [s].
    """
    left = round(time_limit - seconds)
    so_far = f"{counted(round(seconds), 'second')} so far"
    time = f"{so_far}, at most {left} more" if left > 0 else f"{so_far}; checking every line now"
    if progress is None:
        return Standing(_STARTING, 0.0, time, "There is no plan yet.")
    doing = _DOING.get(progress.goal, _STARTING)
    steps = max(1, progress.steps)
    by_steps = (progress.step - 1) / steps
    by_time = min(1.0, seconds / time_limit) / steps if time_limit > 0 else 0.0
    return Standing(
        doing=f"{doing} (step {progress.step} of {steps})",
        share=max(0.0, min(1.0, by_steps + by_time)),
        time=time,
        best=_best(progress),
    )


def _best(progress: Progress) -> str:
    if progress.best is None:
        return "There is no plan yet."
    best = _measured(progress.goal, progress.best)
    if best is None:
        return "The plan stands."
    if progress.bound is None:
        return f"Best so far: {best}."
    distance = abs(progress.best - progress.bound)
    if distance < _NO_DISTANCE * max(abs(progress.best), _LEAST_VALUE):
        return f"Best so far: {best}. No plan can be better."
    share = distance / max(abs(progress.best), _LEAST_VALUE)
    if share > _TELLING_DISTANCE:
        return f"Best so far: {best}. How far that is from the best is not known yet."
    return f"Best so far: {best}. No plan can be better by more than {percent(share)}."


def _measured(goal: str, value: float) -> str | None:
    """A goal's value in words; ``None`` for a step that has none."""
    words = {
        "statutory_shortfall": f"{hours(round(value, 1))} of the year not met"
        if value > 0.05
        else "all are met",
        "unfunded": f"{pounds(value)} without money" if value >= 0.5 else "all is paid for",
        "fair_share": f"every pupil gets {percent(value)} of the most that could be done for them",
        "benefit": "a plan to build on",
        "changes": f"{hours(round(value))} change in the year",
        "cost": f"{pounds(value)} for what the plan adds",
    }
    return words.get(goal)
