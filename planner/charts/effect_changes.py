"""The effects that the school changed: what each was, what it is, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import number, sentence_case, strand_name
from planner.school.changed_effect import changed_effects, default_of
from planner.school.records import Effect

NO_REASON = "no reason given"


def changed_effects_table(effects: Iterable[Effect], names: Mapping[str, str]) -> Table:
    """The changed effects, by provision and strand.

    Args:
        effects: All effects of a school.
        names: The name of each provision, by its code.
    """
    return Table(
        name="changed_effects",
        says="Each effect that the school changed, with what it was before and why.",
        columns=(
            Column("Provision", ColumnKind.CODE),
            Column("Strand"),
            Column("Before (effective hours per hour)", ColumnKind.HOURS),
            Column("The school’s (effective hours per hour)", ColumnKind.HOURS),
            Column("Why it was changed"),
        ),
        rows=tuple(
            (
                names.get(row.provision) or row.provision,
                sentence_case(strand_name(row.strand)),
                default_of(row),
                row.effect,
                row.reason or NO_REASON,
            )
            for row in changed_effects(tuple(effects))
        ),
    )


def change_in_words(effect: Effect, *, with_reason: bool = False) -> str:
    """A changed effect with what it was: ``0.6 for language now, and 0.9 before``.

    Args:
        effect: The effect.
        with_reason: Also why it was changed, for whoever may read the school's own words.
    """
    now, before = number(effect.effect), number(default_of(effect))
    said = f"{now} for {strand_name(effect.strand)} now, and {before} before"
    return f"{said} ({effect.reason or NO_REASON})" if with_reason else said
