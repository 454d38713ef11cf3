"""Effects halved and raised by half: the school with other effects, solved again.

The plan asked about is taken for what is done today, and kept as far as that costs no more of the
benefit than a plan may lack anyhow. So only those lines flip that the other effects really turn.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite

from planner.insight.question import Asking
from planner.insight.sure_rows import SureEffectRow, SureFlipRow
from planner.optimiser.near_best import Line, as_today, hours_by_line, lines_of, weekly_hours_of
from planner.optimiser.plan import Plan
from planner.optimiser.resolve import GAP, Effort, Point, Resolver
from planner.school.records import Effect
from planner.school.school import School

FACTORS = (0.5, 1.5)
_MOST_EFFECT = 5.0
_UNSAID = "nothing said of the evidence"


@dataclass(frozen=True)
class Known:
    """The plan that is asked about, as it was solved for and as its tables."""

    resolver: Resolver
    point: Point
    plan: Plan


@dataclass(frozen=True)
class Stressed:
    """What came of other effects.

    Attributes:
        effects: One row for each change of effects that was solved.
        flips: The lines that went or came.
        is_whole: Whether all that was asked was solved.
    """

    effects: tuple[SureEffectRow, ...]
    flips: tuple[SureFlipRow, ...]
    is_whole: bool


def _kind(effect: Effect, by: str) -> str:
    if by == "strand":
        return effect.strand.value
    return (effect.evidence or _UNSAID) if by == "evidence" else effect.provision


def with_effects(school: School, by: str, kind: str, factor: float) -> School:
    """Give the school with the effects of one kind multiplied, to what an effect can be at most."""
    return replace(
        school,
        effects=tuple(
            effect.model_copy(update={"effect": min(_MOST_EFFECT, effect.effect * factor)})
            if _kind(effect, by) == kind
            else effect
            for effect in school.effects
        ),
    )


def most_used(school: School, plan: Plan, by: str) -> tuple[str, ...]:
    """List the kinds of effects that the plan's hours rest on, those of most hours first."""
    hours: dict[str, float] = defaultdict(float)
    of_provision: Mapping[str, set[str]] = defaultdict(set)
    for effect in school.effects:
        of_provision[effect.provision].add(_kind(effect, by))
    for row in plan.allocations:
        for kind in of_provision[row.provision]:
            hours[kind] += row.hours_per_week * row.weeks
    return tuple(sorted(hours, key=lambda kind: (-hours[kind], kind)))


def stressed(
    asking: Asking, known: Known, by: str, kinds: Sequence[str], seconds: float
) -> Stressed:
    """Solve the school again with each kind of effects halved, and raised by half.

    Args:
        asking: What is asked about, and who listens.
        known: The plan that is asked about.
        by: What makes effects of one kind.
        kinds: The kinds, in the order in which they are tried.
        seconds: Most time to take [s].
    """
    until = time.perf_counter() + seconds
    resolver, before = known.resolver, lines_of(known.plan)
    given = weekly_hours_of(known.plan, resolver.school)
    school = as_today(resolver.school, given, keep=GAP)
    effects: list[SureEffectRow] = []
    flips: list[SureFlipRow] = []
    for number, kind in enumerate(kinds):
        for factor in FACTORS:
            left = until - time.perf_counter()
            if left <= 0 or asking.is_stopped():
                return Stressed(tuple(effects), tuple(flips), is_whole=False)
            asking.tell(f"Solving again with other effects, {number + 1} of {len(kinds)}", 4, 4)
            changed = Resolver(with_effects(school, by, kind, factor))
            changed.begin_like(resolver)
            found = changed.solve(
                [changed.point_from(resolver, known.point)],
                effort=Effort.MEND,
                last="changes",
                seconds=left,
                should_stop=asking.should_stop,
            )
            if found is None:
                return Stressed(tuple(effects), tuple(flips), is_whole=False)
            after = hours_by_line(changed, found)
            turned = _flips(kind, factor, before, after)
            flips += turned
            goal = found.goal("benefit")
            going = [row for row in turned if row.flips == "goes"]
            effects.append(
                SureEffectRow(
                    effects=kind,
                    factor=factor,
                    lines=len(before),
                    lines_going=len(going),
                    lines_coming=len(turned) - len(going),
                    hours_going=sum(row.hours_before for row in going),
                    benefit=goal.value,
                    benefit_bound=goal.bound if isfinite(goal.bound) else None,
                )
            )
    return Stressed(tuple(effects), tuple(flips), is_whole=True)


def _flips(
    kind: str, factor: float, before: Mapping[Line, float], after: Mapping[Line, float]
) -> list[SureFlipRow]:
    return [
        SureFlipRow(
            effects=kind,
            factor=factor,
            flips="goes" if line in before else "comes",
            pupil=line[0],
            provision=line[1],
            hours_before=before.get(line, 0.0),
            hours_after=after.get(line, 0.0),
        )
        for line in sorted(before.keys() ^ after.keys())
    ]
