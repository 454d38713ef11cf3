"""The school beside national figures as tables, each figure with its date and its source."""

from __future__ import annotations

from collections.abc import Sequence

from planner.charts.national.words import of_when, of_which, row_name
from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import sentence_case
from planner.national.at_a_glance import BesideAtAGlance
from planner.national.comparison import Comparison
from planner.national.newest import Found
from planner.national.ratios import Ratio
from planner.parameters.figure import STATUS_WORDS, unit_written
from planner.school.codes import Phase
from planner.suppression import in_words

_WHO_COUNTS = (
    "Pupils here are those on roll on the day of the January census, the third Thursday of January."
)
_FIGURE_COLUMNS = (
    Column("National figure is of"),
    Column("Of when"),
    Column("Which is"),
    Column("Source"),
    Column("Read at", ColumnKind.LINK),
)


def shares_table(comparisons: Sequence[Comparison], phase: Phase | None) -> Table:
    """Every share of pupils with the numbers expected for a school of this size."""
    return Table(
        name="beside_national_shares",
        says="The school’s share of pupils beside the national share, with the numbers expected "
        f"for a school of its size, and the date and source of each national figure. {_WHO_COUNTS}",
        columns=(
            Column("What is compared", ColumnKind.CODE),
            Column("Here (pupils)", ColumnKind.COUNT),
            Column("Of (pupils)", ColumnKind.COUNT),
            *_COMPARED_COLUMNS,
        ),
        rows=tuple(
            (row_name(one), _number(one), one.out_of, *_compared(one, phase)) for one in comparisons
        ),
    )


def shown_shares_table(beside: BesideAtAGlance) -> Table:
    """The same for anybody's eyes: a number that is hidden says so, and nothing follows from it."""
    return Table(
        name="beside_national_shares",
        says="The school’s share of pupils beside the national share; small counts are hidden.",
        columns=(
            Column("What is compared", ColumnKind.CODE),
            Column("Here (pupils)", ColumnKind.SHOWN),
            Column("Of (pupils)", ColumnKind.COUNT),
            *_COMPARED_COLUMNS,
        ),
        rows=tuple(
            (
                row_name(one),
                in_words(one.number, beside.threshold),
                one.out_of,
                *_compared(one, beside.phase),
            )
            for one in beside.shares
        ),
    )


def ratios_table(ratios: Sequence[Ratio], phase: Phase | None) -> Table:
    """Pupils to an assistant and money to a pupil, with what they were worked out from."""
    return Table(
        name="beside_national_ratios",
        says="Pupils for each teaching assistant and cost for each pupil with SEN, here and in "
        f"England, with the date and source of each national figure. {_WHO_COUNTS}",
        columns=(
            Column("What is compared", ColumnKind.CODE),
            Column("Here", ColumnKind.AMOUNT),
            Column("In England", ColumnKind.AMOUNT),
            Column("Unit"),
            Column("Here it is"),
            *_FIGURE_COLUMNS,
        ),
        rows=tuple(
            (
                one.comparator.label,
                _rounded(one),
                None if one.found is None else float(one.found.figure.amount),
                sentence_case(unit_written(one.comparator.unit)),
                one.of,
                *_figure(one.found, phase),
            )
            for one in ratios
        ),
    )


_COMPARED_COLUMNS = (
    Column("Share here (%)", ColumnKind.TENTHS),
    Column("Share in England (%)", ColumnKind.TENTHS),
    Column("Expected for this size, from (pupils)", ColumnKind.COUNT),
    Column("to (pupils)", ColumnKind.COUNT),
    Column("Here it is"),
    *_FIGURE_COLUMNS,
)


def _rounded(one: Ratio) -> Cell:
    if one.here is None:
        return None
    return round(one.here, 0 if one.comparator.unit.startswith("GBP") else 1)


def _number(one: Comparison) -> Cell:
    return one.number if isinstance(one.number, int) else None


def _compared(one: Comparison, phase: Phase | None) -> tuple[Cell, ...]:
    likely = one.likely
    return (
        None if one.share is None else 100 * one.share,
        None if one.found is None else float(one.found.figure.amount),
        likely.fewest if likely else None,
        likely.most if likely else None,
        one.verdict.value,
        *_figure(one.found, phase),
    )


def _figure(found: Found | None, phase: Phase | None) -> tuple[Cell, ...]:
    if found is None:
        return ("no figure known", "", "", "", None)
    figure = found.figure
    return (
        of_which(found, phase),
        of_when(found),
        STATUS_WORDS[figure.status],
        figure.source,
        figure.url or None,
    )
