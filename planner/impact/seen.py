"""The effect that was seen beside the effect that was assumed, and the one that follows from both.

There is no comparison group: part of what pupils gained would have come anyway, so an effect seen
is what came with the provision, not all of it because of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.impact.outcome import Outcome, ratios
from planner.impact.shrinkage import Spread, mean_of, spread_of
from planner.school.changed_effect import default_of
from planner.school.codes import Strand
from planner.school.records import Effect

# With fewer pupils nothing is suggested [pupils].
FEWEST_PUPILS = 3
LEAST_EFFECT, MOST_EFFECT = 0.0, 5.0
_DECIMALS = 2


@dataclass(frozen=True)
class EffectSeen:
    """What the reviews of one provision say of its effect on one strand.

    Attributes:
        effect: The effect as the school has it.
        assumed: What it was before the school changed it, if it did: what pupils were expected to
            gain rests on it, so that the same reviews never move an effect twice [h per h].
        pupils: How many pupils it was seen with.
        mean_ratio: What they made, of what was expected for the sessions that they attended.
        seen: The effect that they had [h per h].
        low: The least that is likely, with so few or so many pupils (95 % interval) [h per h].
        high: The most that is likely [h per h].
        weight: How far the suggestion moves from what was assumed to what was seen [share 0-1].
        suggested: The effect that follows; ``None`` from too few pupils [h per h].
    """

    effect: Effect
    assumed: float
    pupils: int
    mean_ratio: float
    seen: float
    low: float
    high: float
    weight: float
    suggested: float | None

    @property
    def key(self) -> tuple[str, Strand]:
        """The provision and the strand."""
        return self.effect.provision, self.effect.strand

    @property
    def would_change(self) -> bool:
        """Whether the suggestion is another effect than the school has."""
        return self.suggested is not None and self.suggested != self.effect.effect


def effects_seen(outcomes: Sequence[Outcome], effects: Sequence[Effect]) -> tuple[EffectSeen, ...]:
    """Give what was seen of each effect that at least one review measures, in their order.

    An effect that is assumed to be 0 is not among them, as no review says anything of it.
    """
    found = ratios(outcomes)
    spread = spread_of(found.values())
    return tuple(
        effect_seen(effect, found[effect.provision, effect.strand], spread)
        for effect in effects
        if (effect.provision, effect.strand) in found
    )


def effect_seen(effect: Effect, pupils: Sequence[float], spread: Spread) -> EffectSeen:
    """Give what some pupils say of an effect.

    effect seen = effect assumed × mean ratio, and the suggestion lies between the two, by weight.

    Args:
        effect: The effect.
        pupils: The ratio of each pupil, at least one.
        spread: How far pupils differ.
    """
    assumed, mean = default_of(effect), mean_of(pupils)
    half = spread.half_width(len(pupils))
    weight, seen = spread.weight(len(pupils)), _possible(assumed * mean)
    return EffectSeen(
        effect=effect,
        assumed=assumed,
        pupils=len(pupils),
        mean_ratio=mean,
        seen=seen,
        low=_possible(assumed * (mean - half)),
        high=_possible(assumed * (mean + half)),
        weight=weight,
        suggested=_between(assumed, seen, weight) if len(pupils) >= FEWEST_PUPILS else None,
    )


def _possible(effect: float) -> float:
    return min(max(effect, LEAST_EFFECT), MOST_EFFECT)


def _between(assumed: float, seen: float, weight: float) -> float:
    """The suggestion, rounded, but never past either end."""
    rounded = round(assumed + weight * (seen - assumed), _DECIMALS)
    return min(max(rounded, min(assumed, seen)), max(assumed, seen))
