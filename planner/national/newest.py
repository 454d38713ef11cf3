"""The national figure to set a school beside: the newest known, for its kind if there is one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.parameters.comparators import PHASE_ENDINGS, Comparator
from planner.parameters.figure import Figure
from planner.parameters.own import own_figures
from planner.parameters.reader import every_figure
from planner.periods import AcademicYear
from planner.school.codes import Phase
from planner.school.records import OwnFigure


@dataclass(frozen=True)
class Found:
    """A national figure, and how well it fits the school.

    Attributes:
        figure: The figure, with its dates and its source.
        is_of_phase: Whether it is of schools of this kind alone.
        is_older: Whether it was no longer in force when the school year began.
    """

    figure: Figure
    is_of_phase: bool
    is_older: bool


def newest_figure(
    comparator: Comparator, phase: Phase | None, year: AcademicYear, own: Iterable[OwnFigure]
) -> Found | None:
    """Find the newest national figure that had begun by the end of a school year.

    One in force in the year comes before an older one, then one for this kind of school before one
    of all schools, then the newer; on one day the school's own comes first.

    Args:
        comparator: What is compared.
        phase: The kind of school; ``None`` where it does not say.
        year: The school year.
        own: The school's own figures, those loaded from official statistics among them.
    """
    found = _all_found(comparator, phase, year, tuple(own))
    return max(
        found,
        key=lambda one: (
            not one.is_older,
            one.is_of_phase,
            one.figure.starts or dt.date.min,
        ),
        default=None,
    )


def _all_found(
    comparator: Comparator, phase: Phase | None, year: AcademicYear, own: tuple[OwnFigure, ...]
) -> Iterator[Found]:
    through_time, shipped = own_figures(own), every_figure()
    codes = {comparator.code: False}
    if phase in PHASE_ENDINGS:
        codes[comparator.code_for(phase)] = True
    for code, is_of_phase in codes.items():
        # The school's own stand first, and the first of equals is taken.
        for figure in (*through_time.get(code, ()), *shipped.get(code, ())):
            if figure.starts is not None and figure.starts <= year.ends:
                is_older = figure.ends is not None and figure.ends < year.starts
                yield Found(figure, is_of_phase, is_older)
