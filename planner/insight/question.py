"""One question: what it is called, what may be chosen, and who answers it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from planner.insight.answer import Answer, Asked
from planner.optimiser.plan import Plan
from planner.optimiser.progress import ShouldStop
from planner.school.school import School


@dataclass(frozen=True)
class Step:
    """How far an answer has come.

    Attributes:
        doing: What is being solved now, as a sentence fit for the screen, without a full stop.
        step: Which step this is, from 1.
        steps: How many there are, as far as is known.
        seconds: Time since it was asked [s].
    """

    doing: str
    step: int
    steps: int
    seconds: float


OnStep = Callable[[Step], None]


@dataclass
class Asking:
    """What a question is asked about, and who listens.

    Attributes:
        school: The school; a scenario has been applied to it already.
        plan: The plan that is asked about, made for this very school; ``None``: none was made yet.
        on_step: Told how far the answer has come.
        should_stop: Asked often; once it says yes, what was solved so far is given.
        began: When it was asked.
    """

    school: School
    plan: Plan | None = None
    on_step: OnStep | None = None
    should_stop: ShouldStop | None = None
    began: float = field(default_factory=time.perf_counter)

    @property
    def seconds(self) -> float:
        """Time since it was asked [s]."""
        return time.perf_counter() - self.began

    def is_stopped(self) -> bool:
        """Whether to give what was solved so far."""
        return self.should_stop is not None and self.should_stop()

    def tell(self, doing: str, step: int, steps: int) -> None:
        """Tell whoever listens how far the answer has come."""
        if self.on_step is not None:
            self.on_step(Step(doing, step, steps, self.seconds))


@dataclass(frozen=True)
class Question:
    """A question that can be asked about any school.

    Attributes:
        name: Its command.
        title: The question as a reader would ask it.
        help: One line more.
        asked: What may be chosen.
        answer: What it is answered with.
        ask: Answers it, from what is asked about and what was chosen.
    """

    name: str
    title: str
    help: str
    asked: type[Asked]
    answer: type[Answer]
    ask: Callable[[Asking, Any], Answer]
