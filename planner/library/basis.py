"""The one rule by which the library chose what an hour of each provision may be worth.

No trial gives effective hours, so every effect is an assumption, for a school to replace. The rule
makes them agree with one another: who gives the hour, to how many, and what was found.
"""

from __future__ import annotations

from enum import StrEnum

RULE = (
    "No trial gives effective hours, so every effect of the library is an assumption. One rule "
    "makes them agree with one another: who gives the hour, to how many pupils, and whether the "
    "newest finding was of no difference or of less progress. A need that is helped only besides "
    "counts for less. The effects are the school’s to change."
)


class EffectBasis(StrEnum):
    """How the effect on the need that a provision is mainly for was chosen."""

    SPECIALIST = "specialist"
    ONE_TO_ONE = "one_to_one"
    GROUP = "group"
    THROUGH_THE_DAY = "through_the_day"
    DEVICE = "device"
    NO_DIFFERENCE = "no_difference"
    LESS_PROGRESS = "less_progress"
    NO_EFFECT = "no_effect"

    @property
    def band(self) -> tuple[float, float]:
        """The least and the most that the effect on its main need may be [h per h]."""
        return _RULES[self][1]

    @property
    def says(self) -> str:
        """How the effect was chosen, as a sentence."""
        which, (least, most) = _RULES[self]
        if self is EffectBasis.NO_EFFECT:
            return which
        worth = f"{least:g}" if least == most else f"{least:g} to {most:g}"
        return f"{which}: {worth} by the library’s rule, an assumption and not a measurement."


_RULES: dict[EffectBasis, tuple[str, tuple[float, float]]] = {
    EffectBasis.SPECIALIST: (
        "An hour with a specialist or a teacher trained for it, alone or nearly so",
        (1.1, 1.3),
    ),
    EffectBasis.ONE_TO_ONE: (
        "An hour with a trained adult, alone or in a pair, by a plan or programme",
        (0.9, 1.0),
    ),
    EffectBasis.GROUP: ("An hour in a group with a trained adult, by a programme", (0.75, 0.95)),
    EffectBasis.THROUGH_THE_DAY: (
        "An hour of help through the day, in class or away, without a programme",
        (0.4, 0.7),
    ),
    EffectBasis.DEVICE: ("An hour with a device, with or without an adult at hand", (0.4, 0.6)),
    EffectBasis.NO_DIFFERENCE: (
        "An hour of a programme whose newest trial found no difference",
        (0.8, 0.8),
    ),
    EffectBasis.LESS_PROGRESS: (
        "An hour of a programme whose newest trial found less progress",
        (0.5, 0.5),
    ),
    EffectBasis.NO_EFFECT: ("It counts towards no need, so no effect was chosen.", (0.0, 0.0)),
}
