"""Every dated figure as a table, to be looked through by subject, year and word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.parameters.figure import STATUS_WORDS, Figure, Status, dates_written, unit_written
from planner.parameters.own import own_figures
from planner.parameters.shipped import shipped_figures
from planner.parameters.words import Word, every_word
from planner.periods import AcademicYear
from planner.school.records import OwnFigure

WORDS_SUBJECT = "Statutory words"


def all_figures(own: Iterable[OwnFigure] = ()) -> tuple[Figure, ...]:
    """Give every figure through time, the school's own first, subject by subject."""
    through_time = [*own_figures(own).values(), *shipped_figures().values()]
    return tuple(one for figures in through_time for one in reversed(figures))


def subjects(figures: Iterable[Figure]) -> tuple[str, ...]:
    """Give what the figures are about, each once, the words of the nations last."""
    return (*dict.fromkeys(one.subject for one in figures), WORDS_SUBJECT)


def years_of(figures: Iterable[Figure], now: AcademicYear) -> tuple[AcademicYear, ...]:
    """Give the academic years in which a figure begins, and the present one, the last first."""
    begun = {AcademicYear.of(one.starts) for one in figures if one.starts is not None}
    return tuple(sorted(begun | {now}, reverse=True))


def chosen_figures(
    figures: Iterable[Figure], *, subject: str, year: AcademicYear | None, word: str
) -> tuple[Figure, ...]:
    """Keep the figures about something, in force in a year and with a word in them.

    Args:
        figures: The figures.
        subject: What they are about; blank keeps all.
        year: The academic year, on some day of which they are in force; ``None`` keeps all.
        word: A word of the label, description, source or note; blank keeps all.
    """
    return tuple(
        one
        for one in figures
        if subject in {"", one.subject}
        and (year is None or _touches(one, year))
        and word.casefold() in _text(one).casefold()
    )


def figures_table(figures: Sequence[Figure]) -> Table:
    """The figures with unit, dates, status and source."""
    return Table(
        name="figures",
        says="Every dated figure: amount, unit, dates, how far to rely on it, and its source.",
        columns=(
            Column("Figure", ColumnKind.CODE),
            Column("Amount", ColumnKind.AMOUNT),
            Column("Unit"),
            Column("In force"),
            Column("Which is"),
            Column("Source"),
            Column("Read at", ColumnKind.LINK),
            Column("Checked"),
            Column("What it means"),
            Column("Worth knowing"),
            Column("Code"),
        ),
        rows=tuple(_row(one) for one in figures),
    )


def words_table(word: str = "") -> Table:
    """What the law of each nation calls things, with a word in them; blank keeps all."""
    found = [one for one in every_word() if word.casefold() in _text_of_word(one).casefold()]
    return Table(
        name="statutory_words",
        says="What the law of each nation calls things, with the source of each word.",
        columns=(
            Column("What", ColumnKind.CODE),
            Column("Nation"),
            Column("In short"),
            Column("In full"),
            Column("Which is"),
            Column("Source"),
            Column("Read at", ColumnKind.LINK),
            Column("Checked"),
        ),
        rows=tuple(
            (
                one.label,
                one.nation.value,
                one.short,
                one.text,
                STATUS_WORDS[one.sourced.status],
                one.sourced.source,
                one.sourced.url,
                one.sourced.checked.isoformat(),
            )
            for one in found
        ),
    )


def _row(one: Figure) -> tuple[Cell, ...]:
    return (
        one.label,
        float(one.amount),
        unit_written(one.unit),
        dates_written(one.starts, one.ends),
        STATUS_WORDS[one.status],
        one.source,
        one.url or None,
        one.checked.isoformat() if one.checked else "",
        one.description,
        one.note,
        one.name,
    )


def _touches(one: Figure, year: AcademicYear) -> bool:
    return (one.starts or dt.date.min) <= year.ends and (one.ends or dt.date.max) >= year.starts


def _text(one: Figure) -> str:
    own = STATUS_WORDS[one.status] if one.status in {Status.LOCAL, Status.LOADED} else ""
    return " ".join((one.label, one.name, one.description, one.source, one.note, own))


def _text_of_word(one: Word) -> str:
    return " ".join((one.label, one.nation.value, one.text, one.short, one.sourced.source))
