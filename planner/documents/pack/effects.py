"""What an hour of each provision is thought to be worth, and how well that is known."""

from __future__ import annotations

from collections import defaultdict

from planner.charts.effect_changes import changed_effects_table
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import number, sentence_case, strand_name
from planner.documents.pack.nobody import of_nobody
from planner.library.finding import months_written
from planner.school.records import Effect
from planner.school.school import School


def effects_table(school: School) -> Table:
    """The effects of each provision, those with the same evidence and source in one row."""
    rows: dict[tuple[str, str, str], list[Effect]] = defaultdict(list)
    for effect in school.effects:
        name = school.provision_by_id[effect.provision].name
        rows[name, effect.evidence, effect.source].append(effect)
    return Table(
        name="effects",
        says="What an hour of each provision is worth, and how well that is known.",
        columns=(
            Column("Provision", ColumnKind.CODE),
            Column("Effective hours per hour"),
            Column("Months’ progress in trials"),
            Column("Evidence"),
            Column("Source"),
        ),
        rows=tuple(
            (
                of_nobody(name, school),
                "; ".join(_worth(one) for one in sorted(some, key=_largest_first)),
                "; ".join(_months(one) for one in some if one.months is not None),
                of_nobody(evidence, school),
                of_nobody(source, school),
            )
            for (name, evidence, source), some in sorted(rows.items())
        ),
    )


def changed_table(school: School) -> Table:
    """The effects that the school changed, with what each was and why; nobody is named in it."""
    nobody = [
        row.model_copy(update={"reason": of_nobody(row.reason, school)}) for row in school.effects
    ]
    names = {row.provision: of_nobody(row.name, school) for row in school.provisions}
    return changed_effects_table(nobody, names)


def _largest_first(effect: Effect) -> tuple[float, str]:
    return -effect.effect, effect.strand.value


def _worth(effect: Effect) -> str:
    return f"{sentence_case(strand_name(effect.strand))} {number(effect.effect)}"


def _months(effect: Effect) -> str:
    """Months with their sign, as trials give them, and what they are in."""
    return f"{months_written(effect.months)} in {strand_name(effect.strand)}"
