"""The effect that was seen beside the effect that was assumed, said and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.charts.impact.outcomes import outcomes_seen
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import counted, percent, sentence_case, strand_name
from planner.impact.seen import FEWEST_PUPILS, EffectSeen, effects_seen
from planner.impact.shrinkage import LEAST_SPREAD, PUPILS_BEFORE, PUPILS_DIFFER, SCHOOLS_DIFFER
from planner.school.registers import Registers

NO_COMPARISON = (
    "There is no comparison group: part of what pupils gained would have come anyway, so this says "
    "what came with a provision, not how much of it came because of it."
)
_NUMBERS = (
    *("none", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
# From here on a suggestion goes more than half of the way, which is no longer called little.
_NOT_FEW = 0.5


def how_it_is_worked_out() -> tuple[str, ...]:
    """Say how an effect is seen and how far it is believed, with every figure that is assumed."""
    return (
        "For each pupil, the gain is set against the gain that was expected, for each session "
        "attended. The effect seen is the effect assumed × the mean of these shares.",
        f"The suggestion goes n / (n + k) of the way from the effect assumed to the effect seen: n "
        f"is the number of pupils, and k how far pupils differ against how far schools do. That a "
        f"provision in most schools does within {percent(SCHOOLS_DIFFER)} of what was expected is "
        "an assumption of Evenhand’s.",
        f"How far pupils differ comes from all reviews of the school together, beside an "
        f"assumption of {percent(PUPILS_DIFFER)} that counts as {PUPILS_BEFORE} pupils, and is "
        f"never taken to be under {percent(LEAST_SPREAD)}. The range is the usual one that holds "
        "in 19 cases of 20.",
        "The effect assumed is the one from before the school changed it, if it did: the same "
        "reviews never move an effect twice.",
    )


def seen_in(registers: Registers) -> tuple[EffectSeen, ...]:
    """Give what was seen of each effect with a review, those with most pupils first."""
    found = effects_seen(outcomes_seen(registers), registers.effects.records)
    return tuple(sorted(found, key=lambda one: (-one.pupils, one.key)))


def names_in(registers: Registers) -> Mapping[str, str]:
    """The name of each provision by its code."""
    return {row.provision: row.name for row in registers.provisions.records}


def label_of(seen: EffectSeen, names: Mapping[str, str]) -> str:
    """Name an effect as people do: its provision and its strand."""
    provision, strand = seen.key
    return f"{names.get(provision, provision)}, {strand_name(strand)}"


def sentence(seen: EffectSeen) -> str:
    """Say what was seen, how far it is believed, and what that makes of the effect."""
    said = f"{counted(seen.pupils, 'pupil')} {_made(seen)}."
    many = _number(seen.pupils)
    if seen.suggested is None:
        fewest = _number(FEWEST_PUPILS)
        return f"{said} {sentence_case(many)} is too few to suggest anything: it takes {fewest}."
    way = percent(seen.weight)
    how_far = (
        f"{sentence_case(many)} is few, so the suggestion moves {way} of the way"
        if seen.weight < _NOT_FEW
        else f"With {many}, the suggestion moves {way} of the way"
    )
    return f"{said} {how_far}: {_becomes(seen, seen.suggested)}"


def too_few_to_suggest(seen: Sequence[EffectSeen], names: Mapping[str, str]) -> str:
    """Say of which effects too few pupils were seen; the figures are in the picture's table."""
    parts = [f"{label_of(one, names)} ({counted(one.pupils, 'pupil')})" for one in seen]
    return (
        f"Too few pupils to suggest anything, as it takes {_number(FEWEST_PUPILS)}: "
        f"{'; '.join(parts)}."
    )


def reason(seen: EffectSeen, fewest_shown: int) -> str:
    """Say why an effect was changed, for whoever reads the effects and may not read of pupils."""
    if seen.pupils < fewest_shown:
        return f"Our own reviews, of fewer than {fewest_shown} pupils; no comparison group"
    way = f"from {_effect(seen.assumed)} to the {_effect(seen.seen)} seen"
    return (
        f"{counted(seen.pupils, 'pupil')} reviewed here {_made(seen)}; {percent(seen.weight)} of "
        f"the way {way}; no comparison group"
    )


def effects_table(seen: Sequence[EffectSeen], names: Mapping[str, str]) -> Table:
    """Give the figures of each effect that was seen."""
    unit = "Effective hours for an hour received"
    return Table(
        name="effects_seen",
        says="The effect seen beside the effect assumed, by provision and strand.",
        columns=(
            Column("Provision", ColumnKind.CODE),
            Column("Strand"),
            Column("Pupils", ColumnKind.COUNT),
            Column("Made of what was expected (%)", ColumnKind.PERCENT),
            Column("Effect assumed", ColumnKind.HOURS, unit),
            Column("Effect seen", ColumnKind.HOURS, unit),
            Column("Seen: likely from", ColumnKind.HOURS, unit),
            Column("Seen: likely to", ColumnKind.HOURS, unit),
            Column("Way moved (%)", ColumnKind.PERCENT),
            Column("Effect suggested", ColumnKind.HOURS, f"Blank under {FEWEST_PUPILS} pupils"),
            Column("Effect in use", ColumnKind.HOURS, unit),
        ),
        rows=tuple(
            (
                names.get(one.key[0], one.key[0]),
                sentence_case(strand_name(one.key[1])),
                one.pupils,
                100 * one.mean_ratio,
                one.assumed,
                one.seen,
                one.low,
                one.high,
                None if one.suggested is None else 100 * one.weight,
                one.suggested,
                one.effect.effect,
            )
            for one in seen
        ),
    )


def _made(seen: EffectSeen) -> str:
    if seen.mean_ratio < 0:
        return f"went back, by {percent(-seen.mean_ratio)} of the progress expected"
    return f"made {percent(seen.mean_ratio)} of the progress expected"


def _becomes(seen: EffectSeen, suggested: float) -> str:
    before, after = _effect(seen.assumed), _effect(suggested)
    said = f"{before} stays as it is." if before == after else f"{before} becomes {after}."
    now = seen.effect.effect
    if now == suggested and now != seen.assumed:
        return f"{said} The school has it already."
    return said if now == seen.assumed else f"{said} The school has {_effect(now)} now."


def _effect(value: float) -> str:
    return f"{value:.2f}"


def _number(pupils: int) -> str:
    return _NUMBERS[pupils] if pupils < len(_NUMBERS) else f"{pupils:,}"
