"""What changed between two years: each figure that differs, and what that does to the budget."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import counted, percent, pounds
from planner.funding.figures_effect import Effect, Part, Way
from planner.parameters.changes import FigureChange
from planner.parameters.figure import STATUS_WORDS, unit_written
from planner.periods import AcademicYear


def changed_sentence(
    changes: Sequence[FigureChange], earlier: AcademicYear, later: AcademicYear
) -> str:
    """Say how many figures differ, and how many of them are not known in the later year."""
    if not changes:
        return f"No figure differs between {earlier} and {later}."
    count = len(changes)
    says = f"{counted(count, 'figure')} {'differs' if count == 1 else 'differ'} "
    says += f"between {earlier} and {later}"
    lost = sum(change.later is None for change in changes)
    return f"{says}, of which {lost:,} {_is(lost)} not known in {later}." if lost else f"{says}."


def effect_sentence(effect: Effect, earlier: AcademicYear, later: AcademicYear) -> str:
    """Say what the figures of the later year do to the cost of the adults there are now."""
    together = effect.staff_together
    if together is None or together.before is None or together.more is None:
        return "No cost of this school follows from them: no adult’s cost is known by a pay point."
    share = percent(float(abs(together.more) / together.before)) if together.before else ""
    adults = "adult" if effect.adults == 1 else f"{effect.adults:,} adults"
    if not together.more:
        return f"The {adults} on a pay point now would cost the same by the figures of both years."
    way = "more" if together.more > 0 else "less"
    return (
        f"The {adults} on a pay point now would cost {pounds(abs(together.more))} a year {way} "
        f"by the figures of {later} than by those of {earlier} ({share})."
    )


def caution_sentences(effect: Effect, later: AcademicYear) -> tuple[str, ...]:
    """Say what the costs of the later year rest on, which adults they leave out, and why."""
    found = [f"Pay of {later}: {note}" for note in effect.notes]
    found += [f"{code} is left out: {why.rstrip('.')}." for code, why in effect.unknown]
    if effect.as_entered:
        adults = counted(effect.as_entered, "adult")
        verb = "has a cost" if effect.as_entered == 1 else "have costs"
        found.append(f"{adults} {verb} entered as an amount, which no figure changes.")
    return tuple(found)


def changed_table(
    changes: Sequence[FigureChange],
    effect: Effect | None,
    earlier: AcademicYear,
    later: AcademicYear,
) -> Table:
    """Every figure that differs, those that change this school's budget first."""
    names = frozenset(change.name for change in changes)
    rows = [(_does(change, effect, names), change) for change in changes]
    ordered = sorted(rows, key=lambda row: not row[0])
    return Table(
        name=f"figures_{earlier.first}_to_{later.first}",
        says=f"Every figure that differs between {earlier} and {later}, on 1 September of each.",
        columns=(
            Column("Figure", ColumnKind.CODE),
            Column("Unit"),
            Column(f"{earlier}", ColumnKind.AMOUNT),
            Column(f"{later}", ColumnKind.AMOUNT),
            Column("More", ColumnKind.AMOUNT),
            Column("This school’s budget, a year"),
            Column("Which is"),
            Column("Worth knowing"),
        ),
        rows=tuple(_row(change, does) for does, change in ordered),
    )


def budget_table(effect: Effect, earlier: AcademicYear, later: AcademicYear) -> Table:
    """The parts of the budget that follow from figures, by those of either year."""
    together = effect.staff_together
    costs = [part for part in effect.parts if part.way is Way.COST]
    others = [part for part in effect.parts if part.way is not Way.COST]
    parts = [*costs, *([together] if together else []), *others]
    return Table(
        name=f"budget_by_figures_{earlier.first}_and_{later.first}",
        says=f"This school’s budget by the figures of {earlier} and of {later}.",
        columns=(
            Column("Part of the budget", ColumnKind.CODE),
            Column("Which is"),
            Column(f"{earlier} (£ a year)", ColumnKind.PENCE),
            Column(f"{later} (£ a year)", ColumnKind.PENCE),
            Column("More (£ a year)", ColumnKind.PENCE),
            Column("Of"),
        ),
        rows=tuple(
            (
                part.what,
                part.way.value,
                _money(part.before),
                _money(part.after),
                _money(part.more),
                part.basis,
            )
            for part in parts
        ),
    )


def _row(change: FigureChange, does: str) -> tuple[Cell, ...]:
    return (
        change.known.label,
        unit_written(change.known.unit),
        float(change.earlier.amount) if change.earlier else None,
        float(change.later.amount) if change.later else None,
        None if change.difference is None else float(change.difference),
        does,
        STATUS_WORDS[change.known.status],
        change.missing or (change.later.note if change.later else ""),
    )


def _does(change: FigureChange, effect: Effect | None, names: frozenset[str]) -> str:
    """Say what a figure does to the budget; blank where no part of it follows from the figure."""
    if effect is None:
        return ""
    if change.name in effect.points:
        adults, more = effect.points[change.name]
        return f"{counted(adults, 'adult')}: {_more(more)}"
    follows = [part for part in effect.parts if change.name in part.figures]
    return "; ".join(f"{_whose(part, names)}: {_more(part.more)}" for part in follows)


def _whose(part: Part, names: frozenset[str]) -> str:
    """Say whom a part is of, and whether other figures that differ have a share in it."""
    return "with others" if len(part.figures & names) > 1 else part.basis


def _more(amount: Decimal | None) -> str:
    if amount is None:
        return "not known"
    if not amount:
        return "the same"
    return f"{pounds(abs(amount))} {'more' if amount > 0 else 'less'}"


def _money(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
