"""How far the answer to a question has come, in words."""

from __future__ import annotations

from planner.charts.progress import Standing
from planner.charts.words import counted, sentence_case
from planner.insight.question import Step

_STARTING = "Getting ready"
_STOPPABLE = "What is worked out so far is shown if you stop."


def standing_of_step(step: Step | None, seconds: float) -> Standing:
    """Put a moment of answering into words.

    Args:
        step: The last that was heard; ``None`` before anything was.
        seconds: How long it has taken [s].
    """
    time = f"{counted(round(seconds), 'second')} so far"
    if step is None:
        return Standing(_STARTING, 0.0, time, _STOPPABLE)
    steps = max(step.step, step.steps, 1)
    return Standing(
        doing=f"{sentence_case(step.doing)} (step {step.step} of {steps})",
        share=max(0.0, (step.step - 1) / steps),
        time=time,
        best=_STOPPABLE,
    )
