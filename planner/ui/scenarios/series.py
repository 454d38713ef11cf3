"""Plans for several schools made one after another, each kept as soon as it is made.

Nothing here draws or touches a session: it runs apart from any page.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from planner.charts.progress import Standing, standing_of
from planner.charts.words import sentence_case
from planner.optimiser.plan import Plan
from planner.optimiser.progress import Options, Progress, ShouldStop
from planner.school.school import School
from planner.ui import messages
from planner.ui.scenarios.ways import Base, quoted
from planner.ui.state import Failure

# A scenario's number; ``None`` for the year as it is.
Number = int | None


@dataclass(frozen=True)
class Target:
    """One of the schools to plan for.

    Attributes:
        number: The scenario, or the year as it is.
        name: What it is called.
        school: Gives the school, from the plan of the year as it is if there is one by then.
    """

    number: Number
    name: str
    school: Callable[[Base | None], School]


@dataclass(frozen=True)
class Heard:
    """How far a series has come.

    Attributes:
        place: Which of the schools is being planned for, from 1.
        count: How many there are.
        name: What it is called.
        progress: The last that was heard of its plan.
        began: When it was begun, by the clock of ``time.monotonic`` [s].
    """

    place: int
    count: int
    name: str
    progress: Progress | None
    began: float


@dataclass(frozen=True)
class Made:
    """A plan that was made, with the school that it was made for."""

    target: Target
    school: School
    plan: Plan


@dataclass(frozen=True)
class Outcome:
    """What became of a series.

    Attributes:
        year_id: The school year that it was for.
        planned: What there is a plan for, by name.
        failed: What there is none for, by name, and why.
        left_out: What was not begun before it was stopped, by name.
        last: The plan that was being made when it was stopped; it is not kept yet.
    """

    year_id: int
    planned: tuple[str, ...]
    failed: tuple[tuple[str, Failure], ...] = ()
    left_out: tuple[str, ...] = ()
    last: Made | None = None


@dataclass(frozen=True)
class Series:
    """A series of plans.

    Attributes:
        year_id: The school year that it is for.
        targets: What to plan for; the year as it is comes first where it is among them.
        options: How long each may take, and how sure it is to be.
        base: The plan of the year as it is, where there is one already.
        keep: Keeps a plan for good.
    """

    year_id: int
    targets: tuple[Target, ...]
    options: Options
    base: Base | None
    keep: Callable[[Made], object]

    def run(self, hear: Callable[[Heard], None], should_stop: ShouldStop) -> Outcome:
        """Plan for one after another; what is stopped is given, and what comes after is left out.

        A plan that cannot be made does not keep the others from being made.
        """
        planned: list[str] = []
        failed: list[tuple[str, Failure]] = []
        base = self.base
        for place, target in enumerate(self.targets, start=1):
            made = self._make(place, base, hear, should_stop)
            if isinstance(made, Failure):
                failed.append((target.name, made))
            else:
                planned.append(target.name)
            if should_stop():
                rest = tuple(one.name for one in self.targets[place:])
                last = made if isinstance(made, Made) else None
                return Outcome(self.year_id, tuple(planned), tuple(failed), rest, last)
            if isinstance(made, Made):
                self.keep(made)
                base = Base.made_now(made.plan) if target.number is None else base
        return Outcome(self.year_id, tuple(planned), tuple(failed))

    def standing(self, heard: Heard | None, seconds: float) -> Standing:
        """How far it has come, in words.

        Args:
            heard: The last that was heard.
            seconds: How long it has taken [s].
        """
        if heard is None:
            return standing_of(None, self.options.time_limit, seconds)
        here = time.monotonic() - heard.began
        one = standing_of(heard.progress, self.options.time_limit, here)
        return Standing(
            doing=f"{sentence_case(heard.name)}, {heard.place} of {heard.count}: {one.doing}",
            share=(heard.place - 1 + one.share) / heard.count,
            time=one.time,
            best=one.best,
        )

    def _make(
        self,
        place: int,
        base: Base | None,
        hear: Callable[[Heard], None],
        should_stop: ShouldStop,
    ) -> Made | Failure:
        # The program that finds plans takes a second to load, which no page should wait for.
        from planner.optimiser.solve import make_plan

        target, began = self.targets[place - 1], time.monotonic()

        def tell(progress: Progress | None) -> None:
            hear(Heard(place, len(self.targets), target.name, progress, began))

        def make() -> Made:
            school = target.school(base)
            plan = make_plan(school, self.options, on_progress=tell, should_stop=should_stop)
            return Made(target, school, plan)

        tell(None)
        return messages.attempt(make, f"No plan could be made for {quoted(target.name)}.")
