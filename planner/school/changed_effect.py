"""An effect that the school changed: what it was before, and why, are kept with what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.school.records import Effect


def changed(effect: Effect, to: float, reason: str) -> Effect:
    """Give an effect another value; what it was at first and the reason are kept with it.

    Whatever a school changes afterwards, the first value stays the one that it was changed from.
    An effect that goes back to that value is no longer a changed one: both are cleared.

    Args:
        effect: The effect as it stands.
        to: What it is to be [h per h].
        reason: Why the school changes it, in its own words; blank where none was given.
    """
    default = default_of(effect)
    if to == default:
        return Effect.model_validate(
            effect.model_dump() | {"effect": to, "default_effect": None, "reason": ""}
        )
    return Effect.model_validate(
        effect.model_dump() | {"effect": to, "default_effect": default, "reason": reason.strip()}
    )


def after_edit(before: Effect, after: Effect) -> Effect:
    """Give what a row of effects becomes once somebody has typed over it.

    Where the effect is another and its default was left alone, the default is kept with it, as
    after any other change. A row that is about another provision or strand now begins anew.

    Args:
        before: The row as it was.
        after: The row as it was typed.
    """
    is_same = (before.provision, before.strand) == (after.provision, after.strand)
    kept_alone = before.default_effect == after.default_effect
    if not is_same or not kept_alone or before.effect == after.effect:
        return after
    still = after.model_copy(update={"effect": before.effect})
    return changed(still, after.effect, after.reason)


def default_of(effect: Effect) -> float:
    """What an effect was before the school changed it, if it did [h per h]."""
    return effect.effect if effect.default_effect is None else effect.default_effect


def is_changed(effect: Effect) -> bool:
    """Whether an effect is another than the one it was given at first."""
    return effect.effect != default_of(effect)


def is_unexplained(effect: Effect) -> bool:
    """Whether the school changed an effect and has not said why."""
    return is_changed(effect) and not effect.reason.strip()


def changed_effects(effects: Sequence[Effect]) -> Iterator[Effect]:
    """Give the effects that the school changed, in their order."""
    return (effect for effect in effects if is_changed(effect))
